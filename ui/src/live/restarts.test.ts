import { describe, expect, it } from 'vitest';
import { frameworkColumns, agentColumns, taskColumns } from '../../../src/master/web/rows.ts';
import { Cluster } from './cluster.ts';
import type { Hello } from './model.ts';
import { countRestarts, restartKey } from './restarts.ts';
import { RowFinder } from './row-finder.ts';

const hourMs = 3_600_000;
const columns = { agents: agentColumns, frameworks: frameworkColumns, tasks: taskColumns };
const hello = {
  ...{ mostCompletedFrameworks: 10, mostCompletedTasks: 10, mostUnreachableTasks: 10 },
  columns,
} as unknown as Hello;

function row(names: readonly string[], values: Readonly<Record<string, unknown>>): unknown[] {
  return names.map((name) => values[name] ?? (/roles/i.test(name) ? [] : 0));
}
const task = (id: string, name: string, state: string, more: object = {}): unknown[] =>
  row(taskColumns, { id, name, state, agent: 'a', ...more });

function clusterOf(tasks: unknown[][]): Cluster {
  const cluster = new Cluster();
  cluster.apply(['hello', hello]);
  cluster.apply(['agents', [row(agentColumns, { id: 'a', state: 'active', cpus: 8, mem: 100 })]]);
  const frameworks = [
    row(frameworkColumns, { id: 'f', name: 'f', state: 'active', cpus: 2, mem: 50 }),
    row(frameworkColumns, { id: 'g', name: 'g', state: 'active', cpus: 6, gpus: 1 }),
  ];
  cluster.apply(['frameworks', frameworks]);
  cluster.apply(['tasks', 'f', tasks]);
  cluster.apply(['whole']);
  return cluster;
}

const ask = { search: '', isDescending: true, from: 0, count: 10 } as const;

describe('what is reckoned of the rows', () => {
  it('is how often a name ended within an hour', () => {
    const nowMs = 10 * hourMs;
    const cluster = clusterOf([
      task('1', 'web', 'FAILED', { endedMs: nowMs - 5 }),
      task('2', 'web', 'FINISHED', { endedMs: nowMs - hourMs + 1 }),
      task('3', 'web', 'FAILED', { endedMs: nowMs - hourMs - 1 }),
      task('4', 'web', 'RUNNING'),
      task('5', 'db', 'KILLED', { endedMs: nowMs }),
    ]);
    expect(countRestarts(cluster, nowMs)).toEqual({
      counts: { [restartKey('f', 'web')]: 2, [restartKey('f', 'db')]: 1 },
      most: 10,
    });
  });

  it('is the share of a framework in what it has most of', () => {
    const found = new RowFinder(clusterOf([])).find({
      ...ask,
      kind: 'frameworks',
      sort: 'maxShare',
    });
    // Nobody has a share of the GPUs that no agent has.
    expect(found.rows).toMatchObject([
      { id: 'g', maxShare: 0.75 },
      { id: 'f', maxShare: 0.5 },
    ]);
  });

  it('is how long a task ran, which tasks are sorted by', () => {
    const cluster = clusterOf([
      task('short', 'x', 'FAILED', { startedMs: 100, endedMs: 200 }),
      task('never', 'x', 'ERROR', { endedMs: 900 }),
      task('long', 'x', 'FAILED', { startedMs: 50, endedMs: 500 }),
    ]);
    const found = new RowFinder(cluster).find({ ...ask, kind: 'tasks', sort: 'durationMs' });
    expect(found.rows.map((one) => (one as { id: string }).id)).toEqual(['long', 'short', 'never']);
  });
});
