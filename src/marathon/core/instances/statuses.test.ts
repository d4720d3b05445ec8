import { describe, expect, it } from 'vitest';
import type { TaskState, TaskStatus } from '../../../protocol/generated/mesos.ts';
import { anApp, TestMarathon, type TestMarathonOptions } from '../../test-support/test-marathon.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { AppHealthCheck } from '../../model/checks.ts';

const mesosCheck: AppHealthCheck = {
  protocol: 'COMMAND',
  command: { value: 'true' },
  ...{ gracePeriodSeconds: 30, intervalSeconds: 10, timeoutSeconds: 5, delaySeconds: 0 },
  ...{ maxConsecutiveFailures: 3, ipProtocol: 'IPv4' },
};

/** One instance that was launched and of which nothing was heard. */
function launched(app: Partial<AppDefinition> = {}, options: TestMarathonOptions = {}) {
  const test = new TestMarathon(options);
  test.mesos.behaviour = () => 'TASK_STAGING';
  test.put(anApp(app));
  test.until(() => test.mesos.living.length > 0);
  const taskId = test.mesos.living[0]!.info.task_id.value;
  let acknowledgedCount = 0;
  const hear = (state: TaskState, more: Partial<TaskStatus> = {}): void =>
    test.marathon.receiveStatus({ task_id: { value: taskId }, state, ...more }, () => {
      acknowledgedCount++;
    });
  return {
    test,
    taskId,
    hear,
    get acknowledgedCount() {
      return acknowledgedCount;
    },
    get instance() {
      return test.core.instances.findByTask(taskId);
    },
  };
}

describe('a status', () => {
  it.each([
    ['TASK_STAGING', {}, 'Staging'],
    ['TASK_STARTING', {}, 'Starting'],
    ['TASK_RUNNING', {}, 'Running'],
    ['TASK_KILLING', {}, 'Killing'],
    ['TASK_UNREACHABLE', {}, 'Unreachable'],
    ['TASK_LOST', { reason: 'REASON_AGENT_REMOVED' }, 'Unreachable'],
    ['TASK_LOST', { reason: 'REASON_RECONCILIATION' }, 'Unreachable'],
  ] as const)('%s %j makes the instance %s', (state, more, condition) => {
    const { hear, test, taskId } = launched({
      unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 120 },
    });
    hear(state, more);
    expect(test.core.instances.findByTask(taskId)?.condition).toBe(condition);
  });

  it.each([
    ['TASK_FINISHED', {}, 'Finished', false],
    ['TASK_FAILED', {}, 'Failed', true],
    ['TASK_KILLED', {}, 'Killed', false],
    ['TASK_ERROR', {}, 'Error', true],
    ['TASK_DROPPED', {}, 'Dropped', true],
    ['TASK_GONE', {}, 'Gone', true],
    ['TASK_GONE_BY_OPERATOR', {}, 'Gone', true],
    ['TASK_UNKNOWN', {}, 'Unknown', true],
    ['TASK_LOST', { reason: 'REASON_TASK_UNKNOWN' }, 'Unknown', true],
    ['TASK_LOST', {}, 'Gone', true],
  ] as const)('%s %j ends the instance as %s', (state, more, condition, isFailure) => {
    const { hear, test, taskId } = launched();
    hear(state, { message: 'so it was', ...more });
    expect(test.core.instances.findByTask(taskId)).toBeUndefined();
    test.run(10);
    expect(test.events).toContainEqual(
      expect.objectContaining({ type: 'instance_changed_event', condition }),
    );
    expect(test.core.instances.lastFailureOf('/app')).toEqual(
      isFailure ? expect.objectContaining({ taskId, state, message: 'so it was' }) : undefined,
    );
    expect(test.until(() => test.mesos.tasks.size === 2)).toBe(true);
  });

  it('is acknowledged once what it says is stored', () => {
    const told = launched();
    told.hear('TASK_RUNNING');
    expect(told.acknowledgedCount).toBe(0);
    told.test.run(10);
    expect(told.acknowledgedCount).toBe(1);
  });

  it('that comes twice is acknowledged twice, neither before it is stored', () => {
    const told = launched();
    told.hear('TASK_RUNNING');
    told.hear('TASK_RUNNING');
    expect(told.acknowledgedCount).toBe(0);
    told.test.run(10);
    expect(told.acknowledgedCount).toBe(2);
    told.hear('TASK_RUNNING');
    expect(told.acknowledgedCount).toBe(3);
    const events = told.test.events.filter(({ type }) => type === 'status_update_event');
    expect(events).toHaveLength(1);
  });

  it('of an end that comes twice is acknowledged when the end is stored', () => {
    const told = launched();
    told.hear('TASK_FAILED');
    told.hear('TASK_FAILED');
    expect(told.acknowledgedCount).toBe(0);
    told.test.run(10);
    expect(told.acknowledgedCount).toBe(2);
  });

  it('leaves the result of a check behind, and nothing that nobody asks for', () => {
    const { hear, test, taskId } = launched();
    const check_status = { type: 'HTTP' as const, http: { status_code: 200 } };
    const uuid = new Uint8Array([1]);
    hear('TASK_RUNNING', { healthy: true, check_status, message: 'well', uuid, data: uuid });
    const [task] = test.core.instances.findByTask(taskId)!.tasks;
    expect(task!.status).toEqual({ healthy: true, check_status, message: 'well' });
  });

  it('of a stranger that runs has it killed, of one that ended is told', () => {
    const { test } = launched();
    const hear = (value: string, state: TaskState): void =>
      test.marathon.receiveStatus({ task_id: { value }, state }, () => undefined);
    const kills = (): unknown[] => test.mesos.calls.filter(({ type }) => type === 'KILL');
    hear('shop_db.instance-1._app.1', 'TASK_UNREACHABLE');
    expect(kills()).toEqual([]);
    hear('shop_db.instance-1._app.1', 'TASK_RUNNING');
    expect(kills()).toHaveLength(1);
    hear('shop_db.instance-1._app.1', 'TASK_KILLED');
    expect(test.events.at(-1)).toEqual({
      type: 'unknown_instance_terminated_event',
      instanceId: 'shop_db.instance-1',
      runSpecId: '/shop/db',
      condition: 'Killed',
    });
  });

  it('is told before what follows from it', () => {
    const { test, hear } = launched({ healthChecks: [mesosCheck] });
    const from = test.events.length;
    hear('TASK_RUNNING', { healthy: true });
    test.settle();
    test.remove('/app');
    hear('TASK_KILLED');
    test.settle();
    const told = test.events.slice(from).map((event) => {
      if (event.type === 'status_update_event') return event.taskStatus;
      if (event.type === 'instance_changed_event') return event.condition;
      return event.type;
    });
    expect(told).toEqual([
      ...['TASK_RUNNING', 'Running', 'health_status_changed_event'],
      ...['instance_health_changed_event', 'deployment_step_success', 'deployment_success'],
      ...['group_change_success', 'deployment_info', 'remove_health_check_event'],
      ...['TASK_KILLED', 'Killed', 'app_terminated_event'],
      ...['deployment_step_success', 'deployment_success'],
    ]);
  });

  it('of one that was given up brings it back', () => {
    const { test, hear, taskId } = launched();
    hear('TASK_RUNNING');
    hear('TASK_UNREACHABLE');
    test.run(1000);
    hear('TASK_UNREACHABLE', { message: 'still' });
    expect(test.core.instances.findByTask(taskId)?.condition).toBe('UnreachableInactive');
    hear('TASK_RUNNING');
    expect(test.core.instances.findByTask(taskId)?.condition).toBe('Running');
  });
});

describe('what an end means for an app that runs to completion', () => {
  it.each([
    ['Always', 'TASK_FINISHED', 2],
    ['OnFailure', 'TASK_FINISHED', 1],
    ['OnFailure', 'TASK_FAILED', 2],
    ['Never', 'TASK_FAILED', 1],
    ['Never', 'TASK_KILLED', 2],
  ] as const)('with %s after %s there were %i tasks', (restartPolicy, state, count) => {
    const { test, hear } = launched({ restartPolicy });
    test.mesos.behaviour = () => 'TASK_RUNNING';
    hear('TASK_RUNNING');
    hear(state);
    test.run(60_000);
    expect(test.mesos.tasks.size).toBe(count);
    expect([...test.core.deployments.running()]).toEqual([]);
  });
});
