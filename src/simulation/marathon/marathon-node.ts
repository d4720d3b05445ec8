/**
 * A simulated Marathon: the real core on a virtual clock and disk, subscribed through the real
 * scheduler core over a virtual network. It can be killed at any moment; the next one starts from what
 * the disk holds.
 */
import type { Random } from '../../foundation/random.ts';
import type { Prober } from '../../marathon/core/environment.ts';
import type { MarathonEvent } from '../../marathon/core/events.ts';
import { Marathon } from '../../marathon/core/marathon.ts';
import { keys } from '../../marathon/core/records/keys.ts';
import type { InstanceId } from '../../marathon/model/ids.ts';
import { settleTree } from '../../marathon/definitions/tree/check-root.ts';
import type { Master } from '../../master/core/master.ts';
import type { FrameworkInfo } from '../../protocol/generated/mesos.ts';
import type { Call, Event } from '../../protocol/generated/scheduler.ts';
import { SchedulerCore } from '../../scheduler/core/scheduler-core.ts';
import { MemoryStore } from '../../storage/memory-store.ts';
import { ProcessClock, type VirtualClock } from '../../foundation/virtual-clock.ts';
import type { LeaderSource, Masters } from '../network/masters.ts';
import { VirtualHttp } from '../network/virtual-http.ts';
import type { NetworkFaults } from '../network/virtual-network.ts';
import type { Trace } from '../trace.ts';
import { marathonOptions } from './options.ts';

export interface MarathonNodeParts {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly trace: Trace;
  readonly masters: Masters;
  readonly leaders: LeaderSource;
  readonly faults: NetworkFaults;
  readonly prober: (clock: ProcessClock) => Prober;
  readonly onSent: (event: Event, master: Master) => void;
  readonly onEvent: (event: MarathonEvent) => void;
  /** It launches something. */
  readonly onAccept: (call: Call) => void;
  readonly report: (violation: string) => void;
}

/** Its disk answers this late. */
const storeDelayMs = 4;
const failoverTimeoutSecs = 604_800;
const name = 'marathon';

interface Running {
  readonly clock: ProcessClock;
  readonly store: MemoryStore;
  readonly http: VirtualHttp;
  marathon: Marathon | undefined;
  scheduler: SchedulerCore | undefined;
}

export class MarathonNode {
  readonly #parts: MarathonNodeParts;
  readonly #disk = new Map<string, Uint8Array>();
  #running: Running | undefined;

  constructor(parts: MarathonNodeParts) {
    this.#parts = parts;
  }

  /** Undefined while it is down or still reads its disk. */
  get core(): Marathon['core'] | undefined {
    return this.#running?.marathon?.core;
  }

  /** Would the next one know it? */
  isOnDisk(id: InstanceId): boolean {
    return this.#disk.has(keys.instance(id));
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get isSubscribed(): boolean {
    return this.#running?.scheduler?.state === 'subscribed';
  }

  start(): void {
    const { random, trace, masters, faults, onSent, onEvent, prober, report } = this.#parts;
    const { onAccept } = this.#parts;
    trace.note(`${name} starts`);
    const clock = new ProcessClock(this.#parts.clock);
    const store = new MemoryStore(this.#disk, (action) => void clock.after(storeDelayMs, action));
    const http = new VirtualHttp({ clock, random, masters, faults, onSent });
    const running: Running = { clock, store, http, marathon: undefined, scheduler: undefined };
    this.#running = running;
    Marathon.recover(
      {
        clock,
        random,
        log: trace.logOf(name),
        store,
        mesos: {
          send: (call) => {
            if (call.type === 'ACCEPT') onAccept(call);
            running.scheduler?.send(call);
          },
          get isConnected() {
            return running.scheduler?.state === 'subscribed';
          },
          region: undefined,
          updateRoles: (roles) => {
            const { scheduler } = running;
            scheduler?.updateFramework(infoOf(scheduler.frameworkId, roles));
          },
          updateOfferConstraints: () => undefined,
        },
        prober: prober(clock),
        treeRules: { settle: (draft) => settleTree(draft, marathonOptions) },
        options: marathonOptions,
        publish: onEvent,
        count: () => undefined,
        abort: (code, why) => report(`${name} gave up with ${code}: ${why}`),
      },
      (recovered) => {
        if (!recovered.ok) return report(`${name} cannot read its disk: ${recovered.error}`);
        const { marathon, start } = recovered.value;
        running.marathon = marathon;
        start();
        this.#subscribe(running, marathon);
      },
    );
  }

  breakConnection(): void {
    this.#parts.trace.note(`${name} loses its connection`);
    this.#running?.http.break();
  }

  /** kill -9: what was not yet on the disk is lost. */
  kill(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#parts.trace.note(`${name} is killed`);
    this.#running = undefined;
    running.clock.kill();
    running.store.crash();
    running.http.break();
    running.scheduler?.stop();
  }

  #subscribe(running: Running, marathon: Marathon): void {
    const { random, trace, leaders, report } = this.#parts;
    let isFirst = true;
    const scheduler = new SchedulerCore(
      {
        framework: infoOf(marathon.frameworkId, marathon.core.roles.all),
        handlers: {
          subscribed: ({ frameworkId }) => {
            trace.note(`${name} is subscribed`);
            marathon.subscribed(frameworkId, 'master', isFirst);
            isFirst = false;
          },
          disconnected: () => marathon.disconnected(),
          offers: (offers) => marathon.receiveOffers(offers),
          rescinded: (offerId) => marathon.receiveRescind(offerId),
          update: (status) => {
            trace.note(`${name} hears ${status.state} of ${status.task_id.value}`);
            marathon.receiveStatus(status, () => scheduler.acknowledge(status));
          },
          ended: (why) => report(`${name} was refused: ${why}`),
        },
      },
      {
        clock: running.clock,
        random,
        log: trace.logOf(name),
        connection: running.http,
        detector: leaders.detectorFor(running.clock, name),
        whenHandled: () => undefined,
      },
    );
    running.scheduler = scheduler;
    scheduler.start();
  }
}

function infoOf(id: string | undefined, roles: ReadonlySet<string>): FrameworkInfo {
  return {
    ...(id === undefined ? {} : { id: { value: id } }),
    name,
    user: 'root',
    roles: [...roles],
    checkpoint: true,
    failover_timeout: failoverTimeoutSecs,
    capabilities: [
      { type: 'MULTI_ROLE' },
      { type: 'PARTITION_AWARE' },
      { type: 'TASK_KILLING_STATE' },
    ],
  };
}
