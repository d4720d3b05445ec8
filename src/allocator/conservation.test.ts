import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { frameworkInfo, TestCluster } from './test-support.ts';
import type { TestOffer } from './test-support.ts';

/**
 * A master in small, that does anything at any time. Whatever it does: what frameworks hold and
 * what is free add up to what the agent has, and nothing is offered twice.
 */
const intervalMs = 1_000;
const agentIds = ['a1', 'a2', 'a3'];
const frameworkIds = ['f1', 'f2', 'f3'];
const rolesOf: Record<string, string[]> = { f1: ['*'], f2: ['x', 'x/y'], f3: ['x/y', 'z'] };
const total = resourcesOf('cpus:4;mem:1000;ports:[1-10];cpus(x):1');

const step = fc.record({
  action: fc.constantFrom(
    ...['add agent', 'remove agent', 'add framework', 'remove framework', 'deactivate'],
    ...['decline', 'decline', 'decline', 'end task', 'end task', 'suppress', 'revive', 'weights'],
    ...['pass', 'pass', 'pass', 'pass'],
  ),
  agent: fc.constantFrom(...agentIds),
  framework: fc.constantFrom(...frameworkIds),
  number: fc.nat(10),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

class SmallMaster {
  readonly cluster = new TestCluster();
  readonly agents = new Set<string>();
  readonly frameworks = new Set<string>();
  held: TestOffer[] = [];

  apply({ action, agent, framework, number }: Step): void {
    const { allocator } = this.cluster;
    switch (action) {
      case 'add agent':
        if (this.agents.has(agent)) return;
        this.agents.add(agent);
        this.cluster.addAgent(agent, 'cpus:4;mem:1000;ports:[1-10];cpus(x):1');
        return;
      case 'remove agent':
        this.agents.delete(agent);
        allocator.removeAgent(agent);
        this.held = this.held.filter((offer) => offer.agentId !== agent);
        return;
      case 'add framework':
        this.frameworks.add(framework);
        allocator.addFramework(
          framework,
          frameworkInfo({ roles: new Set(rolesOf[framework]) }),
          'active',
        );
        return;
      case 'remove framework':
        this.frameworks.delete(framework);
        allocator.removeFramework(framework);
        return;
      case 'deactivate':
        allocator.deactivateFramework(framework);
        return;
      case 'suppress':
        allocator.suppressOffers(framework);
        return;
      case 'revive':
        allocator.reviveOffers(framework);
        return;
      case 'weights':
        allocator.updateWeights(new Map([['x', number + 1]]));
        return;
      case 'pass':
        this.collect(this.cluster.pass(number * 300));
        if (number % 2 === 1) this.checkNothingMissed();
        return;
      default:
        this.giveBack(action, number);
    }
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

  collect(offers: TestOffer[]): void {
    const keys = offers.map((o) => `${o.frameworkId} ${o.role} ${o.agentId} ${o.atMs}`);
    expect(new Set(keys).size).toBe(keys.length);
    this.held.push(...offers);
  }

  check(): void {
    for (const agent of this.agents) {
      const offers = this.held.filter((offer) => offer.agentId === agent);
      const used = Resources.sum(offers.map((offer) => offer.resources.unallocate()));
      expect(total.contains(used)).toBe(true);
      expect(this.cluster.allocator.findFree(agent)!.add(used).equals(total)).toBe(true);
    }
    const { metrics } = this.cluster.allocator;
    const cpus = Resources.sum(this.held.map((offer) => offer.resources)).cpus;
    expect(metrics.offeredOrAllocated().get('cpus') ?? 0).toBe(cpus * 1_000);
    expect(metrics.totals().get('cpus') ?? 0).toBe(this.agents.size * 5_000);
  }

  /** The invariant that makes idle time free: who is not due has nothing for anyone. */
  checkNothingMissed(): void {
    const { cluster } = this;
    this.collect(cluster.pass(intervalMs - (cluster.elapsedMs % intervalMs)));
    cluster.allocator.updateWhitelist(undefined);
    expect(cluster.pass()).toEqual([]);
    this.check();
  }
}

it('everything is held by exactly one, or free, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 80, size: 'max' }), (steps) => {
      const master = new SmallMaster();
      for (const each of steps) {
        master.apply(each);
        master.collect(master.cluster.pass());
        master.check();
      }
      master.checkNothingMissed();
    }),
    { numRuns: 150 },
  );
});
