import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../containers/containerizer.ts';
import * as internal from '../../protocol/generated/internal.ts';
import { aFramework, anExecutor, aTask } from '../core/test-support.ts';
import { pendingJson } from './containers.ts';
import { ServedAgent } from './test-support.ts';

let served: ServedAgent;

beforeEach(async () => {
  served = new ServedAgent();
  served.cluster.startRegistered();
  await served.serve();
});

afterEach(() => served.close());

async function getJson(path: string): Promise<unknown> {
  const { status, body } = await served.get(path);
  expect(status).toBe(200);
  return JSON.parse(body.toString());
}

async function callJson(call: object): Promise<Record<string, unknown>> {
  const { status, body } = await served.post('/api/v1', call);
  expect(status).toBe(200);
  return JSON.parse(body.toString()) as Record<string, unknown>;
}

describe('/state', () => {
  it('shows the agent with Mesos’ names, in its order', async () => {
    const state = (await getJson('/state')) as Record<string, unknown>;
    expect(Object.keys(state)).toEqual([
      'version',
      'build_time',
      'start_time',
      'id',
      'pid',
      'hostname',
      'capabilities',
      'resources',
      'reserved_resources',
      'unreserved_resources',
      'reserved_resources_full',
      'unreserved_resources_full',
      'reserved_resources_allocated',
      'unreserved_resources_allocated',
      'resource_providers',
      'attributes',
      'master_hostname',
      'flags',
      'frameworks',
      'completed_frameworks',
    ]);
    expect(state).toMatchObject({
      id: 'S0',
      pid: 'slave(1)@127.0.0.1:5051',
      resources: { disk: 0, mem: 0, gpus: 0, cpus: 4 },
    });
  });

  it('shows a running command task and what it uses', async () => {
    served.cluster.run(aTask('t'));
    const state = (await getJson('/slave(1)/state.json')) as { frameworks: unknown[] };
    expect(state).toMatchObject({ unreserved_resources_allocated: { cpus: 0.2, mem: 32 } });
    expect(state.frameworks).toHaveLength(1);
    expect(state.frameworks[0]).toMatchObject({
      id: 'F1',
      name: 'test',
      user: 'root',
      checkpoint: true,
      role: '*',
      executors: [
        {
          id: 't',
          source: 't',
          role: 'web',
          resources: { cpus: 0.2, mem: 32 },
          tasks: [
            {
              id: 't',
              framework_id: 'F1',
              executor_id: '',
              slave_id: 'S0',
              state: 'TASK_RUNNING',
              role: 'web',
              statuses: [{ state: 'TASK_STARTING' }, { state: 'TASK_RUNNING' }],
            },
          ],
          queued_tasks: [],
          completed_tasks: [],
        },
      ],
    });
    served.cluster.machine.end('run t', { status: 0 });
    served.cluster.pass(100);
    expect(await getJson('/state')).toMatchObject({
      frameworks: [],
      completed_frameworks: [
        { completed_executors: [{ completed_tasks: [{ state: 'TASK_FINISHED' }] }] },
      ],
    });
  });

  it('waits for recovery', async () => {
    served.cluster.state.phase = 'recovering';
    const answers = [await served.get('/state'), await served.post('/api/v1', {})];
    for (const { status, body } of answers) {
      expect([status, body.toString()]).toEqual([503, 'Agent has not finished recovery']);
    }
    expect((await served.get('/health')).status).toBe(200);
  });
});

describe('/containers and /monitor/statistics', () => {
  it('show containers of executors, all or by id', async () => {
    served.cluster.run(aTask('t'));
    const [container] = (await getJson('/containers')) as Record<string, unknown>[];
    expect(Object.keys(container!)).toEqual([
      'container_id',
      'executor_id',
      'executor_name',
      'framework_id',
      'source',
      'statistics',
      'status',
    ]);
    const id = String(container!['container_id']);
    expect(await getJson(`/containers?container_id=${id}`)).toHaveLength(1);
    expect(await getJson('/containers?container_id=nope')).toEqual([]);
    expect(await getJson('/containers?framework_id=F1&executor_id=t')).toHaveLength(1);
    expect((await served.get('/containers?executor_id=t')).status).toBe(400);
    const [statistics] = (await getJson('/monitor/statistics.json')) as object[];
    expect(statistics).toMatchObject({ source: 't', statistics: { cpus_soft_limit: 1 } });
    expect(Object.keys(statistics!)).not.toContain('status');
  });
});

describe('the v1 calls', () => {
  it('GET_TASKS tells tasks by how far they are, empty lists included', async () => {
    const { executor, ...task } = { ...aTask('q'), executor: anExecutor('e') };
    const { command: _command, ...withoutCommand } = task;
    served.cluster.run({ ...withoutCommand, executor });
    served.cluster.run(aTask('t'));
    expect(await callJson({ type: 'GET_TASKS' })).toMatchObject({
      get_tasks: {
        pending_tasks: [],
        queued_tasks: [{ task_id: { value: 'q' }, executor_id: { value: 'e' } }],
        launched_tasks: [{ task_id: { value: 't' }, status_update_state: 'TASK_RUNNING' }],
        terminated_tasks: [],
        completed_tasks: [],
      },
    });
  });

  it('a task whose framework went before its last update was acknowledged stays to be seen', async () => {
    served.cluster.acknowledges = false;
    served.cluster.run(aTask('t'));
    served.cluster.machine.end('run t', { status: 0 });
    served.cluster.pass(100);
    const unacknowledged = (await getJson('/state')) as { frameworks: unknown };
    const executor = { tasks: [], completed_tasks: [{ id: 't', state: 'TASK_FINISHED' }] };
    expect(unacknowledged.frameworks).toMatchObject([{ executors: [executor] }]);
    served.cluster.say(internal.ShutdownFrameworkMessage, { framework_id: { value: 'F1' } });
    served.cluster.pass(10_000);
    expect(await getJson('/state')).toMatchObject({
      frameworks: [],
      completed_frameworks: [{ completed_executors: [executor] }],
    });
    expect(await callJson({ type: 'GET_TASKS' })).toMatchObject({
      get_tasks: {
        launched_tasks: [],
        terminated_tasks: [{ task_id: { value: 't' }, state: 'TASK_FINISHED' }],
        completed_tasks: [],
      },
    });
  });

  it('GET_STATE, GET_EXECUTORS, GET_FRAMEWORKS and GET_AGENT agree', async () => {
    served.cluster.run(aTask('t'));
    const state = await callJson({ type: 'GET_STATE' });
    const executors = await callJson({ type: 'GET_EXECUTORS' });
    const frameworks = await callJson({ type: 'GET_FRAMEWORKS' });
    expect(state['get_state']).toMatchObject({
      get_executors: executors['get_executors'],
      get_frameworks: frameworks['get_frameworks'],
    });
    expect(executors['get_executors']).toMatchObject({
      executors: [{ executor_info: { executor_id: { value: 't' } } }],
      completed_executors: [],
    });
    expect(await callJson({ type: 'GET_AGENT' })).toMatchObject({
      get_agent: { agent_info: { hostname: 'host', id: { value: 'S0' } } },
    });
    expect(await callJson({ type: 'GET_OPERATIONS' })).toEqual({
      type: 'GET_OPERATIONS',
      get_operations: {},
    });
  });

  it('GET_CONTAINERS shows nested containers when asked', async () => {
    served.cluster.runGroup({ executor_id: { value: 'pod' }, type: 'DEFAULT' }, [aTask('a')]);
    served.cluster.pass(100);
    const shown = async (show: object): Promise<unknown[]> => {
      const answer = await callJson({ type: 'GET_CONTAINERS', get_containers: show });
      return (answer['get_containers'] as { containers?: unknown[] }).containers ?? [];
    };
    expect(await shown({})).toMatchObject([{ executor_id: { value: 'pod' } }]);
    const [, nested] = await shown({ show_nested: true });
    expect(nested).not.toHaveProperty('executor_id');
    expect(nested).not.toHaveProperty('container_id.parent');
    expect(nested).toHaveProperty('container_status.container_id.parent');
  });

  it('hostile container ids are refused', async () => {
    for (const value of ['../x', 'a/b', '', 'a b']) {
      const call = { type: 'WAIT_CONTAINER', wait_container: { container_id: { value } } };
      expect((await served.post('/api/v1', call)).status).toBe(400);
    }
    const flat = { container_id: { value: 'x' } };
    const call = { type: 'KILL_NESTED_CONTAINER', kill_nested_container: flat };
    expect((await served.post('/api/v1', call)).body.toString()).toBe(
      "Failed to validate agent::Call: Expecting 'kill_nested_container.container_id.parent' to be present",
    );
  });

  it('an executor’s container is not for operators to remove', async () => {
    served.cluster.run(aTask('t'));
    const [value] = served.cluster.machine.containers.keys();
    const call = { type: 'REMOVE_CONTAINER', remove_container: { container_id: { value } } };
    expect((await served.post('/api/v1', call)).status).toBe(400);
  });
});

it('/containerizer/debug shows containers on their way', () => {
  const list = (): ContainerSummary[] =>
    (['launching', 'running', 'destroying', 'terminated'] as const).map((state) => ({
      id: { value: state, parent: { value: 'root' } },
      state,
      isStandalone: false,
    }));
  const text = pendingJson({ containerizer: { list } });
  expect(JSON.parse(text)).toEqual({
    pending: [
      { operation: 'containerizer::launch', args: { containerId: 'root.launching' } },
      { operation: 'containerizer::destroy', args: { containerId: 'root.destroying' } },
    ],
  });
});

describe('/files', () => {
  it('know sandboxes by the ids and by the path that /state shows', async () => {
    served.cluster.run(aTask('t'), aFramework());
    const attached = (await getJson('/files/debug')) as Record<string, string>;
    const virtual = '/frameworks/F1/executors/t/runs/latest';
    const directory = attached[virtual]!;
    expect(directory).toMatch(
      /^\/var\/lib\/mesos\/slaves\/S0\/frameworks\/F1\/executors\/t\/runs\/[^/]+$/,
    );
    expect(attached[directory]).toBe(directory);
    for (const path of [
      '/var/lib/mesos/meta',
      '/etc',
      '/frameworks/F1/executors/nope/runs/latest',
    ]) {
      expect((await served.get(`/files/browse?path=${path}`)).status).toBe(404);
    }
  });
});
