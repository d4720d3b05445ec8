/** For tests: a clock that moves by hand, and a detector that says what it is told to. */
import type { Clock, Timer } from '../foundation/clock.ts';
import type { DetectionWatcher, Detector } from '../leadership/core/election.ts';
import type { MasterInfo } from '../protocol/generated/mesos.ts';

interface Pending {
  readonly atMs: number;
  readonly callback: () => void;
}

export class HandClock implements Clock {
  #nowMs = 1_000_000;
  /** By how much the machine's time has been set. */
  stepMs = 0;
  readonly #pending = new Set<Pending>();

  now(): number {
    return this.#nowMs;
  }

  timestamp(): number {
    return this.now() + this.stepMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const pending = { atMs: this.#nowMs + delayMs, callback };
    this.#pending.add(pending);
    return { cancel: () => void this.#pending.delete(pending) };
  }

  get waitingCount(): number {
    return this.#pending.size;
  }

  /** Rings what falls due on the way, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const next = [...this.#pending]
        .filter(({ atMs }) => atMs <= untilMs)
        .toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#pending.delete(next);
      this.#nowMs = next.atMs;
      next.callback();
    }
    this.#nowMs = untilMs;
  }
}

export class HandDetector implements Detector {
  /** Known from the beginning. */
  readonly #leader: MasterInfo | undefined;
  #watcher: DetectionWatcher | undefined;
  doubtCount = 0;
  isClosed = false;

  constructor(leader: MasterInfo | undefined) {
    this.#leader = leader;
  }

  watch(watcher: DetectionWatcher): void {
    this.#watcher = watcher;
    if (this.#leader !== undefined) watcher.changed(this.#leader);
  }

  doubt(): void {
    this.doubtCount++;
  }

  close(): void {
    this.isClosed = true;
  }

  tell(leader: MasterInfo | undefined): void {
    this.#watcher!.changed(leader);
  }

  fail(why: string): void {
    this.#watcher!.failed(why);
  }
}
