import { describe, expect, it } from 'vitest';
import { ExitedExecutorMessage } from '../../../protocol/generated/internal.ts';
import { TestMaster, aFramework, anAgent } from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';

function running(options = {}) {
  const master = new TestMaster(options);
  const framework = master.subscribe(aFramework({ failover_timeout: 60 }));
  const agentId = master.addAgent(pid);
  master.advance(0);
  master.runTask(framework, 't1');
  return { master, framework, agentId };
}

describe('a status update', () => {
  it('reaches the framework with the uuid that it must acknowledge', () => {
    const { master, framework, agentId } = running();
    const uuid = master.update(framework, agentId, 't1', 'TASK_RUNNING');
    expect(framework.statuses).toEqual([
      {
        task_id: { value: 't1' },
        state: 'TASK_RUNNING',
        source: 'SOURCE_EXECUTOR',
        agent_id: { value: agentId },
        executor_id: { value: 't1' },
        timestamp: master.clock.now() / 1000,
        uuid,
      },
    ]);
  });

  it('is kept with the ids of its task, which are there once', () => {
    const { master, framework, agentId } = running();
    master.update(framework, agentId, 't1', 'TASK_RUNNING');
    const { task } = master.state.frameworks.get(framework.id)!.tasks.get('t1')!;
    const [status] = task.statuses!;
    expect(status!.executor_id).toBe(task.task_id);
    expect(status!.task_id).toBe(task.task_id);
    expect(status!.agent_id).toBe(task.agent_id);
  });

  it('is acknowledged to the agent', () => {
    const { master, framework, agentId } = running();
    const uuid = master.update(framework, agentId, 't1', 'TASK_RUNNING');
    master.acknowledge(framework, agentId, 't1', uuid);
    expect(master.sentTo(pid, 'StatusUpdateAcknowledgementMessage')[0]!.message).toEqual({
      slave_id: { value: agentId },
      framework_id: { value: framework.id },
      task_id: { value: 't1' },
      uuid,
    });
    expect(framework.record!.tasks.size).toBe(1);
  });

  it('that tells an end frees resources before it is acknowledged; then the task goes', () => {
    const { master, framework, agentId } = running();
    const uuid = master.update(framework, agentId, 't1', 'TASK_FINISHED');
    expect(master.state.agents.get(agentId)!.used.size).toBe(0);
    expect(framework.record!.tasks.get('t1')!.isUsing).toBe(false);
    master.acknowledge(framework, agentId, 't1', uuid);
    expect(framework.record!.tasks.size).toBe(0);
    expect(framework.record!.completedTasks.map(({ id }) => id)).toEqual(['t1']);
  });

  it('that tells an end is told when its resources are free: their offer leaves with it', () => {
    const { master, framework, agentId } = running();
    const isFree: boolean[] = [];
    const { sink } = framework.record!;
    framework.record!.sink = {
      send: () => isFree.push(master.state.agents.get(agentId)!.used.size === 0),
      sendOffers: (offers) => sink!.sendOffers(offers),
      close: () => sink!.close(),
    };
    master.update(framework, agentId, 't1', 'TASK_FINISHED');
    expect(isFree).toEqual([true]);
  });

  it('tells an old state while resources follow the latest one', () => {
    const { master, framework, agentId } = running();
    const first = master.update(framework, agentId, 't1', 'TASK_RUNNING', 'TASK_FINISHED');
    const { task } = framework.record!.tasks.get('t1')!;
    expect([task.state, task.status_update_state]).toEqual(['TASK_FINISHED', 'TASK_RUNNING']);
    expect(master.state.agents.get(agentId)!.used.size).toBe(0);
    master.acknowledge(framework, agentId, 't1', first);
    expect(framework.record!.tasks.size).toBe(1);
    const second = master.update(framework, agentId, 't1', 'TASK_FINISHED');
    master.acknowledge(framework, agentId, 't1', second);
    expect(framework.record!.tasks.size).toBe(0);
  });

  it('that is repeated is forwarded again, but watchers hear of it once', () => {
    const { master, framework, agentId } = running();
    master.update(framework, agentId, 't1', 'TASK_RUNNING');
    master.update(framework, agentId, 't1', 'TASK_RUNNING');
    expect(framework.statesOf('t1')).toEqual(['TASK_RUNNING', 'TASK_RUNNING']);
    expect(master.counts.get('test/task_updated')).toBe(1);
    expect(master.counts.get('test/task_retold')).toBe(1);
    expect(framework.record!.tasks.get('t1')!.task.statuses).toHaveLength(1);
  });

  it('that lags behind the task is told to watchers like any other, and the end counts once', () => {
    const { master, framework, agentId } = running();
    master.update(framework, agentId, 't1', 'TASK_STARTING', 'TASK_FINISHED');
    master.update(framework, agentId, 't1', 'TASK_RUNNING', 'TASK_FINISHED');
    master.update(framework, agentId, 't1', 'TASK_FINISHED');
    expect(master.counts.get('test/task_updated')).toBe(3);
    expect(master.counts.get('test/task_ended')).toBe(1);
    expect(master.counts.get('master/tasks_finished')).toBe(1);
  });

  it('of an ended task does not bring it back to life', () => {
    const { master, framework, agentId } = running();
    master.update(framework, agentId, 't1', 'TASK_FINISHED');
    master.update(framework, agentId, 't1', 'TASK_RUNNING');
    expect(framework.record!.tasks.get('t1')!.task.state).toBe('TASK_FINISHED');
  });

  it('of a task nobody knows is forwarded, for only the framework can acknowledge it', () => {
    const { master, framework, agentId } = running();
    const uuid = master.update(framework, agentId, 'unknown', 'TASK_FINISHED');
    expect(framework.statuses.at(-1)!.task_id.value).toBe('unknown');
    master.acknowledge(framework, agentId, 'unknown', uuid);
    expect(master.sentTo(pid, 'StatusUpdateAcknowledgementMessage')).toHaveLength(1);
  });

  it('is not acknowledged to an agent that is away', () => {
    const { master, framework, agentId } = running();
    const uuid = master.update(framework, agentId, 't1', 'TASK_FINISHED');
    master.breakConnection(pid);
    master.acknowledge(framework, agentId, 't1', uuid);
    expect(master.sentTo(pid, 'StatusUpdateAcknowledgementMessage')).toEqual([]);
    expect(framework.record!.tasks.size).toBe(1);
  });

  it('during a disconnection of the framework is not lost: the agent repeats it', () => {
    const { master, framework, agentId } = running();
    master.disconnect(framework);
    master.update(framework, agentId, 't1', 'TASK_FINISHED');
    const next = master.subscribe(aFramework({ id: { value: framework.id } }));
    const uuid = master.update(next, agentId, 't1', 'TASK_FINISHED');
    expect(next.statesOf('t1')).toEqual(['TASK_FINISHED']);
    master.acknowledge(next, agentId, 't1', uuid);
    expect(next.record!.tasks.size).toBe(0);
  });

  it('leaves a history no longer than --max_completed_tasks_per_framework', () => {
    const { master, framework, agentId } = running({ maxCompletedTasksPerFramework: 2 });
    for (const id of ['t1', 't2', 't3', 't4']) {
      if (id !== 't1') master.runTask(framework, id);
      const uuid = master.update(framework, agentId, id, 'TASK_FINISHED');
      master.acknowledge(framework, agentId, id, uuid);
      master.advance(1_100);
    }
    expect(framework.record!.completedTasks.map(({ id }) => id)).toEqual(['t3', 't4']);
  });

  it('of unreachable agents are remembered up to --max_unreachable_tasks_per_framework', () => {
    const { master, framework } = running({ maxUnreachableTasksPerFramework: 2 });
    for (const id of ['t2', 't3']) {
      master.advance(1_100);
      master.runTask(framework, id);
    }
    // The agent answers no ping.
    master.advance(100_000);
    expect(framework.statesOf('t1')).toContain('TASK_UNREACHABLE');
    expect([...framework.record!.unreachableTasks.keys()]).toEqual(['t2', 't3']);
  });
});

describe('reconciliation', () => {
  it('of all tells the latest state of each known task, with nothing to acknowledge', () => {
    const { master, framework, agentId } = running();
    master.update(framework, agentId, 't1', 'TASK_RUNNING');
    framework.forget();
    master.call(framework, { type: 'RECONCILE', reconcile: {} });
    expect(framework.statuses).toEqual([
      {
        task_id: { value: 't1' },
        state: 'TASK_RUNNING',
        message: 'Reconciliation: Latest task state',
        source: 'SOURCE_MASTER',
        reason: 'REASON_RECONCILIATION',
        agent_id: { value: agentId },
        timestamp: master.clock.now() / 1000,
      },
    ]);
  });

  it.each([
    ['of nobody', {}, 'TASK_UNKNOWN', 'Reconciliation: Task is unknown'],
    [
      'of a known agent',
      { agent_id: { value: 'M1-S0' } },
      'TASK_GONE',
      'Reconciliation: Task is unknown to the agent',
    ],
    [
      'of an unknown agent',
      { agent_id: { value: 'nope' } },
      'TASK_UNKNOWN',
      'Reconciliation: Task is unknown',
    ],
  ])('of a task %s', (_what, where, state, message) => {
    const { master, framework } = running();
    const tasks = [{ task_id: { value: 'x' }, ...where }];
    master.call(framework, { type: 'RECONCILE', reconcile: { tasks } });
    expect(framework.statuses).toEqual([
      {
        task_id: { value: 'x' },
        state,
        message,
        source: 'SOURCE_MASTER',
        reason: 'REASON_RECONCILIATION',
        timestamp: master.clock.now() / 1000,
        ...where,
      },
    ]);
  });

  it('of a task on an unreachable agent says so, and since when', () => {
    const { master, framework, agentId } = running();
    master.advance(76_000);
    framework.forget();
    const tasks = [{ task_id: { value: 't1' } }];
    master.call(framework, { type: 'RECONCILE', reconcile: { tasks } });
    expect(framework.statuses[0]).toMatchObject({
      state: 'TASK_UNREACHABLE',
      agent_id: { value: agentId },
    });
    expect(framework.statuses[0]!.unreachable_time).toBeDefined();
  });

  it('says nothing of tasks whose agent may still come back after a restart', () => {
    const first = new TestMaster();
    const agentId = first.addAgent(pid);
    first.master.stop();
    const second = new TestMaster({}, first);
    const framework = second.subscribe();
    framework.forget();
    const ask = (where: object) =>
      second.call(framework, {
        type: 'RECONCILE',
        reconcile: { tasks: [{ task_id: { value: 'x' }, ...where }] },
      });
    ask({});
    ask({ agent_id: { value: agentId } });
    expect(framework.statuses).toEqual([]);
    second.reregister(pid, anAgent(undefined, agentId));
    ask({ agent_id: { value: agentId } });
    expect(framework.statuses[0]!.state).toBe('TASK_GONE');
  });

  it('of operations answers that none is known', () => {
    const { master, framework } = running();
    framework.forget();
    const operations = [{ operation_id: { value: 'op-unknown' } }];
    master.call(framework, { type: 'RECONCILE_OPERATIONS', reconcile_operations: { operations } });
    expect(framework.events).toEqual([
      {
        type: 'UPDATE_OPERATION_STATUS',
        update_operation_status: {
          status: {
            operation_id: { value: 'op-unknown' },
            state: 'OPERATION_UNKNOWN',
            message: "Reconciliation: Operation is unknown and no 'agent_id' was provided",
          },
        },
      },
    ]);
  });
});

describe('KILL', () => {
  it('goes to the agent of the task', () => {
    const { master, framework } = running();
    const kill_policy = { grace_period: { nanoseconds: 5 } };
    master.call(framework, { type: 'KILL', kill: { task_id: { value: 't1' }, kill_policy } });
    expect(master.sentTo(pid, 'KillTaskMessage')[0]!.message).toEqual({
      framework_id: { value: framework.id },
      task_id: { value: 't1' },
      kill_policy,
    });
  });

  it('of an unknown task is answered like a question for it', () => {
    const { master, framework } = running();
    master.call(framework, { type: 'KILL', kill: { task_id: { value: 'x' } } });
    expect(framework.statuses).toMatchObject([
      { state: 'TASK_UNKNOWN', reason: 'REASON_RECONCILIATION' },
    ]);
  });

  it('on the wrong agent is ignored', () => {
    const { master, framework } = running();
    const kill = { task_id: { value: 't1' }, agent_id: { value: 'other' } };
    master.call(framework, { type: 'KILL', kill });
    expect(master.sentTo(pid, 'KillTaskMessage')).toEqual([]);
    expect(framework.statuses).toEqual([]);
  });
});

it('the exit of an executor that the agent made itself is no news for frameworks', () => {
  const { master, framework, agentId } = running();
  framework.forget();
  master.receive(pid, ExitedExecutorMessage, {
    slave_id: { value: agentId },
    framework_id: { value: framework.id },
    executor_id: { value: 't1' },
    status: 0,
  });
  expect(framework.events).toEqual([]);
});
