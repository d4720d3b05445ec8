/**
 * Situations in which real Mesos is known to decide in one way only, one after the other as agents and
 * frameworks come. Figures beside the steps are shares after them.
 */
import { describe, expect, it } from 'vitest';
import { resourcesOf } from '../resources/test-support.ts';
import { TestCluster } from './test-support.ts';

const only = (role: string): { roles: Set<string> } => ({ roles: new Set([role]) });
const both = (text: string): { guarantees: string; limits: string } => ({
  guarantees: text,
  limits: text,
});

/** What an agent that comes is given to: "f2 a2". */
function add(cluster: TestCluster, id: string, resources: string): string {
  cluster.addAgent(id, resources);
  return cluster
    .pass()
    .map(({ frameworkId, agentId }) => `${frameworkId} ${agentId}`)
    .sort()
    .join(', ');
}

function given(cluster: TestCluster, ms = 0): string[] {
  return cluster
    .pass(ms)
    .map(({ frameworkId, agentId, resources }) => {
      return `${frameworkId} ${agentId} ${resources.unallocate()}`;
    })
    .sort();
}

describe('fair shares', () => {
  it('go to the role with the smaller share, and in it to the framework with the smaller one', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('role1'));
    expect(add(cluster, 'a1', 'cpus:2;mem:1024')).toBe('f1 a1'); // role1 1
    cluster.addFramework('f2', only('role2'));
    expect(add(cluster, 'a2', 'cpus:1;mem:512')).toBe('f2 a2'); // role1 2/3, role2 1/3
    expect(add(cluster, 'a3', 'cpus:3;mem:2048')).toBe('f2 a3'); // role1 1/3, role2 0.71
    cluster.addFramework('f3', only('role1'));
    expect(add(cluster, 'a4', 'cpus:4;mem:4096')).toBe('f3 a4'); // role1 2/3, role2 0.4
    cluster.addFramework('f4', only('role1'));
    // f4 has nothing, but its role has more than the other.
    expect(add(cluster, 'a5', 'cpus:1;mem:512')).toBe('f2 a5');
  });

  it('count reservations that are in use, within a role as well', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('role1'));
    cluster.addFramework('f2', only('role2'));
    expect(add(cluster, 'a1', 'cpus(role1):1;mem(role1):512')).toBe('f1 a1');
    expect(add(cluster, 'a2', 'cpus:2;mem:512')).toBe('f2 a2');
    expect(add(cluster, 'a3', 'cpus:2;mem:512')).toBe('f1 a3');
    cluster.addFramework('f3', only('role1'));
    expect(add(cluster, 'a4', 'cpus(role1):2;mem(role1):512')).toBe('f3 a4');
  });

  it('are those of whole subtrees first', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('a/b'));
    expect(add(cluster, 'a1', 'cpus:2;mem:1024')).toBe('f1 a1');
    cluster.addFramework('f2', only('a/c'));
    cluster.addFramework('f3', only('d/e'));
    expect(add(cluster, 'a2', 'cpus:1;mem:512')).toBe('f3 a2'); // a 2/3, d 1/3
    cluster.addFramework('f4', only('d/f'));
    // d/f and a/c have nothing, and d has less than a.
    expect(add(cluster, 'a3', 'cpus:2;mem:1024')).toBe('f4 a3'); // a 0.4, d 0.6
  });

  it('follow weights that change: 1 to 1, 1 to 2, 1 to 2 to 3', () => {
    const cluster = new TestCluster();
    for (let i = 1; i <= 6; i++) cluster.addAgent(`a${i}`, 'cpus:2;mem:1024');
    cluster.addFramework('f1', only('role1'));
    cluster.addFramework('f2', only('role2'));
    const round = (): number[] => {
      const offers = cluster.pass(1_000);
      for (const offer of offers) cluster.decline(offer, 0);
      return ['f1', 'f2', 'f3'].map((id) => offers.filter((o) => o.frameworkId === id).length);
    };
    expect(round()).toEqual([3, 3, 0]);
    cluster.allocator.updateWeights(new Map([['role2', 2]]));
    expect(round()).toEqual([2, 4, 0]);
    const weights = new Map([
      ['role2', 2],
      ['role3', 3],
    ]);
    cluster.allocator.updateWeights(weights);
    cluster.pass(999);
    cluster.addFramework('f3', only('role3'));
    expect(round()).toEqual([1, 2, 3]);
  });

  it('a role below gets what is reserved to those above it', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', only('a/b/c'));
    cluster.addAgent('a1', 'cpus(a):1;mem(a/b):64;cpus:1;disk(x):10;mem(a/x):64');
    expect(given(cluster)).toEqual([
      'f a1 cpus(reservations: [(STATIC,a)]):1; mem(reservations: [(STATIC,a/b)]):64; cpus:1',
    ]);
  });
});

describe('quota', () => {
  it('met, the rest is shared by share: who has it is no longer preferred', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', { guarantees: 'cpus:0.25;mem:128' });
    cluster.addFramework('f1', only('owed'));
    cluster.addFramework('f2', only('other'));
    const used = new Map([['f1', resourcesOf('cpus:0.25;mem:128').allocate('owed')]]);
    const info = { hostname: 'a1', capabilities: new Set(['MULTI_ROLE']) };
    cluster.allocator.addAgent('a1', info, resourcesOf('cpus:1;mem:512'), used);
    expect(given(cluster)).toEqual(['f2 a1 cpus:0.75; mem:384']);
  });

  it('gives exactly what is owed of an agent, others get the rest of it', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', both('cpus:0.5;mem:200'));
    cluster.addFramework('f1', only('owed'));
    cluster.addAgent('a1', 'cpus:1;mem:512');
    expect(given(cluster)).toEqual(['f1 a1 cpus:0.5; mem:200']);
    cluster.addFramework('f2', only('other'));
    expect(given(cluster)).toEqual(['f2 a1 cpus:0.5; mem:312']);
  });

  it('helps a framework that starves because others decline all day', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('starving'));
    cluster.addAgent('a1', 'cpus:1;mem:512');
    cluster.pass();
    cluster.addFramework('f2', only('idle'));
    cluster.addAgent('a2', 'cpus:1;mem:512');
    for (let i = 0; i < 3; i++) {
      const [offer] = cluster.pass(1_000);
      expect(offer!.frameworkId).toBe('f2');
      cluster.decline(offer!, 0);
    }
    cluster.setQuota('starving', both('cpus:2;mem:1024'));
    expect(given(cluster, 1_000)).toEqual(['f1 a2 cpus:1; mem:512']);
  });

  it('of one resource brings along what nobody else is owed, of an agent that helps', () => {
    const cluster = new TestCluster();
    cluster.setQuota('cpu', both('cpus:2'));
    cluster.setQuota('mem', both('mem:1024'));
    cluster.addFramework('f', only('cpu'));
    cluster.addAgent('a1', 'cpus:1;mem:1024;ports:[1-10]');
    // All memory is owed to the other role.
    expect(given(cluster)).toEqual(['f a1 cpus:1; ports:[1-10]']);
    cluster.addAgent('a2', 'cpus:1;mem:1024;ports:[1-10]');
    expect(given(cluster, 1_000)).toContain('f a2 cpus:1; mem:1024; ports:[1-10]');
  });

  it('asked for in several agents: what is met already is not given again', () => {
    const cluster = new TestCluster();
    cluster.setQuota('r', both('cpus:4;mem:1024'));
    cluster.addFramework('f', only('r'));
    cluster.addAgent('a1', 'cpus:2;mem:1024');
    expect(given(cluster)).toEqual(['f a1 cpus:2; mem:1024']);
    cluster.addAgent('a2', 'cpus:2;mem:1024');
    expect(given(cluster)).toEqual(['f a2 cpus:2']);
  });

  it('declined stays kept: neither others nor resources reserved to others step in', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', both('cpus:4;mem:512'));
    cluster.addFramework('f1', only('owed'));
    cluster.addAgent('a1', 'cpus:4;mem:512');
    cluster.addAgent('a2', 'cpus(other):4;mem(other):512');
    const [first] = cluster.pass();
    expect(first!.agentId).toBe('a1');
    cluster.decline(first!, 3_600);
    cluster.addFramework('f2', only('other'));
    const [second] = cluster.pass();
    expect(second).toMatchObject({ frameworkId: 'f2', agentId: 'a2' });
    cluster.decline(second!, 3_600);
    expect(cluster.pass(60_000)).toEqual([]);
  });

  it('what an ancestor has reserved and a child uses is no headroom', () => {
    const cluster = new TestCluster();
    cluster.setQuota('owed', both('cpus:1;mem:1024'));
    cluster.addFramework('f1', only('a/b'));
    cluster.addAgent('a1', 'cpus(a):1;mem(a):1024');
    expect(cluster.pass()).toHaveLength(1);
    cluster.addFramework('f2', only('free'));
    cluster.addAgent('a2', 'cpus:1;mem:1024');
    cluster.addAgent('a3', 'cpus:1;mem:1024');
    const offers = cluster.pass(5_000);
    expect(offers.map(({ frameworkId }) => frameworkId)).toEqual(['f2']);
  });

  it('one agent is kept for a role without frameworks, whoever else holds what', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', only('a/b'));
    cluster.addAgent('a1', 'cpus:1;mem:100');
    cluster.pass();
    cluster.addFramework('f2', only('a'));
    cluster.addAgent('a2', 'cpus:1;mem:100');
    expect(cluster.pass()).toHaveLength(1);
    cluster.setQuota('owed', both('cpus:1;mem:100'));
    cluster.addAgent('a3', 'cpus:1;mem:100');
    expect(cluster.pass(5_000)).toEqual([]);
    cluster.addAgent('a4', 'cpus:1;mem:100');
    expect(cluster.pass(5_000)).toHaveLength(1);
  });
});

it('an agent that learns of hierarchical roles is offered to them', () => {
  const cluster = new TestCluster();
  cluster.addFramework('f', only('a/b'));
  cluster.addAgent('a1', 'cpus:1;mem:100', { capabilities: new Set(['MULTI_ROLE']) });
  expect(cluster.pass(2_000)).toEqual([]);
  cluster.allocator.updateAgentInfo('a1', {
    hostname: 'a1',
    capabilities: new Set(['MULTI_ROLE', 'HIERARCHICAL_ROLE']),
  });
  expect(cluster.pass()).toHaveLength(1);
});
