/** What an authorizer hides is in no view of an agent; what it does not hide is in all of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authorizer, Demand } from '../../security/authorization.ts';
import { aFramework, anExecutor, aTask } from '../core/test-support.ts';
import { ServedAgent } from './test-support.ts';

const isHidden: Readonly<Record<string, (demand: Required<Demand>['object']) => boolean>> = {
  VIEW_FRAMEWORK: ({ frameworkInfo }) => frameworkInfo?.name === 'hidden-framework',
  VIEW_TASK: ({ task, taskInfo }) => (task ?? taskInfo)?.name.startsWith('hidden') === true,
  VIEW_EXECUTOR: ({ executorInfo }) => executorInfo?.executor_id.value === 'hidden-executor',
  VIEW_CONTAINER: ({ executorInfo, frameworkInfo }) =>
    executorInfo?.executor_id.value === 'hidden-executor' ||
    frameworkInfo?.name === 'hidden-framework',
  VIEW_FLAGS: () => true,
};

/** Sees everything as long as nothing is hidden. */
class Hiding implements Authorizer {
  hides = false;

  allows(_principal: unknown, { action, object = {} }: Demand): boolean {
    return !this.hides || isHidden[action]?.(object) !== true;
  }
}

describe('what somebody may not see', () => {
  let served: ServedAgent;
  let authorizer: Hiding;

  beforeEach(async () => {
    authorizer = new Hiding();
    served = new ServedAgent();
    const { cluster } = served;
    cluster.startRegistered();
    Object.assign(cluster.agent.core, { authorizer });
    await served.serve({ authorizer, authenticators: new Map() });
    const custom = (id: string, name: string, executorId: string) => {
      const { command: _command, ...task } = aTask(id, { name });
      return { ...task, executor: anExecutor(executorId) };
    };
    cluster.run(aTask('shown', { name: 'shown' }));
    cluster.run(aTask('t2', { name: 'hidden-task' }));
    cluster.run(custom('q1', 'shown-queued', 'shown-executor'));
    cluster.run(custom('q2', 'hidden-queued', 'shown-executor'));
    cluster.run(custom('q3', 'of-hidden', 'hidden-executor'));
    const hidden = aFramework({ id: { value: 'F2' }, name: 'hidden-framework' });
    cluster.run(aTask('f2task'), hidden);
  });

  afterEach(() => served.close());

  async function text(path: string): Promise<string> {
    const { status, body } = await served.get(path);
    expect(status).toBe(200);
    return body.toString();
  }

  async function call(type: string): Promise<string> {
    const { status, body } = await served.post('/api/v1', { type });
    expect(status).toBe(200);
    return body.toString();
  }

  const hiddenWords = /hidden|f2task|F2/;

  it.each(['/state', '/containers'])('is not in %s', async (path) => {
    expect(await text(path)).toMatch(hiddenWords);
    authorizer.hides = true;
    expect(await text(path)).not.toMatch(hiddenWords);
    expect(await text(path)).toMatch(/shown/);
    authorizer.hides = false;
    expect(await text(path)).toMatch(hiddenWords);
  });

  it.each(['GET_STATE', 'GET_TASKS', 'GET_EXECUTORS', 'GET_FRAMEWORKS', 'GET_CONTAINERS'])(
    'is not in %s',
    async (type) => {
      expect(await call(type)).toMatch(hiddenWords);
      authorizer.hides = true;
      const part = await call(type);
      expect(part).not.toMatch(hiddenWords);
      expect(part).toMatch(/shown|F1/);
    },
  );

  it('is missing, and the rest is there', async () => {
    authorizer.hides = true;
    const state = JSON.parse(await text('/state'));
    expect(state).not.toHaveProperty('flags');
    expect(state.frameworks.map(({ id }: { id: string }) => id)).toEqual(['F1']);
    const executors = state.frameworks[0].executors as {
      id: string;
      tasks: { id: string }[];
      queued_tasks: { id: string }[];
    }[];
    const shown = executors.map(({ id, tasks, queued_tasks }) => [
      id,
      ...[...tasks, ...queued_tasks].map((task) => task.id),
    ]);
    expect(shown).toEqual([['shown', 'shown'], ['t2'], ['shown-executor', 'q1']]);
    const { get_tasks: tasks } = JSON.parse(await call('GET_TASKS'));
    expect([tasks.queued_tasks.length, tasks.launched_tasks.length]).toEqual([1, 1]);
  });
});
