import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';
import { GlogFormatter } from './glog-line.ts';
import { LogWriter } from './log-writer.ts';
import { Logging } from './logging.ts';
import type { LoggingOptions } from './logging.ts';
import { Verbosity, verbosityOf } from './verbosity.ts';

const pauseOneTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock whose timers fire when the test says so. */
class HandClock implements Clock {
  nowMs = new Date(2026, 10, 21, 1, 2, 3).getTime() + 25.014;
  waiting: { atMs: number; callback: () => void }[] = [];

  /** The machine's time; a step of it is no passing of time. */
  stepMs = 0;

  now(): number {
    return this.nowMs;
  }

  timestamp(): number {
    return this.nowMs + this.stepMs;
  }

  after(delayMs: number, callback: () => void) {
    const entry = { atMs: this.nowMs + delayMs, callback };
    this.waiting.push(entry);
    return { cancel: () => void (this.waiting = this.waiting.filter((one) => one !== entry)) };
  }

  advance(ms: number): void {
    this.nowMs += ms;
    const due = this.waiting.filter((one) => one.atMs <= this.nowMs);
    this.waiting = this.waiting.filter((one) => one.atMs > this.nowMs);
    for (const one of due) one.callback();
  }
}

let directory: string;
let clock: HandClock;
let stderr: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'logging-'));
  clock = new HandClock();
  stderr = '';
});
afterEach(() => rmSync(directory, { recursive: true }));

function open(options: Partial<LoggingOptions> = {}): Logging {
  return new Logging({
    program: 'mesos-master',
    clock,
    verboseLevel: 0,
    writeStderr: (_, bytes) => {
      stderr += Buffer.from(bytes).toString();
      return bytes.length;
    },
    ...options,
  });
}

const linkedText = (name: string): string => readFileSync(join(directory, name), 'utf8');

describe('a line', () => {
  it('says the time of the machine, also after it was set', () => {
    const logging = open();
    clock.stepMs = 3_600_000;
    logging.createLog('master').error('Elected');
    expect(stderr).toMatch(/^E1121 02:02:03\./);
    logging.close();
  });

  it('has the shape of glog', () => {
    const line = new GlogFormatter(1234).line(0, clock.now(), 'master.ts:12', 'Elected');
    expect(line).toMatch(/^I1121 01:02:03\.02501[34] {2}1234 master\.ts:12\] Elected\n$/);
  });

  it('stays one line whatever a name holds, and has a bound', () => {
    const formatter = new GlogFormatter(1);
    expect(formatter.line(1, 0, 'a.ts', 'x\nE1121 y\u001b[2J')).toContain('x\\nE1121 y\\x1b[2J\n');
    expect(formatter.line(1, 0, 'a.ts', 'x'.repeat(1e6)).length).toBeLessThan(31_000);
  });
});

describe('stderr', () => {
  it('gets the lines of a turn in order, at its end', async () => {
    const log = open().createLog('master');
    log.info('one');
    log.at('b.ts:12').warning('two');
    expect(stderr).toBe('');
    await pauseOneTurn();
    expect(stderr.match(/I1121 .* master\.ts:0\] one|W1121 .* b\.ts:12\] two/g)).toHaveLength(2);
    expect(stderr.indexOf('one')).toBeLessThan(stderr.indexOf('two'));
  });

  it('gets errors at once, and only what the level allows', () => {
    const log = open({ level: 'WARNING' }).createLog('a');
    log.info('hidden');
    log.warning('shown');
    log.error('bad');
    expect(stderr).toMatch(/^W.*shown\nE.*bad\n$/);
  });

  it('stays silent with quiet, but for the reason of an exit', () => {
    const logging = open({ quiet: true });
    logging.createLog('a').error('x');
    expect(stderr).toBe('');
    logging.exitLine('main', 'No way');
    expect(stderr).toMatch(/^E1121 .* main\.ts:0\] EXIT with status 1: No way\n$/);
  });
});

describe('files', () => {
  it('of a severity hold everything above it and are found by a link', () => {
    const logging = open({ logDir: directory });
    const log = logging.createLog('a');
    log.info('i');
    log.warning('w');
    log.error('e');
    const messages = (name: string) =>
      [...linkedText(name).matchAll(/\] (.*)$/gm)].map(([, m]) => m).slice(1);
    expect(messages('mesos-master.INFO')).toEqual(['i', 'w', 'e']);
    expect(messages('mesos-master.WARNING')).toEqual(['w', 'e']);
    expect(messages('mesos-master.ERROR')).toEqual(['e']);
    logging.close();
  });

  it('are named with host, user, time and pid, and start with a header', () => {
    const logging = open({ logDir: directory });
    logging.createLog('a').info('x');
    logging.flush();
    const name = readlinkSync(join(directory, 'mesos-master.INFO'));
    expect(name).toMatch(/^mesos-master\..+\.log\.INFO\.20261121-010203\.\d+$/);
    expect(logging.findLogFile()).toBe(join(directory, name));
    expect(linkedText(name)).toMatch(/^Log file created at: 2026\/11\/21 01:02:03\nRunning on/);
    expect(readdirSync(directory)).toHaveLength(2);
    logging.close();
  });

  it('wait for logbufsecs, not longer', async () => {
    const logging = open({ logDir: directory, bufferSecs: 5 });
    logging.createLog('a').info('x');
    await pauseOneTurn();
    expect(linkedText('mesos-master.INFO')).toBe('');
    clock.advance(5000);
    expect(linkedText('mesos-master.INFO')).toContain('] x\n');
    logging.close();
  });

  it('that cannot be made are complained about once', () => {
    const log = open({ logDir: '/dev/null/such' }).createLog('a');
    log.error('one');
    log.error('two');
    expect(stderr.match(/Cannot log to/g)).toHaveLength(1);
    expect(stderr).toContain('] two\n');
  });
});

describe('a destination that takes nothing', () => {
  it('costs old lines, which are counted, and never more than a bound', () => {
    let isStuck = true;
    let text = '';
    const writer = new LogWriter(99, (_, bytes) => {
      if (isStuck) throw new Error('EAGAIN');
      text += Buffer.from(bytes).toString();
      return bytes.length;
    });
    const line = `${'x'.repeat(999)}\n`;
    for (let i = 0; i < 3000; i++) writer.append(line);
    isStuck = false;
    writer.append('last\n');
    writer.flush();
    const [, dropped] = /^\[(\d+) log lines were dropped\]\n/.exec(text) ?? [];
    expect(text.length).toBeLessThan(1.2 * 1024 * 1024);
    expect(text.endsWith('last\n')).toBe(true);
    expect(Number(dropped) + text.split('\n').length - 3).toBe(3000);
  });

  it('that takes half of a write gets the rest later, nothing twice', () => {
    let roomBytes = 3;
    let text = '';
    const writer = new LogWriter(99, (_, bytes) => {
      if (roomBytes === 0) throw new Error('EAGAIN');
      const taken = bytes.subarray(0, roomBytes);
      roomBytes -= taken.length;
      text += Buffer.from(taken).toString();
      return taken.length;
    });
    writer.append('abcdef\n');
    writer.flush();
    roomBytes = 100;
    writer.append('ghi\n');
    writer.flush();
    expect(text).toBe('abcdef\nghi\n');
  });
});

describe('verbosity', () => {
  it('shows verbose lines while it is raised, then falls back', () => {
    const logging = open();
    const log = logging.createLog('a');
    log.verbose(1, 'before');
    expect(logging.verbosity.toggle(1, 60_000)).toEqual({ ok: true, value: undefined });
    log.verbose(1, 'during');
    log.verbose(2, 'too fine');
    clock.advance(60_000);
    log.verbose(1, 'after');
    logging.flush();
    expect(stderr).toMatch(/^I.*\] during\n$/);
  });

  it('cannot go below where it started', () => {
    const verbosity = new Verbosity(clock, 2);
    expect(verbosity.toggle(1, 1000)).toEqual({ ok: false, error: "'1' < original level" });
    expect(verbosity.toggle(-1, 1000).ok).toBe(false);
    expect(verbosity.level).toBe(2);
  });

  it('counts the time of the last call only', () => {
    const verbosity = new Verbosity(clock, 0);
    verbosity.toggle(3, 1000);
    verbosity.toggle(2, 5000);
    clock.advance(1000);
    expect(verbosity.level).toBe(2);
    clock.advance(4000);
    expect(verbosity.level).toBe(0);
  });

  it('starts at GLOG_v', () => {
    expect([verbosityOf({ GLOG_v: '2' }), verbosityOf({ GLOG_v: 'x' }), verbosityOf({})]).toEqual([
      2, 0, 0,
    ]);
  });
});
