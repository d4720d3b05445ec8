import { expect, it } from 'vitest';
import { TestMaster, storeDelayMs } from '../core/test-support.ts';
import { updateWeights } from '../core/weights.ts';
import { registryDocument } from './registry.ts';
import { jsonOf } from './test-support.ts';

it('shows what is in the registry in the form of Mesos, and leaves out what is empty', async () => {
  const master = new TestMaster();
  expect(await jsonOf(registryDocument(master.core, true))).toEqual({
    master: { info: expect.objectContaining({ id: 'M1', port: 5050 }) },
  });
  const lost = master.addAgent();
  // It answers no ping.
  master.advance(700_000);
  const id = master.addAgent('slave(1)@10.0.0.2:5051');
  updateWeights(master.core, [{ role: 'eng/web', weight: 2.5 }], () => undefined);
  master.advance(2 * storeDelayMs);
  const registry = await jsonOf(registryDocument(master.core, true));
  expect(Object.keys(registry)).toEqual(['master', 'slaves', 'unreachable', 'weights']);
  expect(registry.slaves.slaves).toMatchObject([{ info: { id: { value: id } } }]);
  expect(registry.unreachable.slaves).toEqual([
    { id: { value: lost }, timestamp: { nanoseconds: expect.any(Number) } },
  ]);
  expect(registry.weights).toEqual([{ info: { weight: 2.5, role: 'eng/web' } }]);
});

it('shows agents that are not back yet after a restart', async () => {
  const before = new TestMaster();
  const id = before.addAgent();
  const master = new TestMaster({}, before);
  const { slaves } = await jsonOf(registryDocument(master.core, true));
  expect(slaves.slaves).toMatchObject([{ info: { id: { value: id } } }]);
});

it('is empty for a master that has not read it', async () => {
  expect(await jsonOf(registryDocument(new TestMaster().core, false))).toEqual({});
});
