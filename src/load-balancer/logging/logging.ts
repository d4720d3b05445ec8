/** The log of marathon-lb: to stderr, and to syslog through `logger`, which knows its sockets. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Writable } from 'node:stream';
import { SystemClock } from '../../foundation/clock.ts';
import { Logging } from '../../foundation/logging/logging.ts';
import type { Log } from '../../foundation/log.ts';
import { formatRecord, logLevels, type LogLevel, type LogRecord } from './python-format.ts';

const name = 'marathon_lb';
/** As in our other logs: one hostile name must not fill a disk, nor forge a line. */
const longestMessage = 30_000;
// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u0008\u000a-\u001f\u007f]/g;
const levelOfSeverity = { info: 'INFO', warning: 'WARNING', error: 'ERROR' } as const;
const priorities: Readonly<Record<LogLevel, number>> = {
  NOTSET: 15,
  DEBUG: 15,
  INFO: 14,
  WARNING: 12,
  ERROR: 11,
  CRITICAL: 10,
};
/** Lines that wait for a `logger` that is slow; more are left out. */
const mostWaitingBytes = 1024 * 1024;

interface BalancerLogOptions {
  readonly format: string;
  readonly level: LogLevel;
  /** "/dev/null" for none. */
  readonly syslogSocket: string;
}

export class BalancerLogging extends Logging {
  readonly #options: BalancerLogOptions;
  readonly #clock = new SystemClock();
  #syslog: ChildProcessByStdio<Writable, null, null> | undefined;

  constructor(options: BalancerLogOptions) {
    super({ program: 'marathon-lb' });
    this.#options = options;
    if (options.syslogSocket !== '/dev/null') this.#openSyslog(options.syslogSocket);
  }

  override createLog(label: string): Log {
    const at = (place: string): Log => ({
      at,
      info: (message) => this.#write(levelOfSeverity.info, place, message),
      warning: (message) => this.#write(levelOfSeverity.warning, place, message),
      error: (message) => this.#write(levelOfSeverity.error, place, message),
      verbose: (_level, message) => this.#write('DEBUG', place, message),
    });
    return at(`${label}.ts:0`);
  }

  override exitLine(label: string, text: string, status = 1): void {
    this.#write('CRITICAL', `${label}.ts:0`, `${text} (status ${status})`);
  }

  #write(level: LogLevel, place: string, text: string): void {
    if (logLevels.indexOf(level) < logLevels.indexOf(this.#options.level)) return;
    const message = text
      .slice(0, longestMessage)
      .replace(controlCharacters, (character) => JSON.stringify(character).slice(1, -1));
    const record: LogRecord = { level, name, message, place, atMs: this.#clock.timestamp() };
    const line = formatRecord(this.#options.format, record);
    process.stderr.write(`${line}\n`);
    const syslog = this.#syslog;
    if (syslog === undefined || syslog.stdin.writableLength > mostWaitingBytes) return;
    syslog.stdin.write(`<${priorities[level]}>${line}\n`);
  }

  #openSyslog(socket: string): void {
    const syslog = spawn('logger', ['--socket', socket, '--prio-prefix', '--tag', name], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#syslog = syslog;
    const lost = (why: string): void => {
      if (this.#syslog === undefined) return;
      this.#syslog = undefined;
      this.createLog('logging').warning(`Nothing is written to syslog at ${socket}: ${why}`);
    };
    syslog.on('error', (error) => lost(error.message));
    syslog.on('exit', (code) => lost(`logger ended with status ${code}`));
    syslog.stdin.on('error', (error) => lost(error.message));
    syslog.unref();
  }
}
