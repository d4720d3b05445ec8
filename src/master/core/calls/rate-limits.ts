/**
 * --rate_limits: how many calls in a second the frameworks of a principal may make, so that one that
 * floods the master takes nothing from the others. A call above the rate waits its turn, in order; one
 * that finds `capacity` calls waiting is refused. Frameworks whose principal is not named share the
 * default. Mesos limits messages of libprocess drivers this way; here it is the calls of the v1 API,
 * which is what frameworks speak. SUBSCRIBE is never limited: it is how one comes to have a principal.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import { DecodeError } from '../../../protocol/codec/errors.ts';
import { RateLimits } from '../../../protocol/generated/mesos.ts';

/** Of one lane, when its limit has no capacity: calls that wait are memory. */
const mostWaitingCalls = 10_000;
/** Of one lane, whatever its capacity is: bodies of calls have up to 4 MiB. */
const mostWaitingBytes = 64 * 1024 * 1024;

export interface LimitedCall {
  readonly type: string;
  readonly principal: string | undefined;
  readonly bytes: number;
}

export class CallLimiter {
  /** By principal; null: as many as it likes. */
  readonly #lanes = new Map<string, Lane | null>();
  readonly #shared: Lane | undefined;

  constructor(clock: Clock, limits: RateLimits) {
    for (const { principal, qps, capacity } of limits.limits ?? []) {
      this.#lanes.set(principal, qps === undefined ? null : new Lane(clock, qps, capacity));
    }
    const { aggregate_default_qps: qps, aggregate_default_capacity: capacity } = limits;
    this.#shared = qps === undefined ? undefined : new Lane(clock, qps, capacity);
  }

  /** Calls `turn` at once or when it is its turn; never when it gives a failure. */
  take({ type, principal, bytes }: LimitedCall, turn: () => void): Result<void> {
    const own = principal === undefined ? undefined : this.#lanes.get(principal);
    const lane = own === undefined ? this.#shared : own;
    if (lane === null || lane === undefined) {
      turn();
      return ok(undefined);
    }
    const excess = lane.take({ run: turn, bytes });
    if (excess === undefined) return ok(undefined);
    // @compat Mesos' sentence.
    return failure(`Message ${type} dropped: capacity(${excess}) exceeded`);
  }

  get waitingCount(): number {
    const lanes = [...this.#lanes.values(), this.#shared];
    return lanes.reduce((sum, lane) => sum + (lane?.waitingCount ?? 0), 0);
  }

  /** What waits is forgotten. */
  stop(): void {
    for (const lane of [...this.#lanes.values(), this.#shared]) lane?.stop();
  }
}

interface Turn {
  readonly run: () => void;
  readonly bytes: number;
}

const msPerSecond = 1000;

class Lane {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #capacity: number;
  readonly #waiting: Turn[] = [];
  #waitingBytes = 0;
  #nextMs = -Infinity;
  #timer: Timer | undefined;

  constructor(clock: Clock, qps: number, capacity: number | bigint | undefined) {
    this.#clock = clock;
    this.#intervalMs = msPerSecond / qps;
    this.#capacity = capacity === undefined ? mostWaitingCalls : Number(capacity);
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Gives the capacity that is exceeded. */
  take(turn: Turn): number | undefined {
    const nowMs = this.#clock.now();
    if (this.#waiting.length === 0 && nowMs >= this.#nextMs) {
      this.#nextMs = nowMs + this.#intervalMs;
      turn.run();
      return undefined;
    }
    const isFull = this.#waiting.length >= this.#capacity;
    if (isFull || this.#waitingBytes + turn.bytes > mostWaitingBytes) return this.#capacity;
    this.#waiting.push(turn);
    this.#waitingBytes += turn.bytes;
    this.#schedule();
    return undefined;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#waiting.length = 0;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#waiting.length === 0) return;
    this.#timer = this.#clock.after(Math.max(0, this.#nextMs - this.#clock.now()), () => {
      this.#timer = undefined;
      this.#serve();
      this.#schedule();
    });
  }

  /** All that are due: a timer may be coarser than the rate. */
  #serve(): void {
    const nowMs = this.#clock.now();
    while (this.#nextMs <= nowMs) {
      const turn = this.#waiting.shift();
      if (turn === undefined) return;
      this.#waitingBytes -= turn.bytes;
      this.#nextMs += this.#intervalMs;
      turn.run();
    }
  }
}

/** The value of the flag; the error says what is wrong in Mesos' words. */
export function parseRateLimits(json: unknown): Result<RateLimits> {
  let limits: RateLimits;
  try {
    limits = RateLimits.fromJson(json);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(`Invalid value for --rate_limits: ${error.message}`);
  }
  const principals = new Set<string>();
  for (const { principal, qps } of limits.limits ?? []) {
    if (principals.has(principal)) {
      return failure(`Duplicate principal ${principal} found in RateLimits configuration`);
    }
    principals.add(principal);
    if (qps !== undefined && !isRate(qps)) {
      return failure(`Invalid qps: ${qps}. It must be a positive number`);
    }
  }
  const { aggregate_default_qps: shared } = limits;
  if (shared !== undefined && !isRate(shared)) {
    return failure(`Invalid aggregate_default_qps: ${shared}. It must be a positive number`);
  }
  return ok(limits);
}

function isRate(qps: number): boolean {
  return qps > 0 && Number.isFinite(qps);
}
