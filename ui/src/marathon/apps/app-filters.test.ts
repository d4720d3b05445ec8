import { describe, expect, it } from 'vitest';
import type { App } from '../model.ts';
import { countsOf, filtersOf, findRows, isFiltering, toggled } from './app-filters.ts';
import { type Row, rowOf } from './app-rows.ts';

function row(id: string, members: Partial<App> = {}): Row {
  const app: App = {
    ...{ id, instances: 1, cpus: 1, mem: 1, version: '', deployments: [] },
    ...{ tasksStaged: 0, tasksRunning: 1, tasksHealthy: 0, tasksUnhealthy: 0 },
    ...members,
  };
  return rowOf({ app, isPod: false, queued: undefined, blocker: '' });
}

const rows = [
  row('/shop/web', { labels: { tier: 'front' }, tasksHealthy: 1 }),
  row('/shop/db', { labels: { tier: 'back' }, tasksUnhealthy: 1 }),
  row('/batch', { instances: 0, tasksRunning: 0 }),
];
const order = { key: 'id', isDescending: false, isChosen: false } as const;

function find(query: string, byTask: readonly string[] = []) {
  const filters = filtersOf(new URLSearchParams(query));
  const { rows: found, by, fault } = findRows(rows, filters, order, new Set(byTask));
  return { ids: found.map(({ id }) => id), by, fault };
}

describe('filters of apps', () => {
  it('stand in the address as the original has them, in letters of any case', () => {
    const filters = filtersOf(
      new URLSearchParams('filterText=web&filterStatus=Running,deploying&filterHealth=healthy'),
    );
    expect(filters.words).toBe('web');
    expect(filters.chosen.status).toEqual(['running', 'deploying']);
    expect(isFiltering(filters)).toBe(true);
    expect(isFiltering(filtersOf(new URLSearchParams('q=+&sort=id')))).toBe(false);
  });

  it('of one kind are joined by OR, kinds by AND', () => {
    expect(find('filterHealth=healthy,unhealthy').ids).toEqual(['/shop/db', '/shop/web']);
    expect(find('filterHealth=healthy,unhealthy&filterLabels=tier:back').ids).toEqual(['/shop/db']);
    expect(find('filterStatus=suspended').ids).toEqual(['/batch']);
    expect(find('filterStatus=suspended&filterHealth=healthy').ids).toEqual([]);
  });

  it('find by words, then by tasks, then what comes near; nothing by words that are wrong', () => {
    expect(find('q=web')).toMatchObject({ ids: ['/shop/web'], by: 'words' });
    expect(find('q=host-1', ['/batch'])).toMatchObject({ ids: ['/batch'], by: 'tasks' });
    expect(find('q=shwb')).toMatchObject({ ids: ['/shop/web'], by: 'nearness' });
    const wrong = find('q=stat%3Arunning');
    expect(wrong.ids).toEqual([]);
    expect(wrong.fault).toBeDefined();
  });

  it('are counted beside each choice, and taken or left by a click', () => {
    expect(countsOf(rows, 'labels')).toEqual(
      new Map([
        ['tier:front', 1],
        ['tier:back', 1],
      ]),
    );
    expect(countsOf(rows, 'status').get('running')).toBe(2);
    expect(toggled(['a'], 'b')).toBe('a,b');
    expect(toggled(['a', 'b'], 'a')).toBe('b');
  });
});
