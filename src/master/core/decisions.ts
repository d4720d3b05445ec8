/**
 * What operators decide and must survive: quota, weights, maintenance, draining. Whoever decides is
 * checked against what holds, and that must still hold when the decision comes into force; so there
 * is one decision at a time. The next is checked once the one before it is durable and in force.
 *
 * Invariant: a decision is in force exactly when it is durable; `done` is called after that. One that
 * is refused changes nothing.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { WriteOperation } from '../../storage/key-value-store.ts';
import type { Registrar } from './registrar.ts';

/** More are refused (503): each waits for a flush of the disk, and its client waits with it. */
export const mostWaitingDecisions = 1_000;

/** The answer to an operator: a status of HTTP and its sentence. */
export interface Refusal {
  readonly status: 400 | 404 | 409 | 413 | 503;
  readonly message: string;
}

export interface Decision {
  /** Nothing to be written: it is in force already. */
  readonly changes: readonly WriteOperation[];
  /** Called when they are durable. */
  readonly apply: () => void;
}

export type Outcome = Result<void, Refusal>;

export function refuse(message: string, status: Refusal['status'] = 400): Result<never, Refusal> {
  return failure({ status, message });
}

export class Decisions {
  readonly #registrar: Registrar;
  readonly #waiting: (() => void)[] = [];
  #isWriting = false;

  constructor(registrar: Registrar) {
    this.#registrar = registrar;
  }

  /** `attempt` checks and decides in its turn: at once when no other decision is being written. */
  decide(attempt: () => Result<Decision, Refusal>, done: (outcome: Outcome) => void): void {
    if (this.#isWriting && this.#waiting.length >= mostWaitingDecisions) {
      return done(
        refuse(`${mostWaitingDecisions} decisions of operators wait to be written; try again`, 503),
      );
    }
    this.decideOwn(attempt, done);
  }

  /** What follows from a decision: is never refused for want of room. Bounded by the agents. */
  decideOwn(attempt: () => Result<Decision, Refusal>, done: (outcome: Outcome) => void): void {
    if (this.#isWriting) this.#waiting.push(() => this.#try(attempt, done));
    else this.#try(attempt, done);
  }

  #try(attempt: () => Result<Decision, Refusal>, done: (outcome: Outcome) => void): void {
    const decided = attempt();
    if (!decided.ok) return done(decided);
    const { changes, apply } = decided.value;
    const enforce = (): void => {
      apply();
      done(ok(undefined));
    };
    if (changes.length === 0) return enforce();
    const tooLarge = this.#registrar.findSizeError(changes);
    if (tooLarge !== undefined) return done(refuse(`The decision is too large: ${tooLarge}`, 413));
    this.#isWriting = true;
    this.#registrar.write(changes, () => {
      enforce();
      this.#isWriting = false;
      // Those that write nothing leave the turn to the next.
      while (!this.#isWriting && this.#waiting.length > 0) this.#waiting.shift()!();
    });
  }
}
