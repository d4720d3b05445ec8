import { describe, expect, it } from 'vitest';
import { agentColumns, frameworkColumns, taskColumns } from '../../../src/master/web/rows.ts';
import { sumOfUse, usedBetween } from './agents-use.ts';
import { attentionOf } from './attention.ts';
import { Cluster } from './cluster.ts';
import type { Hello } from './model.ts';
import { topologyOf } from './topology.ts';

const hello = {
  ...{ mostCompletedFrameworks: 50, mostCompletedTasks: 1_000, mostUnreachableTasks: 1_000 },
  columns: { agents: agentColumns, frameworks: frameworkColumns, tasks: taskColumns },
} as unknown as Hello;

const row = (columns: readonly string[], values: Readonly<Record<string, unknown>>): unknown[] =>
  columns.map((name) => values[name] ?? (/Ms$|^(used|cpus|mem)/.test(name) ? 0 : ''));

function clusterOf(agents: readonly object[], tasks: readonly object[] = []): Cluster {
  const cluster = new Cluster();
  cluster.apply(['hello', hello]);
  const rows = agents.map((agent) => row(agentColumns, { state: 'active', cpus: 4, ...agent }));
  cluster.apply(['agents', rows]);
  cluster.apply(['frameworks', [row(frameworkColumns, { id: 'f', name: 'm', state: 'active' })]]);
  cluster.apply(['tasks', 'f', tasks.map((task) => row(taskColumns, { health: 0, ...task }))]);
  cluster.apply(['whole']);
  return cluster;
}

describe('all agents at one sight', () => {
  const cluster = clusterOf(
    [
      { id: 'a', hostname: 'a', zone: 'z2', usedCpus: 1 },
      { id: 'b', hostname: 'b', zone: 'z1', usedCpus: 1 },
      { id: 'c', hostname: 'c', zone: 'z1', usedCpus: 3 },
      { id: 'd', hostname: 'd', zone: 'z1', state: 'gone' },
    ],
    [
      { id: '1', name: 'web', agent: 'a', state: 'RUNNING' },
      { id: '2', name: 'db', agent: 'c', state: 'RUNNING' },
      { id: '3', name: 'web', agent: 'b', state: 'FINISHED' },
    ],
  );

  it('stand by place, the fullest first; those that are gone for ever do not', () => {
    const { squares } = topologyOf(cluster, '', '');
    expect(squares.map(({ id, load }) => [id, load])).toEqual([
      ['c', 0.75],
      ['b', 0.25],
      ['a', 0.25],
    ]);
  });

  it('tell where something runs now', () => {
    const found = topologyOf(cluster, '', 'name:web').squares.filter((one) => one.found > 0);
    expect(found.map(({ id }) => id)).toEqual(['a']);
    expect(topologyOf(cluster, '', 'framework:m').squares.map((one) => one.found)).toEqual([
      ...[1, 0, 1],
    ]);
  });

  it('are those that are searched for, and say what is wrong with a search', () => {
    expect(topologyOf(cluster, 'zone:z2', '').squares.map(({ id }) => id)).toEqual(['a']);
    expect(topologyOf(cluster, 'zon:z2', '').fault?.word).toBe('zon');
    expect(topologyOf(cluster, '', 'nam:x').taskFault?.word).toBe('nam');
  });
});

describe('what wants attention', () => {
  it('is worst first, and agents of one state are one row when they are many', () => {
    const cluster = clusterOf(
      [
        ...['a', 'b', 'c'].map((id) => ({ id, hostname: id, state: 'unreachable' })),
        { id: 'late', hostname: 'late', state: 'draining', drainStartMs: 1_000, drainGraceMs: 500 },
        { id: 'soon', hostname: 'soon', state: 'draining', drainStartMs: 1_000, drainGraceMs: 9e9 },
      ],
      [
        ...['1', '2'].map((id) => ({ id, name: 'web', state: 'FAILED', endedMs: 1_000 })),
        { id: '3', name: 'old', state: 'FAILED', endedMs: -1_000_000 },
        { id: '4', name: 'ill', state: 'RUNNING', health: -1 },
      ],
    );
    expect(attentionOf(cluster, 2_000).map(({ kind, name, count }) => [kind, name, count])).toEqual(
      [
        ['agents', 'a, b', 3],
        ['failing', 'web', 2],
        ['unhealthy', 'ill', 1],
        ['agent', 'late', 0],
      ],
    );
  });

  it('is nothing when all is well', () => {
    expect(attentionOf(clusterOf([{ id: 'a' }]), 0)).toEqual([]);
  });
});

describe('what is really used', () => {
  const sample = (timestamp: number, seconds: number) => [
    {
      ...{ executor_id: 'e', framework_id: 'f' },
      statistics: {
        timestamp,
        ...{ cpus_user_time_secs: seconds, cpus_system_time_secs: 1 },
        ...{ mem_rss_bytes: 1024 * 1024 * 3 },
      },
    },
  ];

  it('is CPU time between two answers, and memory of the last', () => {
    expect(usedBetween(undefined, sample(10, 5)).cpus).toBeUndefined();
    expect(usedBetween(sample(10, 5), sample(14, 7))).toEqual({ cpus: 0.5, mem: 3, disk: 0 });
    // A restarted one counts anew.
    expect(usedBetween(sample(10, 5), sample(14, 0)).cpus).toBe(0);
    expect(usedBetween(undefined, [])).toEqual({ cpus: 0, mem: 0, disk: 0 });
  });

  it('is not known of all as long as it is not known of one', () => {
    const one = { cpus: 1, mem: 2, disk: 3 };
    expect(sumOfUse([one, one])).toEqual({ cpus: 2, mem: 4, disk: 6 });
    expect(sumOfUse([one, { ...one, cpus: undefined }]).cpus).toBeUndefined();
  });
});
