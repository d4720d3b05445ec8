/**
 * Following what happens in Marathon. Each stream begins with a question for all apps, because
 * nobody knows what happened before. A stream that says nothing, not even the blank line that
 * Marathon sends now and then, is taken for dead: it is cut and another one begun, at the next of
 * the Marathons.
 */
import type { Timer } from '../../foundation/clock.ts';
import type { Environment } from './environment.ts';

interface Stream {
  close(): void;
}

export interface StreamCallbacks {
  onOpen(): void;
  /** Bytes came, whatever they mean. */
  onLife(): void;
  onEvent(event: MarathonEvent): void;
  /** It could not be opened or has ended; nothing follows. Not after `close`. */
  onClosed(why: string): void;
}

/** What matters of an event: to which app something happened; all, when that is not said. */
export interface MarathonEvent {
  readonly type: string;
  readonly app?: string;
}

export type OpenStream = (callbacks: StreamCallbacks) => Stream;

interface FollowerParts {
  readonly environment: Pick<Environment, 'clock' | 'random' | 'log' | 'options' | 'count'>;
  readonly open: OpenStream;
  readonly silenceMs: number;
  readonly askForAll: () => void;
  readonly askFor: (app: string) => void;
}

const firstWaitMs = 100;
const waitFactor = 1.5;
/** After which a stream was a good one, and the next attempt need not wait long. */
const goodMs = 10_000;

export class Follower {
  readonly #parts: FollowerParts;
  #stream: Stream | undefined;
  #isOpen = false;
  #isClosed = false;
  #openedAtMs = 0;
  #lifeAtMs = 0;
  #waitMs = firstWaitMs;
  #timer: Timer | undefined;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  start(): void {
    const { environment, open } = this.#parts;
    this.#lifeAtMs = environment.clock.now();
    this.#stream = open({
      onOpen: () => this.#opened(),
      onLife: () => (this.#lifeAtMs = environment.clock.now()),
      onEvent: ({ app }) => (app === undefined ? this.#parts.askForAll() : this.#parts.askFor(app)),
      onClosed: (why) => this.#lost(why),
    });
    this.#watch();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#stream?.close();
  }

  #opened(): void {
    const { environment, askForAll } = this.#parts;
    this.#isOpen = true;
    this.#openedAtMs = environment.clock.now();
    environment.log.info('Following the events of Marathon');
    askForAll();
  }

  #watch(): void {
    const { environment, silenceMs } = this.#parts;
    const { clock } = environment;
    const leftMs = this.#lifeAtMs + silenceMs - clock.now();
    this.#timer?.cancel();
    this.#timer = clock.after(Math.max(leftMs, 1), () => {
      if (clock.now() < this.#lifeAtMs + silenceMs) return this.#watch();
      this.#stream?.close();
      this.#lost(`nothing was heard for ${silenceMs} ms`);
    });
  }

  #lost(why: string): void {
    if (this.#isClosed) return;
    const { clock, log, random, options, count } = this.#parts.environment;
    count('marathon_failures');
    log.warning(`The stream of events ended: ${why}`);
    if (this.#isOpen && clock.now() - this.#openedAtMs >= goodMs) this.#waitMs = firstWaitMs;
    this.#isOpen = false;
    this.#timer?.cancel();
    this.#timer = clock.after(this.#waitMs * (0.5 + random.next() / 2), () => this.start());
    this.#waitMs = Math.min(this.#waitMs * waitFactor, options.maxBackoffMs);
  }
}
