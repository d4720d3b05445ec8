/**
 * When which agents are allocated: keeps what is due, runs when the schedule says so, and hands out
 * what a run decided. Whoever changes something says here what that makes due.
 */
import type { Clock, Timer } from '../foundation/clock.ts';
import { randomInteger } from '../foundation/random.ts';
import type { Resources } from '../resources/resources.ts';
import { DueAgents } from './due-agents.ts';
import { type RefusedFilters, refusalMs } from './filters.ts';
import { InverseOffers } from './maintenance.ts';
import type { InverseOffersCallback } from './maintenance.ts';
import type { FreeAgents } from './free-agents.ts';
import type { AllocatorMetrics } from './metrics.ts';
import type { Note } from './notes.ts';
import type { AllocatorOptions, OffersCallback } from './options.ts';
import { RecoveryHold, defaultRecoveryOptions } from './recovery-hold.ts';
import { AllocationRun } from './run.ts';
import type { RunContext } from './run.ts';
import { Schedule } from './schedule.ts';
import { wantsResources } from './state.ts';
import type { AgentState, Client, RefusedFilter } from './state.ts';

export interface CycleParts {
  readonly options: AllocatorOptions;
  readonly clock: Clock;
  readonly metrics: AllocatorMetrics;
  readonly runContext: RunContext;
  readonly freeAgents: FreeAgents;
  readonly onOffers: OffersCallback;
  readonly onInverseOffers: InverseOffersCallback;
}

/** Making, sending and taking back an offer takes the master about so long. */
const offerCostMs = 0.1;
/** So many are dealt with before anybody notices. */
const fewOffers = 1_000;
/** Who came in a flood has a look at so many agents of which something is free, once nobody else came for so long. */
const firstLookAgents = 2;
const firstLookMs = 100;

const nothingLeft: Note = { reason: 'NOTHING_LEFT', holders: [] };

export class Cycle {
  readonly #parts: CycleParts;
  readonly #filters: RefusedFilters;
  readonly #schedule: Schedule;
  readonly #due = new DueAgents();
  readonly inverseOffers = new InverseOffers();
  readonly hold: RecoveryHold;
  /** Hostnames of agents that may be offered; undefined = all. */
  whitelist: ReadonlySet<string> | undefined;
  /** Until then the offers of the runs before are being dealt with. */
  #floodedUntilMs = -Infinity;
  /** Who came meanwhile, and waits for a first look or the batch. */
  #newcomers = 0;
  #firstLook: Timer | undefined;

  constructor(parts: CycleParts) {
    const { clock, options } = parts;
    this.#parts = parts;
    this.#filters = parts.runContext.filters;
    this.#schedule = new Schedule(clock, options.allocationIntervalMs, (...asked) =>
      this.#runAt(...asked),
    );
    const recovery = options.recovery ?? defaultRecoveryOptions;
    this.hold = new RecoveryHold(clock, recovery, () => this.dueAll());
  }

  get nowMs(): number {
    return this.#parts.clock.now();
  }

  /** An agent came or changed: looked at as soon as this turn is over. */
  dueAtOnce(agent: AgentState): void {
    this.#due.add(agent, 'soon');
    this.#noteQuotaChange();
    this.#schedule.atOnce();
  }

  /** More of it is free: by a task that ended (`soon`), or an offer that came back. */
  dueFreed(agent: AgentState, reoffer: 'soon' | 'batch'): void {
    this.#due.add(agent, reoffer);
    this.#noteQuotaChange();
    if (reoffer === 'soon') this.#schedule.soon();
    else this.#schedule.atBatch();
  }

  /**
   * A framework came or wants more. At once, but for the time in which thousands of offers are being dealt
   * with: each of a flood of frameworks would be offered all that those before it have just declined,
   * so that ever more offers were made, and the last one waited for all of them. When nobody else
   * comes, a few agents are looked at for them; all are with the next batch.
   */
  dueAll(): void {
    if (this.nowMs < this.#floodedUntilMs) {
      this.#awaitFirstLook();
      this.dueAllAtBatch();
      return;
    }
    this.#due.addAll('soon');
    this.#schedule.atOnce();
  }

  #awaitFirstLook(): void {
    this.#newcomers++;
    this.#firstLook?.cancel();
    this.#firstLook = this.#parts.clock.after(firstLookMs, () => {
      const { freeAgents, runContext } = this.#parts;
      const free = freeAgents.all();
      const count = Math.min(this.#newcomers * firstLookAgents, free.length);
      for (let i = 0; i < count; i++) {
        this.#due.add(free[randomInteger(runContext.random, free.length)]!, 'soon');
      }
      this.#forgetFirstLook();
      this.#schedule.soon();
    });
  }

  #forgetFirstLook(): void {
    this.#newcomers = 0;
    this.#firstLook?.cancel();
    this.#firstLook = undefined;
  }

  /** A new quota is looked at with the next batch. */
  dueAllAtBatch(): void {
    this.#due.addAll('batch');
    this.#schedule.atBatch();
  }

  forget(agent: AgentState): void {
    this.#due.forget(agent);
    this.inverseOffers.forgetAgent(agent);
    this.#noteQuotaChange();
  }

  /** Asks frameworks about agents in maintenance, as far as they are not asked yet. */
  askAt(timeMs: number): void {
    this.inverseOffers.wake(timeMs);
    this.#scheduleAsking();
  }

  refuse(
    client: Client,
    agent: AgentState,
    resources: Resources,
    refuseSeconds: number | undefined,
  ): void {
    const lifeMs = refusalMs(refuseSeconds, this.#parts.options.allocationIntervalMs);
    if (lifeMs === 0 || !wantsResources(client)) return;
    const expiresAtMs = this.nowMs + lifeMs;
    const batchNumber = this.#schedule.batchNumberFrom(expiresAtMs);
    this.#filters.add({
      client,
      agent,
      resources: resources.unallocate(),
      expiresAtMs,
      batchNumber,
      isRemoved: false,
    });
    this.#schedule.atBatchNumber(batchNumber);
  }

  runNow(): void {
    this.#runAt('batch', this.nowMs, 0);
  }

  stop(): void {
    this.#forgetFirstLook();
    this.#schedule.stop();
    this.hold.stop();
  }

  /** Why an agent is not offered to anybody now; undefined for one that is. */
  findHindrance(agent: AgentState): Note | undefined {
    const { inactiveWhy, info } = agent;
    if (inactiveWhy !== undefined) return { reason: 'AGENT_INACTIVE', why: inactiveWhy };
    if (this.whitelist?.has(info.hostname) === false) {
      return { reason: 'NOT_WHITELISTED', hostname: info.hostname };
    }
    return agent.freePlace === -1 ? nothingLeft : undefined;
  }

  #runAt(kind: 'prompt' | 'batch', nowMs: number, latencyMs: number): void {
    // When it is over, all are due.
    if (this.hold.neededCount !== undefined) return;
    if (kind === 'batch') {
      this.#forgetFirstLook();
      const onExpired = (filter: RefusedFilter): void => this.#due.add(filter.agent, 'batch');
      this.#filters.expire(this.#schedule.batchNumberAt(nowMs), onExpired);
    }
    const isOfferable = (agent: AgentState): boolean => this.findHindrance(agent) === undefined;
    const agents = this.#due.take(kind, this.#parts.freeAgents.all(), isOfferable);
    if (agents.length > 0) this.#allocate(agents, nowMs, latencyMs);
    for (const [frameworkId, asked] of this.inverseOffers.take(nowMs)) {
      this.#parts.onInverseOffers(frameworkId, asked);
    }
    const expiryBatch = this.#filters.nextBatchNumber();
    if (expiryBatch !== undefined) this.#schedule.atBatchNumber(expiryBatch);
    this.#scheduleAsking();
  }

  #allocate(agents: AgentState[], nowMs: number, latencyMs: number): void {
    const { metrics, runContext, onOffers } = this.#parts;
    const startMs = this.nowMs;
    const run = new AllocationRun(runContext, nowMs);
    run.allocate(agents);
    metrics.noteRun(this.nowMs - startMs, latencyMs);
    for (const agent of run.heldBack) this.#due.hold(agent);
    if (run.hasEasedHeadroom) this.#noteQuotaChange();
    // A volume that was offered to one may be offered to the next in another run.
    for (const agent of run.sharedOffered.keys()) this.#due.add(agent, 'batch');
    if (run.sharedOffered.size > 0) this.#schedule.atBatch();
    if (run.offerCount > fewOffers) {
      this.#floodedUntilMs = this.nowMs + run.offerCount * offerCostMs;
    }
    run.deliver(onOffers);
  }

  /** Quota is consumed otherwise than before: what it kept back may be given now. */
  #noteQuotaChange(): void {
    if (this.#due.releaseHeld()) this.#schedule.atBatch();
  }

  #scheduleAsking(): void {
    const dueAtMs = this.inverseOffers.dueAtMs();
    if (dueAtMs === undefined) return;
    const nextNumber = this.#schedule.batchNumberAt(this.nowMs) + 1;
    this.#schedule.atBatchNumber(Math.max(nextNumber, this.#schedule.batchNumberFrom(dueAtMs)));
  }
}
