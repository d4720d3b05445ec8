/**
 * A framework that trusts nobody, on the real scheduler core. It launches command tasks, pods and
 * tasks of custom executors, kills some, declines with filters, suppresses and revives, acknowledges
 * late, wrongly or not at all the first time, loses its connection and restarts. What it hears is
 * held against what it knows (task-ledger.ts) and what really happened (the machines).
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { FrameworkInfo, Offer, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { Master } from '../../master/core/master.ts';
import type { Event } from '../../protocol/generated/scheduler.ts';
import type { AgentId, FrameworkId, TaskId } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import { SchedulerCore } from '../../scheduler/core/scheduler-core.ts';
import { type Greed, greedyRefuseSecs, takeAll } from './greed.ts';
import { Keeper } from './keeper.ts';
import type { LeaderSource, Masters } from '../network/masters.ts';
import { OfferWatch } from './offer-watch.ts';
import type { Endings, PieceNames } from './resource-wishes.ts';
import { type TaskLedger, isAgentsWord } from './task-ledger.ts';
import { type TaskKind, operationsFor } from './task-making.ts';
import type { Trace } from '../trace.ts';
import { ProcessClock, type VirtualClock } from '../../foundation/virtual-clock.ts';
import { VirtualHttp } from '../network/virtual-http.ts';
import type { NetworkFaults } from '../network/virtual-network.ts';

/** What kind of framework it is. */
export interface Temper {
  readonly name: string;
  readonly roles: readonly string[];
  readonly isCheckpointing: boolean;
  readonly isPartitionAware: boolean;
  readonly failoverTimeoutSecs: number;
  readonly kinds: readonly TaskKind[];
  /** Tasks in flight at most. */
  readonly mostOpenTasks: number;
  /** It reserves resources and makes volumes of them (keeper.ts). */
  readonly isKeeper?: boolean;
  /** It takes of cpus only what agents lend beyond what they have. */
  readonly isBorrower?: boolean;
}

export interface FrameworkParts {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly trace: Trace;
  readonly masters: Masters;
  readonly leaders: LeaderSource;
  readonly faults: NetworkFaults;
  readonly temper: Temper;
  readonly ledger: TaskLedger;
  readonly report: (violation: string) => void;
  readonly info: (id: FrameworkId | undefined) => FrameworkInfo;
  readonly onSent: (event: Event, master: Master) => void;
  readonly endings: Endings;
  readonly pieceNames: PieceNames;
}

const reconcileIntervalMs = 20_000;
const killRepeatMs = 10_000;
/** An ordinary restart of a scheduler; now and then it stays away for longer than it may. */
const usualAbsenceMs = 4000;

export class CheckingFramework {
  readonly parts: FrameworkParts;
  readonly offers: OfferWatch;
  readonly keeper: Keeper | undefined;
  #core: SchedulerCore | undefined;
  #http: VirtualHttp | undefined;
  #clock: ProcessClock;
  /** On its disk, as a framework that wants to survive keeps it. */
  #id: FrameworkId | undefined;
  /** Since when the master may think that it is away; undefined while it is connected. */
  #awaySinceMs: number | undefined;
  #nextTask = 0;
  #nextExecutor = 0;
  isDraining = false;
  /** No longer careless: acknowledges at once, kills once and expects it to work. */
  isStrict = false;
  /** Takes all that it is offered, for commands that run so long. */
  greed: Greed | undefined;

  constructor(parts: FrameworkParts) {
    this.parts = parts;
    this.offers = new OfferWatch(parts.temper.name, parts.clock, parts.report);
    this.#clock = new ProcessClock(parts.clock);
    this.keeper = parts.temper.isKeeper === true ? this.#makeKeeper() : undefined;
  }

  #makeKeeper(): Keeper {
    const { random, report, trace, ledger, endings, pieceNames: names } = this.parts;
    return new Keeper({
      ...{ random, report, endings, names, name: this.name },
      note: (line) => trace.note(line),
      nextTaskId: () => `${this.name}-t${this.#nextTask++}`,
      launched: (task) => ledger.launched({ ...task, framework: this.name }),
      after: (delayMs, action) => void this.#clock.after(delayMs, action),
      findCore: () => this.#core,
      isStrict: () => this.isStrict,
    });
  }

  get name(): string {
    return this.parts.temper.name;
  }

  get id(): string | undefined {
    return this.#id;
  }

  get isSubscribed(): boolean {
    return this.#core?.state === 'subscribed';
  }

  start(): void {
    const { clock, random, trace, masters, leaders, faults, temper, onSent } = this.parts;
    trace.note(`${temper.name} starts`);
    this.#clock = new ProcessClock(clock);
    const http = new VirtualHttp({ clock, random, masters, faults, onSent });
    const core = new SchedulerCore(
      {
        framework: this.parts.info(this.#id),
        handlers: {
          subscribed: ({ frameworkId }) => this.#onSubscribed(frameworkId),
          disconnected: () => this.#onAway(),
          offers: (offers) => this.#onOffers(offers),
          update: (status) => this.#onUpdate(status),
          operationUpdate: (status) => this.keeper?.heard(status),
          ended: (why) => this.#onEnded(why),
        },
      },
      {
        clock: this.#clock,
        random,
        log: trace.logOf(temper.name),
        connection: http,
        detector: leaders.detectorFor(this.#clock, temper.name),
        whenHandled: () => undefined,
      },
    );
    this.#core = core;
    this.#http = http;
    core.start();
    this.#clock.after(reconcileIntervalMs, () => this.#reconcile());
    for (const task of this.parts.ledger.killedAndOpen(this.name)) this.#kill(task.id);
  }

  breakConnection(): void {
    this.parts.trace.note(`${this.name} loses its connection`);
    this.#http?.break();
  }

  /** kill -9 of the scheduler; it comes back with its id. */
  restart(): void {
    if (this.#id === undefined || this.#core === undefined) return this.breakConnection();
    const { random, clock, trace } = this.parts;
    const isLong = random.next() < 0.1;
    const downMs = isLong ? 40_000 + random.next() * 60_000 : random.next() * usualAbsenceMs;
    trace.note(`${this.name} is killed for ${Math.round(downMs)} ms`);
    this.#clock.kill();
    this.#http?.break();
    this.#core.stop();
    this.#core = undefined;
    this.#onAway();
    clock.after(downMs, () => this.start());
  }

  #onAway(): void {
    this.#awaySinceMs ??= this.parts.clock.now();
    this.offers.reset();
  }

  #onSubscribed(frameworkId: FrameworkId): void {
    this.#id = frameworkId;
    this.#awaySinceMs = undefined;
    this.offers.reset();
  }

  /** The master wants no more of us: right only when we stayed away for too long. */
  #onEnded(why: string): void {
    const { clock, temper, report, ledger, trace } = this.parts;
    trace.note(`${this.name} was ended: ${why}`);
    const awayMs = clock.now() - (this.#awaySinceMs ?? clock.now());
    // The master may have noticed the loss of the connection a little before us.
    if (why !== 'Framework has been removed' || awayMs + 5000 < temper.failoverTimeoutSecs * 1000) {
      report(`${this.name} was refused after ${awayMs} ms of absence: ${why}`);
      return;
    }
    ledger.abandon(this.name);
    this.#id = undefined;
    this.#awaySinceMs = undefined;
    this.#core = undefined;
    this.#clock.kill();
    clock.after(1000, () => this.start());
  }

  #onOffers(offers: readonly Offer[]): void {
    for (const offer of offers) {
      this.offers.offered(offer, this.parts.temper.roles);
      this.#onOffer(offer);
    }
  }

  #onOffer(offer: Offer): void {
    const { random, temper, ledger } = this.parts;
    if (this.greed !== undefined) return this.#takeAll(offer, this.greed);
    if (this.keeper !== undefined) return this.#keep(this.keeper, offer);
    const isBorrowing = temper.isBorrower === true;
    const left = temper.mostOpenTasks - ledger.openCountOf(this.name);
    const room = Math.min(left, roomOf(offer, isBorrowing));
    if (this.isDraining || room <= 0 || random.next() < 0.15) return this.#decline(offer);
    const operations = operationsFor({
      offer,
      count: 1 + randomInteger(random, room),
      kind: temper.kinds[randomInteger(random, temper.kinds.length)]!,
      random,
      frameworkId: this.#id!,
      nextTaskId: () => `${this.name}-t${this.#nextTask++}`,
      nextExecutorId: () => `${this.name}-e${this.#nextExecutor++}`,
      isCalm: this.isStrict,
      isBorrowing,
      note: (task) => ledger.launched({ ...task, framework: this.name }),
    });
    this.#core?.accept([offer.id], operations, { refuse_seconds: 0.5 });
    this.#killSome(offer.agent_id.value);
    return undefined;
  }

  #takeAll(offer: Offer, greed: Greed): void {
    const { random, ledger } = this.parts;
    const operations = takeAll({
      ...{ offer, greed, random },
      nextTaskId: () => `${this.name}-t${this.#nextTask++}`,
      note: (task) => ledger.launched({ ...task, framework: this.name }),
    });
    const filters = { refuse_seconds: greedyRefuseSecs };
    if (operations.length > 0) this.#core?.accept([offer.id], operations, filters);
    // Not noted as refused: what is decided meanwhile takes offers back, and such a refusal is of nothing.
    else this.#core?.decline([offer.id], filters);
  }

  #keep(keeper: Keeper, offer: Offer): void {
    const { temper, ledger } = this.parts;
    const room = temper.mostOpenTasks - ledger.openCountOf(this.name);
    const operations = this.isDraining ? [] : keeper.operationsFor(offer, room);
    if (operations.length === 0) return this.#decline(offer);
    this.#core?.accept([offer.id], operations, { refuse_seconds: 0.5 });
    this.#killSome(offer.agent_id.value);
    return undefined;
  }

  #decline(offer: Offer): void {
    const refuseSecs = this.parts.random.next() * 3;
    this.#core?.decline([offer.id], { refuse_seconds: refuseSecs });
    this.offers.declined(offer, refuseSecs);
    if (this.parts.random.next() < 0.05) this.#rest();
  }

  /** Wants no offers for a while. */
  #rest(): void {
    this.#core?.suppress();
    this.offers.suppressed();
    this.#clock.after(2000 + this.parts.random.next() * 8000, () => {
      this.offers.revived();
      this.#core?.revive();
    });
  }

  #killSome(agentId: AgentId): void {
    const { random, ledger } = this.parts;
    for (const task of ledger.openOn(this.name, agentId)) {
      if (random.next() > 0.12 || task.killAskedMs !== undefined) continue;
      this.#clock.after(random.next() * 5000, () => this.#kill(task.id));
    }
  }

  /** Until it has ended: a kill may be lost like anything else, except under a calm sky. */
  #kill(id: TaskId): void {
    const task = this.parts.ledger.find(id);
    if (task === undefined || task.end !== undefined) return;
    const isFirst = task.killAskedMs === undefined;
    if (isFirst || !this.isStrict) {
      task.killAskedMs ??= this.parts.clock.now();
      this.#core?.kill(id, { agentId: task.agentId });
    }
    this.#clock.after(killRepeatMs, () => this.#kill(id));
  }

  #onUpdate(status: TaskStatus): void {
    const { ledger, random, trace } = this.parts;
    trace.note(`${this.name} hears ${textOf(status)}`);
    ledger.heard(this.name, status);
    if (!isAgentsWord(status)) return;
    if (!this.isStrict) {
      if (random.next() < 0.03) this.#acknowledgeWrongly(status);
      // Some are forgotten; the agent repeats the update and gets another chance.
      if (random.next() < 0.05) return;
    }
    const delayMs = this.isStrict ? 0 : random.next() * 100;
    this.#clock.after(delayMs, () => {
      this.#core?.acknowledge(status);
      if (!this.isStrict && random.next() < 0.03) this.#core?.acknowledge(status);
    });
  }

  /** Someone else's uuid, or another task: changes nothing. */
  #acknowledgeWrongly(status: TaskStatus): void {
    const { random } = this.parts;
    const isOtherTask = random.next() < 0.5;
    this.#core?.acknowledge(
      isOtherTask
        ? { ...status, task_id: { value: `${status.task_id.value}-other` } }
        : { ...status, uuid: random.uuidBytes() },
    );
  }

  #reconcile(): void {
    const open = this.parts.ledger.unfinishedOf(this.name);
    if (open.length > 0) {
      this.#core?.reconcile(open.map(({ id, agentId }) => ({ taskId: id, agentId })));
    }
    this.keeper?.reconcile();
    this.#clock.after(reconcileIntervalMs, () => this.#reconcile());
  }
}

function textOf({ task_id, state, source, reason, message }: TaskStatus): string {
  const why = [source, reason, message].filter((part) => part !== undefined).join(': ');
  return `${state} of ${task_id.value}${why === '' ? '' : ` (${why})`}`;
}

/** How many tasks what nobody has reserved is enough for. */
function roomOf(offer: Offer, isBorrowing: boolean): number {
  const free = Resources.fromMessages(offer.resources).unreserved();
  const { cpus } = isBorrowing ? free.revocable() : free.nonRevocable();
  // What is lent comes in offers of its own, too, without disk for an executor.
  const most = isBorrowing ? free.scalar('disk') / 10 : Infinity;
  return Math.floor(Math.min(cpus / 0.5, free.mem / 96, most));
}
