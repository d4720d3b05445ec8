/** What an authorizer hides is in no view of a master; what it does not hide is in all of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authenticator } from '../../security/authentication.ts';
import { type Authorizer, type Demand, allowAll } from '../../security/authorization.ts';
import { wholeView } from '../../security/view.ts';
import { Response as OperatorResponse } from '../../protocol/generated/master.ts';
import { TestMaster, aFramework, aTask, launchOf, resources } from '../core/test-support.ts';
import { contextOf, ServedMaster } from './test-support.ts';
import { viewedBy } from './viewed.ts';

/** Whoever says a name is who they are; "alice" sees what is not hidden, everybody else everything. */
const byName: Authenticator = {
  authenticate: ({ headers }) => ({
    kind: 'authenticated',
    principal: { value: headers.authorization ?? 'ops', claims: new Map() },
  }),
};

const isHidden: Readonly<Record<string, (demand: Required<Demand>['object']) => boolean>> = {
  VIEW_FRAMEWORK: ({ frameworkInfo }) => frameworkInfo?.name === 'hidden-framework',
  VIEW_TASK: ({ task }) => task?.name.startsWith('hidden') === true,
  VIEW_EXECUTOR: ({ executorInfo }) => executorInfo?.executor_id.value === 'hidden-executor',
  VIEW_ROLE: ({ value }) => value === 'hidden-role',
  VIEW_FLAGS: () => true,
};

const authorizer: Authorizer = {
  allows: (principal, { action, object = {} }) =>
    principal?.value !== 'alice' || isHidden[action]?.(object) !== true,
};

describe('what somebody may not see', () => {
  let served: ServedMaster;

  beforeEach(async () => {
    const authenticators = new Map(
      ['readonly', 'readwrite'].map((kind) => [`mesos-master-${kind}`, byName] as const),
    );
    served = await new ServedMaster({ authorizer, authenticators }).listen();
    fill(served.master);
  });

  afterEach(() => served.close());

  async function get(path: string, as: string): Promise<string> {
    const answer = await served.fetch(path, { headers: { Authorization: as } });
    expect(answer.status, path).toBe(200);
    return answer.text();
  }

  async function call(type: string, as: string, accept: string): Promise<string> {
    const headers = { Authorization: as, Accept: accept, 'Content-Type': 'application/json' };
    const body = JSON.stringify({ type });
    const answer = await served.fetch('/api/v1', { method: 'POST', headers, body });
    expect(answer.status, type).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (accept.endsWith('json')) return bytes.toString();
    return OperatorResponse.toJson(OperatorResponse.decode(bytes));
  }

  const paths = [
    '/state',
    '/state-summary',
    '/frameworks',
    '/tasks',
    '/slaves',
    '/roles',
    '/weights',
  ];
  const calls = [
    'GET_STATE',
    'GET_TASKS',
    'GET_EXECUTORS',
    'GET_FRAMEWORKS',
    'GET_AGENTS',
    'GET_ROLES',
    'GET_WEIGHTS',
  ];

  it.each(paths)('is not in %s, in whatever order it is read', async (path) => {
    for (const as of ['ops', 'alice', 'ops', 'alice']) {
      const text = await get(path, as);
      if (as === 'alice') expect(text).not.toMatch(/hidden/);
      else expect(text).toMatch(/hidden/);
      expect(text.length).toBeGreaterThan(10);
    }
    const [whole, part] = [await get(path, 'ops'), await get(path, 'alice')];
    expect(part.length).toBeLessThan(whole.length);
  });

  it.each(calls)('is not in %s, neither in JSON nor in protobuf', async (type) => {
    for (const accept of ['application/json', 'application/x-protobuf']) {
      expect(await call(type, 'ops', accept)).toMatch(/hidden/);
      expect(await call(type, 'alice', accept)).not.toMatch(/hidden/);
    }
  });

  it('is missing, and the rest is there', async () => {
    const state = JSON.parse(await get('/state', 'alice'));
    expect(state.frameworks).toHaveLength(1);
    const [framework] = state.frameworks;
    expect(framework.name).toBe('shown-framework');
    expect(framework.tasks.map(({ id }: { id: string }) => id)).toEqual(['shown']);
    expect(framework.completed_tasks.map(({ id }: { id: string }) => id)).toEqual(['shown-old']);
    const executors = framework.executors as { executor_id: string }[];
    expect(executors.map(({ executor_id }) => executor_id)).toEqual(['shown-executor']);
    expect(state).not.toHaveProperty('flags');
    expect(state).not.toHaveProperty('cluster');
    expect(JSON.parse(await get('/state', 'ops'))).toHaveProperty('cluster', 'test');
    const tasks = JSON.parse(await call('GET_TASKS', 'alice', 'application/json')).get_tasks;
    expect(tasks.tasks).toHaveLength(1);
    expect(tasks.completed_tasks).toHaveLength(1);
    const [agent] = JSON.parse(await get('/slaves', 'alice')).slaves;
    expect(Object.keys(agent.reserved_resources)).toEqual(['shown-role']);
  });

  it('is not in the debug page of offer constraints', async () => {
    const path = '/allocator/offer_constraints_debug';
    const count = async (as: string) =>
      Object.keys(JSON.parse(await get(path, as)).frameworks).length;
    expect([await count('ops'), await count('alice'), await count('ops')]).toEqual([2, 1, 2]);
  });

  it('is not in the snapshot of a subscriber', async () => {
    for (const [as, sees] of [
      ['ops', true],
      ['alice', false],
    ] as const) {
      const headers = { Authorization: as, 'Content-Type': 'application/json' };
      const body = '{"type":"SUBSCRIBE"}';
      const stop = new AbortController();
      const init = { method: 'POST', headers, body, signal: stop.signal };
      const answer = await served.fetch('/api/v1', init);
      const reader = answer.body!.getReader();
      let text = '';
      while (!text.includes('HEARTBEAT'))
        text += Buffer.from((await reader.read()).value!).toString();
      stop.abort();
      expect(text.includes('hidden')).toBe(sees);
      expect(text).toContain('shown-old');
    }
  });
});

it('who sees everything reads the state itself', () => {
  const context = contextOf(new TestMaster());
  expect(viewedBy(context, { value: 'ops', claims: new Map() })).toBe(context);
  expect(wholeView.key).toBe('');
  expect(context.core.authorizer).toBe(allowAll);
});

/** One of each kind that is hidden, and one that is not. */
function fill(master: TestMaster): void {
  const pid = 'slave(1)@10.0.0.1:5051';
  master.addAgent(pid, 'cpus:8;mem:8192;disk:1000;cpus(hidden-role):1;cpus(shown-role):1');
  master.state.weights.set('hidden-role', 2);
  master.state.weights.set('shown-role', 3);
  const framework = master.subscribe(aFramework({ name: 'shown-framework' }));
  master.advance(1000);
  const offer = framework.offers[0]!;
  const executor = (id: string) => ({
    executor_id: { value: id },
    type: 'CUSTOM' as const,
    command: { value: 'true' },
    resources: resources('cpus:0.1;mem:32'),
  });
  const task = (id: string, executorId?: string) => {
    const { command, ...one } = aTask(id, offer, 'cpus:0.1;mem:32');
    return executorId === undefined
      ? { ...one, command: command! }
      : { ...one, executor: executor(executorId) };
  };
  master.accept(
    framework,
    [offer],
    launchOf(
      task('shown', 'shown-executor'),
      task('hidden', 'hidden-executor'),
      task('shown-old'),
      task('hidden-old'),
    ),
  );
  for (const id of ['shown-old', 'hidden-old']) {
    const uuid = master.update(framework, offer.agent_id.value, id, 'TASK_FINISHED');
    master.acknowledge(framework, offer.agent_id.value, id, uuid);
  }
  master.subscribe(aFramework({ name: 'hidden-framework' }));
  master.advance(1000);
}
