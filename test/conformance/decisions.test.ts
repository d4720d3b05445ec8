/** Quota, maintenance and deactivation as operators decide them, in the order in which they were recorded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Response } from '../../src/protocol/generated/master.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { unexpectedDifferences } from './compare.ts';
import { exchange, recorded, parseAnswer, withBody } from './exchange.ts';

const cluster = new Cluster();
let master: Program;
let agentId = '';

beforeAll(async () => {
  master = await cluster.startMaster({});
  const resources = '--resources=cpus:2;mem:23081;disk:252899;ports:[31000-32000]';
  await cluster.startAgent(master, { flags: [resources] });
  const findAgent = async (): Promise<string | undefined> => {
    const { slaves } = (await master.getJson('/slaves')) as { slaves: { id: string }[] };
    return slaves[0]?.id;
  };
  agentId = await eventually('the agent is there', findAgent);
});
afterAll(() => cluster.stop());

/** A step is a recording, or a call between them whose answer was not kept. */
async function replay(...steps: (string | { readonly type: string })[]): Promise<void> {
  for (const step of steps) {
    if (typeof step !== 'string') await decide(step);
    else await ask(step);
  }
}

async function ask(name: string): Promise<void> {
  const path = `decisions/${name}`;
  const request = withBody(recorded(`${path}.req`), (body) =>
    body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, agentId),
  );
  const answer = await exchange(master.port, request);
  const expected = parseAnswer(recorded(`${path}.resp`), true);
  expect(unexpectedDifferences(path, expected, answer, Response), name).toEqual([]);
}

async function decide(call: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(call);
  const answer = await fetch(`http://${master.address}/api/v1`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

describe('an operator is answered as recorded', () => {
  it('who sets quotas, in both forms, and takes them away', async () => {
    const [cpus, mem] = [{ value: 0.5 }, { value: 16 }];
    const limits = { cpus: { value: 1 }, mem: { value: 64 } };
    const quota_configs = [{ role: 'roleb', guarantees: { cpus, mem }, limits }];
    const update = { type: 'UPDATE_QUOTA', update_quota: { quota_configs } };
    const weight_infos = [{ role: 'rolea', weight: 2.5 }];
    const weigh = { type: 'UPDATE_WEIGHTS', update_weights: { weight_infos } };
    await replay(weigh, update, 'GET_QUOTA_after', 'V0_GET_quota_after');
    await replay('GET_ROLES_after_quota', 'V0_GET_roles_after');
    await replay('UPDATE_QUOTA_overcommit', 'UPDATE_QUOTA_limit_lt_guarantee');
    await replay('UPDATE_QUOTA_reset', 'GET_QUOTA', 'GET_QUOTA.pb');
    await replay('SET_QUOTA', 'SET_QUOTA_again', 'REMOVE_QUOTA', 'REMOVE_QUOTA_again');
  });

  it('who schedules maintenance, takes a machine down and up', async () => {
    await replay('GET_MAINTENANCE_SCHEDULE', 'GET_MAINTENANCE_SCHEDULE.pb');
    await replay('GET_MAINTENANCE_STATUS', 'GET_MAINTENANCE_STATUS.pb');
    await replay('UPDATE_MAINTENANCE_SCHEDULE', 'UPDATE_MAINTENANCE_SCHEDULE_bad');
    await replay('GET_MAINTENANCE_SCHEDULE_after', 'V0_GET_maintenance_schedule_after');
    await replay('GET_MAINTENANCE_STATUS_after', 'V0_GET_maintenance_status_after');
    await replay('START_MAINTENANCE', 'START_MAINTENANCE_again');
    await replay('GET_MAINTENANCE_STATUS_started', 'STOP_MAINTENANCE');
    await replay('GET_MAINTENANCE_SCHEDULE', 'STOP_MAINTENANCE_again');
  });

  it('who decides about agents', async () => {
    await replay('REACTIVATE_AGENT_active', 'REACTIVATE_AGENT_unknown_id');
    await replay('DEACTIVATE_AGENT_unknown_id', 'MARK_AGENT_GONE_unknown_id');
    await replay('GET_OPERATIONS_after');
  });
});
