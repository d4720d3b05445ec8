import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Offer_Operation } from '../protocol/generated/mesos.ts';
import { applyOperation, conversionsOf } from '../resources/operations.ts';
import { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { frameworkInfo, quotaOf, TestCluster } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

/**
 * A master in small, that does anything at any time. Whatever it does: what frameworks hold and
 * what is free add up to what the agent has, nothing is offered twice, no role is given more than
 * its limit, and nobody is given what others are owed.
 */
const intervalMs = 1_000;
const agentIds = ['a1', 'a2', 'a3'];
const frameworkIds = ['f1', 'f2', 'f3'];
const rolesOf: Record<string, string[]> = { f1: ['*'], f2: ['x', 'x/y'], f3: ['x/y', 'z'] };
const initial = resourcesOf('cpus:4;mem:1000;ports:[1-10];cpus(x):1');
const quotaRoles = ['x', 'z'];

const step = fc.record({
  action: fc.constantFrom(
    ...['add agent', 'remove agent', 'add framework', 'remove framework', 'deactivate'],
    ...['decline', 'decline', 'decline', 'end task', 'end task', 'suppress', 'revive', 'weights'],
    ...['reserve', 'reserve', 'unreserve', 'operator reserves', 'operator unreserves'],
    ...['quota', 'quota', 'no quota', 'drain', 'undrain', 'maintenance', 'no maintenance'],
    ...['inverse offer', 'explain', 'pass', 'pass', 'pass', 'pass'],
  ),
  agent: fc.constantFrom(...agentIds),
  framework: fc.constantFrom(...frameworkIds),
  number: fc.nat(10),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** In thousandths of cpus, which is what these quotas are about. */
interface Books {
  readonly consumed: Readonly<Record<string, number>>;
  readonly freePlain: number;
}

function plainCpus(resources: Resources): number {
  return resources.unreserved().nonRevocable().quantities().get('cpus') ?? 0;
}

function reservation(type: 'RESERVE' | 'UNRESERVE', role: string): Offer_Operation {
  const reservations = [{ type: 'DYNAMIC' as const, role, principal: 'p' }];
  const resources = resourcesOf('cpus:1')
    .toMessages()
    .map((message) => ({ ...message, reservations }));
  return type === 'RESERVE' ? { type, reserve: { resources } } : { type, unreserve: { resources } };
}

class SmallMaster {
  readonly cluster = new TestCluster();
  readonly totals = new Map<string, Resources>();
  readonly frameworks = new Set<string>();
  readonly quota = new Map<string, { guarantee: number; limit: number }>();
  held: TestOffer[] = [];

  apply({ action, agent, framework, number }: Step): void {
    const { allocator } = this.cluster;
    switch (action) {
      case 'add agent':
        if (this.totals.has(agent)) return;
        this.totals.set(agent, initial);
        return this.cluster.addAgent(agent, 'cpus:4;mem:1000;ports:[1-10];cpus(x):1');
      case 'remove agent':
        this.totals.delete(agent);
        allocator.removeAgent(agent);
        this.held = this.held.filter((offer) => offer.agentId !== agent);
        return;
      case 'add framework': {
        this.frameworks.add(framework);
        const info = frameworkInfo({ roles: new Set(rolesOf[framework]) });
        return allocator.addFramework(framework, info, 'active');
      }
      case 'remove framework':
        this.frameworks.delete(framework);
        return allocator.removeFramework(framework);
      case 'deactivate':
        return allocator.deactivateFramework(framework);
      case 'suppress':
        return allocator.suppressOffers(framework);
      case 'revive':
        return allocator.reviveOffers(framework);
      case 'weights':
        return allocator.updateWeights(new Map([['x', number + 1]]));
      case 'reserve':
        return this.convertHeld('RESERVE', number);
      case 'unreserve':
        return this.convertHeld('UNRESERVE', number);
      case 'operator reserves':
        return this.convertFree('RESERVE', agent, number);
      case 'operator unreserves':
        return this.convertFree('UNRESERVE', agent, number);
      case 'quota':
        return this.setQuota(quotaRoles[number % 2]!, number);
      case 'no quota':
        this.quota.delete(quotaRoles[number % 2]!);
        return allocator.removeQuota(quotaRoles[number % 2]!);
      case 'drain':
        return allocator.deactivateAgent(agent, 'draining');
      case 'undrain':
        return allocator.activateAgent(agent);
      case 'maintenance':
        return allocator.updateUnavailability(agent, { start: { nanoseconds: number } });
      case 'no maintenance':
        return allocator.updateUnavailability(agent, undefined);
      case 'inverse offer':
        return allocator.updateInverseOffer({
          frameworkId: framework,
          agentId: agent,
          filters: { refuse_seconds: number },
        });
      case 'explain':
        return void allocator.explain(number % 2 === 0 ? { agentId: agent } : { role: 'x' });
      case 'pass':
        this.collect(number * 300);
        if (number % 2 === 1) this.checkNothingMissed();
        return;
      default:
        this.giveBack(action, number);
    }
  }

  setQuota(role: string, number: number): void {
    const [guarantee, limit] = [number % 5, number % 2 === 0 ? number : Infinity];
    if (guarantee > limit) return;
    const limits = limit === Infinity ? '' : `cpus:${limit}`;
    this.quota.set(role, { guarantee: guarantee * 1_000, limit: limit * 1_000 });
    this.cluster.allocator.setQuota(role, quotaOf({ guarantees: `cpus:${guarantee}`, limits }));
  }

  convertHeld(type: 'RESERVE' | 'UNRESERVE', number: number): void {
    const offer = this.held[number % Math.max(this.held.length, 1)];
    if (offer === undefined || offer.role === '*') return;
    const conversions = conversionsOf(reservation(type, offer.role));
    if (!conversions.ok) throw new Error(conversions.error);
    const { frameworkId, agentId, resources, role } = offer;
    const after = this.cluster.allocator.updateAllocation(
      frameworkId,
      agentId,
      resources,
      conversions.value.map((conversion) => ({
        consumed: conversion.consumed.allocate(role),
        converted: conversion.converted.allocate(role),
      })),
    );
    if (!after.ok) return;
    this.held[this.held.indexOf(offer)] = { ...offer, resources: after.value };
    this.convertTotal(agentId, reservation(type, role));
  }

  convertFree(type: 'RESERVE' | 'UNRESERVE', agent: string, number: number): void {
    const operation = reservation(type, quotaRoles[number % 2]!);
    const conversions = conversionsOf(operation);
    if (!conversions.ok) throw new Error(conversions.error);
    const done = this.cluster.allocator.updateAvailable(agent, conversions.value);
    if (done.ok) this.convertTotal(agent, operation);
  }

  convertTotal(agent: string, operation: Offer_Operation): void {
    const total = applyOperation(this.totals.get(agent)!, operation);
    if (!total.ok) throw new Error(total.error);
    this.totals.set(agent, total.value);
  }

  /** Part of what somebody holds. */
  giveBack(action: string, number: number): void {
    const [offer] = this.held.splice(number % Math.max(this.held.length, 1), 1);
    if (offer === undefined) return;
    const all = offer.resources;
    const kept = number % 2 === 0 ? Resources.empty : resourcesOf('cpus:1').allocate(offer.role);
    const keeps = all.contains(kept) && !kept.isEmpty();
    if (keeps) this.held.push({ ...offer, resources: kept });
    const back = { ...offer, resources: keeps ? all.subtract(kept) : all };
    if (action === 'decline') this.cluster.decline(back, number % 3);
    else this.cluster.free(back);
  }

  collect(ms = 0): TestOffer[] {
    const before = this.books();
    const offers = this.cluster.pass(ms);
    const keys = offers.map((o) => `${o.frameworkId} ${o.role} ${o.agentId} ${o.atMs}`);
    expect(new Set(keys).size).toBe(keys.length);
    this.held.push(...offers);
    this.checkQuota(before, offers);
    return offers;
  }

  books(): Books {
    const consumed: Record<string, number> = {};
    for (const role of quotaRoles) {
      const below = (name: string): boolean => name === role || name.startsWith(`${role}/`);
      let sum = 0;
      for (const total of this.totals.values()) {
        for (const [name, part] of total.reservations()) {
          if (below(name)) sum += part.quantities().get('cpus') ?? 0;
        }
      }
      for (const offer of this.held) if (below(offer.role)) sum += plainCpus(offer.resources);
      consumed[role] = sum;
    }
    let freePlain = 0;
    for (const agent of this.totals.keys()) {
      freePlain += plainCpus(this.cluster.allocator.findFree(agent)!);
    }
    return { consumed, freePlain };
  }

  checkQuota(before: Books, offers: readonly TestOffer[]): void {
    const after = this.books();
    const given = (isCounted: (role: string) => boolean): number =>
      offers.reduce((sum, { role, resources }) => {
        return isCounted(role) ? sum + plainCpus(resources) : sum;
      }, 0);
    let [owedBefore, owedAfter] = [0, 0];
    for (const [role, { guarantee, limit }] of this.quota) {
      owedBefore += Math.max(0, guarantee - before.consumed[role]!);
      owedAfter += Math.max(0, guarantee - after.consumed[role]!);
      if (given((name) => name === role) === 0) continue;
      const below = given((name) => name.startsWith(`${role}/`));
      expect(after.consumed[role]! - below).toBeLessThanOrEqual(limit);
    }
    if (after.freePlain < owedAfter) {
      expect(given(() => true)).toBeLessThanOrEqual(owedBefore - owedAfter);
    }
  }

  check(): void {
    for (const [agent, total] of this.totals) {
      const offers = this.held.filter((offer) => offer.agentId === agent);
      const used = Resources.sum(offers.map((offer) => offer.resources.unallocate()));
      expect(total.contains(used)).toBe(true);
      expect(this.cluster.allocator.findFree(agent)!.add(used).equals(total)).toBe(true);
    }
    const { metrics } = this.cluster.allocator;
    const cpus = Resources.sum(this.held.map((offer) => offer.resources)).cpus;
    expect(metrics.offeredOrAllocated().get('cpus') ?? 0).toBe(cpus * 1_000);
    expect(metrics.totals().get('cpus') ?? 0).toBe(this.totals.size * 5_000);
    this.checkConsumption();
  }

  /** What counts against quota, by the allocator and by our own books. */
  checkConsumption(): void {
    const { consumed } = this.books();
    for (const role of this.quota.keys()) {
      const told = this.cluster.allocator
        .explain({ role, agentId: 'none' })
        .roles.find((other) => other.role === role);
      // A quota of nothing is none.
      if (told?.quota === undefined) continue;
      expect(told.quota.consumed.get('cpus') ?? 0).toBe(consumed[role]);
    }
  }

  /** The invariant that makes idle time free: who is not due has nothing for anyone. */
  checkNothingMissed(): void {
    const { cluster } = this;
    // What a batch gives to roles below one that is owed something may make room in the next.
    for (let i = 0; i < 12; i++) this.collect(intervalMs - (cluster.elapsedMs % intervalMs));
    cluster.allocator.updateWhitelist(undefined);
    expect(this.collect()).toEqual([]);
    this.check();
  }
}

it('everything is held by exactly one, or free, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 80, size: 'max' }), (steps) => {
      const master = new SmallMaster();
      for (const each of steps) {
        master.apply(each);
        master.collect();
        master.check();
      }
      master.checkNothingMissed();
    }),
    { numRuns: 150 },
  );
});
