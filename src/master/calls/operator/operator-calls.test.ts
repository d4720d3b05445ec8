import { allowAll } from '../../../security/authorization.ts';
import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../../foundation/http/index.ts';
import type { EndpointRequest } from '../../../manners/index.ts';
import { createCallHandler, masterDialect } from '../../../operator-api/index.ts';
import { Call, Event, Response } from '../../../protocol/generated/master.ts';
import type { LargeRecord } from '../../../foundation/http/index.ts';
import { RecordDecoder } from '../../../protocol/recordio.ts';
import { TestMaster } from '../../core/test-support.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { contextOf } from '../../endpoints/test-support.ts';
import { operatorCalls } from './index.ts';

const json = 'application/json';
const protobuf = 'application/x-protobuf';

function requestOf(call: object, accept: string): EndpointRequest {
  return {
    method: 'POST',
    route: '/master/api/v1',
    rest: '',
    target: '/master/api/v1',
    query: new Map(),
    headers: { 'content-type': json, accept },
    body: Buffer.from(JSON.stringify(call)),
    peer: 'test',
    onAborted: () => undefined,
  } as unknown as EndpointRequest;
}

async function ask(context: MasterContext, call: object, accept = json): Promise<HttpResponse> {
  const handler = createCallHandler({
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    authorizer: allowAll,
    calls: operatorCalls,
    context,
  });
  return handler(requestOf(call, accept));
}

async function bodyOf(context: MasterContext, type: string, accept: string): Promise<Buffer> {
  const answer = await ask(context, { type }, accept);
  if (answer.kind !== 'bytes') throw new Error(`${type} is answered with ${answer.kind}`);
  expect(answer.contentType).toBe(accept);
  return Buffer.from(answer.body as Uint8Array);
}

/** One agent, one framework with a task that runs and offers of the rest. */
function busyMaster(): TestMaster {
  const test = new TestMaster();
  test.addAgent();
  const framework = test.subscribe();
  test.advance(2_000);
  test.runTask(framework, 'täsk');
  test.advance(2_000);
  return test;
}

function endedTask(test: TestMaster) {
  test.addAgent();
  const framework = test.subscribe();
  test.advance(2_000);
  const taskId = 't';
  const { agentId } = test.runTask(framework, taskId);
  return { agentId, framework, taskId };
}

const readCalls = [
  'GET_STATE',
  'GET_TASKS',
  'GET_AGENTS',
  'GET_FRAMEWORKS',
  'GET_EXECUTORS',
  'GET_OPERATIONS',
  'GET_ROLES',
  'GET_WEIGHTS',
  'GET_MASTER',
];

describe('operator calls that read', () => {
  it.each(readCalls)('%s says the same in JSON and in protobuf', async (type) => {
    const context = contextOf(busyMaster());
    context.core.state.weights.set('r', 2);
    const text = (await bodyOf(context, type, json)).toString();
    const fromJson = Response.fromJson(JSON.parse(text));
    const decoded = Response.decode(await bodyOf(context, type, protobuf));
    expect(JSON.parse(Response.toJson(decoded))).toEqual(JSON.parse(Response.toJson(fromJson)));
    expect(decoded.type).toBe(type);
  });

  it('show what runs', async () => {
    const state = JSON.parse((await bodyOf(contextOf(busyMaster()), 'GET_STATE', json)).toString());
    const { get_tasks, get_agents, get_frameworks, get_executors } = state.get_state;
    expect(get_tasks.tasks).toMatchObject([{ name: 'täsk', state: 'TASK_STAGING' }]);
    expect(get_agents.agents[0].total_resources[0]).toMatchObject({ name: 'cpus', role: '*' });
    expect(get_agents.agents[0].allocated_resources[0]).toMatchObject({ scalar: { value: 1 } });
    expect(get_frameworks.frameworks[0].offers).toHaveLength(1);
    expect(get_executors).toEqual({ executors: [] });
  });

  it.each([json, protobuf])(
    'show a task that went to another list there, in %s',
    async (accept) => {
      const test = new TestMaster();
      const { agentId, framework, taskId } = endedTask(test);
      const uuid = test.update(framework, agentId, taskId, 'TASK_FINISHED');
      const context = contextOf(test);
      const listed = async (): Promise<number[]> => {
        const body = await bodyOf(context, 'GET_TASKS', accept);
        const { get_tasks } =
          accept === json ? Response.fromJson(JSON.parse(String(body))) : Response.decode(body);
        const { tasks = [], completed_tasks = [] } = get_tasks!;
        return [tasks.length, completed_tasks.length];
      };
      expect(await listed()).toEqual([1, 0]);
      test.acknowledge(framework, agentId, taskId, uuid);
      expect(await listed()).toEqual([0, 1]);
    },
  );

  it('write empty lists as recorded', async () => {
    const context = contextOf(new TestMaster());
    const bodies = await Promise.all(readCalls.map((type) => bodyOf(context, type, json)));
    expect(bodies.slice(0, 6).map(String)).toEqual([
      '{"type":"GET_STATE","get_state":{"get_tasks":{"tasks":[],"unreachable_tasks":[],"completed_tasks":[]},"get_executors":{"executors":[]},"get_frameworks":{"frameworks":[],"completed_frameworks":[]},"get_agents":{"agents":[],"recovered_agents":[]}}}',
      '{"type":"GET_TASKS","get_tasks":{"tasks":[],"unreachable_tasks":[],"completed_tasks":[]}}',
      '{"type":"GET_AGENTS","get_agents":{"agents":[],"recovered_agents":[]}}',
      '{"type":"GET_FRAMEWORKS","get_frameworks":{"frameworks":[],"completed_frameworks":[]}}',
      '{"type":"GET_EXECUTORS","get_executors":{"executors":[]}}',
      '{"type":"GET_OPERATIONS","get_operations":{}}',
    ]);
  });

  it('are all that there are, and one that is none is answered 501', async () => {
    expect(operatorCalls).toHaveLength(39);
    const answer = await ask(contextOf(new TestMaster()), { type: 'UNKNOWN' });
    expect(answer).toMatchObject({ kind: 'text', status: 501 });
  });
});

describe('SUBSCRIBE', () => {
  it.each([json, protobuf])('begins with the state, in %s', async (mediaType) => {
    const test = busyMaster();
    const context = contextOf(test);
    const answer = await ask(context, { type: 'SUBSCRIBE' }, mediaType);
    if (answer.kind !== 'events') throw new Error(`answered with ${answer.kind}`);
    const records: Buffer[] = [];
    const decoder = new RecordDecoder((record) => void records.push(Buffer.from(record)));
    const arrived = new Promise<void>((resolve) => {
      const write = (bytes: Uint8Array | string): boolean => {
        decoder.push(Buffer.from(bytes as Uint8Array));
        if (records.length === 2) resolve();
        return true;
      };
      answer.open({
        isOpen: true,
        write,
        writeLarge: (head: string, { pieces }: LargeRecord) => [head, ...pieces].forEach(write),
        follow: () => undefined,
        readLog: () => undefined,
        onClosed: () => undefined,
        end: () => undefined,
      } as never);
    });
    await arrived;
    const [subscribed, heartbeat] = records.map((record) =>
      mediaType === json ? Event.fromJson(JSON.parse(record.toString())) : Event.decode(record),
    );
    expect(subscribed!.subscribed!.heartbeat_interval_seconds).toBe(15);
    expect(subscribed!.subscribed!.get_state!.get_tasks!.tasks).toHaveLength(1);
    expect(heartbeat!.type).toBe('HEARTBEAT');
  });
});
