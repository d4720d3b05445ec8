import { describe, expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { TestCluster, quotaOf, scalarsOf } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

const only = (role: string): { roles: Set<string> } => ({ roles: new Set([role]) });

function of(offers: readonly TestOffer[], frameworkId: string): TestOffer[] {
  return offers.filter((offer) => offer.frameworkId === frameworkId);
}

function holdersOf(offers: readonly TestOffer[]): Record<string, string> {
  return Object.fromEntries(offers.map(({ agentId, frameworkId }) => [agentId, frameworkId]));
}

const both = (text: string): { guarantees: string; limits: string } => ({
  guarantees: text,
  limits: text,
});

describe('a guarantee', () => {
  it('is met before anybody gets a fair share', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:2;mem:1024' });
    cluster.addAgent('a1', 'cpus:1;mem:512');
    cluster.addAgent('a2', 'cpus:1;mem:512');
    cluster.addAgent('a3', 'cpus:1;mem:512');
    for (const id of ['x', 'y', 'z']) cluster.addFramework(id, only(id));
    cluster.addFramework('f', only('owed'));
    const offers = cluster.pass();
    expect(of(offers, 'f')).toHaveLength(2);
    expect(offers).toHaveLength(3);
  });

  it('keeps resources free for a role in which nobody is yet, and gives them when somebody comes', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:2;mem:1024' });
    cluster.addFramework('other', only('other'));
    cluster.addAgent('a1', 'cpus:1;mem:512');
    cluster.addAgent('a2', 'cpus:1;mem:512');
    expect(cluster.pass(5_000)).toEqual([]);
    cluster.addAgent('a3', 'cpus:1;mem:512');
    expect(scalarsOf(cluster.pass(1_000))).toBe('cpus:1; mem:512');
    cluster.addFramework('f', only('owed'));
    expect(scalarsOf(of(cluster.pass(1_000), 'f'))).toBe('cpus:2; mem:1024');
  });

  it('cuts the agent of another role so that exactly the headroom stays', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:1.5;mem:100' });
    cluster.addFramework('other', only('other'));
    cluster.addAgent('a1', 'cpus:4;mem:4096;ports:[1-10]');
    const [offer] = cluster.pass();
    expect(offer!.resources.toString()).toBe(
      'cpus(allocated: other):2.5; mem(allocated: other):3996; ports(allocated: other):[1-10]',
    );
    expect(cluster.allocator.findFree('a1')!.toString()).toBe('cpus:1.5; mem:100');
  });

  it('is no bound: what nobody else is owed is shared as ever', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:1' });
    cluster.addFramework('f', only('owed'));
    cluster.addAgent('a1', 'cpus:4;mem:4096');
    expect(scalarsOf(cluster.pass())).toBe('cpus:4; mem:4096');
  });

  it('is met by several frameworks of the role together', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', both('cpus:5;mem:500'));
    cluster.addFramework('f1', only('owed'));
    cluster.addFramework('f2', only('owed'));
    for (let i = 0; i < 8; i++) cluster.addAgent(`a${i}`, 'cpus:1;mem:100');
    const offers = cluster.pass();
    expect(offers).toHaveLength(5);
    expect([of(offers, 'f1').length, of(offers, 'f2').length].toSorted((a, b) => a - b)).toEqual([
      2, 3,
    ]);
  });

  it('is chosen for by the role with the smaller share first', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('rich'));
    cluster.addAgent('a1', 'cpus:2;mem:200');
    expect(holdersOf(cluster.pass())).toEqual({ a1: 'f1' });
    cluster.setQuota('rich', { guarantees: 'cpus:10' });
    cluster.setQuota('poor', { guarantees: 'cpus:10' });
    cluster.addFramework('f2', only('poor'));
    cluster.addAgent('a2', 'cpus:1;mem:100');
    expect(holdersOf(cluster.pass(1_000))).toEqual({ a2: 'f2' });
  });

  it('is met by roles below as well: what they get of the surplus makes room for the next batch', () => {
    const cluster = new TestCluster();
    cluster.setQuota('x', { guarantees: 'cpus:4' });
    cluster.addFramework('f', only('x/y'));
    cluster.addAgent('a1', 'cpus:6');
    expect(scalarsOf(cluster.pass())).toBe('cpus:2');
    expect(scalarsOf(cluster.pass(1_000))).toBe('cpus:2');
    expect(scalarsOf(cluster.pass(1_000))).toBe('cpus:2');
    expect(cluster.pass(10_000)).toEqual([]);
  });

  it('more than the cluster has is given as far as it goes', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:100;mem:100000' });
    cluster.addFramework('f', only('owed'));
    cluster.addFramework('other', only('other'));
    for (let i = 0; i < 10; i++) cluster.addAgent(`a${i}`, 'cpus:1;mem:100');
    expect(of(cluster.pass(), 'f')).toHaveLength(10);
  });

  it('taken back, leaves what it held back to the others with the next batch', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:2' });
    cluster.addFramework('other', only('other'));
    cluster.addAgent('a1', 'cpus:2;mem:10');
    expect(cluster.pass(10_000)).toEqual([]);
    cluster.allocator.removeQuota('owed');
    expect(scalarsOf(cluster.pass(1_000))).toBe('cpus:2; mem:10');
  });
});

describe('a limit', () => {
  it('is reached exactly, by cutting the last agent', () => {
    const cluster = new TestCluster();
    cluster.setQuota('bounded', { limits: 'cpus:2.5;mem:3000' });
    cluster.addFramework('f', only('bounded'));
    cluster.addAgent('a1', 'cpus:2;mem:2048');
    cluster.addAgent('a2', 'cpus:2;mem:2048');
    expect(scalarsOf(cluster.pass())).toBe('cpus:2.5; mem:3000');
  });

  it('leaves what it does not name alone: ports, disk', () => {
    const cluster = new TestCluster();
    cluster.setQuota('bounded', { limits: 'cpus:1' });
    cluster.addFramework('f', only('bounded'));
    cluster.addAgent('a1', 'cpus:2;mem:2048;disk:100;ports:[1-5]');
    const [offer] = cluster.pass();
    expect(offer!.resources.unallocate().toString()).toBe(
      'cpus:1; mem:2048; disk:100; ports:[1-5]',
    );
  });

  it('reached, nothing more comes until something is given back', () => {
    const cluster = new TestCluster();
    cluster.setQuota('bounded', { limits: 'cpus:2;mem:200' });
    cluster.addFramework('f', only('bounded'));
    cluster.addAgent('a1', 'cpus:2;mem:200');
    const [offer] = cluster.pass();
    cluster.addAgent('a2', 'cpus:2;mem:200');
    expect(cluster.pass(10_000)).toEqual([]);
    // What ends is on another agent than the one that was kept back.
    cluster.allocator.deactivateAgent('a1');
    cluster.free(offer!);
    expect(holdersOf(cluster.pass(1_000))).toEqual({ a2: 'f' });
  });

  it('does not bind the roles below, which count against it all the same', () => {
    const cluster = new TestCluster();
    cluster.addFramework('child', only('a/b'));
    cluster.addAgent('a1', 'cpus:1;mem:1024');
    expect(holdersOf(cluster.pass())).toEqual({ a1: 'child' });
    cluster.setQuota('a', both('cpus:1;mem:1024'));
    cluster.addFramework('parent', only('a'));
    cluster.addAgent('a2', 'cpus:1;mem:1024');
    expect(holdersOf(cluster.pass(1_000))).toEqual({ a2: 'child' });
  });

  it('of zero keeps a role from everything it names', () => {
    const cluster = new TestCluster();
    cluster.setQuota('none', { limits: 'cpus:0;mem:0' });
    cluster.addFramework('f', only('none'));
    cluster.addAgent('a1', 'cpus:1;mem:1024');
    expect(cluster.pass(2_000)).toEqual([]);
  });
});

describe('what counts against quota', () => {
  it('are reservations, whether somebody has them or not', () => {
    const cluster = new TestCluster();
    cluster.setQuota('r', both('cpus:2;mem:1024'));
    cluster.addFramework('f', only('r'));
    cluster.addFramework('other', only('other'));
    cluster.addAgent('a1', 'cpus(r):2;mem(r):1024');
    cluster.addAgent('a2', 'cpus:2;mem:1024');
    const offers = cluster.pass();
    expect(holdersOf(offers)).toEqual({ a1: 'f', a2: 'other' });
  });

  it('are those of the roles below as well', () => {
    const cluster = new TestCluster();
    cluster.setQuota('a', { guarantees: 'cpus:2;mem:200' });
    cluster.addFramework('other', only('other'));
    cluster.addAgent('a1', 'cpus(a/b):2;mem(a/b):200');
    cluster.addAgent('a2', 'cpus:2;mem:200');
    expect(holdersOf(cluster.pass())).toEqual({ a2: 'other' });
  });

  it('is nothing revocable, which is given in any case and meets no guarantee', () => {
    const revocable = { capabilities: new Set(['MULTI_ROLE', 'REVOCABLE_RESOURCES']) };
    const cluster = new TestCluster();
    cluster.setQuota('r', both('cpus:1;mem:100'));
    cluster.addFramework('f', { ...only('r'), ...revocable });
    cluster.addAgent('a1', 'cpus:1;mem:100');
    cluster.pass();
    cluster.addAgent('a2', 'cpus:1;mem:100');
    const total = cluster.allocator.findFree('a2')!;
    const [cpus] = total.named('cpus').toMessages();
    cluster.allocator.updateAgentTotal(
      'a2',
      total.add(Resources.fromMessages([{ ...cpus!, revocable: {} }])),
    );
    const [offer] = cluster.pass(1_000);
    expect(offer!.resources.toString()).toBe('cpus(allocated: r){REV}:1');
  });
});

it('disks that are one thing are never cut: all or nothing', () => {
  const cluster = new TestCluster();
  cluster.setQuota('r', { limits: 'disk:150' });
  cluster.addFramework('f', only('r'));
  const mount = (root: string, value: number): Resource => ({
    name: 'disk',
    type: 'SCALAR',
    scalar: { value },
    disk: { source: { type: 'MOUNT', mount: { root } } },
  });
  const total = resourcesOf('cpus:1;mem:100').add(
    Resources.fromMessages([mount('/m1', 100), mount('/m2', 100)]),
  );
  cluster.addAgent('a1', 'cpus:1');
  cluster.allocator.updateAgentTotal('a1', total);
  const [offer] = cluster.pass();
  expect(offer!.resources.disk).toBe(100);
  expect(cluster.allocator.findFree('a1')!.disk).toBe(100);
});

describe('after a failover', () => {
  function recovering(agents: number): TestCluster {
    const cluster = new TestCluster();
    cluster.allocator.recover(agents, new Map([['r', quotaOf({ guarantees: 'cpus:1' })]]));
    cluster.addFramework('f', only('other'));
    return cluster;
  }

  it('nothing is offered before 80 % of the agents are back', () => {
    const cluster = recovering(10);
    for (let i = 0; i < 7; i++) cluster.addAgent(`a${i}`);
    expect(cluster.pass(60_000)).toEqual([]);
    cluster.addAgent('a7');
    expect(cluster.pass()).toHaveLength(8);
  });

  it('or 10 minutes are over', () => {
    const cluster = recovering(10);
    cluster.addAgent('a1');
    expect(cluster.pass(599_999)).toEqual([]);
    expect(cluster.pass(1)).toHaveLength(1);
  });

  it('without quota everything goes on at once', () => {
    const cluster = new TestCluster();
    cluster.allocator.recover(10, new Map());
    cluster.addFramework('f');
    cluster.addAgent('a1');
    expect(cluster.pass()).toHaveLength(1);
  });
});
