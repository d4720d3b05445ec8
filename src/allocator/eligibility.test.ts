import { describe, expect, it } from 'vitest';
import type { RoleName } from '../protocol/ids.ts';
import { Resources } from '../resources/resources.ts';
import { resourcesOf } from '../resources/test-support.ts';
import { parseMinAllocatable } from './options.ts';
import { allAgentCapabilities, TestCluster } from './test-support.ts';

/** What a framework with these capabilities in this role is offered of one agent. */
function offered(
  cluster: TestCluster,
  framework: { role?: RoleName; capabilities?: string[] },
): string[] {
  const { role = '*', capabilities = ['MULTI_ROLE'] } = framework;
  cluster.addFramework('f', { roles: new Set([role]), capabilities: new Set(capabilities) });
  return cluster.passText();
}

describe('what a framework is offered', () => {
  it('no agent with gpus unless it can use them', () => {
    const withGpus = (isGpuFiltered = true): TestCluster => {
      const cluster = new TestCluster({ isGpuFiltered });
      cluster.addAgent('a1', 'cpus:4;mem:100;gpus:2');
      return cluster;
    };
    expect(offered(withGpus(), {})).toEqual([]);
    expect(offered(withGpus(), { capabilities: ['MULTI_ROLE', 'GPU_RESOURCES'] })).toHaveLength(1);
    expect(offered(withGpus(false), {})).toHaveLength(1);
  });

  it('no agent of another region unless it knows of regions', () => {
    const remote = (): TestCluster => {
      const cluster = new TestCluster({ masterRegion: 'here' });
      cluster.addAgent('a1', 'cpus:1', { region: 'there' });
      return cluster;
    };
    expect(offered(remote(), {})).toEqual([]);
    expect(offered(remote(), { capabilities: ['MULTI_ROLE', 'REGION_AWARE'] })).toHaveLength(1);
    const local = new TestCluster({ masterRegion: 'here' });
    local.addAgent('a1', 'cpus:1', { region: 'here' });
    local.addAgent('a2', 'cpus:1');
    expect(offered(local, {})).toHaveLength(2);
  });

  it('no agent that is too old for its roles', () => {
    const old = (): TestCluster => {
      const cluster = new TestCluster();
      cluster.addAgent('a1', 'cpus:1', { capabilities: new Set() });
      return cluster;
    };
    expect(offered(old(), {})).toEqual([]);
    expect(offered(old(), { capabilities: [] })).toHaveLength(1);
    expect(offered(old(), { role: 'a/b', capabilities: [] })).toEqual([]);
  });

  it('nothing that may be revoked, and no refined reservation, unless it can deal with it', () => {
    const mixed = (): TestCluster => {
      const cluster = new TestCluster();
      const special = Resources.fromMessages([
        { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, revocable: {} },
        {
          name: 'cpus',
          type: 'SCALAR',
          scalar: { value: 2 },
          reservations: [
            { type: 'STATIC', role: 'a' },
            { type: 'DYNAMIC', role: 'a/b' },
          ],
        },
      ]);
      cluster.allocator.addAgent(
        'a1',
        { hostname: 'a1', capabilities: allAgentCapabilities },
        resourcesOf('cpus:4').add(special),
      );
      return cluster;
    };
    const all = ['MULTI_ROLE', 'REVOCABLE_RESOURCES', 'RESERVATION_REFINEMENT'];
    expect(offered(mixed(), { role: 'a/b' })).toEqual(['f a1 cpus(allocated: a/b):4']);
    expect(offered(mixed(), { role: 'a/b', capabilities: all })).toEqual([
      'f a1 cpus(allocated: a/b):4; cpus(allocated: a/b){REV}:1; ' +
        'cpus(allocated: a/b)(reservations: [(STATIC,a),(DYNAMIC,a/b)]):2',
    ]);
  });

  it('what is reserved to its role or one above, together with what is free for all', () => {
    const reserved = (): TestCluster => {
      const cluster = new TestCluster();
      cluster.addAgent('a1', 'cpus:1;cpus(eng):2;mem(ops):64');
      return cluster;
    };
    const text = (role: RoleName): string =>
      `f a1 cpus(allocated: ${role}):1; cpus(allocated: ${role})(reservations: [(STATIC,eng)]):2`;
    expect(offered(reserved(), { role: 'eng' })).toEqual([text('eng')]);
    expect(offered(reserved(), { role: 'eng/web' })).toEqual([text('eng/web')]);
    expect(offered(reserved(), { role: 'web' })).toEqual(['f a1 cpus(allocated: web):1']);
  });

  it('the reserved rest of an agent, when another framework took what is free for all', () => {
    const cluster = new TestCluster();
    cluster.addFramework('f1', { roles: new Set(['a']) });
    cluster.addFramework('f2', { roles: new Set(['b']) });
    cluster.addAgent('a1', 'cpus:1;cpus(b):2');
    const offers = cluster.pass();
    expect(Resources.sum(offers.map((offer) => offer.resources)).cpus).toBe(3);
    const ofB = offers.find((offer) => offer.role === 'b');
    expect(ofB?.resources.reserved('b').cpus).toBe(2);
  });
});

describe('the least that is worth an offer', () => {
  it('is 0.01 cpus or 32 MB by default', () => {
    const offersOf = (resources: string): number => {
      const cluster = new TestCluster();
      cluster.addAgent('a1', resources);
      cluster.addFramework('f');
      return cluster.pass().length;
    };
    expect(offersOf('cpus:0.009;mem:31;disk:1000')).toBe(0);
    expect(offersOf('cpus:0.01')).toBe(1);
    expect(offersOf('mem:32')).toBe(1);
  });

  it('may be set by the operator, with and and or, or switched off', () => {
    const offersOf = (minimum: string, resources: string): number => {
      const parsed = parseMinAllocatable(minimum);
      if (!parsed.ok) throw new Error(parsed.error);
      const cluster = new TestCluster({ minAllocatable: parsed.value });
      cluster.addAgent('a1', resources);
      cluster.addFramework('f');
      return cluster.pass().length;
    };
    expect(offersOf('cpus:1;mem:100|disk:5', 'cpus:1;mem:99')).toBe(0);
    expect(offersOf('cpus:1;mem:100|disk:5', 'cpus:1;mem:100')).toBe(1);
    expect(offersOf('cpus:1;mem:100|disk:5', 'disk:5')).toBe(1);
    expect(offersOf('', 'ports:[1-2]')).toBe(1);
    expect(parseMinAllocatable('cpus').ok).toBe(false);
    expect(parseMinAllocatable('cpus:[1-2]').ok).toBe(false);
  });

  it('may be set by a framework for one of its roles', () => {
    const cluster = new TestCluster();
    cluster.addAgent('a1', 'cpus:1');
    cluster.addFramework('f', {
      roles: new Set(['a', 'b']),
      minAllocatable: new Map([['a', [new Map([['cpus', 2_000]])]]]),
    });
    expect(cluster.pass().map((offer) => offer.role)).toEqual(['b']);
  });
});
