/**
 * How much is logged, by logger: each has a level of its own or that of the one above it, and operators
 * change them while Marathon runs (POST /logging), for a while or for good. Loggers are named as the
 * packages of the original are, so that scripts find what they look for.
 */
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';

/** From the most to the least that is logged. */
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'OFF'] as const;
export type LogLevel = (typeof logLevels)[number];

const root = 'ROOT';
const top = 'mesosphere.marathon';

/** @compat Words that --logging_level takes; undefined: none of them. */
export function levelOfFlag(text: string): LogLevel | undefined {
  const word = text.toUpperCase();
  if (word === 'ALL') return 'TRACE';
  if (word === 'FATAL') return 'OFF';
  if (word === 'WARNING') return 'WARN';
  return logLevels.find((each) => each === word);
}

export class LogLevels {
  readonly #clock: Clock;
  readonly #own = new Map<string, LogLevel>();
  readonly #names = new Set<string>([root, top]);
  readonly #resets = new Map<string, Timer>();

  constructor(clock: Clock, level: LogLevel) {
    this.#clock = clock;
    this.#own.set(root, level);
  }

  /** What it lets through of `log`; "" is the logger of all of Marathon. */
  filtered(log: Log, part: string): Log {
    const name = part === '' ? top : `${top}.${part}`;
    this.#names.add(name);
    const isOn = (level: LogLevel): boolean =>
      logLevels.indexOf(level) >= logLevels.indexOf(this.levelOf(name));
    const wrap = (inner: Log): Log => ({
      at: (place) => wrap(inner.at(place)),
      info: (message) => isOn('INFO') && inner.info(message),
      warning: (message) => isOn('WARN') && inner.warning(message),
      error: (message) => isOn('ERROR') && inner.error(message),
      verbose: (level, message) => isOn(level <= 1 ? 'DEBUG' : 'TRACE') && inner.info(message),
    });
    return wrap(log);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  levelOf(name: string): LogLevel {
    const own = this.#own.get(name);
    if (own !== undefined) return own;
    const end = name.lastIndexOf('.');
    return this.levelOf(end < 0 ? root : name.slice(0, end));
  }

  /** "INFO", or "INFO (inherited)", by logger. */
  all(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#names]
        .toSorted()
        .map((name) => [name, this.#own.get(name) ?? `${this.levelOf(name)} (inherited)`]),
    );
  }

  /** With a duration, it is as before afterwards. */
  set(name: string, level: LogLevel, durationMs?: number): void {
    const timer = this.#resets.get(name);
    timer?.cancel();
    this.#resets.delete(name);
    const before = this.#own.get(name);
    this.#own.set(name, level);
    if (durationMs === undefined) return;
    const reset = this.#clock.after(durationMs, () => {
      this.#resets.delete(name);
      if (before === undefined) this.#own.delete(name);
      else this.#own.set(name, before);
    });
    this.#resets.set(name, reset);
  }
}
