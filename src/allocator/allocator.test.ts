import { describe, expect, it } from 'vitest';
import { resourcesOf } from '../resources/test-support.ts';
import { frameworkInfo, TestCluster } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

function aCluster(agents = 1, frameworks = 1): TestCluster {
  const cluster = new TestCluster();
  for (let i = 1; i <= frameworks; i++) cluster.addFramework(`f${i}`);
  for (let i = 1; i <= agents; i++) cluster.addAgent(`a${i}`);
  return cluster;
}

function only(offers: TestOffer[]): TestOffer {
  expect(offers).toHaveLength(1);
  return offers[0]!;
}

describe("the documents' worked example", () => {
  it('4 cpus and 4 GB: two tasks of framework 1, the rest to framework 2, who may refuse', () => {
    const cluster = new TestCluster();
    cluster.addFramework('framework1');
    cluster.addAgent('agent1', 'cpus:4;mem:4096');
    const first = only(cluster.pass());
    expect(first).toMatchObject({ frameworkId: 'framework1', agentId: 'agent1' });
    expect(first.resources.toString()).toBe('cpus(allocated: *):4; mem(allocated: *):4096');

    const tasks = resourcesOf('cpus:2;mem:1024').add(resourcesOf('cpus:1;mem:2048'));
    const rest = first.resources.subtract(tasks.allocate('*'));
    cluster.addFramework('framework2');
    cluster.allocator.recoverResources({
      ...first,
      resources: rest,
      filters: {},
      reoffer: 'batch',
    });
    const second = only(cluster.pass(1_000));
    expect(second.frameworkId).toBe('framework2');
    expect(second.resources.toString()).toBe('cpus(allocated: *):1; mem(allocated: *):1024');

    cluster.decline(second);
    expect(cluster.allocator.findFree('agent1')?.toString()).toBe('cpus:1; mem:1024');
    // Both have refused it for now; the refusal of the first, 5 seconds long, is over first.
    expect(cluster.pass(3_999)).toEqual([]);
    expect(cluster.passText(1)).toEqual([
      'framework1 agent1 cpus(allocated: *):1; mem(allocated: *):1024',
    ]);
  });
});

describe('when offers are made', () => {
  it('at once when agents and frameworks come, in one call for all of them', () => {
    const cluster = aCluster(50);
    expect(cluster.pass()).toHaveLength(50);
    expect(cluster.callbackCount).toBe(1);
    cluster.addAgent('late');
    expect(only(cluster.pass()).agentId).toBe('late');
  });

  it('at once for what tasks freed, many ends in one call', () => {
    const cluster = aCluster(50);
    const offers = cluster.pass();
    cluster.pass(100);
    for (const offer of offers) cluster.free(offer, resourcesOf('cpus:1').allocate('*'));
    expect(cluster.pass(0)).toHaveLength(50);
    expect(cluster.callbackCount).toBe(2);
  });

  it('a little later when something was freed just before', () => {
    const cluster = aCluster(2);
    const offers = cluster.pass(0);
    for (const offer of offers) cluster.free(offer, resourcesOf('cpus:1').allocate('*'));
    expect(cluster.pass(1)).toEqual([]);
    expect(cluster.pass(1)).toHaveLength(2);
    expect(cluster.callbackCount).toBe(2);
  });

  it('never when nothing changes, and no timer runs', () => {
    const cluster = aCluster(10, 3);
    cluster.pass();
    expect(cluster.clock.timerCount).toBe(0);
    const { runCount } = cluster.allocator.metrics;
    cluster.pass(3_600_000);
    expect(cluster.allocator.metrics.runCount).toBe(runCount);
  });

  // Measured on the product: 0 within 1.0 s; 0.2 and 1 after 1.9-2.0; 3 after 3.0-3.9; 5 after 5.0-5.9.
  it.each([
    [0, 0, 1_000],
    [0.2, 1_000, 2_000],
    [1, 1_000, 2_000],
    [3, 3_000, 4_000],
    [5, 5_000, 6_000],
    [undefined, 5_000, 6_000],
    [-1, 5_000, 6_000],
    [Number.NaN, 5_000, 6_000],
  ])('after a decline for %s s: in %i to %i ms', (seconds, fromMs, toMs) => {
    for (const pauseMs of [1, 50, 400, 999]) {
      const cluster = aCluster();
      const offer = only(cluster.pass());
      cluster.pass(pauseMs);
      cluster.decline(offer, seconds);
      const declinedAtMs = pauseMs;
      const waitedMs = only(cluster.pass(10_000)).atMs - declinedAtMs;
      expect(waitedMs).toBeGreaterThanOrEqual(fromMs);
      expect(waitedMs).toBeLessThanOrEqual(toMs);
    }
  });

  it('once in an interval for a framework that declines everything for no time', () => {
    const cluster = aCluster();
    let count = 0;
    for (let i = 0; i < 10_000 / 5; i++) {
      for (const offer of cluster.pass(5)) {
        count++;
        cluster.decline(offer, 0);
      }
    }
    expect(count).toBeLessThanOrEqual(11);
    expect(count).toBeGreaterThanOrEqual(9);
  });

  it('a refusal for a thousand years ends after 365 days', () => {
    const cluster = aCluster();
    cluster.decline(only(cluster.pass()), 1e15);
    const dayMs = 24 * 3_600_000;
    expect(cluster.pass(364 * dayMs)).toEqual([]);
    expect(cluster.pass(2 * dayMs)).toHaveLength(1);
  });
});

describe('refusals', () => {
  it('keep what was refused and less from the framework, not more', () => {
    const cluster = aCluster();
    const offer = only(cluster.pass());
    const rest = resourcesOf('cpus:2;mem:2048').allocate('*');
    cluster.allocator.recoverResources({
      ...offer,
      resources: rest,
      filters: { refuse_seconds: 100 },
      reoffer: 'batch',
    });
    expect(cluster.pass(5_000)).toEqual([]);
    cluster.free(offer, resourcesOf('cpus:1').allocate('*'));
    expect(only(cluster.pass(10)).resources.toString()).toBe(
      'cpus(allocated: *):3; mem(allocated: *):2048',
    );
  });

  it('are of one framework on one agent in one role', () => {
    const cluster = aCluster(2, 2);
    const offers = cluster.pass();
    expect(new Set(offers.map((offer) => offer.frameworkId)).size).toBe(2);
    for (const offer of offers) cluster.decline(offer, 100);
    const swapped = cluster.pass(1_000);
    for (const offer of swapped) {
      const before = offers.find((other) => other.agentId === offer.agentId);
      expect(offer.frameworkId).not.toBe(before?.frameworkId);
    }
    expect(swapped).toHaveLength(2);
    for (const offer of swapped) cluster.decline(offer, 100);
    expect(cluster.pass(50_000)).toEqual([]);
    expect(cluster.allocator.metrics.activeFilters()).toEqual(new Map([['*', 4]]));
  });

  it('are counted for each role that has anything, and for those above it', () => {
    const cluster = aCluster();
    const { allocator } = cluster;
    allocator.updateWeights(new Map([['eng/web', 2]]));
    cluster.setQuota('ops', { limits: 'cpus:1' });
    cluster.addAgent('a2', 'cpus(night/watch):1');
    expect([...allocator.metrics.activeFilters().keys()].toSorted()).toEqual([
      '*',
      'eng',
      'eng/web',
      'night',
      'night/watch',
      'ops',
    ]);
  });

  it('do not pile up for one who declines the same again and again', () => {
    const cluster = aCluster();
    for (let i = 0; i < 20; i++) {
      const offer = only(cluster.pass(2_000).slice(-1));
      cluster.decline(offer, 1);
    }
    expect(cluster.allocator.metrics.activeFilters().get('*')).toBe(1);
  });

  it('are forgotten on revive, on disconnection, and when the agent changes', () => {
    const cluster = aCluster();
    const { allocator } = cluster;
    cluster.decline(only(cluster.pass()), 1_000);
    allocator.reviveOffers('f1');
    cluster.decline(only(cluster.pass()), 1_000);
    allocator.deactivateFramework('f1');
    allocator.activateFramework('f1');
    cluster.decline(only(cluster.pass()), 1_000);
    allocator.updateAgentInfo('a1', {
      hostname: 'a1',
      capabilities: new Set(['MULTI_ROLE', 'HIERARCHICAL_ROLE']),
    });
    expect(cluster.pass()).toHaveLength(1);
    expect(allocator.metrics.activeFilters().get('*')).toBe(0);
  });
});

describe('suppress and revive', () => {
  it('stop and start offers of all roles or of some', () => {
    const cluster = new TestCluster();
    const { allocator } = cluster;
    cluster.addFramework('f', { roles: new Set(['a', 'b']) });
    allocator.suppressOffers('f', ['a']);
    cluster.addAgent('a1');
    const offer = only(cluster.pass());
    expect(offer.role).toBe('b');
    allocator.suppressOffers('f');
    cluster.decline(offer, 0);
    expect(cluster.pass(5_000)).toEqual([]);
    allocator.reviveOffers('f', ['a']);
    expect(only(cluster.pass()).role).toBe('a');
  });

  it('come with the subscription, and an update replaces them', () => {
    const cluster = new TestCluster();
    cluster.addAgent('a1');
    cluster.addFramework('f', { suppressedRoles: new Set(['*']) });
    expect(cluster.pass(2_000)).toEqual([]);
    cluster.allocator.updateFramework('f', frameworkInfo());
    expect(cluster.pass()).toHaveLength(1);
  });
});

describe('agents', () => {
  it('that are not active, not on the whitelist, or gone are not offered', () => {
    const cluster = new TestCluster();
    const { allocator } = cluster;
    for (const id of ['a1', 'a2', 'a3']) cluster.addAgent(id);
    allocator.deactivateAgent('a1');
    allocator.removeAgent('a2');
    allocator.updateWhitelist(new Set(['a1', 'a2']));
    cluster.addFramework('f');
    expect(cluster.pass(2_000)).toEqual([]);
    allocator.activateAgent('a1');
    expect(only(cluster.pass()).agentId).toBe('a1');
    allocator.updateWhitelist(undefined);
    expect(only(cluster.pass()).agentId).toBe('a3');
  });

  it('come with what is in use already, also by frameworks that are not back yet', () => {
    const cluster = new TestCluster();
    const used = new Map([['f1', resourcesOf('cpus:3;mem:1024').allocate('web')]]);
    cluster.allocator.addAgent(
      'a1',
      { hostname: 'a1', capabilities: new Set(['MULTI_ROLE']) },
      resourcesOf('cpus:4;mem:4096'),
      used,
    );
    cluster.addFramework('f1', { roles: new Set(['web']) });
    expect(cluster.passText()).toEqual(['f1 a1 cpus(allocated: web):1; mem(allocated: web):3072']);
    expect(cluster.allocator.allocationOf('f1', 'a1').cpus).toBe(4);
  });

  it('that shrink below what is in use give nothing until enough came back', () => {
    const cluster = aCluster();
    const offer = only(cluster.pass());
    cluster.allocator.updateAgentTotal('a1', resourcesOf('cpus:2;mem:4096'));
    cluster.free(offer, resourcesOf('cpus:1').allocate('*'));
    expect(cluster.pass(2_000)).toEqual([]);
    cluster.free(offer, resourcesOf('cpus:2;mem:10').allocate('*'));
    expect(cluster.passText(2_000)).toEqual(['f1 a1 cpus(allocated: *):1; mem(allocated: *):10']);
  });

  it('that grow are offered again', () => {
    const cluster = aCluster();
    cluster.pass();
    cluster.allocator.updateAgentTotal('a1', resourcesOf('cpus:6;mem:4096'));
    expect(cluster.passText()).toEqual(['f1 a1 cpus(allocated: *):2']);
  });
});

describe('agents that have the same', () => {
  it('are described by one and the same, offered, refused and free', () => {
    const cluster = aCluster(2);
    const offers = cluster.pass();
    expect(offers).toHaveLength(2);
    expect(offers[0]!.resources).toBe(offers[1]!.resources);
    for (const offer of offers) cluster.decline(offer);
    const free = cluster.allocator.findFree('a1');
    expect(free?.toString()).toBe('cpus:4; mem:4096');
    expect(free).toBe(cluster.allocator.findFree('a2'));
  });
});

describe('frameworks that left', () => {
  it('count until what they held came back, and are then forgotten', () => {
    const cluster = aCluster();
    const offer = only(cluster.pass());
    cluster.allocator.removeFramework('f1');
    expect(cluster.allocator.metrics.dominantShares()).toEqual(new Map([['*', 1]]));
    cluster.free(offer);
    expect(cluster.allocator.metrics.dominantShares()).toEqual(new Map());
    cluster.addFramework('f2');
    expect(only(cluster.pass()).frameworkId).toBe('f2');
  });

  it('leave a role they gave up while holding resources in it', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f', { roles: new Set(['a']) });
    cluster.addAgent('a1');
    const offer = only(cluster.pass());
    cluster.allocator.updateFramework('f', frameworkInfo({ roles: new Set(['b']) }));
    cluster.free(offer);
    expect(only(cluster.pass(10)).role).toBe('b');
    expect([...cluster.allocator.metrics.dominantShares().keys()]).toEqual(['b']);
  });
});

it('giving back more than one holds is a bug, not a gift', () => {
  const cluster = aCluster();
  const offer = only(cluster.pass());
  cluster.free(offer);
  expect(() => cluster.free(offer)).toThrow('Invariant broken');
});

it('resources of agents and frameworks that are gone are nobody’s', () => {
  const cluster = aCluster();
  const offer = only(cluster.pass());
  cluster.allocator.removeAgent('a1');
  cluster.free(offer);
  cluster.free({ ...offer, frameworkId: 'never seen' });
  expect(cluster.pass(2_000)).toEqual([]);
  expect(cluster.allocator.metrics.totals().get('cpus')).toBe(0);
});
