import { describe, expect, it } from 'vitest';
import type { AgentExecutor, AgentFramework, AgentSelf } from '../../live/agent-state.ts';
import { executorsUse } from '../../live/executors-use.ts';
import {
  attributePairs,
  executorRows,
  frameworkRows,
  providerRows,
  reservationRows,
  volumeRows,
} from './agent-rows.ts';

const noUse = executorsUse(undefined, []);

function executor(id: string, change: Partial<AgentExecutor> = {}): AgentExecutor {
  return {
    ...{ id, name: '', source: '', directory: `/d/${id}`, container: `c-${id}` },
    resources: { cpus: 0.5, mem: 64, disk: 0, gpus: 0 },
    ...{ tasks: [], queued_tasks: [], completed_tasks: [] },
    ...change,
  };
}

function framework(id: string, change: Partial<AgentFramework> = {}): AgentFramework {
  return { id, name: id, user: 'web', executors: [], completed_executors: [], ...change };
}

function agent(change: Partial<AgentSelf> = {}): AgentSelf {
  return {
    ...{ id: 'a', version: '1', start_time: 0, hostname: 'host', resources: {} },
    ...{ frameworks: [], completed_frameworks: [] },
    ...change,
  };
}

const statistics = (executorId: string, timestamp: number, seconds: number) => ({
  executor_id: executorId,
  framework_id: 'f',
  statistics: {
    ...{ timestamp, cpus_user_time_secs: seconds, cpus_system_time_secs: 0 },
    mem_rss_bytes: 32 * 1024 * 1024,
  },
});

describe('rows of executors', () => {
  const self = agent({
    frameworks: [
      framework('f', { executors: [executor('now')], completed_executors: [executor('then')] }),
    ],
    completed_frameworks: [framework('g', { completed_executors: [executor('old')] })],
  });

  it('are those that run and those that have ended, of all frameworks or of one', () => {
    expect(executorRows(self, noUse).map(({ id, state }) => [id, state])).toEqual([
      ['now', 'active'],
      ['then', 'completed'],
      ['old', 'completed'],
    ]);
    expect(executorRows(self, noUse, 'g').map(({ id }) => id)).toEqual(['old']);
  });

  it('say what they use when it was measured twice, and nothing of what has ended', () => {
    const use = executorsUse([statistics('now', 10, 1)], [statistics('now', 20, 6)]);
    const [now, then] = executorRows(self, use);
    expect(now).toMatchObject({ cpus: 0.5, usedCpus: 0.5, usedMem: 32 });
    expect(then).toMatchObject({ cpus: 0.5, usedCpus: undefined, usedMem: undefined });
  });
});

it('a framework uses what all of its executors use, if that is known of all', () => {
  const both = framework('f', { executors: [executor('one'), executor('two')] });
  const sample = [statistics('one', 10, 1)];
  expect(frameworkRows([both], executorsUse(sample, sample))[0]).toMatchObject({
    ...{ cpus: 1, mem: 128, usedMem: undefined },
  });
  const all = [...sample, statistics('two', 10, 1)];
  expect(frameworkRows([both], executorsUse(all, all))[0]).toMatchObject({ usedMem: 64 });
});

describe('what is reserved', () => {
  const reserved = agent({
    reserved_resources: { db: { cpus: 1, mem: 512, disk: 64 } },
    reserved_resources_allocated: { db: { cpus: 0.25 } },
    reserved_resources_full: {
      db: [
        { name: 'cpus', scalar: { value: 1 }, reservations: [{ role: 'db', principal: 'ops' }] },
        {
          ...{ name: 'disk', scalar: { value: 64 }, reservations: [{ role: 'db' }] },
          disk: {
            persistence: { id: 'vol', principal: 'ops' },
            volume: { container_path: 'data' },
            source: { type: 'MOUNT' },
          },
        },
      ],
    },
  });

  it('is told by role, with what of it is allocated, and by whom', () => {
    expect(reservationRows(reserved)).toEqual([
      {
        ...{ role: 'db', principals: 'ops', cpus: 1, gpus: 0, mem: 512, disk: 64 },
        ...{ allocatedCpus: 0.25, allocatedGpus: 0, allocatedMem: 0, allocatedDisk: 0 },
      },
    ]);
  });

  it('has the volumes in it', () => {
    expect(volumeRows(reserved)).toEqual([
      {
        ...{ id: 'vol', role: 'db', path: 'data', megabytes: 64, principal: 'ops' },
        ...{ source: 'MOUNT', isShared: false },
      },
    ]);
    expect(volumeRows(agent())).toEqual([]);
  });
});

it('a resource provider has the disks that it gives', () => {
  const provider = {
    resource_provider_info: { id: { value: 'p1' }, type: 'org.apache.mesos.rp.x', name: 'lvm' },
    total_resources: [
      { name: 'disk', scalar: { value: 10 } },
      { name: 'disk', scalar: { value: 5 } },
      { name: 'cpus', scalar: { value: 9 } },
    ],
  };
  expect(providerRows(agent({ resource_providers: [provider] }))).toEqual([
    { id: 'p1', name: 'lvm', type: 'org.apache.mesos.rp.x', disk: 15 },
  ]);
  expect(providerRows(agent())).toEqual([]);
});

it('attributes that the master has cut are shown as they are', () => {
  expect(attributePairs('{"rack":"r1","slots":4}')).toEqual([
    ['rack', 'r1'],
    ['slots', '4'],
  ]);
  expect(attributePairs('{"rack":"r…')).toEqual([['{"rack":"r…', '']]);
  expect(attributePairs('')).toEqual([]);
});
