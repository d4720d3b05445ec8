import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ExecutorToFrameworkMessage,
  ExitedExecutorMessage,
  StatusUpdateMessage,
  UpdateSlaveMessage,
} from '../../protocol/generated/internal.ts';
import type { Resource, Task } from '../../protocol/generated/mesos.ts';
import { TestMaster, aFramework, aRunningTask, anAgent } from './test-support.ts';

/** Anybody who reaches the port can send messages. None may stop the master or break its sums. */
const pid = 'slave(1)@10.0.0.1:5051';

function running() {
  const master = new TestMaster();
  const framework = master.subscribe();
  const agentId = master.addAgent(pid);
  master.advance(0);
  master.runTask(framework, 't1');
  return { master, framework, agentId };
}

const badResources: [string, Resource][] = [
  ['a negative amount', { name: 'cpus', type: 'SCALAR', scalar: { value: -1 } }],
  ['no number', { name: 'cpus', type: 'SCALAR', scalar: { value: NaN } }],
  ['more than can be counted', { name: 'cpus', type: 'SCALAR', scalar: { value: 1e300 } }],
  ['no value at all', { name: 'cpus', type: 'SCALAR' }],
  ['a range that ends before it begins', range(5, 1)],
  ['an empty name', { name: '', type: 'SCALAR', scalar: { value: 1 } }],
  ['an allocation to no possible role', { ...one('cpus'), allocation_info: { role: 'a//b' } }],
  ['a reservation without a role', { ...one('cpus'), reservations: [{ type: 'DYNAMIC' }] }],
];

function one(name: string): Resource {
  return { name, type: 'SCALAR', scalar: { value: 1 } };
}

function range(begin: number, end: number): Resource {
  return { name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end }] } };
}

describe.each(badResources)('resources with %s', (_what, resource) => {
  it.each([
    ['the agent', { slave: { ...anAgent(), id: { value: 'S' }, resources: [resource] } }],
    ['a task', { tasks: [{ ...aRunningTask('t', 'F'), resources: [resource] }] }],
    [
      'an executor',
      {
        executor_infos: [
          {
            executor_id: { value: 'e' },
            framework_id: { value: 'F' },
            resources: [resource],
          },
        ],
      },
    ],
    ['a checkpoint', { checkpointed_resources: [resource] }],
  ])('are not taken in as those of %s', (_where, given) => {
    const master = new TestMaster();
    master.reregister(pid, anAgent(undefined, 'S'), given);
    master.advance(100);
    expect(master.state.agents.size).toBe(0);
    expect(master.state.frameworks.size).toBe(0);
    expect(master.agentsOnDisk).toHaveLength(0);
  });

  it('do not become revocable ones', () => {
    const { master, agentId } = running();
    const before = master.state.agents.get(agentId)!.total;
    master.receive(pid, UpdateSlaveMessage, {
      slave_id: { value: agentId },
      update_oversubscribed_resources: true,
      oversubscribed_resources: [{ ...resource, revocable: {} }],
    });
    expect(master.state.agents.get(agentId)!.total).toBe(before);
  });
});

describe('an agent that reports', () => {
  it.each<[string, Partial<Task>]>([
    ['a task id with a slash', { task_id: { value: 'a/b' } }],
    ['a task id that is a folder above', { task_id: { value: '..' } }],
    ['a framework id with a NUL', { framework_id: { value: 'F\0' } }],
    ['an executor id that is too long', { executor_id: { value: 'x'.repeat(256) } }],
  ])('%s is refused', (_what, given) => {
    const master = new TestMaster();
    const task = { ...aRunningTask('t', 'F'), ...given };
    master.reregister(pid, anAgent(undefined, 'S'), { tasks: [task] });
    master.advance(100);
    expect(master.state.agents.size).toBe(0);
  });

  it('a task or an executor twice has one', () => {
    const master = new TestMaster();
    const executor = {
      executor_id: { value: 'e' },
      framework_id: { value: 'F' },
      resources: [{ ...one('cpus'), allocation_info: { role: '*' } }],
    };
    const what = {
      tasks: [aRunningTask('t', 'F'), aRunningTask('t', 'F')],
      executor_infos: [executor, executor],
    };
    for (let i = 0; i < 2; i++) {
      master.reregister(pid, anAgent(undefined, 'S'), what);
      master.advance(100);
      expect(master.core.allocator.findFree('S')!.cpus).toBe(2);
      expect(master.sentTo(pid, 'KillTaskMessage')).toEqual([]);
    }
  });

  it('tasks and executors that use nothing is taken in, whenever it says so', () => {
    const master = new TestMaster();
    const { resources: _none, ...task } = aRunningTask('bare', 'F');
    master.reregister(pid, anAgent(undefined, 'S'), { tasks: [task] });
    master.advance(100);
    expect(master.state.agents.get('S')!.used.size).toBe(0);
  });

  it('tasks and executors that use nothing is believed when it comes back', () => {
    const { master, framework, agentId } = running();
    const bare = { framework_id: { value: framework.id } };
    const { resources: _none, ...task } = aRunningTask('bare', framework.id);
    master.reregister(pid, anAgent(undefined, agentId), {
      tasks: [task],
      executor_infos: [{ ...bare, executor_id: { value: 'e' } }],
    });
    expect(framework.record!.tasks.has('bare')).toBe(true);
    expect(master.state.agents.get(agentId)!.executors.get(framework.id)!.has('e')).toBe(true);
  });

  it('a framework with an impossible role is refused', () => {
    const master = new TestMaster();
    const frameworks = [aFramework({ id: { value: 'F' }, roles: ['a//b'] })];
    master.reregister(pid, anAgent(undefined, 'S'), { frameworks });
    master.advance(100);
    expect(master.state.agents.size).toBe(0);
  });

  it('the same id from two addresses at once is admitted once', () => {
    const master = new TestMaster();
    master.reregister(pid, anAgent(undefined, 'S'));
    master.reregister('slave(1)@10.0.0.2:5051', anAgent(undefined, 'S'));
    master.advance(100);
    expect(master.state.agents.get('S')!.pid).toBe(pid);
  });
});

describe('a message about something unknown', () => {
  it.each([
    ['a status update without an agent', StatusUpdateMessage, { update: anUpdate() }],
    ['an executor that exited', ExitedExecutorMessage, { ...ids(), status: 9 }],
    ['bytes for a framework', ExecutorToFrameworkMessage, { ...ids(), data: new Uint8Array(3) }],
  ] as const)('%s changes nothing', (_what, type, message) => {
    const { master, framework } = running();
    framework.forget();
    master.receive(pid, type as typeof StatusUpdateMessage, message as never);
    expect(framework.events).toEqual([]);
    expect(framework.record!.tasks.size).toBe(1);
  });

  it('an update from another address than its agent is ignored', () => {
    const { master, framework, agentId } = running();
    framework.forget();
    const update = { ...anUpdate(), framework_id: { value: framework.id } };
    master.receive('slave(1)@10.0.0.66:5051', StatusUpdateMessage, {
      update: { ...update, slave_id: { value: agentId } },
    });
    expect(framework.events).toEqual([]);
  });
});

function ids() {
  return {
    slave_id: { value: '../..' },
    framework_id: { value: 'nobody' },
    executor_id: { value: '\0' },
  };
}

function anUpdate() {
  return {
    framework_id: { value: 'nobody' },
    status: { task_id: { value: '/' }, state: 'TASK_RUNNING' as const },
    timestamp: NaN,
  };
}

const names = [
  'RegisterSlaveMessage',
  'ReregisterSlaveMessage',
  'UnregisterSlaveMessage',
  'UpdateSlaveMessage',
  'PongSlaveMessage',
  'StatusUpdateMessage',
  'ExitedExecutorMessage',
  'ExecutorToFrameworkMessage',
];

it('no bytes at all stop the master', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 200 }), (name, bytes) => {
      const { master } = running();
      const fullName = `mesos.internal.${name}`;
      master.master.receive(pid, fullName, bytes);
      master.advance(100);
    }),
    { numRuns: 300 },
  );
});
