/**
 * A recorded session of a scheduler that reserves, makes a volume, uses it and takes everything back,
 * call by call in its order, on our master and agent. What it hears of its operations and tasks is
 * compared with what was recorded; ids are those of this cluster.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { exchange, recorded, recordedIn, withBody } from './exchange.ts';
import { EventStream, type SchedulerEvent } from './scheduler-session.ts';

interface OperationStatus {
  readonly operation_id: { readonly value: string };
  readonly state: string;
  readonly message?: string;
  readonly uuid?: { readonly value: string };
  readonly agent_id?: { readonly value: string };
}

type Event = SchedulerEvent & {
  readonly update_operation_status?: { readonly status: OperationStatus };
};

const folder = 'scheduler_operations';
const cluster = new Cluster();
const stream = new EventStream();
let master: Program;
let agentId = '';
let frameworkId = '';
let offerId: string | undefined;

beforeAll(async () => {
  master = await cluster.startMaster({});
  const resources = '--resources=ports:[31000-32000];cpus:2;mem:23081;disk:252899';
  await cluster.startAgent(master, { flags: [resources] });
  agentId = await eventually('the agent is registered', async () => {
    const { slaves } = (await master.getJson('/slaves')) as { slaves: { id: string }[] };
    return slaves[0]?.id;
  });
  stream.onEvent = (event) => {
    offerId = event.offers?.offers[0]?.id.value ?? offerId;
    void acknowledge(event);
  };
  await stream.open(master.port, recorded(`${folder}/subscribe.req`));
  frameworkId = (await stream.seen('SUBSCRIBED')).subscribed!.framework_id.value;
});
afterAll(async () => {
  stream.close();
  await cluster.stop();
});

async function acknowledge({ update, update_operation_status: told }: Event): Promise<void> {
  const status = told?.status;
  if (status?.uuid !== undefined) {
    const { agent_id, operation_id, uuid } = status;
    await post({
      type: 'ACKNOWLEDGE_OPERATION_STATUS',
      acknowledge_operation_status: { agent_id, operation_id, uuid: uuid.value },
    });
  }
  if (update?.status.uuid === undefined) return;
  const { agent_id, task_id, uuid } = update.status;
  await post({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
}

async function post(call: object): Promise<void> {
  const answer = await fetch(`http://${master.address}/api/v1/scheduler`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Mesos-Stream-Id': stream.id },
    body: JSON.stringify({ framework_id: { value: frameworkId }, ...call }),
  });
  expect(answer.status).toBe(202);
}

function here(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, agentId)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-O\d+/g, () => offerId ?? 'none')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-\d{4}/g, frameworkId);
}

/** With what is this cluster's left out. */
function neutral({ uuid, agent_id, message, ...status }: OperationStatus): object {
  return {
    ...status,
    isToBeAcknowledged: uuid !== undefined,
    hasAgent: agent_id !== undefined,
    // Places differ, and so does the order in which real agents list what they have.
    message: message?.replace(/; on agent .*/, '').replace(/^.*(?= does not contain )/, ''),
  };
}

const toldIn = (events: readonly Event[]): object[] =>
  events.flatMap(({ update_operation_status: told }) =>
    told === undefined ? [] : [neutral(told.status)],
  );

function recordedEvents(): Event[] {
  const lines = recorded(`${folder}/subscribe.events.txt`).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Event);
}

async function say(name: string): Promise<void> {
  if (name.includes('ACCEPT')) await eventually('an offer', () => offerId);
  const bytes = withBody(recorded(`${folder}/${name}`), here).toString('latin1');
  const request = bytes.replace(/^(Mesos-Stream-Id: )[0-9a-f-]{36}/m, `$1${stream.id}`);
  if (name.includes('ACCEPT')) offerId = undefined;
  const answer = await exchange(master.port, Buffer.from(request, 'latin1'));
  expect(answer?.status).toBe(202);
}

it('hears of its operations what was recorded, and its task finds its volume', async () => {
  const expected = toldIn(recordedEvents());
  const names = recordedIn(folder).filter((name) => /^\d{3}_.*\.req$/.test(name));
  for (const name of names) {
    await say(name);
    // Its end is awaited, so that what follows is asked in the order of the recording.
    if (name.includes('task_with_volume')) await ended('t_vol');
    if (name.includes('then_launch')) await ended('t_rl');
  }
  await eventually('all was told', () =>
    toldIn(stream.events).length >= expected.length ? true : undefined,
  );
  expect(toldIn(stream.events)).toEqual(expected);
  const ends = stream.updates.filter(({ state }) => !/STARTING|RUNNING/.test(state));
  expect(ends.map(({ task_id, state }) => [task_id.value, state])).toEqual([
    ['t_vol', 'TASK_FINISHED'],
    ['t_rl', 'TASK_FINISHED'],
  ]);
  // Whatever was made is gone.
  await eventually('nothing is reserved', async () => {
    const { slaves } = (await master.getJson('/slaves')) as {
      slaves: { reserved_resources: object }[];
    };
    return Object.keys(slaves[0]!.reserved_resources).length === 0 ? true : undefined;
  });
  await eventually('no operation is under way', async () => {
    const answer = await fetch(`http://${master.address}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"type":"GET_OPERATIONS"}',
    });
    const empty = '{"type":"GET_OPERATIONS","get_operations":{}}';
    return (await answer.text()) === empty ? true : undefined;
  });
});

async function ended(taskId: string): Promise<void> {
  await eventually(`${taskId} ends`, () =>
    stream.updates.find(
      ({ task_id, state }) => task_id.value === taskId && !/STARTING|RUNNING/.test(state),
    ),
  );
}
