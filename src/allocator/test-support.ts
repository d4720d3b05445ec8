/** A cluster in words, for tests: an allocator on a clock that only moves when told. */
import type { Clock, Timer } from '../foundation/clock.ts';
import { SeededRandom } from '../foundation/random.ts';
import type { Unavailability } from '../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import { fromThousandths, toThousandths } from '../resources/entry.ts';
import type { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { HierarchicalAllocator } from './allocator.ts';
import { defaultAllocatorOptions } from './options.ts';
import type { AllocatorAgent, AllocatorFramework, AllocatorOptions } from './options.ts';
import type { Quota } from './quota.ts';

interface Wait {
  readonly dueAtMs: number;
  readonly callback: () => void;
}

export class TestClock implements Clock {
  #nowMs = 1_000_000;
  /** By how much the machine's time has been set. */
  stepMs = 0;
  readonly #waits = new Set<Wait>();

  now(): number {
    return this.#nowMs;
  }

  timestamp(): number {
    return this.now() + this.stepMs;
  }

  after(delayMs: number, callback: () => void): Timer {
    const wait = { dueAtMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#waits.add(wait);
    return { cancel: () => this.#waits.delete(wait) };
  }

  get timerCount(): number {
    return this.#waits.size;
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      let next: Wait | undefined;
      for (const wait of this.#waits) {
        if (wait.dueAtMs <= endMs && (next === undefined || wait.dueAtMs < next.dueAtMs)) {
          next = wait;
        }
      }
      if (next === undefined) break;
      this.#waits.delete(next);
      this.#nowMs = next.dueAtMs;
      next.callback();
    }
    this.#nowMs = endMs;
  }
}

export interface TestOffer {
  readonly frameworkId: FrameworkId;
  readonly role: RoleName;
  readonly agentId: AgentId;
  readonly resources: Resources;
  readonly atMs: number;
}

interface TestInverseOffer {
  readonly frameworkId: FrameworkId;
  readonly agentId: AgentId;
  readonly unavailability: Unavailability;
}

export const allAgentCapabilities = new Set(['MULTI_ROLE', 'HIERARCHICAL_ROLE']);

export class TestCluster {
  readonly clock: TestClock;
  readonly allocator: HierarchicalAllocator;
  readonly #startMs: number;
  #offers: TestOffer[] = [];
  /** Inverse offers, never taken away. */
  readonly asked: TestInverseOffer[] = [];
  callbackCount = 0;

  constructor(options: Partial<AllocatorOptions> = {}, seed = 1, clock = new TestClock()) {
    this.clock = clock;
    this.#startMs = clock.now();
    this.allocator = new HierarchicalAllocator({
      options: { ...defaultAllocatorOptions, ...options },
      clock: this.clock,
      random: new SeededRandom(seed),
      onOffers: (frameworkId, offers) => {
        this.callbackCount++;
        for (const [role, byAgent] of offers) {
          for (const [agentId, resources] of byAgent) {
            const atMs = this.elapsedMs;
            this.#offers.push({ frameworkId, role, agentId, resources, atMs });
          }
        }
      },
      onInverseOffers: (frameworkId, agents) => {
        for (const [agentId, unavailability] of agents) {
          this.asked.push({ frameworkId, agentId, unavailability });
        }
      },
    });
  }

  addAgent(id: string, resources = 'cpus:4;mem:4096', info: Partial<AllocatorAgent> = {}): void {
    this.allocator.addAgent(
      id,
      { hostname: id, capabilities: allAgentCapabilities, ...info },
      resourcesOf(resources),
    );
  }

  addFramework(id: string, info: Partial<AllocatorFramework> = {}): void {
    this.allocator.addFramework(id, frameworkInfo(info), 'active');
  }

  get elapsedMs(): number {
    return this.clock.now() - this.#startMs;
  }

  /** Each as "cpus:1;mem:1024". */
  setQuota(role: string, quota: { guarantees?: string; limits?: string }): void {
    this.allocator.setQuota(role, quotaOf(quota));
  }

  /** Gives an offer back. */
  decline(offer: TestOffer, refuse_seconds?: number): void {
    this.allocator.recoverResources({ ...offer, filters: { refuse_seconds }, reoffer: 'batch' });
  }

  /** A task ended. */
  free(offer: TestOffer, resources = offer.resources): void {
    this.allocator.recoverResources({ ...offer, resources, reoffer: 'soon' });
  }

  /** Lets time pass and returns the offers that were made meanwhile. */
  pass(ms = 0): TestOffer[] {
    this.clock.advance(ms);
    const offers = this.#offers;
    this.#offers = [];
    return offers;
  }

  /** The same in words: "f1 a1 cpus(allocated: *):4; mem(allocated: *):4096". */
  passText(ms = 0): string[] {
    return this.pass(ms)
      .map(({ frameworkId, agentId, resources }) => `${frameworkId} ${agentId} ${resources}`)
      .sort();
  }
}

export function frameworkInfo(info: Partial<AllocatorFramework> = {}): AllocatorFramework {
  return {
    roles: new Set(['*']),
    suppressedRoles: new Set(),
    capabilities: new Set(['MULTI_ROLE']),
    minAllocatable: new Map(),
    ...info,
  };
}

export function quotaOf({ guarantees = '', limits = '' }: Record<string, string>): Quota {
  return { guarantees: quantitiesOf(guarantees), limits: quantitiesOf(limits) };
}

function quantitiesOf(text: string): Map<string, number> {
  const parts = text === '' ? [] : text.split(';').map((part) => part.split(':'));
  return new Map(parts.map(([name, amount]) => [name!, toThousandths(Number(amount))]));
}

/** The scalars of several offers, added up: "cpus:3; mem:300". */
export function scalarsOf(offers: readonly TestOffer[]): string {
  const sums = new Map<string, number>();
  for (const { resources } of offers) {
    for (const [name, amount] of resources.quantities()) {
      sums.set(name, (sums.get(name) ?? 0) + amount);
    }
  }
  return [...sums].map(([name, amount]) => `${name}:${fromThousandths(amount)}`).join('; ');
}
