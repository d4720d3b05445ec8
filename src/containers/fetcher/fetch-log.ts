/**
 * What the fetcher tells the task's user: glog lines in the stderr of the sandbox, where users of
 * Mesos look when their URIs did not come. Lines are written in order, and all of them are there
 * when the fetch is over; one that cannot be written stops nothing.
 */
import { wallTime } from '../../foundation/wall-time.ts';
import type { Log } from '../../foundation/log.ts';
import { GlogFormatter, type Severity } from '../../foundation/logging/glog-line.ts';

/** Of lines that nobody built. */
const unknownPlace = 'fetcher:0';

export class FetchLog implements Log {
  readonly #write: (line: string) => Promise<void>;
  readonly #place: string;
  readonly #lines: Lines;

  constructor(write: (line: string) => Promise<void>, place = unknownPlace, lines = new Lines()) {
    this.#write = write;
    this.#place = place;
    this.#lines = lines;
  }

  at(place: string): Log {
    return new FetchLog(this.#write, place, this.#lines);
  }

  info(message: string): void {
    this.#add(0, message);
  }

  warning(message: string): void {
    this.#add(1, message);
  }

  error(message: string): void {
    this.#add(2, message);
  }

  /** For developers of the fetcher, not for users. */
  verbose(): void {}

  /** All lines so far are written. */
  written(): Promise<void> {
    return this.#lines.last;
  }

  #add(severity: Severity, message: string): void {
    const line = this.#lines.formatter.line(severity, wallTime.now(), this.#place, message);
    this.#lines.last = this.#lines.last.then(() => this.#write(line)).catch(() => undefined);
  }
}

/** Shared by the logs of all places. */
class Lines {
  readonly formatter = new GlogFormatter(process.pid);
  last: Promise<void> = Promise.resolve();
}
