/** What pages ask for besides the stream: one task with its causes, and who was offered what last. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccess } from '../../manners/index.ts';
import { StatusUpdateMessage } from '../../protocol/generated/internal.ts';
import { aFramework } from '../core/test-support.ts';
import { ServedMaster } from '../endpoints/test-support.ts';

let served: ServedMaster;
beforeEach(async () => {
  served = await new ServedMaster(openAccess).listen();
});
afterEach(() => served.close());

const ask = (rest: string): Promise<Response> => served.fetch(`/master/live/${rest}`);

describe('one task', () => {
  it('is told with the cause of each status, wherever it is by now', async () => {
    const { master } = served;
    master.addAgent();
    const framework = master.subscribe(aFramework({ name: 'shop' }));
    master.clock.advance(2_000);
    const { agentId } = master.runTask(framework, 'one');
    const query = `task?framework_id=${framework.id}&task_id=one`;
    const running = (await (await ask(query)).json()) as { task: object };
    expect(running.task).toMatchObject({ name: 'one', state: 'TASK_STAGING' });
    const uuid = new Uint8Array(16).fill(7);
    const owners = { framework_id: { value: framework.id }, slave_id: { value: agentId } };
    const cause = { message: 'No disk left', reason: 'REASON_CONTAINER_LIMITATION_DISK' } as const;
    const state = 'TASK_FAILED';
    const status = { task_id: { value: 'one' }, state, ...cause } as const;
    master.receive(master.state.agents.get(agentId)!.pid, StatusUpdateMessage, {
      update: { ...owners, status, timestamp: 1, uuid, latest_state: state },
    });
    const ended = (await (await ask(query)).json()) as { task: { statuses: object[] } };
    expect(ended.task).toMatchObject({ state: 'TASK_FAILED' });
    expect(ended.task.statuses.at(-1)).toMatchObject({
      message: 'No disk left',
      reason: 'REASON_CONTAINER_LIMITATION_DISK',
    });
  });

  it('that nobody knows is 404, and what is not asked for properly 400', async () => {
    expect((await ask('task?framework_id=f&task_id=x')).status).toBe(404);
    const response = await ask('task?framework_id=f');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("'framework_id' and 'task_id'");
  });
});

it('says when a framework was offered something last, and since when an offer is there', async () => {
  const { master } = served;
  const framework = master.subscribe();
  const before = (await (await ask('frameworks')).json()) as { frameworks: object[] };
  expect(before.frameworks).toEqual([{ id: framework.id, offers: 0, lastOfferMs: 0 }]);
  master.addAgent();
  master.clock.advance(2_000);
  const { frameworks } = (await (await ask('frameworks')).json()) as {
    frameworks: { offers: number; lastOfferMs: number }[];
  };
  const { offers } = (await (await ask('offers')).json()) as { offers: { madeMs: number }[] };
  expect(offers).toHaveLength(1);
  expect(frameworks[0]).toMatchObject({ offers: 1, lastOfferMs: offers[0]!.madeMs });
  expect(offers[0]!.madeMs).toBeGreaterThan(0);
});

it('says which frameworks have yet to answer an inverse offer, and of which machine', async () => {
  const { master } = served;
  master.addAgent();
  const framework = master.subscribe(aFramework({ name: 'shop' }));
  master.clock.advance(2_000);
  const { agentId } = master.runTask(framework, 'one');
  const waiting = async (): Promise<object[]> =>
    ((await (await ask('offers')).json()) as { inverse: object[] }).inverse;
  expect(await waiting()).toEqual([]);
  const machine = { hostname: master.state.agents.get(agentId)!.info.hostname, ip: '10.0.0.1' };
  const unavailability = { start: { nanoseconds: 4_000_000_000_000_000_000 } };
  const scheduled = served.fetch('/master/maintenance/schedule', {
    method: 'POST',
    body: JSON.stringify({ windows: [{ machine_ids: [machine], unavailability }] }),
  });
  await expect
    .poll(async () => {
      master.clock.advance(1_000);
      return waiting();
    })
    .toEqual([{ machine, framework: framework.id, frameworkName: 'shop' }]);
  expect((await scheduled).status).toBe(200);
});
