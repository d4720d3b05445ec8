/**
 * The way to Mesos: the framework SDK, told what the core wants and telling the core what Mesos says.
 * Updates are acknowledged only when the core says that what they tell is durable.
 */
import type { Log } from '../foundation/log.ts';
import type { FrameworkInfo } from '../protocol/generated/mesos.ts';
import type { Call, OfferConstraints } from '../protocol/generated/scheduler.ts';
import { Scheduler, type Detector } from '../scheduler/index.ts';
import type { Mesos } from './core/environment.ts';
import type { Marathon } from './core/marathon.ts';
import { hostPortText } from '../foundation/host-port.ts';

/** removed: Mesos does not know it any more, and its id is forgotten. overtaken: another Marathon leads. */
export type Ending = 'removed' | 'overtaken' | 'refused';

/** As masters say that a framework was torn down, or was away for longer than its failover timeout. */
const removedText = /framework has been removed|completed framework/i;
const overtakenText = /framework failed over/i;

export interface ConnectionOptions {
  readonly master: string | Detector;
  /** Without id and roles. */
  readonly framework: Omit<FrameworkInfo, 'id' | 'role' | 'roles'>;
  readonly credential: { readonly principal: string; readonly secret: string } | undefined;
  readonly log: Log;
  ended(why: string, kind: Ending): void;
}

export class MesosConnection implements Mesos {
  readonly #options: ConnectionOptions;
  #scheduler: Scheduler | undefined;
  #roles: ReadonlySet<string> = new Set();
  /** `http://host:port` of the leading master; undefined while there is none. */
  #leaderUrl: string | undefined;
  #region: string | undefined;
  #hasSubscribed = false;
  #offerConstraints: OfferConstraints | undefined;
  /** As this subscription said of them last: an update says it of all roles anew. */
  readonly #suppressed = new Set<string>();

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#scheduler?.state === 'subscribed';
  }

  get region(): string | undefined {
    return this.#region;
  }

  get leaderUrl(): string | undefined {
    return this.#leaderUrl;
  }

  get credential(): ConnectionOptions['credential'] {
    return this.#options.credential;
  }

  get frameworkId(): string | undefined {
    return this.#scheduler?.frameworkId;
  }

  send(call: Call): void {
    for (const role of call.suppress?.roles ?? []) this.#suppressed.add(role);
    for (const role of call.revive?.roles ?? []) this.#suppressed.delete(role);
    this.#scheduler?.send(call);
  }

  /** While it is subscribed; applies also to the next subscription. */
  updateRoles(roles: ReadonlySet<string>): void {
    this.#roles = roles;
    this.#update();
  }

  updateOfferConstraints(constraints: OfferConstraints): void {
    this.#offerConstraints = constraints;
    this.#update();
  }

  #update(): void {
    if (!this.isConnected) return;
    const constraints = this.#offerConstraints;
    this.#scheduler?.updateFramework(this.#info(), {
      suppressedRoles: [...this.#suppressed].filter((role) => this.#roles.has(role)),
      ...(constraints === undefined ? {} : { offerConstraints: constraints }),
    });
  }

  start(marathon: Marathon): void {
    const { master, credential, log } = this.#options;
    this.#roles = marathon.core.roles.all;
    const scheduler = new Scheduler({
      master,
      framework: this.#info(marathon.frameworkId),
      acknowledge: 'manual',
      ...(credential === undefined ? {} : { credential }),
      log,
      handlers: {
        subscribed: ({ frameworkId, master: info }) => {
          const place = info?.address?.ip ?? info?.hostname ?? '';
          const port = info?.address?.port ?? info?.port ?? 0;
          this.#leaderUrl = `http://${hostPortText(place, port)}`;
          this.#suppressed.clear();
          this.#region = info?.domain?.fault_domain?.region.name;
          marathon.subscribed(frameworkId, hostPortText(place, port), !this.#hasSubscribed);
          this.#hasSubscribed = true;
        },
        disconnected: (why) => {
          log.warning(`Disconnected from Mesos: ${why}`);
          this.#leaderUrl = undefined;
          this.#region = undefined;
          marathon.disconnected();
        },
        offers: (offers) => marathon.receiveOffers(offers),
        rescinded: (offerId) => marathon.receiveRescind(offerId),
        inverseOffers: (offers) => scheduler.acceptInverseOffers(offers),
        update: (status) => marathon.receiveStatus(status, () => scheduler.acknowledge(status)),
        refused: ({ call, why }) => log.warning(`Mesos refused ${call.type}: ${why}`),
        ended: (why) => this.#ended(marathon, why),
      },
    });
    this.#scheduler = scheduler;
    scheduler.start();
  }

  /** With the id of a framework that was removed no later start would be taken in. */
  #ended(marathon: Marathon, why: string): void {
    if (overtakenText.test(why)) return this.#options.ended(why, 'overtaken');
    if (!removedText.test(why)) return this.#options.ended(why, 'refused');
    marathon.core.records.storeFrameworkId(undefined, () => this.#options.ended(why, 'removed'));
  }

  /** Tasks go on: the framework has its failover timeout to come back. */
  async stop(): Promise<void> {
    await this.#scheduler?.stop({ mode: 'disconnect' });
  }

  #info(id?: string): FrameworkInfo {
    const known = id ?? this.#scheduler?.frameworkId;
    return {
      ...this.#options.framework,
      ...(known === undefined ? {} : { id: { value: known } }),
      roles: [...this.#roles],
    };
  }
}
