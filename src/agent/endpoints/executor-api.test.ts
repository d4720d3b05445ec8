import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MesosExecutor, type ExecutorHandler } from '../../executor/index.ts';
import type { TaskInfo } from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';
import { anExecutor, aTask } from '../core/test-support.ts';
import { ServedAgent } from './test-support.ts';

let served: ServedAgent;
const executors: MesosExecutor[] = [];

beforeEach(async () => {
  served = new ServedAgent();
  served.cluster.startRegistered();
  await served.serve();
});

afterEach(async () => {
  for (const executor of executors.splice(0)) executor.stop();
  await served.close();
});

function launch(taskId: TaskId): void {
  const { command: _command, ...task } = aTask(taskId);
  served.cluster.run({ ...task, executor: anExecutor('e') });
}

/** Runs every task as soon as it comes. */
function startExecutor(handler: ExecutorHandler = {}, variables = {}): MesosExecutor {
  const executor = new MesosExecutor(
    { launch: (task) => executor.update(task.task_id, 'TASK_RUNNING'), ...handler },
    {
      variables: {
        MESOS_AGENT_ENDPOINT: `127.0.0.1:${served.port}`,
        MESOS_FRAMEWORK_ID: 'F1',
        MESOS_EXECUTOR_ID: 'e',
        MESOS_CHECKPOINT: '1',
        MESOS_SUBSCRIPTION_BACKOFF_MAX: '5ms',
        ...variables,
      },
      exit: () => undefined,
    },
  );
  executors.push(executor);
  executor.start();
  return executor;
}

const who = { executor_id: { value: 'e' }, framework_id: { value: 'F1' } };
const status = {
  task_id: { value: 't' },
  state: 'TASK_RUNNING',
  source: 'SOURCE_EXECUTOR',
  uuid: Buffer.alloc(16, 1).toString('base64'),
};

async function refusal(call: object): Promise<[number, string]> {
  const { status: code, body } = await served.post('/slave(1)/api/v1/executor', call);
  return [code, body.toString()];
}

describe('POST /api/v1/executor', () => {
  it('refuses in Mesos’ order and words', async () => {
    expect(await refusal({})).toEqual([
      400,
      'Failed to convert JSON into Call protobuf: Missing required fields: executor_id, framework_id',
    ]);
    const invalid = 'Failed to validate Executor::Call: ';
    expect(await refusal(who)).toEqual([400, `${invalid}Expecting 'type' to be present`]);
    expect(await refusal({ ...who, type: 'UPDATE' })).toEqual([
      400,
      `${invalid}Expecting 'update' to be present`,
    ]);
    for (const fault of [
      { uuid: 'AAA=' },
      { source: 'SOURCE_MASTER' },
      { state: 'TASK_STAGING' },
      { executor_id: { value: 'other' } },
    ]) {
      const call = { ...who, type: 'UPDATE', update: { status: { ...status, ...fault } } };
      expect((await refusal(call))[1]).toMatch(/^Failed to validate Executor::Call: .+/);
    }
    expect(await refusal({ ...who, type: 'HEARTBEAT' })).toEqual([202, '']);
    const update = { ...who, type: 'UPDATE', update: { status } };
    expect(await refusal(update)).toEqual([400, 'Framework cannot be found']);
    launch('t');
    const other = { ...update, executor_id: { value: 'x' } };
    expect(await refusal(other)).toEqual([400, 'Executor cannot be found']);
    expect(await refusal(update)).toEqual([403, 'Executor is not subscribed']);
  });
});

describe('a custom executor', () => {
  it('subscribes, runs what was queued for it, and is acknowledged', async () => {
    launch('t');
    const executor = startExecutor();
    await served.until(() => served.cluster.told.includes('t: RUNNING'));
    executor.update({ value: 't' }, 'TASK_FINISHED', { message: 'done' });
    await served.until(() => served.cluster.told.includes('t: FINISHED'));
    await served.until(() => executor.isSettled);
    expect(served.cluster.updates.at(-1)!.status).toMatchObject({
      message: 'done',
      source: 'SOURCE_EXECUTOR',
    });
  });

  it('is told to kill and to shut down', async () => {
    launch('t');
    const heard: string[] = [];
    const executor = startExecutor({
      kill: ({ task_id }) => {
        heard.push(`kill ${task_id.value}`);
        executor.update(task_id, 'TASK_KILLED');
      },
      shutdown: () => heard.push('shutdown'),
    });
    await served.until(() => served.cluster.told.includes('t: RUNNING'));
    served.cluster.kill('t');
    await served.until(() => served.cluster.told.includes('t: KILLED'));
    served.cluster.agent.shutdown('test');
    await served.until(() => heard.includes('shutdown'));
    expect(heard).toEqual(['kill t', 'shutdown']);
  });

  it('comes back when the stream breaks, and tells what got lost', async () => {
    launch('t');
    const tasks: TaskInfo[] = [];
    const lost: string[] = [];
    const executor = startExecutor({
      launch: (task) => tasks.push(task),
      disconnected: (why) => lost.push(why),
    });
    await served.until(() => tasks.length === 1);
    await served.closeServer();
    await served.until(() => lost.length === 1);
    executor.update({ value: 't' }, 'TASK_RUNNING');
    expect(executor.isSettled).toBe(false);
    await served.serve();
    await served.until(() => served.cluster.told.includes('t: RUNNING'));
    await served.until(() => executor.isSettled);
  });

  it('shuts down when the agent goes and the framework does not checkpoint', async () => {
    launch('t');
    const heard: string[] = [];
    const handler = {
      subscribed: () => heard.push('subscribed'),
      shutdown: () => heard.push('shutdown'),
    };
    startExecutor(handler, { MESOS_CHECKPOINT: '0' });
    await served.until(() => heard.includes('subscribed'));
    await served.closeServer();
    await served.until(() => heard.includes('shutdown'));
    expect(heard).toEqual(['subscribed', 'shutdown']);
  });

  it('that is unknown is refused, and gives up', async () => {
    launch('t');
    const errors: string[] = [];
    startExecutor({ error: (why) => errors.push(why) }, { MESOS_EXECUTOR_ID: 'nobody' });
    await served.until(() => errors.length === 1);
    expect(errors[0]).toBe('the agent refused SUBSCRIBE with 400: Executor cannot be found');
  });

  it('without its environment does not start', () => {
    expect(() => new MesosExecutor({}, { variables: {} })).toThrow(/MESOS_AGENT_ENDPOINT/);
    const odd = {
      MESOS_AGENT_ENDPOINT: 'x:1',
      MESOS_FRAMEWORK_ID: 'f',
      MESOS_EXECUTOR_ID: 'e',
      MESOS_RECOVERY_TIMEOUT: 'soon',
    };
    expect(() => new MesosExecutor({}, { variables: odd })).toThrow(/MESOS_RECOVERY_TIMEOUT/);
  });
});
