/**
 * An operator who decides something now and then, most of all just before the master dies, and
 * remembers what was answered: a decision that was answered is never forgotten. In all lives the
 * weights of roles are decided, in some everything else (operator-decisions.ts).
 */
import type { Clock } from '../../foundation/clock.ts';
import { SeededRandom, randomInteger } from '../../foundation/random.ts';
import type { Core } from '../../master/core/environment.ts';
import { updateWeights } from '../../master/core/weights.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { DecisionLedger } from './decision-ledger.ts';
import type { Masters } from '../network/masters.ts';
import { type DecisionParts, OperatorDecisions } from './operator-decisions.ts';
import type { Trace } from '../trace.ts';

export interface OperatorParts {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly masters: Masters;
  readonly seed: number;
  /** Undefined: it decides weights only. */
  readonly more:
    Pick<DecisionParts, 'agents' | 'endings' | 'names' | 'onSentAway' | 'onDrained'> | undefined;
}

/** '*' is the role of the checking framework, whose offers each change takes back. */
const roles = ['*', 'eng', 'eng/web', 'ops'] as const;
const longestPauseMs = 10_000;
const withdrawalMs = 1000;

export class CheckingOperator {
  readonly #parts: OperatorParts;
  /** Its own, so that who else draws does not depend on it. */
  readonly #random: SeededRandom;
  readonly #ledger = new DecisionLedger();
  readonly #more: OperatorDecisions | undefined;
  #nextWeight = 2;
  readonly #latestAnswered = new Map<string, number>();
  answeredCount = 0;
  isResting = false;
  /** Nothing new; what can be taken back is. */
  isWithdrawing = false;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    this.#random = new SeededRandom(parts.seed);
    const { more, trace } = parts;
    this.#more =
      more &&
      new OperatorDecisions({
        ...more,
        random: this.#random,
        decisions: this.#ledger,
        note: (line) => trace.note(line),
        answered: () => void this.answeredCount++,
      });
  }

  start(): void {
    const isFast = this.isWithdrawing && this.#more !== undefined;
    const pauseMs = isFast ? withdrawalMs : this.#random.next() * longestPauseMs;
    this.#parts.clock.after(pauseMs, () => {
      if (this.isWithdrawing && this.#more !== undefined) this.#withdraw(this.#more);
      else if (!this.isResting) this.decide();
      this.start();
    });
  }

  #withdraw(more: OperatorDecisions): void {
    this.#parts.masters.ask(({ core }) => more.withdraw(core));
  }

  /** Anything that it may decide. */
  decide(): void {
    this.#parts.masters.ask(({ core }) => this.#order(core));
  }

  #order(core: Core): void {
    if (this.#more !== undefined && this.#random.next() < 0.85) this.#more.decide(core);
    else this.#decideWeight(core);
  }

  /** Orders a weight that was never ordered before. */
  #decideWeight(core: Core): void {
    this.#weigh(core, roles[randomInteger(this.#random, roles.length)]!);
  }

  #weigh(core: Core, role: RoleName): void {
    const { trace } = this.#parts;
    const weight = this.#nextWeight++;
    const subject = `weight of ${role}`;
    this.#ledger.ask(subject, String(weight), '1');
    trace.note(`operator asks for weight ${weight} of ${role}`);
    updateWeights(core, [{ role, weight }], (outcome) => {
      if (!outcome.ok) throw new Error(outcome.error.message);
      trace.note(`operator is answered: ${role} weighs ${weight}`);
      this.answeredCount++;
      // The answer of a leader who was held up may come behind that of the next one.
      if (weight < (this.#latestAnswered.get(role) ?? 0)) return;
      this.#latestAnswered.set(role, weight);
      this.#ledger.answer(subject, String(weight), true);
    });
  }

  /** One of the roles that frameworks are in, or the one above them. */
  weighSomebody(core: Core): void {
    const among = ['*', 'eng', 'ops'];
    this.#weigh(core, among[randomInteger(this.#random, among.length)]!);
  }

  /** Until it withdraws. */
  guarantee(core: Core, role: RoleName, cpus: number): void {
    this.#more?.guarantee(core, role, cpus);
  }

  /** Did it send this agent away for good? */
  hasSentAway(agentId: string): boolean {
    return this.#more?.sentAway.has(agentId) === true;
  }

  /** Did it ask for this operation when the agent was drained already? */
  hasAskedLate(key: string): boolean {
    return this.#more?.lateOperations.has(key) === true;
  }

  hasTakenDown(host: string): boolean {
    return this.#more?.takenDown.has(host) === true;
  }

  findForgotten(core: Core): string[] {
    const forgotten: string[] = [];
    for (const role of roles) {
      const found = String(core.state.weights.get(role) ?? 1);
      const why = this.#ledger.findForgotten(`weight of ${role}`, found);
      if (why !== undefined) forgotten.push(why);
    }
    return [...forgotten, ...(this.#more?.findForgotten(core) ?? [])];
  }

  /** Under a calm sky nothing of what it decided keeps agents from being offered. */
  findLeft(core: Core): string[] {
    return [...(this.#more?.findLeft(core) ?? [])];
  }
}
