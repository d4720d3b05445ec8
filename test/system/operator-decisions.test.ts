/** What an operator was answered with 200 is so, though the master is killed right then. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

type Json = Record<string, unknown>;

async function call(master: Program, type: string, message: Json): Promise<string> {
  const response = await fetch(`http://${master.address}/api/v1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type, [type.toLowerCase()]: message }),
  });
  return `${response.status} ${await response.text()}`.trim();
}

async function killAndRestart(master: Program): Promise<void> {
  await master.end('SIGKILL');
  await master.start();
  await eventually('the master serves', () => master.getJson('/weights').catch(() => undefined));
}

describe('decisions of operators', () => {
  let cluster: Cluster;
  let master: Program;
  beforeEach(async () => {
    cluster = new Cluster();
    master = await cluster.startMaster({});
    await eventually('the master serves', () => master.getJson('/weights').catch(() => undefined));
  });
  afterEach(() => cluster.stop());

  it('quota and maintenance survive kill -9 as soon as they are answered', async () => {
    const config = { role: 'eng', limits: { cpus: { value: 2 } } };
    expect(await call(master, 'UPDATE_QUOTA', { quota_configs: [config] })).toBe('200');
    await killAndRestart(master);
    expect(await master.getJson('/quota')).toMatchObject({ configs: [config] });

    const machine = { hostname: 'elsewhere', ip: '10.1.2.3' };
    const windows = [{ machine_ids: [machine], unavailability: { start: { nanoseconds: 5 } } }];
    const schedule = { schedule: { windows } };
    expect(await call(master, 'UPDATE_MAINTENANCE_SCHEDULE', schedule)).toBe('200');
    await killAndRestart(master);
    expect(await master.getJson('/maintenance/schedule')).toEqual({ windows });

    expect(await call(master, 'START_MAINTENANCE', { machines: [machine] })).toBe('200');
    await killAndRestart(master);
    expect(await master.getJson('/maintenance/status')).toEqual({ down_machines: [machine] });

    expect(await call(master, 'STOP_MAINTENANCE', { machines: [machine] })).toBe('200');
    expect(await call(master, 'REMOVE_QUOTA', { role: 'eng' })).toBe('200');
    await killAndRestart(master);
    expect(await master.getJson('/maintenance/schedule')).toEqual({});
    expect(await master.getJson('/quota')).toEqual({});
  });

  it('agents stay deactivated, and those that are gone stay away', async () => {
    const agent = await cluster.startAgent(master);
    const agentsOf = async (): Promise<readonly Json[]> => {
      const { slaves } = (await master.getJson('/slaves')) as { readonly slaves: readonly Json[] };
      return slaves;
    };
    const registered = (): Promise<Json> =>
      eventually('the agent is registered', async () => (await agentsOf())[0]);
    const agent_id = { value: (await registered())['id'] };
    expect(await call(master, 'DEACTIVATE_AGENT', { agent_id })).toBe('200');
    await killAndRestart(master);
    expect(await registered()).toMatchObject({ active: false, deactivated: true });
    expect(await call(master, 'REACTIVATE_AGENT', { agent_id })).toBe('200');
    await killAndRestart(master);
    expect(await registered()).toMatchObject({ active: true, deactivated: false });

    expect(await call(master, 'MARK_AGENT_GONE', { agent_id })).toBe('200');
    await killAndRestart(master);
    await eventually('the agent has shut down', () =>
      Promise.resolve(!agent.isRunning || undefined),
    );
    expect(await agentsOf()).toEqual([]);
    expect(await call(master, 'MARK_AGENT_GONE', { agent_id })).toBe('200');
    const registry = (await master.getJson('/registrar(1)/registry')) as Json;
    expect(registry['gone']).toMatchObject({ slaves: [{ id: agent_id }] });
  });
});
