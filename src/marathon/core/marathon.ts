/**
 * Marathon's core: groups of apps and pods, deployments that bring them about, instances and their
 * health. It is told what Mesos says and what users ask for, one thing at a time, and says in turn
 * what is to be stored, sent and told (environment.ts).
 *
 * Its parts hear of every change of an instance here; those who decide what is missing look once all
 * changes of a turn are in.
 */
import { ok, type Result } from '../../foundation/result.ts';
import type { Offer, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { FrameworkId, OfferId } from '../../protocol/ids.ts';
import { exitCodes } from '../exit-codes.ts';
import type { PathId } from '../model/ids.ts';
import { RunningDeployments } from './deployments/running-deployments.ts';
import { ScaleCheck } from './deployments/scale-check.ts';
import type { Core, MarathonEnvironment } from './environment.ts';
import { GroupChanges } from './groups/group-changes.ts';
import { InstanceHealth } from './health/instance-health.ts';
import { Absences } from './instances/absences.ts';
import { AfterSubscription } from './instances/after-subscription.ts';
import { Kills } from './instances/kills.ts';
import { OverdueLaunches } from './instances/overdue.ts';
import { Reconciliation } from './instances/reconciliation.ts';
import { InstanceTracker } from './instances/tracker.ts';
import { Launches } from './launching/launches.ts';
import type { InstanceChange } from './parts.ts';
import { recover, type Recovered } from './records/recover.ts';
import { StoredRecords } from './records/stored-records.ts';
import { Roles } from './roles.ts';
import { SharedValues } from './shared-values.ts';

/** Apps that are looked at in one turn; the others are in the next ones. */
const mostLooks = 250;

export class Marathon {
  readonly core: Core;
  readonly #frameworkId: FrameworkId | undefined;
  readonly #deployments: RunningDeployments;
  readonly #scaleCheck: ScaleCheck;
  readonly #tracker: InstanceTracker;
  readonly #kills: Kills;
  readonly #health: InstanceHealth;
  readonly #absences: Absences;
  readonly #launches: Launches;
  readonly #reconciliation: Reconciliation;
  readonly #afterSubscription: AfterSubscription;
  /** Apps for which something changed since somebody looked. */
  readonly #dirty = new Set<PathId>();
  #isLooking = false;
  #hasUntoldRoles = false;

  private constructor(environment: MarathonEnvironment, records: StoredRecords, found: Recovered) {
    const shared = new SharedValues();
    const bound = { ...boundTo(environment), records, shared };
    const core = bound as Partial<MutableCore> as MutableCore;
    this.core = core;
    this.#frameworkId = found.frameworkId;
    core.roles = new Roles(core.options.mesosRole, [...found.runSpecs, ...found.instances], () =>
      this.#tellRoles(),
    );
    core.deployments = this.#deployments = new RunningDeployments(core, (id) => this.#look(id));
    core.groups = new GroupChanges(core, this.#deployments, found);
    core.instances = this.#tracker = new InstanceTracker(core, found, (change) =>
      this.#instanceChanged(change),
    );
    core.killer = this.#kills = new Kills(core);
    core.health = this.#health = new InstanceHealth(core, (id) => this.#look(id));
    core.queue = this.#launches = new Launches(core);
    this.#scaleCheck = new ScaleCheck(core);
    this.#absences = new Absences(core);
    this.#reconciliation = new Reconciliation(core);
    this.#afterSubscription = new AfterSubscription(core, (subscribedAt) => {
      this.#reconciliation.askUnheard(subscribedAt);
      this.#kills.subscribed();
    });
  }

  /** Reads what is stored. `done` before anything else is asked of it; then `start`. */
  static recover(
    environment: MarathonEnvironment,
    done: (result: Result<{ readonly marathon: Marathon; readonly start: () => void }>) => void,
  ): void {
    const { store, log, options } = environment;
    const { maxVersions } = options;
    const failed = (why: string): void => environment.abort(exitCodes.storageFailed, why);
    const records = new StoredRecords({ store, log, maxVersions, failed });
    recover(store, records, (found) => {
      if (!found.ok) return done(found);
      const marathon = new Marathon(environment, records, found.value);
      done(ok({ marathon, start: () => marathon.#start(found.value) }));
    });
  }

  /** To subscribe with; undefined: Mesos gives one. */
  get frameworkId(): FrameworkId | undefined {
    return this.#frameworkId;
  }

  receiveOffers(offers: readonly Offer[]): void {
    this.#launches.receiveOffers(offers);
  }

  receiveRescind(offerId: OfferId): void {
    this.#launches.receiveRescind(offerId);
  }

  receiveStatus(status: TaskStatus, acknowledge: () => void): void {
    this.#tracker.receiveStatus(status, acknowledge);
  }

  subscribed(frameworkId: FrameworkId, master: string, isFirst: boolean): void {
    const { core } = this;
    core.records.storeFrameworkId(frameworkId, (stored) => {
      if (!stored.ok) return;
      core.publish(
        isFirst
          ? { type: 'scheduler_registered_event', frameworkId, master }
          : { type: 'scheduler_reregistered_event', master },
      );
      if (this.#hasUntoldRoles) this.#tellRoles();
      this.#reconciliation.ask(true);
      this.#kills.subscribed();
      this.#afterSubscription.subscribed();
      this.#launches.subscribed(frameworkId);
    });
  }

  /** Those that changed while it was not subscribed are told as soon as it is. */
  #tellRoles(): void {
    const { mesos, roles } = this.core;
    this.#hasUntoldRoles = !mesos.isConnected;
    if (mesos.isConnected) mesos.updateRoles(roles.all);
  }

  disconnected(): void {
    this.core.publish({ type: 'scheduler_disconnected_event' });
    this.#afterSubscription.disconnected();
    this.#launches.disconnected();
  }

  #start({ deployments }: Recovered): void {
    this.#health.start();
    this.#kills.resume();
    this.#absences.start();
    new OverdueLaunches(this.core).start();
    this.#reconciliation.start();
    this.#deployments.resume(deployments);
    this.#scaleCheck.start();
  }

  #instanceChanged(change: InstanceChange): void {
    this.core.roles.instanceChanged(change);
    this.#launches.instanceChanged(change);
    this.#kills.instanceChanged(change);
    this.#absences.instanceChanged(change);
    this.#health.instanceChanged(change);
    this.#look(change.after?.runSpecId ?? change.before!.runSpecId);
  }

  /** Once for all that changes in this turn: a look counts every instance of the app. */
  #look(runSpecId: PathId): void {
    this.#dirty.add(runSpecId);
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#isLooking || this.#dirty.size === 0) return;
    this.#isLooking = true;
    this.core.clock.after(0, () => this.#lookAtDirty());
  }

  #lookAtDirty(): void {
    const some = firstOf(this.#dirty, mostLooks);
    for (const id of some) this.#dirty.delete(id);
    for (const id of some) {
      if (this.core.deployments.of(id) === undefined) this.#scaleCheck.check(id);
      else this.#deployments.look(id);
    }
    this.#isLooking = false;
    this.#lookSoon();
  }
}

function firstOf<T>(all: Iterable<T>, most: number): readonly T[] {
  const first: T[] = [];
  for (const each of all) {
    if (first.length === most) break;
    first.push(each);
  }
  return first;
}

type MutableCore = { -readonly [Key in keyof Core]: Core[Key] };

/** Methods of the environment keep what they belong to. */
function boundTo(environment: MarathonEnvironment): MarathonEnvironment {
  return {
    ...environment,
    publish: (event) => environment.publish(event),
    count: (metric) => environment.count(metric),
    abort: (code, why) => environment.abort(code, why),
  };
}
