/**
 * An operator who sets weights of roles now and then, most of all just before the master dies, and
 * remembers what was answered: a decision answered with 200 is never forgotten.
 *
 * What may be found of a role is the last decision that was answered, or one asked for after it: an
 * order without an answer may have been carried out or not.
 */
import type { Clock } from '../foundation/clock.ts';
import { SeededRandom, randomInteger } from '../foundation/random.ts';
import type { Core } from '../master/core/environment.ts';
import { updateWeights } from '../master/core/weights.ts';
import type { Masters } from './masters.ts';
import type { Trace } from './trace.ts';

export interface OperatorParts {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly masters: Masters;
  readonly seed: number;
}

/** '*' is the role of the checking framework, whose offers each change takes back. */
const roles = ['*', 'eng', 'eng/web', 'ops'] as const;
const longestPauseMs = 10_000;

interface Decisions {
  /** 1 = never set. */
  answered: number;
  /** Asked for since then, oldest first. */
  open: number[];
}

export class CheckingOperator {
  readonly #parts: OperatorParts;
  /** Its own, so that who else draws does not depend on it. */
  readonly #random: SeededRandom;
  readonly #decisions = new Map<string, Decisions>(
    roles.map((role) => [role, { answered: 1, open: [] }]),
  );
  #nextWeight = 2;
  answeredCount = 0;
  isResting = false;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
    this.#random = new SeededRandom(parts.seed);
  }

  start(): void {
    this.#parts.clock.after(this.#random.next() * longestPauseMs, () => {
      if (!this.isResting) this.decide();
      this.start();
    });
  }

  /** Orders a weight that was never ordered before. */
  decide(): void {
    this.#parts.masters.ask(({ core }) => this.#order(core));
  }

  #order(core: Core): void {
    const { trace } = this.#parts;
    const role = roles[randomInteger(this.#random, roles.length)]!;
    const weight = this.#nextWeight++;
    const decisions = this.#decisions.get(role)!;
    decisions.open.push(weight);
    trace.note(`operator asks for weight ${weight} of ${role}`);
    updateWeights(core, [{ role, weight }], (outcome) => {
      if (!outcome.ok) throw new Error(outcome.error.message);
      trace.note(`operator is answered: ${role} weighs ${weight}`);
      this.answeredCount++;
      // The answer of a leader who was held up may come behind that of the next one.
      if (weight < decisions.answered) return;
      decisions.answered = weight;
      decisions.open = decisions.open.filter((other) => other > weight);
    });
  }

  findForgotten(core: Core): string[] {
    const forgotten: string[] = [];
    for (const [role, { answered, open }] of this.#decisions) {
      const found = core.state.weights.get(role) ?? 1;
      if (found === answered || open.includes(found)) continue;
      forgotten.push(`role ${role} weighs ${found}; the operator was told ${answered}`);
    }
    return forgotten;
  }
}
