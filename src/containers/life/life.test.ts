/**
 * The life of containers without a single process: launches, nesting, ends, losses, limits, removals and
 * deaths of the agent in any order, on a pretend machine that checks the rules of launcher.ts.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../../foundation/result.ts';
import { containerIdOf, containerKey } from '../container-id.ts';
import type { ContainerConfig } from '../containerizer.ts';
import { failsAtGate, failsToStart } from './test-support/pretend-launcher.ts';
import { until, World } from './test-support/world.ts';

/** Parents more often: what is nested in nothing is only refused. */
const keys = ['a', 'a', 'a', 'b', 'a.x', 'a.x', 'a.y', 'b.x', 'a.x.z'];
const configs: readonly (Partial<ContainerConfig> | 'pod')[] = [
  ...[{}, {}, {}, {}, {}],
  'pod',
  { containerClass: 'debug' },
  { isStandalone: true },
  { command: { value: failsToStart } },
  { command: { value: failsAtGate } },
];

const step = fc.record({
  action: fc.constantFrom(
    ...['launch', 'launch and wait', 'launch and wait', 'launch and wait', 'launch and wait'],
    ...['launch and wait', 'launch and wait', 'launch and wait'],
    ...['end', 'lose', 'limit', 'kill', 'destroy', 'destroy', 'remove', 'remove', 'update'],
    ...['disown', 'restart', 'restart', 'pass', 'pass'],
  ),
  key: fc.constantFrom(...keys),
  pick: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const takes: Record<string, (world: World, step: Step) => unknown> = {
  launch: (world, { key, pick }) => void world.launch(key, configs[pick % configs.length]),
  'launch and wait': (world, { key, pick }) => world.launch(key, configs[pick % configs.length]),
  end: ({ machine }, { key, pick }) => machine.end(key, pick << 8),
  lose: ({ machine }, { key }) => machine.loseSupervisor(key),
  limit: ({ isolator }, { key }) =>
    isolator.limits.get(key)?.({ reason: 'REASON_CONTAINER_LIMITATION_MEMORY' }),
  kill: ({ agent }, { key }) => agent.kill(containerIdOf(key), 15),
  destroy: ({ agent }, { key }) => agent.destroy(containerIdOf(key)),
  remove: (world, { key }) => world.remove(key),
  update: ({ agent }, { key }) => agent.update(containerIdOf(key), [], undefined),
  disown: ({ known }, { key }) => known.delete(key),
  restart: (world) => world.restart(),
  pass: async (_world, { pick }) => {
    for (let left = pick; left > 0; left--) await nextTurn();
  },
};

describe('the life of containers', () => {
  it('is true to the machine whatever comes in whatever order', { timeout: 120_000 }, async () => {
    const lives = fc.record({
      steps: fc.array(step, { minLength: 5, maxLength: 40 }),
      turns: fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(lives, async ({ steps, turns }) => {
        let asked = 0;
        const world = new World(() => turns[asked++ % turns.length]!);
        for (const one of steps) await takes[one.action]!(world, one);
        await world.settle();
      }),
      { numRuns: 150 },
    );
  });

  it('ends what is nested first, whether it is destroyed or ends by itself', async () => {
    for (const end of ['destroy', 'itself']) {
      const world = new World(() => 2);
      for (const key of ['a', 'a.x', 'a.x.z', 'a.y']) await world.launch(key);
      if (end === 'destroy') world.agent.destroy({ value: 'a' });
      else world.machine.end('a', 3 << 8);
      await until(() => world.running.size === 0, 'all have ended');
      expect(world.machine.containers.get('a')?.status).toBe(end === 'destroy' ? 9 : 3 << 8);
      await world.settle();
    }
  });

  it('begins anew under the same name when nothing of the old one is left', async () => {
    let turns = 0;
    const world = new World(() => turns);
    await world.launch('a');
    world.agent.destroy({ value: 'a' });
    await until(() => world.running.size === 0, 'it has ended');
    turns = 5000; // far more than a launch takes
    world.remove('a');
    turns = 0;
    expect((await world.launch('a')).ok).toBe(true);
    await world.settle();
  });

  it('is kept over a death of the agent by who claims it', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('a.x');
    await world.launch('a.y', { containerClass: 'debug' });
    for (const key of ['b', 'b.x']) await world.launch(key);
    await world.launch('c', { isStandalone: true });
    await world.launch('d', 'pod');
    for (const key of ['b', 'c', 'd']) world.known.delete(key);
    const recovery = await world.restart();
    expect(recovery.running.map(containerKey)).toEqual(['a', 'c', 'a.x']);
    expect(recovery.orphans.map(containerKey)).toEqual(['b', 'd', 'a.y', 'b.x']);
    await until(() => world.machine.containers.size === 3, 'orphans are gone');
    await world.settle();
  });

  it('gives up a launch that was destroyed, at the gate too', async () => {
    const world = new World(() => 2);
    for (const stage of ['before', 'at the gate', 'after']) {
      const launch = world.launch('a');
      const container = (): { hasBegun: boolean } | undefined => world.machine.containers.get('a');
      if (stage === 'at the gate') await until(() => container() !== undefined, 'it is there');
      if (stage === 'after') await until(() => container()?.hasBegun === true, 'it has begun');
      world.agent.destroy({ value: 'a' });
      expect((await launch).ok).toBe(stage === 'after');
      await until(() => world.agent.list().every(({ state }) => state === 'terminated'), 'it ends');
      world.remove('a');
      await until(() => world.machine.containers.size === 0, 'it is forgotten');
    }
    await world.settle();
  });

  it('passes on signals and new resources, and says which limit was hit, also to the next', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('b');
    const resources = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 2 } }];
    world.agent.update({ value: 'a' }, resources, undefined);
    const recordOf = (key: string): unknown => world.machine.containers.get(key)?.record;
    await until(() => JSON.stringify(recordOf('a')).includes('cpus'), 'it is written down');
    expect(world.agent.kill({ value: 'a' }, 15)).toBe(true);
    await until(() => !world.running.has('a'), 'the signal has ended it');
    expect(world.machine.containers.get('a')?.status).toBe(15);
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY' as const;
    world.isolator.limits.get('b')!({ reason });
    await until(() => !world.running.has('b'), 'the limit has ended it');
    expect(recordOf('b')).toMatchObject({ termination: { reason } });
    await world.restart();
    const end = await new Promise((resolve) => world.agent.wait({ value: 'b' }, resolve));
    expect(end).toEqual({ reason, status: 9 });
    await world.settle();
  });

  it('ends one that was to be ended for a limit, if the last agent did not come to it', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    const reason = 'REASON_CONTAINER_LIMITATION_DISK' as const;
    const container = world.machine.containers.get('a')!;
    container.record = { ...container.record, termination: { reason } };
    await world.restart();
    await until(() => !world.running.has('a'), 'the limit has ended it');
    const end = await new Promise((resolve) => world.agent.wait({ value: 'a' }, resolve));
    expect(end).toMatchObject({ reason });
    await world.settle();
  });

  it('that has ended by itself is not said to have hit a limit that is seen afterwards', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    const { cleanup } = world.isolator;
    world.isolator.cleanup = (container, done) => {
      world.isolator.limits.get('a')!({ reason: 'REASON_CONTAINER_LIMITATION_DISK' });
      cleanup(container, done);
    };
    world.machine.end('a', 0);
    const end = await new Promise((resolve) => world.agent.wait({ value: 'a' }, resolve));
    expect(end).toEqual({ status: 0 });
    await world.settle();
  });

  it('counts those of which something could not be cleaned up, also when asked again', async () => {
    const world = new World(() => 1);
    for (const key of ['a', 'b', 'c']) await world.launch(key);
    const { cleanup } = world.isolator;
    const faults = new Map([
      ['a', Infinity],
      ['c', 1],
    ]);
    world.isolator.cleanup = (container, done) => {
      const key = containerKey(container.id);
      const left = faults.get(key) ?? 0;
      faults.set(key, left - 1);
      cleanup(container, left > 0 ? () => done(failure('it is stuck')) : done);
    };
    expect(world.agent.destroyErrorCount).toBe(0);
    for (const value of ['a', 'b', 'c']) world.agent.destroy({ value });
    await until(() => world.running.size === 0, 'all have ended');
    expect(world.agent.destroyErrorCount).toBe(1);
    await world.settle();
  });
});
