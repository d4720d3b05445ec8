/** An answer on its way to a reader who may not take it; see unread.ts. */
import type { ServerResponse } from 'node:http';
import type { Shared, Unread, UnreadBudget } from './unread.ts';

export class AnswerReader implements Unread {
  readonly #response: ServerResponse;
  readonly #budget: UnreadBudget;
  #held: Shared | undefined;
  #takenBytes = 0;

  constructor(response: ServerResponse, budget: UnreadBudget) {
    this.#response = response;
    this.#budget = budget;
    // Also after the last byte has left.
    response.once('close', () => this.#end());
  }

  get backlogBytes(): number {
    return Math.max(0, (this.#held?.length ?? 0) - this.#takenBytes);
  }

  /** It stays in memory until the answer is over, for this reader and maybe for others. */
  hold(held: Shared): void {
    if (this.#response.closed) return;
    this.#held = held;
    this.#budget.begin(this);
    this.#budget.holdShared(held);
  }

  noteTaken(bytes: number): void {
    this.#takenBytes += bytes;
    this.#budget.noteTaken(this, bytes);
  }

  cut(): void {
    this.#end();
    this.#response.destroy();
  }

  #end(): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    this.#budget.end(this);
    this.#budget.giveBackShared(held);
  }
}
