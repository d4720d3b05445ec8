/**
 * The level up to which verbose lines are shown. It starts at GLOG_v; an operator may raise it for
 * a while (/logging/toggle, SET_LOGGING_LEVEL), after which it falls back by itself, so that
 * nobody's debugging fills a disk for weeks.
 */
import type { Clock, Timer } from '../clock.ts';
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';

export class Verbosity {
  readonly #clock: Clock;
  readonly #original: number;
  #level: number;
  #revert: Timer | undefined;

  constructor(clock: Clock, originalLevel: number) {
    this.#clock = clock;
    this.#original = originalLevel;
    this.#level = originalLevel;
  }

  get level(): number {
    return this.#level;
  }

  /** Raises the level for a time; a second call replaces the first. */
  toggle(level: number, durationMs: number): Result<void> {
    if (!Number.isInteger(level) || level < 0) {
      return failure(`Invalid level '${level}'; it must be an integer and not negative`);
    }
    if (level < this.#original) return failure(`'${level}' < original level`);
    this.#revert?.cancel();
    this.#revert = undefined;
    this.#level = level;
    if (level !== this.#original) {
      this.#revert = this.#clock.after(durationMs, () => {
        this.#level = this.#original;
        this.#revert = undefined;
      });
    }
    return ok(undefined);
  }
}

/** GLOG_v; text that is no number counts as 0, as it does for glog. */
export function verbosityOf(environment: Readonly<Record<string, string | undefined>>): number {
  const level = Number.parseInt(environment['GLOG_v'] ?? '0', 10);
  return Number.isInteger(level) && level > 0 ? level : 0;
}
