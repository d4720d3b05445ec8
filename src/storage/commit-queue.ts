/**
 * Group commit: an fsync costs milliseconds, whether it makes one write durable or a thousand.
 * Items pushed during one turn of the event loop, or while an earlier commit is still under way,
 * wait here and are committed together in the next round. Under load rounds grow by themselves.
 *
 * Callbacks of a round are called for a few milliseconds in a turn of the event loop, so that nobody
 * else waits for hundreds of them; those of a round that failed all in one, so that nothing comes in between.
 *
 * Invariant: one round at a time, rounds in order, callbacks in the order of pushes. When a round
 * fails, so does everything that waits by then, because an item must not be durable when an earlier
 * one is not; whether anything succeeds after that is a matter of the rules.
 */
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Done } from './key-value-store.ts';

/** Enough to make the price of an fsync small per item, few enough to keep a round short. */
const maxItemsPerRound = 512;
/** So long callbacks are called; then others have their turn. */
const turnMs = 4;

export interface CommitRules<Item> {
  /** Makes all items durable; called with at least one item, never twice at the same time. */
  readonly commit: (items: readonly Item[]) => Promise<Result<void>>;
  /** Says that `item` must not share a round with `previous`, which comes just before it. */
  readonly startsRound?: (item: Item, previous: Item) => boolean;
  /**
   * A failed round left nothing behind, and whoever pushes after having heard of it knows. Absent:
   * the first failure is the last word, every later item fails with it.
   */
  readonly goesOnAfterFailure?: true;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: Done | undefined;
}

export class CommitQueue<Item> {
  readonly #rules: CommitRules<Item>;
  #waiting: Waiting<Item>[] = [];
  /** Durable, and not told yet. */
  #untold: Done[] = [];
  /** A round is scheduled or under way; it looks at `#waiting` again when it ends. */
  #isBusy = false;
  #failed: Result<void> | undefined;

  constructor(rules: CommitRules<Item>) {
    this.#rules = rules;
  }

  /** Nothing waits and nothing is under way. */
  get isIdle(): boolean {
    return !this.#isBusy && this.#untold.length === 0;
  }

  push(item: Item, done?: Done): void {
    this.#waiting.push({ item, done });
    if (this.#isBusy) return;
    this.#isBusy = true;
    // Not a microtask: all sockets that became readable in this turn shall share the round.
    setImmediate(() => this.#startRound());
  }

  #startRound(): void {
    const round = this.#takeRound();
    if (this.#failed !== undefined) return this.#endRound(round, this.#failed);
    void this.#rules
      .commit(round.map((waiting) => waiting.item))
      .catch((error: unknown) => failure(error instanceof Error ? error.message : String(error)))
      // Out of the promise, so that a callback that throws is an ordinary uncaught exception.
      .then((result) => setImmediate(() => this.#endRound(round, result)));
  }

  #takeRound(): readonly Waiting<Item>[] {
    const startsRound = this.#rules.startsRound;
    let count = 1;
    for (; count < this.#waiting.length && count < maxItemsPerRound; count++) {
      if (startsRound?.(this.#waiting[count]!.item, this.#waiting[count - 1]!.item)) break;
    }
    return this.#waiting.splice(0, count);
  }

  #endRound(round: readonly Waiting<Item>[], result: Result<void>): void {
    const failed = result.ok ? [] : this.#fail(result);
    // The next round starts before the callbacks run: the disk works while the core does.
    if (this.#waiting.length > 0) setImmediate(() => this.#startRound());
    else this.#isBusy = false;
    if (result.ok) return this.#tellSoon(round);
    this.#tell(Infinity);
    for (const waiting of [...round, ...failed]) waiting.done?.(result);
  }

  #tellSoon(round: readonly Waiting<Item>[]): void {
    const isTelling = this.#untold.length > 0;
    for (const { done } of round) if (done !== undefined) this.#untold.push(done);
    if (!isTelling) this.#tell(turnMs);
  }

  #tell(longestMs: number): void {
    const endMs = performance.now() + longestMs;
    const untold = this.#untold;
    let told = 0;
    try {
      while (told < untold.length) {
        untold[told++]!(ok(undefined));
        if (performance.now() >= endMs) break;
      }
    } finally {
      // Also after one that throws.
      this.#untold = untold.slice(told);
      if (this.#untold.length > 0) setImmediate(() => this.#tell(turnMs));
    }
  }

  /** Those that fail with the round. */
  #fail(result: Result<void>): readonly Waiting<Item>[] {
    if (this.#rules.goesOnAfterFailure === undefined) {
      this.#failed = result;
      return [];
    }
    return this.#waiting.splice(0);
  }
}
