import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../foundation/random.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { RefusedFilters, refusalMs } from './filters.ts';
import { defaultAllocatorOptions } from './options.ts';
import { RoleTree } from './role-tree.ts';
import { ScalarTotals } from './scalar-totals.ts';
import { makeAgent, makeFramework } from './state.ts';
import type { RefusedFilter } from './state.ts';

function setUp(): (batchNumber: number, resources?: string) => RefusedFilter {
  const scalars = new ScalarTotals(new Set());
  const tree = new RoleTree(defaultAllocatorOptions, scalars, new SeededRandom(1));
  const client = tree.addClient(makeFramework('f'), 'r');
  const info = { hostname: 'h', capabilities: new Set<string>() };
  const agent = makeAgent('a', info);
  return (batchNumber, resources = 'cpus:4') => ({
    client,
    agent,
    resources: resourcesOf(resources),
    expiresAtMs: batchNumber * 1_000,
    batchNumber,
    isRemoved: false,
  });
}

describe('refused filters', () => {
  it('end with their batch, the earlier ones first', () => {
    const filter = setUp();
    const filters = new RefusedFilters();
    for (const [batchNumber, cpus] of [
      [9, 1],
      [2, 3],
      [5, 2],
    ]) {
      filters.add(filter(batchNumber!, `cpus:${cpus}`));
    }
    const ended: number[] = [];
    const expireBy = (batchNumber: number): void =>
      filters.expire(batchNumber, (each) => ended.push(each.batchNumber));
    expect(filters.nextBatchNumber()).toBe(2);
    expireBy(1);
    expect(ended).toEqual([]);
    expireBy(5);
    expect(ended).toEqual([2, 5]);
    expect(filters.nextBatchNumber()).toBe(9);
  });

  it('leave nothing behind when they are cleared early, however long they were to last', () => {
    const filter = setUp();
    const filters = new RefusedFilters();
    for (let i = 0; i < 1_000; i++) {
      const each = filter(31_536_000 + i);
      filters.add(each);
      filters.clearClient(each.client);
    }
    expect(filters.nextBatchNumber()).toBeUndefined();
    expect(filter(1).agent.filters.size).toBe(0);
  });

  it('replace those they cover, and are not added when covered', () => {
    const filter = setUp();
    const filters = new RefusedFilters();
    const { client } = filter(1);
    filters.add(filter(5, 'cpus:2'));
    filters.add(filter(7, 'cpus:3'));
    expect([...client.filters].map((each) => each.batchNumber)).toEqual([7]);
    filters.add(filter(6, 'cpus:1'));
    expect(client.filters.size).toBe(1);
    filters.add(filter(8, 'cpus:1'));
    expect(client.filters.size).toBe(2);
  });
});

it('a refusal lasts as long as Mesos lets it', () => {
  expect([0, 0.2, 1, 3, undefined, -1, NaN].map((seconds) => refusalMs(seconds, 1_000))).toEqual([
    0, 1_000, 1_000, 3_000, 5_000, 5_000, 5_000,
  ]);
  expect(refusalMs(Infinity, 1_000)).toBe(365 * 24 * 3_600_000);
});
