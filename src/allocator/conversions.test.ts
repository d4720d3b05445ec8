import { describe, expect, it } from 'vitest';
import type { Offer_Operation, Resource } from '../protocol/generated/mesos.ts';
import { conversionsOf } from '../resources/operations.ts';
import type { Conversion } from '../resources/operations.ts';
import { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { TestCluster } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

const only = (role: string): { roles: Set<string> } => ({ roles: new Set([role]) });

function reserved(text: string, role: string): Resource[] {
  const reservations = [{ type: 'DYNAMIC' as const, role, principal: 'p' }];
  return resourcesOf(text)
    .toMessages()
    .map((message) => ({ ...message, reservations }));
}

function volume(id: string, role: string, size: number, isShared = false): Resource {
  return {
    ...reserved(`disk:${size}`, role)[0]!,
    disk: { persistence: { id }, volume: { mode: 'RW', container_path: 'data' } },
    ...(isShared ? { shared: {} } : {}),
  };
}

function conversions(operation: Offer_Operation, role?: string): Conversion[] {
  const found = conversionsOf(operation);
  if (!found.ok) throw new Error(found.error);
  if (role === undefined) return [...found.value];
  return found.value.map((conversion) => ({
    ...conversion,
    consumed: conversion.consumed.allocate(role),
    converted: conversion.converted.allocate(role),
  }));
}

const reserve = (resources: Resource[]): Offer_Operation => ({
  type: 'RESERVE',
  reserve: { resources },
});
const unreserve = (resources: Resource[]): Offer_Operation => ({
  type: 'UNRESERVE',
  unreserve: { resources },
});
const create = (...volumes: Resource[]): Offer_Operation => ({
  type: 'CREATE',
  create: { volumes },
});
const destroy = (...volumes: Resource[]): Offer_Operation => ({
  type: 'DESTROY',
  destroy: { volumes },
});

function offered(text: string, role = 'r'): { cluster: TestCluster; offer: TestOffer } {
  const cluster = new TestCluster();
  cluster.addFramework('f', only(role));
  cluster.addAgent('a1', text);
  return { cluster, offer: cluster.pass()[0]! };
}

describe('what a framework makes of what it was offered', () => {
  it('becomes of its allocation and of the agent, and is offered so when it comes back', () => {
    const { cluster, offer } = offered('cpus:4;mem:400;disk:100');
    const { allocator } = cluster;
    const after = allocator.updateAllocation('f', 'a1', offer.resources, [
      ...conversions(reserve(reserved('cpus:1;disk:50', 'r')), 'r'),
      ...conversions(create(volume('v', 'r', 50)), 'r'),
    ]);
    expect(after.ok && after.value.unallocate().reserved('r').toString()).toBe(
      'cpus(reservations: [(DYNAMIC,r,p)]):1; disk(reservations: [(DYNAMIC,r,p)])[v:data]:50',
    );
    if (!after.ok) return;
    expect(allocator.allocationOf('f', 'a1').equals(after.value)).toBe(true);
    cluster.decline({ ...offer, resources: after.value }, 0);
    const [again] = cluster.pass(1_000);
    expect(again!.resources.equals(after.value)).toBe(true);
    expect(allocator.metrics.totals().get('cpus')).toBe(4_000);
  });

  it('keeps what is reserved from others once it is free', () => {
    const { cluster, offer } = offered('cpus:4;mem:400');
    const after = cluster.allocator.updateAllocation(
      'f',
      'a1',
      offer.resources,
      conversions(reserve(reserved('cpus:1;mem:100', 'r')), 'r'),
    );
    cluster.addFramework('other', only('other'));
    cluster.allocator.suppressOffers('f');
    if (after.ok) cluster.free({ ...offer, resources: after.value });
    expect(cluster.passText(1_000)).toEqual([
      'other a1 cpus(allocated: other):3; mem(allocated: other):300',
    ]);
  });

  it('of resources that it does not hold changes nothing, and says what is missing', () => {
    const { cluster, offer } = offered('cpus:4;mem:400');
    const refused = cluster.allocator.updateAllocation(
      'f',
      'a1',
      offer.resources,
      conversions(reserve(reserved('cpus:5', 'r')), 'r'),
    );
    expect(refused).toMatchObject({
      ok: false,
      error: expect.stringContaining('does not contain'),
    });
    expect(cluster.allocator.allocationOf('f', 'a1').equals(offer.resources)).toBe(true);
  });

  it('counts against quota as before: a reservation instead of an allocation', () => {
    const { cluster, offer } = offered('cpus:4;mem:400');
    const consumed = (): unknown => {
      cluster.setQuota('r', { limits: 'cpus:100' });
      return cluster.allocator.explain({ role: 'r' }).roles[0]!.quota!.consumed.get('cpus');
    };
    expect(consumed()).toBe(4_000);
    const reserving = conversions(reserve(reserved('cpus:3', 'r')), 'r');
    const after = cluster.allocator.updateAllocation('f', 'a1', offer.resources, reserving);
    expect(consumed()).toBe(4_000);
    if (after.ok) cluster.decline({ ...offer, resources: after.value }, 1_000);
    // Nobody has it now; the reservation still is.
    expect(consumed()).toBe(3_000);
  });
});

describe('what an operator makes of free resources', () => {
  it('changes what is free and the total, and what is offered with the next batch', () => {
    const cluster = new TestCluster();
    cluster.addAgent('a1', 'cpus:4;mem:400');
    const done = cluster.allocator.updateAvailable(
      'a1',
      conversions(reserve(reserved('cpus:1;mem:100', 'r'))),
    );
    expect(done.ok).toBe(true);
    cluster.addFramework('f', only('other'));
    expect(cluster.passText()).toEqual([
      'f a1 cpus(allocated: other):3; mem(allocated: other):300',
    ]);
    const back = cluster.allocator.updateAvailable(
      'a1',
      conversions(unreserve(reserved('cpus:1;mem:100', 'r'))),
    );
    expect(back.ok).toBe(true);
    expect(cluster.passText(1_000)).toEqual([
      'f a1 cpus(allocated: other):1; mem(allocated: other):100',
    ]);
  });

  it('fails when somebody was offered it', () => {
    const { cluster } = offered('cpus:4;mem:400');
    const refused = cluster.allocator.updateAvailable(
      'a1',
      conversions(reserve(reserved('cpus:1', 'r'))),
    );
    expect(refused.ok).toBe(false);
    expect(cluster.allocator.findFree('a1')!.isEmpty()).toBe(true);
  });
});

describe('shared volumes', () => {
  const shared = volume('v', 'r', 50, true);
  const aware = { ...only('r'), capabilities: new Set(['MULTI_ROLE', 'SHARED_RESOURCES']) };

  function withVolume(...frameworks: string[]): TestCluster {
    return volumeIn(new TestCluster(), frameworks);
  }

  function volumeIn(cluster: TestCluster, frameworks: readonly string[]): TestCluster {
    for (const id of frameworks) cluster.addFramework(id, aware);
    cluster.addAgent('a1', 'cpus:2;mem:400');
    const total = resourcesOf('cpus:2;mem:400').add(Resources.fromMessages([shared]));
    cluster.allocator.updateAgentTotal('a1', total);
    return cluster;
  }

  const part = (offer: TestOffer, text: string): Resources =>
    resourcesOf(text).allocate('r').add(offer.resources.shared());

  it('are offered to one in a run, and to the next as long as they last', () => {
    const cluster = withVolume('f1', 'f2');
    const first = cluster.pass();
    expect(first).toHaveLength(1);
    expect(first[0]!.resources.shared().isEmpty()).toBe(false);
    cluster.allocator.suppressOffers(first[0]!.frameworkId);
    cluster.free(first[0]!, resourcesOf('cpus:1;mem:100').allocate('r'));
    const [second] = cluster.pass(1_000);
    expect(second!.frameworkId).not.toBe(first[0]!.frameworkId);
    expect(second!.resources.shared().disk).toBe(50);
  });

  it('count once in the share of the role, and once for each framework', () => {
    const cluster = withVolume('f1', 'f2');
    const [first] = cluster.pass();
    const given = (): number => cluster.allocator.metrics.offeredOrAllocated().get('disk') ?? 0;
    expect(given()).toBe(50_000);
    cluster.free(first!, resourcesOf('cpus:1;mem:100').allocate('r'));
    const [second] = cluster.pass(1_000);
    expect(second!.frameworkId).not.toBe(first!.frameworkId);
    expect(given()).toBe(50_000);
    cluster.free(first!, part(first!, 'cpus:1;mem:300'));
    expect(given()).toBe(50_000);
    cluster.free(second!);
    expect(given()).toBe(0);
  });

  it('alone, when an offer may be that small, go to everybody once, one in each batch', () => {
    const cluster = volumeIn(new TestCluster({ minAllocatable: [] }), ['f1', 'f2', 'f3']);
    const offers = cluster.pass(20_000);
    expect(offers.map(({ resources }) => resources.shared().disk)).toEqual([50, 50, 50]);
    expect(offers.map(({ atMs }) => atMs)).toEqual([0, 1_000, 2_000]);
    expect(new Set(offers.map(({ frameworkId }) => frameworkId)).size).toBe(3);
  });

  it('are hidden from those who do not know of them', () => {
    const cluster = withVolume();
    cluster.addFramework('f', only('r'));
    const [offer] = cluster.pass();
    expect(offer!.resources.shared().isEmpty()).toBe(true);
    expect(cluster.allocator.findFree('a1')!.disk).toBe(50);
  });

  it('are not destroyed while somebody has them', () => {
    const cluster = withVolume('f1');
    const [offer] = cluster.pass();
    expect(cluster.allocator.updateAvailable('a1', conversions(destroy(shared)))).toMatchObject({
      ok: false,
      error: expect.stringContaining('f1'),
    });
    cluster.allocator.suppressOffers('f1');
    cluster.free(offer!);
    expect(cluster.allocator.updateAvailable('a1', conversions(destroy(shared))).ok).toBe(true);
  });

  it('one more copy for one more task is the framework’s, and no more of the agent', () => {
    const cluster = withVolume('f1');
    const [offer] = cluster.pass();
    const held = offer!.resources.shared();
    const copied = cluster.allocator.updateAllocation('f1', 'a1', held, [
      { consumed: Resources.empty, converted: held },
    ]);
    expect(copied.ok && copied.value.entries[0]!.shareCount).toBe(2);
    expect(cluster.allocator.metrics.offeredOrAllocated().get('disk')).toBe(50_000);
    expect(cluster.allocator.explain({ frameworkId: 'f1' }).clients[0]!.share).toBe(1);
    cluster.free(offer!);
    expect(cluster.allocator.allocationOf('f1', 'a1').equals(held)).toBe(true);
    expect(cluster.allocator.findFree('a1')!.disk).toBe(50);
  });
});
