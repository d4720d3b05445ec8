import { describe, expect, it } from 'vitest';
import type { Unavailability } from '../protocol/generated/mesos.ts';
import { TestCluster } from './test-support.ts';

const tonight: Unavailability = { start: { nanoseconds: 5 } };
const later: Unavailability = { start: { nanoseconds: 9 } };

function holding(): TestCluster {
  const cluster = new TestCluster();
  cluster.addFramework('f1', { roles: new Set(['x']) });
  cluster.addFramework('f2', { roles: new Set(['y']) });
  for (const id of ['a1', 'a2', 'a3']) cluster.addAgent(id);
  cluster.pass();
  return cluster;
}

/** Who has something on an agent. */
function holderOf(cluster: TestCluster, agentId: string): string {
  return ['f1', 'f2'].find((id) => !cluster.allocator.allocationOf(id, agentId).isEmpty())!;
}

describe('an agent that will be unavailable', () => {
  it('is asked about once, of those who have something on it', () => {
    const cluster = holding();
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass(10_000);
    cluster.allocator.reviveOffers('f1');
    cluster.allocator.reviveOffers('f2');
    cluster.pass(10_000);
    expect(cluster.asked).toEqual([
      { frameworkId: holderOf(cluster, 'a1'), agentId: 'a1', unavailability: tonight },
    ]);
    expect(cluster.allocator.inverseOfferStatuses()).toEqual(new Map([['a1', new Map()]]));
  });

  it('is not asked about while nobody is offered it, but when it is active again', () => {
    const cluster = holding();
    cluster.allocator.deactivateAgent('a1');
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass(10_000);
    expect(cluster.asked).toEqual([]);
    cluster.allocator.activateAgent('a1');
    cluster.pass();
    expect(cluster.asked).toHaveLength(1);
  });

  it('is offered on, and who gets something of it is asked with that', () => {
    const cluster = new TestCluster();
    cluster.addAgent('a1');
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass(3_000);
    expect(cluster.asked).toEqual([]);
    cluster.addFramework('f1');
    expect(cluster.pass()).toHaveLength(1);
    expect(cluster.asked).toHaveLength(1);
  });

  it('asked again after an answer, when its filter is over, and the answer is remembered', () => {
    const cluster = holding();
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass();
    const { frameworkId, agentId } = cluster.asked[0]!;
    const status = {
      status: 'ACCEPT' as const,
      framework_id: { value: frameworkId },
      timestamp: { nanoseconds: 1 },
    };
    cluster.asked.length = 0;
    cluster.allocator.updateInverseOffer({
      frameworkId,
      agentId,
      status,
      filters: { refuse_seconds: 4 },
    });
    cluster.pass(3_999);
    expect(cluster.asked).toEqual([]);
    cluster.pass(1);
    expect(cluster.asked).toHaveLength(1);
    expect(cluster.allocator.inverseOfferStatuses().get('a1')?.get(frameworkId)).toEqual(status);
  });

  it('rescinded, the next batch asks again; a late answer says nothing', () => {
    const cluster = holding();
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass();
    const frameworkId = holderOf(cluster, 'a1');
    cluster.asked.length = 0;
    cluster.allocator.updateInverseOffer({ frameworkId, agentId: 'a1' });
    const status = {
      status: 'DECLINE' as const,
      framework_id: { value: frameworkId },
      timestamp: { nanoseconds: 1 },
    };
    cluster.allocator.updateInverseOffer({ frameworkId, agentId: 'a1', status });
    expect(cluster.allocator.inverseOfferStatuses().get('a1')?.size).toBe(0);
    cluster.pass(1_000);
    expect(cluster.asked).toHaveLength(1);
  });

  it('at another time: everybody is asked anew, whatever was said before', () => {
    const cluster = holding();
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass();
    const frameworkId = holderOf(cluster, 'a1');
    cluster.allocator.updateInverseOffer({
      frameworkId,
      agentId: 'a1',
      filters: { refuse_seconds: 10_000 },
    });
    cluster.asked.length = 0;
    cluster.allocator.updateUnavailability('a1', later);
    cluster.pass();
    expect(cluster.asked.map(({ unavailability }) => unavailability)).toEqual([later]);
    cluster.asked.length = 0;
    cluster.allocator.updateUnavailability('a1', undefined);
    cluster.pass(20_000_000);
    expect(cluster.asked).toEqual([]);
    expect(cluster.allocator.inverseOfferStatuses().size).toBe(0);
    expect(cluster.clock.timerCount).toBe(0);
  });

  it('reviving makes it ask again before the filter is over', () => {
    const cluster = holding();
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass();
    const frameworkId = holderOf(cluster, 'a1');
    cluster.allocator.updateInverseOffer({
      frameworkId,
      agentId: 'a1',
      filters: { refuse_seconds: 10_000 },
    });
    cluster.asked.length = 0;
    cluster.pass(5_000);
    expect(cluster.asked).toEqual([]);
    cluster.allocator.reviveOffers(frameworkId);
    cluster.pass();
    expect(cluster.asked).toHaveLength(1);
  });

  it('those who are not connected are asked when they are back', () => {
    const cluster = holding();
    const frameworkId = holderOf(cluster, 'a1');
    cluster.allocator.deactivateFramework(frameworkId);
    cluster.allocator.updateUnavailability('a1', tonight);
    cluster.pass(5_000);
    expect(cluster.asked).toEqual([]);
    cluster.allocator.activateFramework(frameworkId);
    cluster.pass();
    expect(cluster.asked).toHaveLength(1);
  });
});
