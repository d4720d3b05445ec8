import { describe, expect, it } from 'vitest';
import type { ReregisterSlaveMessage } from '../../protocol/generated/internal.ts';
import type { ExecutorInfo, Offer, Resource, TaskInfo } from '../../protocol/generated/mesos.ts';
import type { FrameworkId, RoleName } from '../../protocol/ids.ts';
import {
  TestMaster,
  aFramework,
  aRunningTask,
  aTask,
  anAgent,
  launchOf,
  resources,
} from './test-support.ts';

/**
 * Sums unite ports and words: two owners of one port look like one, until the first of them ends. So
 * nobody may get, or say that he has, what somebody else has at the same time.
 */
const pid = 'slave(1)@10.0.0.1:5051';
const total = 'cpus:8;mem:4096;disk:1000;ports:[1-10];racks:{a,b}';

const shared = [
  ['a port', 'ports:[3-3]'],
  ['part of a range', 'ports:[2-5]'],
  ['a word of a set', 'racks:{a}'],
] as const;

function cluster() {
  const master = new TestMaster();
  const framework = master.subscribe();
  const agentId = master.addAgent(pid, total);
  master.advance(0);
  const offer = framework.offers.at(-1)!;
  return { master, framework, agentId, offer };
}

function podExecutor(text = ''): ExecutorInfo {
  return {
    type: 'DEFAULT',
    executor_id: { value: 'e' },
    resources: resources(`cpus:0.1;mem:32;disk:1;${text}`),
  };
}

function groupOf(executor: ExecutorInfo, ...tasks: TaskInfo[]) {
  return { type: 'LAUNCH_GROUP' as const, launch_group: { executor, task_group: { tasks } } };
}

function customTask(id: string, offer: Offer, text: string, executorText: string): TaskInfo {
  const { command: _command, ...task } = aTask(id, offer, `cpus:1;mem:32;${text}`);
  const executor = {
    executor_id: { value: `e-${id}` },
    command: { value: 'run' },
    resources: resources(`cpus:0.1;mem:32;${executorText}`),
  };
  return { ...task, executor };
}

/** Whatever ends, everything is free again in the end and no invariant breaks. */
function endEverything({ master, framework, agentId }: ReturnType<typeof cluster>): void {
  for (const task of [...framework.record!.tasks.values()]) {
    master.update(framework, agentId, task.id, 'TASK_FINISHED');
  }
  master.call(framework, { type: 'TEARDOWN' });
  master.advance(2_000);
  expect(
    master.core.allocator.findFree(agentId)!.equals(master.state.agents.get(agentId)!.total),
  ).toBe(true);
}

describe.each(shared)('%s', (_what, text) => {
  it('cannot be used by two tasks of a group', () => {
    const world = cluster();
    const { master, framework, offer } = world;
    const tasks = ['t', 'u'].map((id) => aTask(id, offer, `cpus:1;mem:32;${text}`));
    master.accept(framework, [offer], groupOf(podExecutor(), ...tasks));
    expect(framework.statesOf('t')).toEqual(['TASK_ERROR']);
    expect(framework.statuses[0]!.message).toContain('is used more than once');
    endEverything(world);
  });

  it('cannot be used by a task of a group and its executor', () => {
    const world = cluster();
    const { master, framework, offer } = world;
    const task = aTask('t', offer, `cpus:1;mem:32;${text}`);
    master.accept(framework, [offer], groupOf(podExecutor(text), task));
    expect(framework.statesOf('t')).toEqual(['TASK_ERROR']);
    endEverything(world);
  });

  it('cannot be used by a task and its own executor', () => {
    const world = cluster();
    const { master, framework, offer } = world;
    master.accept(framework, [offer], launchOf(customTask('t', offer, text, text)));
    expect(framework.statesOf('t')).toEqual(['TASK_ERROR']);
    endEverything(world);
  });

  it('goes to the first of two tasks, and to the first of two operations', () => {
    const world = cluster();
    const { master, framework, offer } = world;
    const [t, u, v] = ['t', 'u', 'v'].map((id) => aTask(id, offer, `cpus:1;mem:32;${text}`));
    master.accept(framework, [offer], launchOf(t!, u!), launchOf(v!));
    expect([...framework.record!.tasks.keys()]).toEqual(['t']);
    endEverything(world);
  });

  it('is not taken from an agent that says that two tasks have it', () => {
    const { master } = cluster();
    reregister(master, 'S', {
      tasks: ['t', 'u'].map((id) => aRunningTask(id, 'F', `cpus:1;${text}`)),
    });
    expect(master.state.agents.has('S')).toBe(false);
    expect(master.state.frameworks.has('F')).toBe(false);
  });

  it('is not taken from an agent that says that a task and an executor have it', () => {
    const { master } = cluster();
    reregister(master, 'S', {
      tasks: [aRunningTask('t', 'F', `cpus:1;${text}`)],
      executor_infos: [executorOf('F', `cpus:1;${text}`)],
    });
    expect(master.state.agents.has('S')).toBe(false);
  });

  it('is not taken from an agent that says that two executors have it', () => {
    const { master } = cluster();
    const one = executorOf('F', `cpus:1;${text}`);
    reregister(master, 'S', { executor_infos: [one, { ...one, executor_id: { value: 'other' } }] });
    expect(master.state.agents.has('S')).toBe(false);
  });

  it('is not taken from an agent whose task has it in two roles', () => {
    const { master } = cluster();
    const task = aRunningTask('t', 'F', text);
    const inRole = (role: RoleName): Resource => ({
      ...task.resources![0]!,
      allocation_info: { role },
    });
    reregister(master, 'S', { tasks: [{ ...task, resources: [inRole('a'), inRole('b')] }] });
    expect(master.state.agents.has('S')).toBe(false);
  });

  it('is not made of nothing by a checkpoint that has it twice', () => {
    const { master } = cluster();
    const made = (role: RoleName): Resource => ({
      ...resources(text)[0]!,
      reservations: [{ type: 'DYNAMIC', role }],
    });
    reregister(master, 'S', { checkpointed_resources: [made('a'), made('b')] });
    expect(master.state.agents.has('S')).toBe(false);
  });

  it('stays with the task that the master sent, whatever its agent says runs instead', () => {
    const world = cluster();
    const { master, framework, agentId, offer } = world;
    master.accept(framework, [offer], launchOf(aTask('sent', offer, `cpus:1;mem:32;${text}`)));
    const other = aRunningTask('other', framework.id, `cpus:1;${text}`);
    reregister(master, agentId, { tasks: [other] });
    expect([...framework.record!.tasks.keys()]).toEqual(['sent']);
    endEverything(world);
  });

  it('goes to a newcomer when the same message says that its owner has ended', () => {
    const world = cluster();
    const { master, framework, agentId, offer } = world;
    master.accept(framework, [offer], launchOf(aTask('old', offer, `cpus:1;mem:32;${text}`)));
    reregister(master, agentId, {
      tasks: [
        aRunningTask('new', framework.id, `cpus:1;${text}`),
        { ...aRunningTask('old', framework.id, `cpus:1;${text}`), state: 'TASK_FINISHED' },
      ],
    });
    expect(framework.record!.tasks.get('new')!.isUsing).toBe(true);
    endEverything(world);
  });
});

function executorOf(frameworkId: FrameworkId, text: string): ExecutorInfo {
  return {
    executor_id: { value: 'e' },
    framework_id: { value: frameworkId },
    resources: resources(text).map((one) => ({ ...one, allocation_info: { role: '*' } })),
  };
}

function reregister(master: TestMaster, id: string, what: Partial<ReregisterSlaveMessage>): void {
  const known = master.state.agents.get(id)?.pid;
  master.reregister(known ?? 'slave(1)@10.0.0.9:5051', anAgent(total, id), what);
  master.advance(100);
}

describe('an agent that says it runs more than it has', () => {
  it.each<[string, Partial<ReregisterSlaveMessage>]>([
    ['with tasks', { tasks: ['t', 'u'].map((id) => aRunningTask(id, 'F', 'cpus:5')) }],
    ['with an executor', { executor_infos: [executorOf('F', 'cpus:9')] }],
    [
      'with both together',
      { tasks: [aRunningTask('t', 'F', 'cpus:5')], executor_infos: [executorOf('F', 'cpus:4')] },
    ],
    ['of a kind that it has none of', { tasks: [aRunningTask('t', 'F', 'gpus:1')] }],
    ['of ports that it has not', { tasks: [aRunningTask('t', 'F', 'ports:[10-11]')] }],
    [
      'in its checkpoint',
      {
        checkpointed_resources: [
          { ...resources('cpus:9')[0]!, reservations: [{ type: 'DYNAMIC', role: 'r' }] },
        ],
      },
    ],
  ])('%s is not believed', (_how, what) => {
    const { master, agentId } = cluster();
    const framework = master.subscribe(aFramework({ id: { value: 'F' } }));
    reregister(master, 'S', what);
    expect(master.state.agents.has('S')).toBe(false);
    reregister(master, agentId, what);
    expect(framework.record!.tasks.size).toBe(0);
    expect(master.state.agents.get(agentId)!.total.cpus).toBe(8);
  });

  it('is believed as far as frameworks go that are over', () => {
    const { master, framework, agentId } = cluster();
    const { id } = framework;
    master.call(framework, { type: 'TEARDOWN' });
    reregister(master, agentId, { tasks: [aRunningTask('t', id, 'cpus:9')] });
    expect(master.state.agents.get(agentId)!.reregisteredMs).toBeDefined();
    expect(master.sentTo(pid, 'ShutdownFrameworkMessage')).not.toEqual([]);
  });

  it('of revocable resources may do so: what can be spared is told later', () => {
    const { master } = cluster();
    const task = aRunningTask('t', 'F', 'cpus:1');
    const revocable = { ...task.resources![0]!, scalar: { value: 100 }, revocable: {} };
    reregister(master, 'S', { tasks: [{ ...task, resources: [revocable] }] });
    expect(master.state.frameworks.get('F')!.tasks.size).toBe(1);
  });

  it('a volume on disk that is reserved statically leaves the total as it is', () => {
    const master = new TestMaster();
    const disk: Resource = { name: 'disk', type: 'SCALAR', scalar: { value: 100 }, role: 'r' };
    const volume: Resource = {
      ...disk,
      scalar: { value: 40 },
      disk: { persistence: { id: 'p' }, volume: { container_path: 'data', mode: 'RW' } },
    };
    master.reregister(
      pid,
      { hostname: 'host', id: { value: 'S' }, resources: [disk] },
      { checkpointed_resources: [volume] },
    );
    master.advance(100);
    expect(master.state.agents.get('S')!.total.disk).toBe(100);
  });
});
