import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster } from './cluster.ts';
import type { Hello } from './model.ts';
import type { RowsQuery } from './queries.ts';
import { RowFinder } from './row-finder.ts';

const hello = {
  mostCompletedFrameworks: 9,
  mostCompletedTasks: 2,
  mostUnreachableTasks: 2,
  columns: {
    agents: ['id', 'hostname', 'state'],
    frameworks: ['id', 'name', 'state'],
    tasks: ['id', 'name', 'agent', 'role', 'state', 'cpus'],
  },
} as unknown as Hello;

function cluster(): Cluster {
  const made = new Cluster();
  made.apply(['hello', hello]);
  made.apply(['agents', [['a', 'host-a', 'active']]]);
  made.apply(['frameworks', ['f', 'g'].map((id) => [id, `name-${id}`, 'active'])]);
  made.apply(['whole']);
  return made;
}

const some = (...values: readonly string[]) => fc.constantFrom(...values);
const rows = fc.array(
  fc.tuple(
    some('1', '2', '3', '4', '5', '6'),
    some('web', 'job'),
    some('a', 'b'),
    some('*', 'dev'),
    some('RUNNING', 'STAGING', 'FAILED', 'FINISHED', 'UNREACHABLE'),
    fc.nat(3),
  ),
);
const step = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constant('tasks' as const), some('f', 'g'), rows) },
  fc.tuple(fc.constant('gone' as const), fc.constant('framework' as const), some('g')),
);
const queries: readonly RowsQuery[] = ['active', 'completed', undefined].flatMap((list) =>
  ['', 'web', 'state:failed,running -dev', 'host:host-a'].flatMap((search) =>
    (['name', 'cpus'] as const).map((sort, i) => ({
      ...{ kind: 'tasks', search, sort, isDescending: i === 1, from: 0, count: 100 },
      ...{ list: list as 'active' | undefined, framework: i === 1 ? 'f' : undefined },
    })),
  ),
) as readonly RowsQuery[];

/** Equal ones may stand in another order than in the map, where ended ones are moved. */
const comparable = (finder: RowFinder, query: RowsQuery): unknown => {
  const { rows: found, ...counts } = finder.find(query);
  const texts = found.map((row) => JSON.stringify(row)).toSorted();
  const keys = found.map((row) => (row as Record<string, unknown>)[query.sort]);
  return { counts, texts, keys };
};

describe('rows that are kept', () => {
  it('are after any changes what they would be if they were looked for anew', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const followed = cluster();
        const finder = new RowFinder(followed);
        for (const query of queries) finder.find(query);
        for (const line of steps) {
          followed.apply(line as never);
          const anew = new RowFinder(followed);
          for (const query of queries.slice(0, 12)) {
            expect(comparable(finder, query)).toEqual(comparable(anew, query));
          }
        }
        const anew = new RowFinder(followed);
        for (const query of queries) {
          expect(comparable(finder, query)).toEqual(comparable(anew, query));
        }
      }),
    );
  });

  it('carry nothing to the page that only searching needs', () => {
    const one = cluster();
    one.apply(['tasks', 'f', [['1', 'Web', 'a', '*', 'RUNNING', 1]]]);
    const found = new RowFinder(one).find({ ...queries[0]!, search: 'WEB' });
    expect(found.rows).toEqual([
      {
        ...{ framework: 'f', frameworkName: 'name-f', host: 'host-a' },
        ...{ id: '1', name: 'Web', agent: 'a', role: '*', state: 'RUNNING', cpus: 1 },
      },
    ]);
  });
});
