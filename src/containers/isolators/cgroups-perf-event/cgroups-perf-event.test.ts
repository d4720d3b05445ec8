import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock, Timer } from '../../../foundation/clock.ts';
import type { Log } from '../../../foundation/log.ts';
import { silentLog } from '../../../foundation/log.ts';
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { PerfStatistics } from '../../../protocol/generated/mesos.ts';
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import { Cgroups } from '../../cgroups/cgroups.ts';
import { findHierarchy } from '../../cgroups/hierarchy.ts';
import { findProgram } from '../../programs.ts';
import type { IsolatedContainer } from '../isolator.ts';
import { CgroupsPerfEventIsolator } from './cgroups-perf-event.ts';
import { readEvents } from './counters.ts';
import { findPerfFault, samplePerf } from './perf.ts';
import type { SampleRequest } from './perf.ts';
import { parsePerfOutput } from './perf-output.ts';

const minuteMs = 60_000;

class HandClock implements Clock {
  at = minuteMs;
  waits: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.at;
  }

  timestamp(): number {
    return this.at;
  }

  after(delayMs: number, callback: () => void): Timer {
    this.waits.push({ at: this.at + Math.max(0, delayMs), callback });
    return { cancel: () => undefined };
  }

  /** As far as the next who waits; all that follows from that is done. */
  async pass(): Promise<void> {
    const next = this.waits.shift()!;
    this.at = Math.max(this.at, next.at);
    next.callback();
    while (this.waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const none = { processCount: 0, userTimeSecs: 0, systemTimeSecs: 0, rssBytes: 0 };

function aContainer(value: string, parent?: ContainerID): IsolatedContainer {
  const id = parent === undefined ? { value } : { value, parent };
  return { id, directory: '/nowhere', resources: [], limits: undefined };
}

describe('cgroups/perf_event', () => {
  let top = '';
  let clock: HandClock;
  let asked: SampleRequest[] = [];
  let answer: (request: SampleRequest) => Result<string>;
  let said: string[] = [];
  const log: Log = {
    ...silentLog,
    warning: (text) => said.push(text),
    error: (text) => said.push(text),
  };
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'perf-event-'));
    for (const name of ['freezer', 'perf_event']) {
      mkdirSync(join(top, name));
      writeFileSync(join(top, name, 'cgroup.procs'), '');
    }
    clock = new HandClock();
    [asked, said] = [[], []];
    answer = ({ cgroups }) =>
      ok(cgroups.map((cgroup, i) => `${i + 1}.5,msec,task-clock,${cgroup},9,100.00,,`).join('\n'));
  });
  afterEach(() => rmSync(top, { recursive: true }));

  function anIsolator(perf_events?: readonly string[]): CgroupsPerfEventIsolator {
    return new CgroupsPerfEventIsolator({
      cgroups: new Cgroups(unwrap(findHierarchy(top)), 'mesos'),
      options: { perf_events, perf_duration: 10_000, perf_interval: minuteMs },
      ...{ clock, log },
      sample: (request) => {
        asked.push(request);
        return Promise.resolve(answer(request));
      },
    });
  }

  async function prepare(isolator: CgroupsPerfEventIsolator, name: string): Promise<void> {
    const config = { command: {}, environment: {}, directory: '/', resources: [] };
    unwrap(
      await new Promise<Result<unknown>>((resolve) =>
        isolator.prepare(aContainer(name), config, resolve),
      ),
    );
  }

  async function perfOf(
    isolator: CgroupsPerfEventIsolator,
    container: IsolatedContainer,
  ): Promise<PerfStatistics | undefined> {
    const usage = await new Promise<Result<{ perf?: PerfStatistics }>>((resolve) =>
      isolator.usage(container, none, resolve),
    );
    return unwrap(usage).perf;
  }

  it('tells the last sample of each container, and begins one every interval', async () => {
    const isolator = anIsolator(['task-clock', 'task-clock']);
    await prepare(isolator, 'a');
    await prepare(isolator, 'b');
    expect(await perfOf(isolator, aContainer('b'))).toEqual({ timestamp: 60, duration: 0 });
    await clock.pass();
    const request = { events: ['task-clock'], cgroups: ['mesos/a', 'mesos/b'], durationMs: 10_000 };
    expect(asked).toEqual([request]);
    const sampled = { timestamp: 60, duration: 10, task_clock: 2.5 };
    expect(await perfOf(isolator, aContainer('b'))).toEqual(sampled);
    await clock.pass();
    expect(clock.at).toBe(2 * minuteMs);
    expect(await perfOf(isolator, aContainer('a'))).toMatchObject({ timestamp: 120 });
    expect(await perfOf(isolator, aContainer('n', { value: 'a' }))).toBeUndefined();
  });

  it('leaves out those that are gone, and goes on after a sample that failed', async () => {
    const isolator = anIsolator(['task-clock']);
    await prepare(isolator, 'a');
    await prepare(isolator, 'gone');
    rmdirSync(join(top, 'perf_event/mesos/gone'));
    answer = () => failure('no access to cgroup');
    await clock.pass();
    expect(asked[0]!.cgroups).toEqual(['mesos/a']);
    expect(said.join()).toContain('Failed to get the perf sample: no access to cgroup');
    expect(await perfOf(isolator, aContainer('a'))).toMatchObject({ duration: 0 });
    answer = () => ok('<not supported>,,task-clock,mesos/a,0,100.00,,\n');
    await clock.pass();
    await clock.pass();
    expect(said.filter((text) => text.includes("cannot count 'task-clock'"))).toHaveLength(1);
    isolator.cleanup(aContainer('a'), () => undefined);
    isolator.cleanup(aContainer('gone'), () => undefined);
    expect(await perfOf(isolator, aContainer('a'))).toBeUndefined();
  });

  it('takes over containers that have a cgroup, and no others', async () => {
    const earlier = anIsolator();
    await prepare(earlier, 'a');
    // Without events nothing is sampled; the statistics are there all the same.
    expect(clock.waits).toEqual([]);
    expect(await perfOf(earlier, aContainer('a'))).toEqual({ timestamp: 60, duration: 0 });
    const isolator = anIsolator(['task-clock']);
    const found = [aContainer('a'), aContainer('older'), aContainer('n', { value: 'a' })];
    unwrap(await new Promise<Result<void>>((resolve) => isolator.recover(found, resolve)));
    await clock.pass();
    expect(asked[0]!.cgroups).toEqual(['mesos/a']);
    expect(await perfOf(isolator, found[1]!)).toBeUndefined();
  });

  it('gives no perf more than it can hold, and takes in turn who has waited longest', async () => {
    const all = [...PerfStatistics.fields].map(({ name }) => name.replaceAll('_', '-'));
    const isolator = anIsolator(all.filter((name) => !['timestamp', 'duration'].includes(name)));
    // 51 events: 9 containers for each of 8.
    for (let i = 0; i < 73; i++) await prepare(isolator, `c${i}`);
    await clock.pass();
    expect(asked.map(({ cgroups }) => cgroups.length)).toEqual(Array.from({ length: 8 }, () => 9));
    await clock.pass();
    expect(asked[8]!.cgroups[0]).toBe('mesos/c72');
  });
});

describe('what perf prints', () => {
  it('is read in the forms of all its versions', () => {
    const lines = [
      '5,context-switches,old/a',
      '659.41,msec,task-clock,mesos/a,659439805,100.00,0.657,CPUs utilized',
      '18446744073709551615,,LLC-loads,mesos/a,1,100.00,,',
      '<not counted>,,page-faults,mesos/b,0,100.00,,,,',
      '<not supported>,,cycles,mesos/b,0,100.00,,',
      ',,,,,,0.28,stalled cycles per insn',
    ];
    const output = unwrap(parsePerfOutput(`${lines.join('\n')}\n`));
    expect(Object.fromEntries(output.countersByCgroup)).toEqual({
      'old/a': { context_switches: 5 },
      'mesos/a': { task_clock: 659.41, llc_loads: 2n ** 64n - 1n },
      'mesos/b': { page_faults: 0 },
    });
    expect([...output.unsupported]).toEqual(['cycles']);
  });

  it.each([
    ['x,,cycles,mesos/a', 'does not begin with a number'],
    ['1.5,,cycles,mesos/a', 'does not begin with a number'],
    ['1,,msr-loads,mesos/a', "unknown event 'msr-loads'"],
    ['Killed', 'too few columns'],
  ])('is refused when it is odd: %s', (line, why) => {
    expect(parsePerfOutput(line)).toMatchObject({ error: expect.stringContaining(why) as string });
  });
});

describe('--perf_events', () => {
  it('has events that statistics have counters for', () => {
    expect(readEvents(['task-clock', 'LLC-loads', 'task-clock'])).toEqual(
      ok(['task-clock', 'LLC-loads']),
    );
    expect(readEvents(['cpu-cycles'])).toMatchObject({
      error: expect.stringMatching(/no counter for the event 'cpu-cycles'; they have cycles, /u),
    });
    expect(readEvents(['timestamp'])).toMatchObject({ ok: false });
    expect(readEvents([])).toMatchObject({ error: 'it must name at least one event' });
  });

  it('needs a sample that is not longer than the interval', () => {
    const options = { perf_events: ['cycles'], perf_duration: 2000, perf_interval: 1000 };
    expect(findPerfFault(options)).toBe(
      '--perf_duration (2secs) is longer than --perf_interval (1secs); give a shorter one',
    );
    expect(findPerfFault({ ...options, perf_events: undefined })).toBeUndefined();
  });
});

const isRoot = process.getuid?.() === 0;
/** Where perf looks for cgroups: of version 2, unless the kernel has perf_event in a hierarchy of its own. */
const isOfVersion2 = (): boolean =>
  /^perf_event\t0\t/mu.test(readFileSync('/proc/cgroups', 'latin1'));
const tops = ['perf_event', ...(isRoot && isOfVersion2() ? ['unified', '.'] : [])];
const hierarchy = tops
  .map((name) => join('/sys/fs/cgroup', name))
  .find((path) => existsSync(join(path, 'cgroup.procs')));
const hasPerf = isRoot && hierarchy !== undefined && findProgram('perf') !== undefined;

describe.skipIf(!hasPerf)('perf of this machine', () => {
  const cgroup = `perf-test-${process.pid}`;

  it('can count events that the kernel counts, and says what it cannot', () => {
    const options = { perf_duration: 1, perf_interval: 1 };
    const fault = findPerfFault({ ...options, perf_events: ['task-clock', 'context-switches'] });
    expect(fault).toBeUndefined();
    expect(findPerfFault({ ...options, perf_events: ['no-such-event'] })).toMatch(
      /^Invalid value 'no-such-event' for --perf_events: perf cannot count them: event syntax error/u,
    );
  });

  it('counts what is in a cgroup', async () => {
    mkdirSync(join(hierarchy!, cgroup));
    const busy = spawn('/bin/sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
    const isOver = new Promise((resolve) => busy.once('exit', resolve));
    try {
      writeFileSync(join(hierarchy!, cgroup, 'cgroup.procs'), String(busy.pid));
      const events = ['task-clock', 'context-switches'];
      const text = await samplePerf({ events, cgroups: [cgroup], durationMs: 200 });
      const { countersByCgroup } = unwrap(parsePerfOutput(unwrap(text)));
      expect(Object.keys(countersByCgroup.get(cgroup)!)).toEqual([
        'task_clock',
        'context_switches',
      ]);
      expect(countersByCgroup.get(cgroup)!.task_clock).toBeGreaterThan(0);
    } finally {
      busy.kill('SIGKILL');
      await isOver;
      rmdirSync(join(hierarchy!, cgroup));
    }
    const missing = samplePerf({ events: ['task-clock'], cgroups: [cgroup], durationMs: 1 });
    expect(await missing).toMatchObject({
      error: expect.stringContaining('no access to cgroup') as string,
    });
  });
});
