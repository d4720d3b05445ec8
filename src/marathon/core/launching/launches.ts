/**
 * The launch queue: apps that wait for instances, and the offers that may do for them. An offer that is
 * of no use now is kept for a moment (--offer_matching_timeout), because the next app may come right
 * after, and declined for long then.
 *
 * Invariants: an instance is stored before its launch is sent; what is launched on an offer that was
 * rescinded meanwhile is not launched and forgotten.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId, OfferId } from '../../../protocol/ids.ts';
import type { InstanceId, PathId } from '../../model/ids.ts';
import { isGivingBack, isTerminal, type Condition } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { delaysNextLaunch } from '../instances/conditions.ts';
import { OfferLedger } from '../offers/ledger.ts';
import type { InstanceChange, LaunchQueue, QueueEntry } from '../parts.ts';
import { Delays } from './delays.ts';
import { Entry } from './entry.ts';
import { findLaunch, whyNot } from './find-launch.ts';
import type { Launch } from './launch.ts';
import { OfferInterest } from './offer-interest.ts';
import { giveBack, type GivingBack } from './reservations.ts';
import { LaunchTokens } from './tokens.ts';

interface HeldOffer {
  readonly offer: Offer;
  readonly ledger: OfferLedger;
  readonly timer: Timer;
  /** Apps that did not change after this one were tried, and it is of no use to them. */
  triedUpTo: number;
}

/** As long as instances get this far, delays are counted from then. */
const progress: ReadonlySet<Condition> = new Set(['Staging', 'Starting', 'Running']);

/** Offered again at once: what is left over may do for the next. */
const atOnce = { refuse_seconds: 0 };

export class Launches implements LaunchQueue {
  readonly #core: Core;
  readonly #entries = new Map<PathId, Entry>();
  readonly #held = new Map<OfferId, HeldOffer>();
  /** Launches on these are being stored. */
  readonly #accepting = new Set<OfferId>();
  readonly #delays: Delays;
  readonly #tokens: LaunchTokens;
  readonly #interest: OfferInterest;
  /** When the first delay ends. */
  readonly #wakeUps = new Map<PathId, Timer>();
  /** Of which something is still reserved, by role: offers of it are wanted. */
  readonly #givingBack = new Map<InstanceId, string>();
  #frameworkId: FrameworkId | undefined;
  #isMatching = false;
  /** Counts whatever may make an offer of use to an app that it was of none before. */
  #changes = 0;

  constructor(core: Core) {
    this.#core = core;
    const { clock, options } = core;
    this.#delays = new Delays(clock);
    this.#interest = new OfferInterest(core);
    const { launchTokens, launchTokenRefreshIntervalMs } = options;
    this.#tokens = new LaunchTokens(clock, launchTokens, launchTokenRefreshIntervalMs, () =>
      this.#matchSoon(),
    );
  }

  want(runSpec: RunSpec, count: number): void {
    const known = this.#entries.get(runSpec.id);
    if (count <= 0) {
      this.#entries.delete(runSpec.id);
      if (known !== undefined) this.#suppressIdle();
      return;
    }
    if (known === undefined) {
      const entry = new Entry(runSpec, count, this.#core.clock.timestamp());
      entry.change = ++this.#changes;
      this.#entries.set(runSpec.id, entry);
    } else {
      if (count !== known.count || known.runSpec !== runSpec) known.change = ++this.#changes;
      if (count > known.count || known.runSpec.version !== runSpec.version) known.isRevived = false;
      known.runSpec = runSpec;
      known.count = count;
    }
    this.#noteDelay(runSpec);
    this.#matchSoon();
  }

  wantedOf(runSpecId: PathId): number {
    return this.#entries.get(runSpecId)?.count ?? 0;
  }

  purge(runSpecId: PathId): void {
    this.#delays.reset(runSpecId);
    this.#wakeUps.get(runSpecId)?.cancel();
    this.#wakeUps.delete(runSpecId);
    if (this.#entries.delete(runSpecId)) this.#suppressIdle();
  }

  resetDelay(runSpecId: PathId): boolean {
    this.#delays.reset(runSpecId);
    const entry = this.#entries.get(runSpecId);
    if (entry === undefined) return false;
    this.#endDelay(runSpecId);
    return true;
  }

  *entries(): Iterable<QueueEntry> {
    yield* this.#entries.values();
  }

  find(runSpecId: PathId): QueueEntry | undefined {
    return this.#entries.get(runSpecId);
  }

  subscribed(frameworkId: FrameworkId): void {
    this.#frameworkId = frameworkId;
    this.#interest.subscribed();
    for (const instance of this.#core.instances.all()) {
      if (isGivingBack(instance)) this.#givingBack.set(instance.id, instance.role);
    }
    for (const entry of this.#entries.values()) entry.isRevived = true;
    this.#matchSoon();
  }

  /** Offers mean nothing to the next master. Nothing is launched before it was asked what it knows. */
  disconnected(): void {
    this.#frameworkId = undefined;
    for (const { timer } of this.#held.values()) timer.cancel();
    this.#held.clear();
    this.#accepting.clear();
  }

  receiveOffers(offers: readonly Offer[]): void {
    const { clock, options } = this.#core;
    for (const offer of offers) {
      this.#core.count('mesos.offers.incoming');
      const id = offer.id.value;
      const timer = clock.after(options.offerMatchingTimeoutMs, () => this.#decline(id));
      this.#held.set(id, { offer, ledger: OfferLedger.of(offer), timer, triedUpTo: 0 });
    }
    this.#matchSoon();
  }

  receiveRescind(offerId: OfferId): void {
    this.#held.get(offerId)?.timer.cancel();
    this.#held.delete(offerId);
    this.#accepting.delete(offerId);
  }

  instanceChanged({ before, after, last }: InstanceChange): void {
    const ended = last ?? (after !== undefined && isTerminal(after.condition) ? after : undefined);
    const runSpecId = after?.runSpecId ?? before!.runSpecId;
    if (before?.condition === 'Provisioned' && after?.condition !== 'Provisioned') {
      if (this.#tokens.giveBack()) this.#matchSoon();
    }
    // Its offers are wanted once more, to give back what is reserved.
    if (after !== undefined && isGivingBack(after)) {
      this.#givingBack.set(after.id, after.role);
      this.#interest.revive([after.role]);
    } else this.#givingBack.delete((after ?? before!).id);
    const entry = this.#entries.get(runSpecId);
    if (entry !== undefined) entry.change = ++this.#changes;
    const runSpec = this.#core.deployments.wantedNow(runSpecId);
    if (runSpec === undefined) return;
    if (ended === undefined) {
      if (after === undefined || after.condition === before?.condition) return;
      if (!progress.has(after.condition)) return;
      this.#delays.progressed(runSpec);
      this.#noteDelay(runSpec);
      return;
    }
    const isOfThis = ended.runSpecVersion >= runSpec.versionInfo.lastConfigChangeAt;
    const isUnasked = ended.goal === 'Running' && !this.#core.killer.isKilling(ended.id);
    if (isOfThis && isUnasked && delaysNextLaunch(ended.condition)) {
      this.#delays.failed(runSpec);
      this.#noteDelay(runSpec);
    }
  }

  #noteDelay(runSpec: RunSpec): void {
    const entry = this.#entries.get(runSpec.id);
    const leftMs = this.#delays.leftMs(runSpec);
    if (entry === undefined) return;
    const { clock } = this.#core;
    this.#wakeUps.get(runSpec.id)?.cancel();
    this.#wakeUps.delete(runSpec.id);
    if (leftMs <= 0) {
      entry.delayedUntil = undefined;
      return;
    }
    entry.delayedUntil = clock.timestamp() + leftMs;
    this.#wakeUps.set(
      runSpec.id,
      clock.after(leftMs, () => this.#endDelay(runSpec.id)),
    );
  }

  #endDelay(runSpecId: PathId): void {
    this.#wakeUps.get(runSpecId)?.cancel();
    this.#wakeUps.delete(runSpecId);
    const entry = this.#entries.get(runSpecId);
    if (entry === undefined) return;
    entry.delayedUntil = undefined;
    entry.change = ++this.#changes;
    entry.isRevived = false;
    this.#matchSoon();
  }

  #matchSoon(): void {
    if (this.#isMatching) return;
    this.#isMatching = true;
    this.#core.clock.after(0, () => {
      this.#isMatching = false;
      this.#match();
    });
  }

  #match(): void {
    if (this.#frameworkId === undefined || !this.#core.mesos.isConnected) return;
    for (const held of [...this.#held.values()]) this.#matchOffer(held, this.#frameworkId);
    this.#letOthersHave();
    this.#suppressIdle();
    this.#askForMore();
  }

  #matchOffer(held: HeldOffer, frameworkId: FrameworkId): void {
    const returns = giveBack(this.#core, held.offer, frameworkId);
    const launches = this.#fill(held, frameworkId);
    if (launches.length > 0 || returns.operations.length > 0) this.#accept(held, launches, returns);
  }

  /** In turn one instance of each app, lest a large one keep small ones waiting. */
  #fill(held: HeldOffer, frameworkId: FrameworkId): readonly Launch[] {
    const { offer, ledger } = held;
    const most = this.#core.options.maxInstancesPerOffer;
    const launches: Launch[] = [];
    let waiting = [...this.#entries.values()].filter(
      ({ delayedUntil, change }) => delayedUntil === undefined && change > held.triedUpTo,
    );
    while (waiting.length > 0) {
      const again: Entry[] = [];
      for (const entry of waiting) {
        if (launches.length >= most || this.#tokens.left <= 0) return launches;
        const launch = findLaunch(this.#core, { entry, offer, ledger, frameworkId, launches });
        if (launch === undefined) continue;
        launches.push(launch);
        if (this.#isWantedAgain(entry, launch)) again.push(entry);
      }
      waiting = again;
    }
    held.triedUpTo = this.#changes;
    return launches;
  }

  #isWantedAgain(entry: Entry, { instance }: Launch): boolean {
    entry.used(this.#core.clock.timestamp());
    // Its task is launched on the offer that has what is reserved now.
    if (instance.condition === 'Reserved') return false;
    this.#tokens.take();
    entry.count--;
    if (entry.count === 0) this.#entries.delete(entry.runSpec.id);
    return entry.count > 0;
  }

  #accept({ offer, timer }: HeldOffer, launches: readonly Launch[], returns: GivingBack): void {
    const id = offer.id.value;
    timer.cancel();
    this.#held.delete(id);
    this.#accepting.add(id);
    const operations = [...returns.operations, ...launches.flatMap((launch) => launch.operations)];
    const send = (): void => {
      if (!this.#accepting.delete(id)) return this.#forget(launches);
      for (const { type, launch, launch_group } of operations) {
        const tasks = launch?.task_infos ?? launch_group?.task_group.tasks ?? [];
        for (const _ of tasks) this.#core.count('tasks.launched');
        this.#core.count(`mesos.offer-operations.${(type ?? '').toLowerCase().replace('_', '-')}`);
      }
      this.#core.count('mesos.offers.used');
      const accept = { offer_ids: [{ value: id }], operations, filters: atOnce };
      this.#core.mesos.send({ type: 'ACCEPT', accept });
      for (const instanceId of returns.instances) this.#core.instances.expunge(instanceId);
    };
    this.#store(launches, send);
  }

  /** New ones are added, those that are launched again changed; `done` when all are durable. */
  #store(launches: readonly Launch[], done: () => void): void {
    const { instances } = this.#core;
    const isKnown = ({ instance }: Launch): boolean => instances.find(instance.id) !== undefined;
    const known = launches.filter(isKnown);
    const fresh = launches.filter((launch) => !isKnown(launch)).map(({ instance }) => instance);
    let waiting = known.length + 1;
    const stored = ({ ok }: { readonly ok: boolean }): void => {
      if (!ok) return;
      waiting--;
      if (waiting === 0) done();
    };
    for (const { instance } of known) instances.update(instance, stored);
    instances.add(fresh, stored);
  }

  /** Their offer is gone: nothing of them was sent. */
  #forget(launches: readonly Launch[]): void {
    for (const { instance } of launches) {
      const { id, volumes, incarnation } = instance;
      if (volumes.length === 0 || incarnation === 0) this.#core.instances.expunge(id);
      else this.#core.instances.update({ ...instance, condition: 'Reserved', tasks: [] });
    }
  }

  /** Apps of another role cannot use what is kept for one: only offers of the only one that waits are. */
  #letOthersHave(): void {
    const waiting = this.#waitingRoles();
    if (waiting.size === 0 || this.#tokens.left <= 0) return;
    for (const [id, held] of [...this.#held]) {
      if (waiting.size > 1 || !waiting.has(this.#roleOf(held))) this.#decline(id);
    }
  }

  /** Those that have to wait for the end of a delay are as good as not there. */
  #waitingRoles(): ReadonlySet<string> {
    const roles = new Set<string>();
    for (const { runSpec, delayedUntil } of this.#entries.values()) {
      if (delayedUntil === undefined) roles.add(runSpec.role);
    }
    return roles;
  }

  #decline(id: OfferId): void {
    const held = this.#held.get(id);
    if (held === undefined) return;
    this.#held.delete(id);
    const { clock, mesos, options } = this.#core;
    const now = clock.timestamp();
    const role = this.#roleOf(held);
    for (const entry of this.#entries.values()) {
      if (entry.delayedUntil !== undefined) continue;
      // Not of its role: it was not asked.
      if (entry.runSpec.role !== role) continue;
      const why = whyNot(this.#core, { entry, ...held });
      if (why !== undefined) entry.rejected(held.offer, why, now);
    }
    this.#core.count('mesos.offers.declined');
    const filters = { refuse_seconds: options.declineOfferDurationMs / 1000 };
    mesos.send({ type: 'DECLINE', decline: { offer_ids: [{ value: id }], filters } });
    this.#suppressIdle();
  }

  /** What waits and found nothing among the offers that are here. */
  #askForMore(): void {
    const roles = new Set<string>();
    for (const entry of this.#entries.values()) {
      if (entry.isRevived || entry.delayedUntil !== undefined) continue;
      entry.isRevived = true;
      roles.add(entry.runSpec.role);
    }
    this.#interest.revive(roles);
  }

  #suppressIdle(): void {
    const busy = new Set(this.#givingBack.values());
    for (const held of this.#held.values()) busy.add(this.#roleOf(held));
    for (const { runSpec } of this.#entries.values()) busy.add(runSpec.role);
    const roles = this.#core.roles.all;
    this.#interest.suppress([...roles].filter((role) => !busy.has(role)));
  }

  #roleOf({ offer }: HeldOffer): string {
    return offer.allocation_info?.role ?? this.#core.options.mesosRole;
  }
}
