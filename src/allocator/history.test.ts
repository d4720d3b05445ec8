import { describe, expect, it } from 'vitest';
import type { RunFacts } from './explanation.ts';
import { TestCluster } from './test-support.ts';

const only = (role: string): { roles: Set<string> } => ({ roles: new Set([role]) });

function runsOf(cluster: TestCluster, frameworkId = 'f'): readonly RunFacts[] {
  return cluster.allocator.explain({ frameworkId }).clients[0]!.recent!.runs;
}

/** The last of them, in words. */
function lastOf(cluster: TestCluster, frameworkId = 'f'): unknown {
  const { agentCount, givenCount, reasons } = runsOf(cluster, frameworkId).at(-1)!;
  return [agentCount, givenCount, ...reasons.map(({ reason, count }) => `${reason} ${count}`)];
}

describe('runs are noted for those that were asked about:', () => {
  it('from the first question on, and not of questions about all', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    cluster.addAgent('a1');
    cluster.pass(5);
    expect(cluster.allocator.explain({}).clients[0]!.recent).toBeUndefined();
    expect(cluster.allocator.explain({ frameworkId: 'f' }).clients[0]!.recent).toEqual({
      sinceMs: 1_000_005,
      runs: [],
    });
    cluster.addAgent('a2');
    cluster.pass(5);
    expect(runsOf(cluster)).toEqual([
      { atMs: 1_000_005, agentCount: 1, givenCount: 1, reasons: [] },
    ]);
  });

  it('who came first, with one that had its turn before it', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', only('one'));
    cluster.addAgent('a0', 'cpus:100;mem:10000');
    cluster.pass();
    runsOf(cluster);
    cluster.addFramework('other', only('two'));
    cluster.addAgent('a1');
    cluster.addAgent('a2');
    cluster.pass();
    expect(lastOf(cluster)).toEqual([2, 0, 'FAIR_SHARE 2']);
    const { examples } = runsOf(cluster).at(-1)!.reasons[0]!;
    expect(examples).toMatchObject([{ note: { first: { frameworkId: 'other', role: 'two' } } }]);
  });

  it('refused, too little, suppressed', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    cluster.addAgent('a1');
    runsOf(cluster);
    cluster.decline(cluster.pass()[0]!, 60);
    cluster.addAgent('a2', 'cpus:0.001;mem:1');
    cluster.pass(1);
    expect(lastOf(cluster)).toEqual([1, 0, 'MIN_ALLOCATABLE 1']);
    cluster.pass(1_000);
    expect(lastOf(cluster)).toEqual([1, 0, 'REFUSED 1']);
    cluster.allocator.suppressOffers('f');
    cluster.addAgent('a3');
    cluster.pass(1);
    expect(lastOf(cluster)).toEqual([1, 0, 'SUPPRESSED 1']);
  });

  it('that were given what they are owed are not said to be refused', () => {
    const cluster = new TestCluster();
    cluster.setQuota('q', { guarantees: 'cpus:4;mem:4096' });
    cluster.addFramework('f', only('q'));
    cluster.addFramework('g', only('r'));
    runsOf(cluster);
    runsOf(cluster, 'g');
    cluster.addAgent('a1');
    cluster.pass(1_000);
    expect(lastOf(cluster)).toEqual([1, 1]);
    expect(lastOf(cluster, 'g')).toEqual([1, 0, 'FAIR_SHARE 1']);
  });

  it('the last ten, for some minutes after the last question', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f');
    runsOf(cluster);
    for (let i = 0; i < 12; i++) {
      cluster.addAgent(`a${i}`);
      cluster.pass(10);
    }
    expect(runsOf(cluster).map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 10 }, (_, i) => 1_000_020 + i * 10),
    );
    cluster.pass(300_000);
    cluster.addAgent('late');
    cluster.pass(1);
    expect(runsOf(cluster)).toEqual([]);
  });
});

const number = (agentId: string): number => Number(agentId.slice(1));

it('being watched changes nothing: the same offers come', () => {
  const run = (isAsked: boolean): string[] => {
    const cluster = new TestCluster({ roleSorter: 'random', frameworkSorter: 'random' }, 5);
    cluster.setQuota('r1', { guarantees: 'cpus:7;mem:500', limits: 'cpus:20' });
    for (let i = 0; i < 4; i++) cluster.addFramework(`f${i}`, only(`r${i}`));
    if (isAsked) for (let i = 0; i < 4; i++) runsOf(cluster, `f${i}`);
    for (let i = 0; i < 20; i++) cluster.addAgent(`a${i}`);
    const offers = cluster.pass();
    for (const offer of offers.slice(0, 10)) cluster.decline(offer, number(offer.agentId) % 3);
    return [...offers.map(({ agentId, role }) => `${role} ${agentId}`), ...cluster.passText(3_000)];
  };
  expect(run(true)).toEqual(run(false));
});
