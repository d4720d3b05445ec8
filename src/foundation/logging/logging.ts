/**
 * The log of a process: lines in glog's shape to stderr and to the files of --log_dir. One
 * `Logging` per process is made from the flags; each module gets its own `Log` from
 * `createLog('master')`, which costs one string per line and no stack trace: the build wrote down
 * where each line comes from (scripts/lib/log-places.mjs).
 *
 * Why not pino: it turns each message into JSON for one stream; glog's shape with a file per
 * severity would mean parsing that JSON again in a worker thread, whose last lines are lost when
 * the process dies. What is needed here is smaller than the adapter would be.
 *
 * Lines are written at the end of the event loop's turn that made them (or after --logbufsecs),
 * errors at once, and everything at exit and when the process crashes.
 */
import { hostname as machineName, userInfo } from 'node:os';
import type { Clock, Timer } from '../clock.ts';
import { SystemClock } from '../clock.ts';
import type { SeverityName } from '../flags/common-flags.ts';
import type { Log } from '../log.ts';
import { remembering } from '../remembering.ts';
import { GlogFormatter } from './glog-line.ts';
import type { Severity } from './glog-line.ts';
import { LogFiles } from './log-files.ts';
import { LogWriter } from './log-writer.ts';
import type { WriteText } from './log-writer.ts';
import { Verbosity, verbosityOf } from './verbosity.ts';

const stderrFd = 2;
/** Room for all the lines in the source that log something; more means another program. */
const mostPlaceBytes = 4 * 1024 * 1024;
const severityOfName: Readonly<Record<SeverityName, Severity>> = { INFO: 0, WARNING: 1, ERROR: 2 };

export interface LoggingOptions {
  /** Name of the program as it was started: 'mesos-master', 'mesos-slave'. */
  readonly program: string;
  readonly level?: SeverityName;
  readonly quiet?: boolean;
  readonly logDir?: string | undefined;
  /** How long lines may wait before they are written to the files; 0 is the end of the turn. */
  readonly bufferSecs?: number;
  readonly clock?: Clock;
  readonly verboseLevel?: number;
  readonly writeStderr?: WriteText;
}

export class Logging {
  readonly verbosity: Verbosity;
  readonly #clock: Clock;
  readonly #formatter = new GlogFormatter(process.pid);
  readonly #leastSeverity: Severity;
  readonly #isQuiet: boolean;
  readonly #bufferMs: number;
  readonly #stderr: LogWriter;
  readonly #files: LogFiles | undefined;
  #isFlushQueued = false;
  #fileTimer: Timer | undefined;

  constructor(options: LoggingOptions) {
    this.#clock = options.clock ?? new SystemClock();
    this.verbosity = new Verbosity(this.#clock, options.verboseLevel ?? verbosityOf(process.env));
    this.#leastSeverity = severityOfName[options.level ?? 'INFO'];
    this.#isQuiet = options.quiet ?? false;
    this.#bufferMs = (options.bufferSecs ?? 0) * 1000;
    this.#stderr = new LogWriter(stderrFd, options.writeStderr);
    this.#files = this.#openFiles(options);
  }

  /** A log whose lines name their place, or `<label>.ts:0` where the build did not say it. */
  createLog(label: string): Log {
    const at: Log['at'] = remembering(mostPlaceBytes, (place) => this.#logAt(place, at));
    return at(`${label}.ts:0`);
  }

  #logAt(place: string, at: (place: string) => Log): Log {
    return {
      at,
      info: (message) => this.#log(0, place, message),
      warning: (message) => this.#log(1, place, message),
      error: (message) => this.#log(2, place, message),
      verbose: (level, message) => {
        if (level <= this.verbosity.level) this.#log(0, place, message);
      },
    };
  }

  /** The file that /files shows as the log: that of the least severity that is logged. */
  findLogFile(): string | undefined {
    return this.#files?.findPath(this.#leastSeverity);
  }

  /**
   * The last line before `process.exit(status)`; shown on stderr even with --quiet. Its place is a
   * label as in `createLog`, or what the build made of it.
   */
  exitLine(label: string, text: string, status = 1): void {
    const message = `EXIT with status ${status}: ${text}`;
    const line = this.#formatter.line(2, this.#clock.timestamp(), placeOf(label), message);
    this.#stderr.append(line);
    this.#files?.append(2, line, this.#clock.timestamp());
    this.flush();
  }

  /** A warning that must be seen: on stderr even with --quiet, whatever the least severity. */
  loudWarning(label: string, text: string): void {
    const nowMs = this.#clock.timestamp();
    const line = this.#formatter.line(1, nowMs, placeOf(label), text);
    this.#stderr.append(line);
    this.#files?.append(1, line, nowMs);
    this.flush();
  }

  /** Writes everything now; to be called before the process ends. */
  flush(): void {
    this.#stderr.flush();
    this.#files?.flush();
  }

  close(): void {
    this.flush();
    this.#fileTimer?.cancel();
    this.#files?.close();
  }

  /** Flushes when the process exits and when an exception nobody caught ends it. */
  flushAtExit(): void {
    process.on('exit', () => this.flush());
    process.on('uncaughtExceptionMonitor', () => this.flush());
  }

  #openFiles(options: LoggingOptions): LogFiles | undefined {
    if (options.logDir === undefined) return undefined;
    const names = {
      directory: options.logDir,
      program: options.program,
      hostname: machineName(),
      user: userName(),
      pid: process.pid,
    };
    return new LogFiles(names, (why) => {
      this.#stderr.append(this.#formatter.line(2, this.#clock.timestamp(), 'logging.ts:0', why));
    });
  }

  #log(severity: Severity, place: string, message: string): void {
    if (severity < this.#leastSeverity) return;
    const nowMs = this.#clock.timestamp();
    const line = this.#formatter.line(severity, nowMs, place, message);
    if (!this.#isQuiet) this.#stderr.append(line);
    this.#files?.append(severity, line, nowMs);
    if (severity === 2) this.flush();
    else this.#queueFlush();
  }

  #queueFlush(): void {
    if (!this.#isFlushQueued) {
      this.#isFlushQueued = true;
      setImmediate(() => {
        this.#isFlushQueued = false;
        this.#stderr.flush();
        if (this.#bufferMs === 0) this.#files?.flush();
      });
    }
    if (this.#bufferMs === 0 || this.#files === undefined || this.#fileTimer !== undefined) return;
    this.#fileTimer = this.#clock.after(this.#bufferMs, () => {
      this.#fileTimer = undefined;
      this.#files?.flush();
    });
  }
}

/** A build writes the line of the source in place of the label. */
function placeOf(label: string): string {
  return label.includes(':') ? label : `${label}.ts:0`;
}

/** glog's own word for a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'invalid-user';
  }
}
