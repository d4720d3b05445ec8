/** What operators want of containers while they run, and of what is left of them. */
import { describe, expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { containerIdOf } from '../container-id.ts';
import { failsToStart } from './test-support/pretend-launcher.ts';
import { until, World } from './test-support/world.ts';

describe('containers', () => {
  it('keeps limits that an operator sets, over a death of the agent too', async () => {
    const world = new World(() => 1);
    const impose = (key: string, value: number): Promise<Result<unknown>> =>
      world.agent.impose(containerIdOf(key), { mem: { value } });
    await world.launch('a');
    expect(await impose('b', 10)).toMatchObject({ ok: false });
    expect(await impose('a', 40)).toEqual(ok({ mem: { value: 40 } }));
    expect(await impose('a', 101)).toEqual(failure('too much'));
    expect(world.isolator.bounds.get('a')).toBe(40);
    // Tasks that come and go change the resources, not what the operator wanted.
    await new Promise((resolve) => world.agent.update({ value: 'a' }, [], undefined, resolve));
    expect(world.isolator.bounds.get('a')).toBe(40);
    await world.restart();
    expect(world.isolator.bounds.get('a')).toBe(40);
    await world.settle();
  });

  it('tells of sandboxes that nobody else takes care of', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('a.x');
    await world.launch('a.y', { containerClass: 'debug' });
    await world.launch('a.z', { command: { value: failsToStart } });
    await world.launch('c', { isStandalone: true });
    expect(world.sandboxes).toEqual([
      'used a/containers/x',
      'used a/containers/z',
      'unused a/containers/z',
      'used c',
    ]);
    world.sandboxes.length = 0;
    await world.restart();
    for (const key of ['a.x', 'a', 'c']) world.machine.end(key, 0);
    await until(() => world.running.size === 0, 'all have ended');
    expect(world.sandboxes.toSorted()).toEqual(['unused a/containers/x', 'unused c']);
    await world.settle();
  });
});
