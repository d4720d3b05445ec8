/**
 * Time, as something that is handed in. Cores never ask the machine what time it is or how to
 * wait: they hold a `Clock`. The edge hands them the machine's (`SystemClock`), the simulation a
 * virtual one, and the same core then lives through hours in milliseconds.
 */
import { wallTime } from './wall-time.ts';

/** A pending wake-up; cancelling one that already fired does nothing. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /**
   * For durations, ages and deadlines: milliseconds since the Unix epoch as of the start of the
   * process, and steady from there, whatever happens to the machine's time. May have a fraction.
   */
  now(): number;
  /**
   * For what people and messages are told: milliseconds since the Unix epoch by the machine's time,
   * steps included. Never to be compared with `now`. See wall-time.ts.
   */
  timestamp(): number;
  /** Calls `callback` once, `delayMs` milliseconds from now (never synchronously). */
  after(delayMs: number, callback: () => void): Timer;
}

/** Node's timers take at most 2^31-1 ms (24.8 days); longer waits are chained. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The machine's clock. Timers do not keep the process alive by themselves. */
export class SystemClock implements Clock {
  now(): number {
    return performance.timeOrigin + performance.now();
  }

  timestamp(): number {
    return wallTime.now();
  }

  after(delayMs: number, callback: () => void): Timer {
    if (delayMs <= 0) return afterThisTurn(callback);
    let handle: NodeJS.Timeout;
    const arm = (leftMs: number): void => {
      const stepMs = Math.min(leftMs, longestTimeoutMs);
      handle = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : callback()), stepMs);
      handle.unref();
    };
    arm(delayMs);
    return { cancel: () => clearTimeout(handle) };
  }
}

/**
 * A timer of 0 ms would take 1: what is due now is done as soon as all that has arrived is dealt with. It is not
 * `unref`ed: Node would sleep until something else happens, be it a second later, and only then look at it.
 */
function afterThisTurn(callback: () => void): Timer {
  const handle = setImmediate(callback);
  return { cancel: () => clearImmediate(handle) };
}
