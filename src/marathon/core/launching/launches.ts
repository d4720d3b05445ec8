/**
 * The launch queue: apps that wait for instances, and the offers that may do for them (held-offers.ts).
 * Thousands of apps and hundreds of offers are tried with each other over many turns, each of which
 * tries so many.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { OfferConstraints } from '../../../protocol/generated/scheduler.ts';
import type { FrameworkId, OfferId } from '../../../protocol/ids.ts';
import type { InstanceId, PathId } from '../../model/ids.ts';
import { isGivingBack, isTerminal, type Condition } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { delaysNextLaunch } from '../instances/conditions.ts';
import { offerConstraintsOf } from '../offers/offer-constraints.ts';
import type { InstanceChange, LaunchQueue, QueueEntry } from '../parts.ts';
import { Acceptances } from './acceptances.ts';
import { Delays } from './delays.ts';
import { Entry, firstOf } from './entry.ts';
import { ConstraintUpdates } from './constraint-updates.ts';
import { findLaunch, placedOf, whyNot } from './find-launch.ts';
import { FitQuestions } from './fit-questions.ts';
import { HeldOffers, type HeldOffer } from './held-offers.ts';
import { InTurns } from './in-turns.ts';
import type { Launch } from './launch.ts';
import { OfferInterest } from './offer-interest.ts';
import { forgetLost } from './replaced-agents.ts';
import { giveBack } from './reservations.ts';
import { LaunchTokens } from './tokens.ts';

/** Apps that are tried with an offer in one turn; to look which of a hundred are to be tried counts as one. */
const mostTries = 1_000;
const lookedAtPerTry = 100;
/** Apps that are told why an offer was of no use to them: in turn, when there are more. */
export const mostExplained = 50;

/** As long as instances get this far, delays are counted from then. */
const progress: ReadonlySet<Condition> = new Set(['Staging', 'Starting', 'Running']);

export class Launches implements LaunchQueue {
  readonly fits: FitQuestions;
  readonly #core: Core;
  readonly #entries = new Map<PathId, Entry>();
  /** Who is told next why an offer is of no use. */
  readonly #explained = new InTurns(this.#entries);
  readonly #held: HeldOffers;
  readonly #acceptances: Acceptances;
  readonly #delays: Delays;
  readonly #tokens: LaunchTokens;
  readonly #interest: OfferInterest;
  readonly #constraintUpdates: ConstraintUpdates;
  /** When the first delay ends. */
  readonly #wakeUps = new Map<PathId, Timer>();
  /** Of which something is still reserved, by role: offers of it are wanted. */
  readonly #givingBack = new Map<InstanceId, string>();
  #frameworkId: FrameworkId | undefined;
  #isMatching = false;
  /** Offers that are still to be tried in this round; undefined: none is under way. */
  #round: Iterator<HeldOffer> | undefined;
  /** All that changed before it is tried with every offer. */
  #isRoundWhole = true;
  /** Something changed since it began. */
  #isNextRoundDue = false;
  #isSuppressing = false;
  /** Counts whatever may make an offer of use to an app that it was of none before. */
  #changes = 0;

  constructor(core: Core) {
    this.#core = core;
    const { clock, options } = core;
    this.#delays = new Delays(clock);
    this.#held = new HeldOffers(core, (offers) => this.#explain(offers));
    this.#acceptances = new Acceptances(core);
    this.#interest = new OfferInterest(core);
    this.fits = new FitQuestions(core, this.#held, this.#interest, () => this.#suppressIdle());
    this.#constraintUpdates = new ConstraintUpdates(core, () => this.#offerConstraints());
    const { launchTokens, launchTokenRefreshIntervalMs } = options;
    this.#tokens = new LaunchTokens(clock, launchTokens, launchTokenRefreshIntervalMs, () =>
      this.#matchSoon(),
    );
  }

  want(runSpec: RunSpec, count: number): void {
    this.#constraintUpdates.mayHaveChanged();
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
    this.#constraintUpdates.mayHaveChanged();
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
    this.#constraintUpdates.mayHaveChanged();
    for (const instance of this.#core.instances.all()) {
      if (isGivingBack(instance)) this.#givingBack.set(instance.id, instance.role);
    }
    for (const entry of this.#entries.values()) entry.isRevived = true;
    this.#matchSoon();
  }

  /** Offers mean nothing to the next master. Nothing is launched before it was asked what it knows. */
  disconnected(): void {
    this.#frameworkId = undefined;
    this.#held.clear();
    this.#round = undefined;
    this.#acceptances.clear();
    this.fits.disconnected();
  }

  receiveOffers(offers: readonly Offer[]): void {
    for (const offer of offers) {
      this.#core.count('mesos.offers.incoming');
      forgetLost(this.#core, this.#givingBack.keys(), offer);
      this.#held.add(offer);
    }
    this.fits.receiveOffers(offers);
    this.#matchSoon();
  }

  receiveRescind(offerId: OfferId): void {
    this.#held.remove(offerId);
    this.#acceptances.rescinded(offerId);
  }

  instanceChanged({ before, after, last }: InstanceChange): void {
    this.#constraintUpdates.mayHaveChanged();
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
    if (isOfThis && ended.tasks.some(({ isDrained }) => isDrained)) this.resetDelay(runSpec.id);
    else if (isOfThis && isUnasked && delaysNextLaunch(ended.condition)) {
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
    this.#isNextRoundDue = true;
    this.#matchNext();
  }

  #matchNext(): void {
    if (this.#isMatching) return;
    this.#isMatching = true;
    this.#core.clock.after(0, () => {
      this.#isMatching = false;
      this.#match();
    });
  }

  /** A part of a round through all offers: they are tried with what changed since the last time. */
  #match(): void {
    if (this.#frameworkId === undefined || !this.#core.mesos.isConnected) return;
    if (this.#round === undefined) {
      this.#isNextRoundDue = false;
      this.#isRoundWhole = true;
      this.#round = this.#held.values();
    }
    let tries = mostTries;
    while (tries > 0) {
      const { done, value: held } = this.#round.next();
      if (done === true) return this.#endRound();
      tries -= this.#matchOffer(held, this.#frameworkId, tries);
    }
    this.#matchNext();
  }

  #endRound(): void {
    this.#round = undefined;
    this.#letOthersHave();
    this.#suppressIdle();
    if (this.#isRoundWhole) this.#askForMore();
    if (this.#isNextRoundDue || !this.#isRoundWhole) this.#matchSoon();
  }

  /** @returns how much was tried */
  #matchOffer(held: HeldOffer, frameworkId: FrameworkId, tries: number): number {
    const returns = giveBack(this.#core, held.offer, frameworkId);
    const all = held.triedUpTo === this.#changes ? [] : this.#untriedOn(held);
    const some = firstOf(all, tries);
    const { launches, isStopped } = this.#fill(held, frameworkId, some);
    held.isTried = !isStopped && some.length === all.length;
    if (held.isTried) held.triedUpTo = this.#changes;
    else if (!isStopped) {
      held.triedUpTo = some.at(-1)!.change;
      this.#isRoundWhole = false;
    }
    if (launches.length > 0 || returns.operations.length > 0) {
      this.#held.remove(held.id);
      this.#acceptances.accept(held.id, launches, returns);
    }
    return 1 + some.length + (all.length === 0 ? 0 : this.#entries.size / lookedAtPerTry);
  }

  #untriedOn({ triedUpTo }: HeldOffer): readonly Entry[] {
    return [...this.#entries.values()].filter(
      ({ delayedUntil, change }) => delayedUntil === undefined && change > triedUpTo,
    );
  }

  /** In turn one instance of each app, lest a large one keep small ones waiting. */
  #fill(
    { offer, ledger }: HeldOffer,
    frameworkId: FrameworkId,
    entries: readonly Entry[],
  ): { readonly launches: readonly Launch[]; readonly isStopped: boolean } {
    const most = this.#core.options.maxInstancesPerOffer;
    const launches: Launch[] = [];
    let waiting = entries;
    while (waiting.length > 0) {
      const again: Entry[] = [];
      for (const entry of waiting) {
        if (launches.length >= most || this.#tokens.left <= 0) return { launches, isStopped: true };
        const launch = findLaunch(this.#core, { entry, offer, ledger, frameworkId, launches });
        if (launch === undefined) continue;
        launches.push(launch);
        if (this.#isWantedAgain(entry, launch)) again.push(entry);
      }
      waiting = again;
    }
    return { launches, isStopped: false };
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

  /** Apps of another role cannot use what is kept for one: only offers of the only one that waits are. */
  #letOthersHave(): void {
    const waiting = this.#waitingRoles();
    if (waiting.size === 0 || this.#tokens.left <= 0) return;
    for (const { id, role, isTried } of this.#held.values()) {
      if (isTried && (waiting.size > 1 || !waiting.has(role))) this.#held.decline(id);
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

  /** To those apps whose turn it is. */
  #explain(offers: readonly HeldOffer[]): void {
    const now = this.#core.clock.timestamp();
    for (const { offer, role, ledger } of offers) {
      for (const entry of this.#explained.take(mostExplained)) {
        // Not of its role: it was not asked.
        if (entry.delayedUntil !== undefined || entry.runSpec.role !== role) continue;
        const why = whyNot(this.#core, { entry, offer, ledger });
        if (why !== undefined) entry.rejected(offer, why, now);
      }
    }
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

  /** Once for all that changes until then. */
  #suppressIdle(): void {
    if (this.#isSuppressing) return;
    this.#isSuppressing = true;
    this.#core.clock.after(this.#interest.reviveDueMs(), () => {
      this.#isSuppressing = false;
      // They were asked for at this very moment: what comes next could not ask again.
      if (this.#interest.reviveDueMs() > 0) return this.#suppressIdle();
      const busy = new Set([...this.#givingBack.values(), ...this.fits.roles]);
      for (const { role } of this.#held.values()) busy.add(role);
      for (const { runSpec } of this.#entries.values()) busy.add(runSpec.role);
      const roles = this.#core.roles.all;
      this.#interest.suppress([...roles].filter((role) => !busy.has(role)));
    });
  }

  #offerConstraints(): OfferConstraints {
    const wanting = [...this.#entries.values()].map(({ runSpec }) => ({
      runSpec,
      placed: placedOf(this.#core, runSpec, []),
    }));
    return offerConstraintsOf(wanting, new Set(this.#givingBack.values()));
  }
}
