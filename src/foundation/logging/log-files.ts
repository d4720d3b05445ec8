/**
 * The files of --log_dir, named as glog names them:
 * `mesos-master.<host>.<user>.log.INFO.20261121-010203.<pid>` with `mesos-master.INFO` pointing to
 * the newest. The file of a severity holds every line of that severity and of those above it, and
 * is made when its first line comes.
 */
import { existsSync, mkdirSync, openSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Severity } from './glog-line.ts';
import { fileHeader, fileTime } from './glog-line.ts';
import { LogWriter } from './log-writer.ts';

const severityNames = ['INFO', 'WARNING', 'ERROR'] as const;

export interface LogFilesOptions {
  readonly directory: string;
  readonly program: string;
  readonly hostname: string;
  readonly user: string;
  readonly pid: number;
}

export class LogFiles {
  readonly #options: LogFilesOptions;
  readonly #writers: (LogWriter | undefined)[] = [undefined, undefined, undefined];
  readonly #paths: (string | undefined)[] = [undefined, undefined, undefined];
  /** A directory that took no file once is left alone: one complaint, not one per line. */
  #isBroken = false;
  #onBroken: (why: string) => void;

  constructor(options: LogFilesOptions, onBroken: (why: string) => void) {
    this.#options = options;
    this.#onBroken = onBroken;
  }

  append(severity: Severity, line: string, nowMs: number): void {
    for (let at: number = severity; at >= 0; at--) {
      this.#writerOf(at as Severity, nowMs)?.append(line);
    }
  }

  flush(): void {
    for (const writer of this.#writers) writer?.flush();
  }

  close(): void {
    for (const writer of this.#writers) writer?.close();
    this.#writers.fill(undefined);
    this.#isBroken = true;
  }

  /** The file of a severity, once it exists. */
  findPath(severity: Severity): string | undefined {
    return this.#paths[severity];
  }

  #writerOf(severity: Severity, nowMs: number): LogWriter | undefined {
    const writer = this.#writers[severity];
    if (writer !== undefined || this.#isBroken) return writer;
    try {
      return this.#open(severity, new Date(nowMs));
    } catch (error) {
      this.#isBroken = true;
      this.#onBroken(`Cannot log to '${this.#options.directory}': ${(error as Error).message}`);
      return undefined;
    }
  }

  #open(severity: Severity, date: Date): LogWriter {
    const { directory, program, hostname, user, pid } = this.#options;
    const name = severityNames[severity];
    const file = `${program}.${hostname}.${user}.log.${name}.${fileTime(date)}.${pid}`;
    makeDirectory(directory);
    const path = join(directory, file);
    const writer = new LogWriter(openSync(path, 'a', 0o644));
    this.#writers[severity] = writer;
    this.#paths[severity] = path;
    writer.append(fileHeader(date, hostname));
    pointTo(join(directory, `${program}.${name}`), file);
    return writer;
  }
}

/**
 * Node's own `recursive: true` never returns where a directory exists but takes no children (/proc):
 * here each level is tried once.
 */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeDirectory(parent);
  mkdirSync(directory);
}

/** The link is a convenience: without it (no symlinks here) the log is still complete. */
function pointTo(link: string, file: string): void {
  try {
    unlinkSync(link);
  } catch {
    // Usually there was none.
  }
  try {
    symlinkSync(file, link);
  } catch {
    // See above.
  }
}
