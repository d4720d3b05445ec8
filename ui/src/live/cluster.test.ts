import { beforeEach, describe, expect, it } from 'vitest';
import { agentColumns, frameworkColumns, taskColumns } from '../../../src/master/web/rows.ts';
import { Cluster } from './cluster.ts';
import type { Hello } from './model.ts';
import { type Rows, type RowsQuery, summarize } from './queries.ts';
import { RowFinder } from './row-finder.ts';

const hello = {
  mostCompletedFrameworks: 2,
  mostCompletedTasks: 2,
  mostUnreachableTasks: 2,
  columns: { agents: agentColumns, frameworks: frameworkColumns, tasks: taskColumns },
} as unknown as Hello;

function row(columns: readonly string[], values: Readonly<Record<string, unknown>>): unknown[] {
  return columns.map((name) => values[name] ?? (name === 'roles' ? [] : ''));
}
const agent = (id: string, more: object = {}): unknown[] =>
  row(agentColumns, { id, hostname: `host-${id}`, state: 'active', cpus: 4, usedCpus: 1, ...more });
const framework = (id: string, state = 'active'): unknown[] =>
  row(frameworkColumns, { id, name: `name-${id}`, state });
const task = (id: string, state: string, more: object = {}): unknown[] =>
  row(taskColumns, { id, name: id, agent: 'a', state, endedMs: 0, ...more });

const query: RowsQuery = {
  kind: 'tasks',
  search: '',
  sort: 'id',
  isDescending: false,
  from: 0,
  count: 10,
};

let cluster: Cluster;
const findRows = (of: Cluster, asked: RowsQuery): Rows<object> => new RowFinder(of).find(asked);
beforeEach(() => {
  cluster = new Cluster();
  cluster.apply(['hello', hello]);
  cluster.apply(['agents', [agent('a')]]);
  cluster.apply(['frameworks', [framework('f')]]);
  cluster.apply(['tasks', 'f', [task('one', 'RUNNING'), task('two', 'STAGING')]]);
  cluster.apply(['whole']);
});

const ids = (changes: Partial<RowsQuery> = {}): string[] =>
  findRows(cluster, { ...query, ...changes }).rows.map((one) => (one as { id: string }).id);

describe('the cluster in a page', () => {
  it('counts what is where', () => {
    expect(Object.fromEntries(cluster.taskCounts)).toEqual({ RUNNING: 1, STAGING: 1 });
    expect(cluster.listCounts).toEqual({ active: 2, unreachable: 0, completed: 0 });
    expect(cluster.agents.get('a')?.activeTasks).toBe(2);
    expect(cluster.frameworks.get('f')?.activeTasks).toBe(2);
    expect(summarize(cluster, 0).total.cpus).toBe(4);
    expect(summarize(cluster, 0).used.cpus).toBe(1);
  });

  it('replaces a row by the next of the same thing, and notes what happened', () => {
    cluster.apply(['tasks', 'f', [task('one', 'FAILED', { endedMs: 5 })]]);
    expect(Object.fromEntries(cluster.taskCounts)).toEqual({ FAILED: 1, STAGING: 1 });
    expect(cluster.agents.get('a')?.activeTasks).toBe(1);
    expect(ids({ list: 'active' })).toEqual(['two']);
    expect(ids({ list: 'completed' })).toEqual(['one']);
    const [{ from, to, id } = {}] = summarize(cluster, 0).happenings;
    expect({ from, to, id }).toEqual({ from: 'RUNNING', to: 'FAILED', id: 'one' });
  });

  it('forgets the oldest that ended, as the master does without saying so', () => {
    for (const id of ['x', 'y', 'z']) cluster.apply(['tasks', 'f', [task(id, 'FINISHED')]]);
    expect(ids({ list: 'completed' })).toEqual(['y', 'z']);
    expect(cluster.listCounts.completed).toBe(2);
    expect(Object.fromEntries(cluster.taskCounts)).toEqual({
      RUNNING: 1,
      STAGING: 1,
      FINISHED: 2,
    });
  });

  it('forgets what is gone, with all that it had', () => {
    cluster.apply(['gone', 'framework', 'f']);
    expect(ids()).toEqual([]);
    expect(cluster.taskCounts.size).toBe(0);
    expect(cluster.agents.get('a')?.activeTasks).toBe(0);
    cluster.apply(['gone', 'agent', 'a']);
    expect(cluster.agentCounts.size).toBe(0);
  });

  it('counts the tasks of an agent that comes after them', () => {
    cluster.apply(['gone', 'agent', 'a']);
    cluster.apply(['agents', [agent('a')]]);
    expect(cluster.agents.get('a')?.activeTasks).toBe(2);
  });

  it('finds, sorts and cuts out rows', () => {
    expect(ids({ isDescending: true })).toEqual(['two', 'one']);
    expect(ids({ search: 'state:staging' })).toEqual(['two']);
    expect(ids({ search: 'host:host-a', from: 1, count: 1 })).toEqual(['two']);
    expect(ids({ agent: 'elsewhere' })).toEqual([]);
    expect(ids({ taskName: 'one' })).toEqual(['one']);
    const { fault, matched } = findRows(cluster, { ...query, search: 'stat:x' });
    expect({ near: fault?.near, matched }).toEqual({ near: ['state'], matched: 0 });
  });

  it('says what wants attention, worst first', () => {
    cluster.apply(['agents', [agent('b', { state: 'unreachable', registeredMs: 7 })]]);
    const failed = { endedMs: 1_000, reason: 'REASON_COMMAND_EXECUTOR_FAILED', name: 'job' };
    cluster.apply(['tasks', 'f', [task('1', 'FAILED', failed), task('2', 'FAILED', failed)]]);
    expect(
      summarize(cluster, 2_000).attention.map(({ kind, name, count }) => ({ kind, name, count })),
    ).toEqual([
      { kind: 'agent', name: 'host-b', count: 0 },
      { kind: 'failing', name: 'job', count: 2 },
    ]);
    expect(summarize(cluster, 2_000_000).attention).toHaveLength(1);
  });
});
