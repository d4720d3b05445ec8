/**
 * Follows the master's stream for ever: whatever breaks it is told with its reason, what was known
 * stays, and the stream is opened again, later each time until one has lasted a while.
 */
import { Cluster } from './cluster.ts';
import type { Connection } from './messages.ts';
import { readLines } from './read-lines.ts';

/** The master speaks every two seconds. */
export const silenceMs = 10_000;
export const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A stream that lasted so long was no mistake: the next is opened soon. */
export const calmMs = 10_000;

export interface FollowerOptions {
  readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  readonly now: () => number;
  readonly onConnection: (connection: Connection, isWhole: boolean) => void;
  readonly onChange: () => void;
}

export class Follower {
  readonly #options: FollowerOptions;
  /** What is shown. */
  cluster: Cluster;
  #retryMs = firstRetryMs;
  #wake: () => void = () => undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.cluster = new Cluster(options.now);
  }

  async run(): Promise<never> {
    const { now } = this.#options;
    for (;;) {
      const beganMs = now();
      const why = await this.#follow();
      if (now() - beganMs >= calmMs) this.#retryMs = firstRetryMs;
      const retryMs = this.#retryMs;
      this.#retryMs = Math.min(retryMs * 2, longestRetryMs);
      this.#tell({ kind: 'lost', sinceMs: this.cluster.nowMs(), retryMs, why });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, retryMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#tell({ kind: 'connecting' });
    }
  }

  retryNow(): void {
    this.#wake();
  }

  #tell(connection: Connection): void {
    this.#options.onConnection(connection, this.cluster.isWhole);
  }

  /** Until it breaks; why it did. */
  async #follow(): Promise<string> {
    const stop = new AbortController();
    const watch = (): ReturnType<typeof setTimeout> =>
      setTimeout(() => stop.abort(new Error('silence')), silenceMs);
    let watchdog = watch();
    try {
      const body = await this.#options.open(stop.signal);
      const coming = new Cluster(this.#options.now);
      for await (const lines of readLines(body)) {
        clearTimeout(watchdog);
        watchdog = watch();
        const wasWhole = coming.isWhole;
        for (const line of lines) coming.apply(line);
        // The first sight is shown as it comes; a later one replaces the old when it is whole.
        if (coming.isWhole || !this.cluster.isWhole) this.cluster = coming;
        if (coming.isWhole && !wasWhole) this.#tell({ kind: 'live' });
        this.#options.onChange();
      }
      return 'closed';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(watchdog);
    }
  }
}
