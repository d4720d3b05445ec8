import { expect, it } from 'vitest';
import { setDeactivation } from '../core/agents/deactivation.ts';
import { markAgentGone } from '../core/agents/gone.ts';
import { startMaintenance } from '../core/maintenance/down.ts';
import { updateSchedule } from '../core/maintenance/schedule.ts';
import { updateQuotas } from '../core/quota/update.ts';
import { TestMaster, anAgent, storeDelayMs } from '../core/test-support.ts';
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

it('shows what operators decided, with the agents and machines that it is about', async () => {
  const master = new TestMaster();
  const drained = master.addAgent();
  const gone = master.addAgent('slave(1)@10.0.0.2:5051');
  const away = master.addAgent('slave(1)@10.0.0.3:5051');
  const config = { mark_gone: false };
  const drainInfo = { state: 'DRAINED' as const, config };
  setDeactivation(master.core, drained, { drainInfo, drainStartMs: undefined });
  setDeactivation(master.core, away, { drainInfo: undefined, drainStartMs: undefined });
  markAgentGone(master.core, gone, () => undefined);
  const down = { hostname: 'h1', ip: '10.1.0.1' };
  const machine_ids = [down, { hostname: 'h2' }];
  const windows = [{ machine_ids, unavailability: { start: { nanoseconds: 5 } } }];
  updateSchedule(master.core, { windows }, () => undefined);
  startMaintenance(master.core, [down], () => undefined);
  const configs = [{ role: 'r', limits: { cpus: { value: 1 } } }];
  updateQuotas(master.core, { configs, isForced: true }, () => undefined);
  master.advance(700_000);
  master.reregister('slave(1)@10.0.0.1:5051', anAgent(undefined, drained));
  master.advance(storeDelayMs * 2);
  const { master: _info, ...registry } = await jsonOf(registryDocument(master.core, true));
  const unavailability = { start: { nanoseconds: 5 } };
  const timestamp = { nanoseconds: expect.any(Number) };
  expect(registry).toEqual({
    slaves: { slaves: [{ info: expect.anything(), drain_info: drainInfo, deactivated: true }] },
    unreachable: { slaves: [{ id: { value: away }, timestamp, deactivated: true }] },
    gone: { slaves: [{ id: { value: gone }, timestamp }] },
    machines: {
      machines: [
        { info: { id: down, mode: 'DOWN', unavailability } },
        { info: { id: { hostname: 'h2' }, mode: 'DRAINING', unavailability } },
      ],
    },
    schedules: [{ windows }],
    quota_configs: configs,
    minimum_capabilities: [{ capability: 'AGENT_DRAINING' }, { capability: 'QUOTA_V2' }],
  });
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
