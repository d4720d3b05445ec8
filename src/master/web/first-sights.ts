/**
 * The first sight of the cluster for pages that come: all rows there are, in slices. One turn serves
 * all who wait, so that two hundred pages that come back after a failover hold up nobody more than
 * one does; and who comes soon after another gets the same lines, written once, with what changed
 * since behind them. A row replaces the one before it, so getting one twice does no harm.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { EventStream } from '../../foundation/http/index.ts';

/** In one turn, for all together; other work comes between. */
const sliceMs = 4;
/** The first sight waits for its reader when so much is unread. */
const mostUnreadBytes = 256 * 1024;
const drainPollMs = 5;
/** Who comes so soon after another shares its lines. */
const sharedForMs = 10_000;
/** Whoever has not read them by then begins anew, with lines of its own. */
const keptForMs = 30_000;

/** Lines that several read, each at its own pace; made when the first gets there. */
export class SharedSight {
  readonly #make: () => Iterator<Uint8Array>;
  readonly #beganMs: number;
  #source: Iterator<Uint8Array>;
  #lines: Uint8Array[] | undefined = [];

  constructor(make: () => Iterator<Uint8Array>, nowMs: number) {
    this.#make = make;
    this.#source = make();
    this.#beganMs = nowMs;
  }

  isShared(nowMs: number): boolean {
    return nowMs - this.#beganMs < sharedForMs;
  }

  isKept(nowMs: number): boolean {
    return nowMs - this.#beganMs < keptForMs;
  }

  /** What changed, for those who come later. */
  note(line: Uint8Array): void {
    this.#lines?.push(line);
  }

  release(): void {
    this.#lines = undefined;
  }

  *read(): Generator<Uint8Array, void, undefined> {
    for (let at = 0; this.#lines !== undefined; at++) {
      if (at === this.#lines.length) {
        const next = this.#source.next();
        if (next.done === true) return;
        this.#lines.push(next.value);
      }
      yield this.#lines[at]!;
    }
    yield* { [Symbol.iterator]: this.#make };
  }
}

interface Waiting {
  readonly stream: EventStream;
  readonly lines: Iterator<Uint8Array>;
}

export class FirstSights {
  readonly #clock: Clock;
  /** Served least lately first. */
  readonly #waiting = new Map<EventStream, Waiting>();
  #timer: Timer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From its end on the stream reads the log that it follows. */
  show(stream: EventStream, lines: Iterator<Uint8Array>): void {
    this.#waiting.set(stream, { stream, lines });
    this.#timer ??= this.#clock.after(0, () => this.#turn());
  }

  remove(stream: EventStream): void {
    this.#waiting.delete(stream);
    if (this.#waiting.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #turn(): void {
    this.#timer = undefined;
    const endMs = this.#clock.now() + sliceMs;
    let isBusy = false;
    for (const waiting of [...this.#waiting.values()]) {
      const { stream } = waiting;
      if (isFull(stream)) continue;
      isBusy = true;
      this.#waiting.delete(stream);
      if (this.#write(waiting, endMs)) this.#waiting.set(stream, waiting);
      else stream.readLog();
      if (this.#clock.now() >= endMs) break;
    }
    if (this.#waiting.size === 0) return;
    this.#timer = this.#clock.after(isBusy ? 0 : drainPollMs, () => this.#turn());
  }

  /** True when there is more. */
  #write({ stream, lines }: Waiting, endMs: number): boolean {
    do {
      const next = lines.next();
      if (next.done === true) return false;
      stream.write(next.value);
    } while (this.#clock.now() < endMs && !isFull(stream));
    return true;
  }
}

function isFull({ backlogBytes }: EventStream): boolean {
  return backlogBytes > mostUnreadBytes;
}
