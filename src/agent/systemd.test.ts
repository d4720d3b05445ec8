/** A pretend systemd: a directory for what it reads, and one for its cgroups. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { findExecutorsSlice } from './systemd.ts';

const slice = 'mesos_executors.slice';

let home = '';
let asked: string[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'systemd-'));
  mkdirSync(join(home, 'run'));
  mkdirSync(join(home, 'cgroups'));
  asked = [];
});
afterEach(() => rmSync(home, { recursive: true }));

function find(
  runtime = 'run',
  { isUsualDirectory = true, complaint = '' } = {},
): Promise<Result<string | undefined>> {
  return findExecutorsSlice({
    ...{ runtimeDirectory: join(home, runtime), isUsualDirectory },
    hierarchy: join(home, 'cgroups'),
    systemctl: (...words) => {
      asked.push(words.join(' '));
      if (complaint !== '') return Promise.resolve(failure(complaint));
      if (words[0] === 'start') {
        mkdirSync(join(home, 'cgroups', slice));
        writeFileSync(join(home, 'cgroups', slice, 'cgroup.procs'), '');
      }
      return Promise.resolve(ok(undefined));
    },
  });
}

describe('systemd', () => {
  it('has a slice made for what outlives the agent', async () => {
    expect(await find()).toEqual(ok(join(home, 'cgroups', slice, 'cgroup.procs')));
    expect(asked).toEqual(['daemon-reload', `start ${slice}`]);
    expect(readFileSync(join(home, 'run', slice), 'utf8')).toContain('Mesos Executors Slice');
  });

  it('keeps the slice that an operator made', async () => {
    writeFileSync(join(home, 'run', slice), 'mine');
    expect(await find()).toMatchObject({ ok: true });
    expect(asked).toEqual([`start ${slice}`]);
    expect(readFileSync(join(home, 'run', slice), 'utf8')).toBe('mine');
  });

  it('is not there without its directory, unless that was named', async () => {
    expect(await find('nowhere')).toEqual(ok(undefined));
    expect(asked).toEqual([]);
    expect(await find('nowhere', { isUsualDirectory: false })).toMatchObject({
      error: expect.stringMatching(
        /Failed to locate systemd runtime directory: .*nowhere; see to it, or give --no-systemd_/u,
      ) as string,
    });
  });

  it('says what goes wrong', async () => {
    expect(await find('run', { complaint: 'no bus' })).toMatchObject({
      error: expect.stringContaining('Failed to reload systemd daemon: no bus') as string,
    });
    expect(await find('run', { complaint: 'no bus' })).toMatchObject({
      error: expect.stringContaining(`Failed to start '${slice}': no bus`) as string,
    });
    rmSync(join(home, 'cgroups'), { recursive: true });
    mkdirSync(join(home, 'cgroups', slice), { recursive: true });
    const lacking = findExecutorsSlice({
      ...{ runtimeDirectory: join(home, 'run'), isUsualDirectory: true },
      hierarchy: join(home, 'cgroups'),
      systemctl: () => Promise.resolve(ok(undefined)),
    });
    expect(await lacking).toMatchObject({
      error: expect.stringContaining('Failed to locate systemd cgroups hierarchy') as string,
    });
  });
});
