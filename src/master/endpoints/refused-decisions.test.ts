/** Whoever may not decide is told so, by calls and by older endpoints alike, and nothing changes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Action, Authorizer, Demand } from '../../security/authorization.ts';
import type { TestMaster } from '../core/test-support.ts';
import { aCluster, ask as askAbout } from './test-support/drained-cluster.ts';
import { callOf } from './test-support/operators.ts';
import { ServedMaster } from './test-support.ts';

const machine = { hostname: 'host', ip: '10.0.0.1' };
const unavailability = { start: { nanoseconds: 5 } };
const windows = [{ machine_ids: [machine, { hostname: 'b' }], unavailability }];
const guarantee = [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }];
const agent_id = { value: 'S' };
const reserved = {
  name: 'disk',
  type: 'SCALAR',
  scalar: { value: 8 },
  reservations: [{ type: 'DYNAMIC', role: 'r' }],
};
const volume = {
  ...reserved,
  disk: { persistence: { id: 'v' }, volume: { mode: 'RW', container_path: 'd' } },
};

type Row = readonly [call: string, message: object, action: Action];

const calls: readonly Row[] = [
  ['UPDATE_QUOTA', { quota_configs: [{ role: 'r' }] }, 'UPDATE_QUOTA_WITH_CONFIG'],
  ['SET_QUOTA', { quota_request: { role: 'r', guarantee } }, 'UPDATE_QUOTA'],
  ['REMOVE_QUOTA', { role: 'set' }, 'UPDATE_QUOTA'],
  ['UPDATE_WEIGHTS', { weight_infos: [{ role: 'r', weight: 2 }] }, 'UPDATE_WEIGHT'],
  ['UPDATE_MAINTENANCE_SCHEDULE', { schedule: { windows } }, 'UPDATE_MAINTENANCE_SCHEDULE'],
  ['START_MAINTENANCE', { machines: [machine] }, 'START_MAINTENANCE'],
  ['STOP_MAINTENANCE', { machines: [machine] }, 'STOP_MAINTENANCE'],
  ['DRAIN_AGENT', { agent_id }, 'DRAIN_AGENT'],
  ['DRAIN_AGENT', { agent_id, mark_gone: true }, 'MARK_AGENT_GONE'],
  ['DEACTIVATE_AGENT', { agent_id }, 'DEACTIVATE_AGENT'],
  ['REACTIVATE_AGENT', { agent_id }, 'REACTIVATE_AGENT'],
  ['MARK_AGENT_GONE', { agent_id }, 'MARK_AGENT_GONE'],
  ['RESERVE_RESOURCES', { agent_id, resources: [reserved] }, 'RESERVE_RESOURCES'],
  ['UNRESERVE_RESOURCES', { agent_id, resources: [reserved] }, 'UNRESERVE_RESOURCES'],
  ['CREATE_VOLUMES', { agent_id, volumes: [volume] }, 'CREATE_VOLUME'],
  ['DESTROY_VOLUMES', { agent_id, volumes: [volume] }, 'DESTROY_VOLUME'],
];

/** Everything is allowed but this. */
function allBut(refused: Action): { readonly authorizer: Authorizer; readonly asked: Demand[] } {
  const asked: Demand[] = [];
  const allows: Authorizer['allows'] = (_principal, demand) => {
    asked.push(demand);
    return demand.action !== refused;
  };
  return { authorizer: { allows }, asked };
}

async function prepared(): Promise<{ readonly master: TestMaster; readonly id: string }> {
  const { master, agentId } = aCluster();
  const set = { role: 'set', limits: { cpus: { value: 5 } } };
  expect(await callOf(master, 'UPDATE_QUOTA', { quota_configs: [set] })).toBe('200');
  return { master, id: agentId };
}

describe('a call', () => {
  it.each(calls)('%s %j needs %s', async (type, message, action) => {
    const { master, id } = await prepared();
    const before = new Map(master.disk);
    const { authorizer, asked } = allBut(action);
    master.useAuthorizer(authorizer);
    const given = 'agent_id' in message ? { ...message, agent_id: { value: id } } : message;
    const answer = await callOf(master, type, given);
    expect(answer).toBe(`403 ${action} is not allowed to nobody in particular`);
    expect(asked.map((demand) => demand.action)).toContain(action);
    expect(master.disk).toEqual(before);
    expect(master.state.deactivations.size).toBe(0);
    expect([...master.state.quotas.keys()]).toEqual(['set']);
    expect(master.state.maintenance.machines.size).toBe(0);
    expect(master.state.agents.get(id)?.operations.size).toBe(0);
  });

  it('that may be made does what it says: the table above refuses nothing else', async () => {
    const { master, id } = await prepared();
    master.useAuthorizer(allBut('MARK_AGENT_GONE').authorizer);
    expect(await askAbout(master, 'DRAIN_AGENT', id)).toBe('200');
    expect(await askAbout(master, 'MARK_AGENT_GONE', id)).toContain('403 ');
    expect(master.state.goneAgents.size).toBe(0);
  });

  it('about several is refused for one of them', async () => {
    const { master } = await prepared();
    const isRefused = ({ action, object }: Demand): boolean =>
      (action === 'UPDATE_MAINTENANCE_SCHEDULE' && object?.machineId?.hostname === 'b') ||
      (action === 'UPDATE_QUOTA_WITH_CONFIG' && object?.value === 'b');
    master.useAuthorizer({ allows: (_principal, demand) => !isRefused(demand) });
    const quota_configs = ['a', 'b'].map((role) => ({ role, limits: { cpus: { value: 1 } } }));
    expect(await callOf(master, 'UPDATE_QUOTA', { quota_configs })).toContain('403 ');
    const schedule = { windows };
    expect(await callOf(master, 'UPDATE_MAINTENANCE_SCHEDULE', { schedule })).toContain('403 ');
    expect([...master.state.quotas.keys()]).toEqual(['set']);
    expect(master.state.maintenance.windows).toEqual([]);
  });
});

describe('an older endpoint', () => {
  let served: ServedMaster;
  const none: Authorizer = { allows: (_principal, { action }) => action === 'REGISTER_FRAMEWORK' };
  beforeEach(async () => {
    served = await new ServedMaster({ authorizer: none, authenticators: new Map() }).listen();
  });
  afterEach(() => served.close());

  const form = (list: string, resource: object): string =>
    String(new URLSearchParams({ slaveId: 'S', [list]: JSON.stringify([resource]) }));

  it.each([
    ['POST', '/quota', JSON.stringify({ role: 'r', guarantee }), 'UPDATE_QUOTA'],
    ['POST', '/maintenance/schedule', JSON.stringify({ windows }), 'UPDATE_MAINTENANCE_SCHEDULE'],
    ['POST', '/machine/down', JSON.stringify([machine]), 'START_MAINTENANCE'],
    ['POST', '/machine/up', JSON.stringify([machine]), 'STOP_MAINTENANCE'],
    ['POST', '/reserve', form('resources', reserved), 'RESERVE_RESOURCES'],
    ['POST', '/unreserve', form('resources', reserved), 'UNRESERVE_RESOURCES'],
    ['POST', '/create-volumes', form('volumes', volume), 'CREATE_VOLUME'],
    ['POST', '/destroy-volumes', form('volumes', volume), 'DESTROY_VOLUME'],
  ])('%s %s refuses', async (method, path, body, action) => {
    const before = new Map(served.master.disk);
    const answer = await served.fetch(path, { method, body });
    expect(`${answer.status} ${await answer.text()}`).toBe(
      `403 ${action} is not allowed to nobody in particular`,
    );
    expect(served.master.disk).toEqual(before);
  });
});

it('quotas and machines that somebody may not see are in no answer', async () => {
  const { master } = await prepared();
  const quota_configs = ['open', 'secret'].map((role) => ({
    role,
    limits: { cpus: { value: 1 } },
  }));
  expect(await callOf(master, 'UPDATE_QUOTA', { quota_configs })).toBe('200');
  const machine_ids = [{ hostname: 'open' }, { hostname: 'secret' }, { hostname: 'secret-down' }];
  const given = [
    { machine_ids, unavailability },
    { machine_ids: [machine], unavailability },
  ];
  const schedule = { windows: given };
  expect(await callOf(master, 'UPDATE_MAINTENANCE_SCHEDULE', { schedule })).toBe('200');
  const machines = [{ hostname: 'secret-down' }];
  expect(await callOf(master, 'START_MAINTENANCE', { machines })).toBe('200');
  const isSecret = ({ action, object }: Demand): boolean =>
    /^GET_(QUOTA|MAINTENANCE)/.test(action) &&
    (object?.value === 'secret' || object?.machineId?.hostname?.startsWith('secret') === true);
  master.useAuthorizer({ allows: (_principal, demand) => !isSecret(demand) });
  for (const type of ['GET_QUOTA', 'GET_MAINTENANCE_SCHEDULE', 'GET_MAINTENANCE_STATUS']) {
    const answer = await callOf(master, type);
    expect(answer).toContain('open');
    expect(answer).not.toContain('secret');
  }
});
