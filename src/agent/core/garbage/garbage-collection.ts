/**
 * Sandboxes stay for a while after their executors ended, so that people can look into them; then
 * they go. How long is --gc_delay at most, less when the disk fills up: a full disk must not stop
 * the agent because of yesterday's logs. The files under meta/ go with their sandbox.
 *
 * Paths that come into use again (another run of an executor) are taken off the list.
 */
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Checkpoints } from '../checkpoints/checkpoints.ts';
import type { AgentEnvironment } from '../environment.ts';

export interface GarbageCollectorOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly checkpoints: Checkpoints;
  readonly readDiskUsage: (done: (usage: Result<number>) => void) => void;
  readonly readModifiedAt: AgentEnvironment['readModifiedAt'];
  readonly delayMs: number;
  readonly diskHeadroom: number;
  readonly diskWatchIntervalMs: number;
}

export class GarbageCollector {
  succeededCount = 0;
  failedCount = 0;
  /** How old a sandbox may become with the disk as it was last seen. */
  maxAllowedAgeMs: number;
  readonly #options: GarbageCollectorOptions;
  /** Path -> when it became garbage. */
  readonly #scheduled = new Map<string, number>();
  #timer: Timer | undefined;
  #isClosed = false;

  constructor(options: GarbageCollectorOptions) {
    this.#options = options;
    this.maxAllowedAgeMs = options.delayMs;
  }

  get pendingCount(): number {
    return this.#scheduled.size;
  }

  /** Begins to watch the disk. */
  start(): void {
    this.#wait();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  schedule(...paths: readonly string[]): void {
    for (const path of paths) {
      this.#scheduled.delete(path);
      this.#scheduled.set(path, this.#options.clock.now());
    }
  }

  /** Left by an earlier agent process: the time it has lain here counts. */
  scheduleFound(...paths: readonly string[]): void {
    this.schedule(...paths);
    for (const path of paths) {
      this.#options.readModifiedAt?.(path, (atMs) => {
        const isListed = this.#scheduled.has(path);
        if (!isListed || atMs === undefined) return;
        const { clock } = this.#options;
        const ageMs = Math.max(0, clock.timestamp() - atMs);
        this.#scheduled.set(path, clock.now() - ageMs);
      });
    }
  }

  unschedule(...paths: readonly string[]): void {
    for (const path of paths) this.#scheduled.delete(path);
  }

  /** Somebody wants it gone at once. */
  removeNow(path: string, done: (result: Result<void>) => void): void {
    this.unschedule(path);
    this.#options.checkpoints.remove(path, done);
  }

  /** Removes all that has been garbage for `ageMs`. */
  prune(ageMs: number): void {
    const now = this.#options.clock.now();
    for (const [path, sinceMs] of this.#scheduled) {
      if (now - sinceMs < ageMs) continue;
      this.#scheduled.delete(path);
      this.#remove(path);
    }
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer = this.#options.clock.after(this.#options.diskWatchIntervalMs, () => {
      this.#options.readDiskUsage((usage) => {
        if (this.#isClosed) return;
        if (usage.ok) this.maxAllowedAgeMs = this.#ageFor(usage.value);
        else this.#options.log.warning(`Failed to look at the disk: ${usage.error}`);
        this.prune(this.maxAllowedAgeMs);
        this.#wait();
      });
    });
  }

  #ageFor(usage: number): number {
    return this.#options.delayMs * Math.max(0, 1 - this.#options.diskHeadroom - usage);
  }

  #remove(path: string): void {
    this.#options.log.info(`Deleting ${path}`);
    this.#options.checkpoints.remove(path, (result) => {
      if (result.ok) {
        this.succeededCount++;
        return;
      }
      this.failedCount++;
      this.#options.log.warning(`Failed to delete ${path}: ${result.error}`);
    });
  }
}
