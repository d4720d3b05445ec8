import { describe, expect, it } from 'vitest';
import { TestCluster } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

function countBy(offers: readonly TestOffer[], key: 'frameworkId' | 'role'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const offer of offers) counts.set(offer[key], (counts.get(offer[key]) ?? 0) + 1);
  return counts;
}

function addAgents(cluster: TestCluster, count: number, resources?: string): void {
  for (let i = 0; i < count; i++) cluster.addAgent(`a${i}`, resources);
}

describe('dominant resource fairness', () => {
  it('gives equal frameworks equally many agents', () => {
    const cluster = new TestCluster();
    for (const id of ['f1', 'f2', 'f3']) cluster.addFramework(id);
    addAgents(cluster, 300);
    expect(countBy(cluster.pass(), 'frameworkId')).toEqual(
      new Map([
        ['f1', 100],
        ['f2', 100],
        ['f3', 100],
      ]),
    );
  });

  it('gives roles in proportion to their weights', () => {
    const cluster = new TestCluster();
    cluster.allocator.updateWeights(new Map([['big', 2]]));
    cluster.addFramework('f1', { roles: new Set(['big']) });
    cluster.addFramework('f2', { roles: new Set(['small']) });
    addAgents(cluster, 300);
    expect(countBy(cluster.pass(), 'role')).toEqual(
      new Map([
        ['big', 200],
        ['small', 100],
      ]),
    );
  });

  it('takes new weights up as resources come back', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', { roles: new Set(['x']) });
    cluster.addFramework('f2', { roles: new Set(['y']) });
    addAgents(cluster, 300);
    const offers = cluster.pass();
    cluster.allocator.updateWeights(new Map([['x', 3]]));
    for (const offer of offers) cluster.decline(offer, 0);
    expect(countBy(cluster.pass(1_000), 'role')).toEqual(
      new Map([
        ['x', 225],
        ['y', 75],
      ]),
    );
  });

  it('shares by role first, then among the frameworks of the role', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', { roles: new Set(['crowd']) });
    cluster.addFramework('f2', { roles: new Set(['crowd']) });
    cluster.addFramework('f3', { roles: new Set(['alone']) });
    addAgents(cluster, 200);
    expect(countBy(cluster.pass(), 'frameworkId')).toEqual(
      new Map([
        ['f1', 50],
        ['f2', 50],
        ['f3', 100],
      ]),
    );
  });

  it('shares a parent between its children, and with its own frameworks as with one more child', () => {
    const cluster = new TestCluster();
    for (const role of ['eng', 'eng/web', 'eng/db', 'ops']) {
      cluster.addFramework(`in ${role}`, { roles: new Set([role]) });
    }
    addAgents(cluster, 600);
    const counts = countBy(cluster.pass(), 'role');
    expect(counts.get('ops')).toBe(300);
    expect([counts.get('eng'), counts.get('eng/web'), counts.get('eng/db')]).toEqual([
      100, 100, 100,
    ]);
  });

  it('counts the scarcest resource, and not those that are excluded', () => {
    const roles = ['x', 'y'];
    const sharesOf = (excluded: string[]): Map<string, number> => {
      const cluster = new TestCluster({
        fairSharingExcludedNames: new Set(excluded),
        isGpuFiltered: false,
      });
      for (const role of roles) cluster.addFramework(role, { roles: new Set([role]) });
      addAgents(cluster, 3, 'cpus:1;mem:100');
      cluster.addAgent('with gpus', 'cpus:1;mem:100;gpus:1');
      cluster.pass();
      return cluster.allocator.metrics.dominantShares();
    };
    expect(Math.max(...sharesOf([]).values())).toBe(1);
    expect(Math.max(...sharesOf(['gpus']).values())).toBe(0.5);
  });

  it('among those with nothing, the one that was given less often goes first', () => {
    const cluster = new TestCluster();
    for (let i = 0; i < 10; i++) cluster.addFramework(`f${i}`);
    cluster.addAgent('a1');
    const order: string[] = [];
    for (let i = 0; i < 20; i++) {
      for (const offer of cluster.pass(1_000)) {
        order.push(offer.frameworkId);
        cluster.decline(offer, 0);
      }
    }
    expect(new Set(order.slice(0, 10)).size).toBe(10);
    expect(order.slice(10, 20)).toEqual(order.slice(0, 10));
  });
});

describe('random sorters', () => {
  it('give everybody a part, in proportion to the weights of the roles', () => {
    const cluster = new TestCluster({ roleSorter: 'random', frameworkSorter: 'random' });
    cluster.allocator.updateWeights(new Map([['heavy', 3]]));
    cluster.addFramework('f1', { roles: new Set(['heavy']) });
    cluster.addFramework('f2', { roles: new Set(['light']) });
    cluster.addFramework('f3', { roles: new Set(['light']) });
    addAgents(cluster, 4_000);
    const counts = countBy(cluster.pass(), 'frameworkId');
    expect(counts.get('f1')).toBeGreaterThan(2_800);
    expect(counts.get('f1')).toBeLessThan(3_200);
    expect(counts.get('f2')).toBeGreaterThan(400);
    expect(counts.get('f3')).toBeGreaterThan(400);
  });

  it('ask everybody once, so that a refusal of one is not the end', () => {
    const cluster = new TestCluster({ frameworkSorter: 'random' });
    for (let i = 0; i < 20; i++) cluster.addFramework(`f${i}`);
    cluster.addAgent('a1');
    const asked = new Set<string>();
    for (let i = 0; i < 20; i++) {
      for (const offer of cluster.pass(1_000)) {
        asked.add(offer.frameworkId);
        cluster.decline(offer, 1_000);
      }
    }
    expect(asked.size).toBe(20);
  });
});

it('the same seed gives the same offers', () => {
  const run = (seed: number): string[] => {
    const cluster = new TestCluster({ roleSorter: 'random' }, seed);
    for (let i = 0; i < 5; i++) cluster.addFramework(`f${i}`, { roles: new Set([`r${i}`]) });
    addAgents(cluster, 50);
    return cluster.passText();
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});
