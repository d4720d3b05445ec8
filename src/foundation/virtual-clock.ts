/**
 * Time that passes only when everything has been done that was to be done now. Wake-ups lie in a
 * heap by time, then by the order in which they were asked for, so the same run happens again.
 */
import type { Clock, Timer } from './clock.ts';

interface Wakeup {
  readonly atMs: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

export class VirtualClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #heap: Wakeup[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  timestamp(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const wakeup: Wakeup = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#order++,
      callback,
    };
    this.#push(wakeup);
    return { cancel: () => (wakeup.callback = undefined) };
  }

  /** Runs the next wake-up; false when there is none before `untilMs`, where the clock then stands. */
  step(untilMs: number): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.atMs > untilMs) {
        this.#nowMs = Math.max(this.#nowMs, untilMs);
        return false;
      }
      this.#pop();
      if (next.callback === undefined) continue;
      this.#nowMs = next.atMs;
      next.callback();
      return true;
    }
  }

  #push(wakeup: Wakeup): void {
    const heap = this.#heap;
    let at = heap.push(wakeup) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(wakeup, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = wakeup;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(a: Wakeup, b: Wakeup): boolean {
  return a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs;
}

/**
 * The clock of one process: when the process dies its timers die with it, whether or not the code
 * that set them is still reachable.
 */
export class ProcessClock implements Clock {
  readonly #clock: Clock;
  readonly #machine: Pick<Clock, 'timestamp'>;
  #isDead = false;

  /** `machine` says what the time is where it runs. */
  constructor(clock: Clock, machine: Pick<Clock, 'timestamp'> = clock) {
    this.#clock = clock;
    this.#machine = machine;
  }

  now(): number {
    return this.#clock.now();
  }

  timestamp(): number {
    return this.#machine.timestamp();
  }

  after(delayMs: number, callback: () => void): Timer {
    return this.#clock.after(delayMs, () => {
      if (!this.#isDead) callback();
    });
  }

  kill(): void {
    this.#isDead = true;
  }
}
