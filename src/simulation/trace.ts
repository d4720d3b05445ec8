/**
 * What happened, line by line. The same seed gives the same bytes; so a difference between two runs
 * is a core that looked at something it was not handed.
 */
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';

export class Trace {
  readonly #clock: Clock;
  readonly #startMs: number;
  readonly #write: (line: string) => void;
  lineCount = 0;

  constructor(clock: Clock, write: (line: string) => void) {
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#write = write;
  }

  note(text: string): void {
    this.lineCount++;
    this.#write(`${((this.#clock.now() - this.#startMs) / 1000).toFixed(6)} ${text}\n`);
  }

  /** A log whose lines become part of the trace. */
  logOf(process: string): Log {
    const write = (severity: string) => (message: string) =>
      this.note(`${process} ${severity} ${message}`);
    const log: Log = {
      at: () => log,
      info: write('I'),
      warning: write('W'),
      error: write('E'),
      verbose: () => undefined,
    };
    return log;
  }
}
