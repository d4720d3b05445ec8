/** Launches that the agent does not carry out: what the framework hears, and what the master frees. */
import { describe, expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import { aFramework, anExecutor, aTask, PaperCluster } from '../test-support.ts';

const old: Partial<FrameworkInfo> = { capabilities: [{ type: 'MULTI_ROLE' }] };

function started(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  return cluster;
}

function runOutdated(cluster: PaperCluster, framework: FrameworkInfo): void {
  cluster.say(internal.RunTaskMessage, {
    framework,
    task: aTask('t', { executor: anExecutor('e') }),
    launch_executor: true,
    resource_version_uuids: [{ uuid: { value: new Uint8Array(16) } }],
  });
  cluster.pass(20);
}

describe('a launch on resources of another version', () => {
  it('is dropped; the master hears that the executor it counted is not there', () => {
    const cluster = started();
    runOutdated(cluster, aFramework());
    expect(cluster.updates[0]!.status).toMatchObject({
      state: 'TASK_DROPPED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_INVALID_OFFERS',
      message: 'Task assumes outdated resource state',
    });
    expect(cluster.messages(internal.ExitedExecutorMessage)).toEqual([
      {
        slave_id: { value: 'S0' },
        framework_id: { value: 'F1' },
        executor_id: { value: 'e' },
        status: -1,
      },
    ]);
  });

  it('is lost for a framework that knows no finer word', () => {
    const cluster = started();
    runOutdated(cluster, aFramework(old));
    expect(cluster.updates[0]!.status.state).toBe('TASK_LOST');
  });
});

it('a command task whose id an executor has is dropped as invalid', () => {
  const cluster = started();
  cluster.run(aTask('first', { executor: anExecutor('t') }));
  cluster.run(aTask('t'));
  expect(cluster.updates[0]!.status).toMatchObject({
    task_id: { value: 't' },
    state: 'TASK_DROPPED',
    reason: 'REASON_TASK_INVALID',
    message: 'Cannot reuse an already existing executor for a command task',
  });
});

it('a launch that was meant for the agent that was here before is ignored', () => {
  const cluster = started();
  cluster.run(aTask('t', { agent_id: { value: 'S9' } }));
  expect(cluster.machine.launches).toEqual([]);
  expect(cluster.updates).toEqual([]);
});

it.each([
  [{}, 'TASK_DROPPED'],
  [old, 'TASK_LOST'],
])('a task that the master asks back is dropped as its framework understands it', (more, state) => {
  const cluster = started();
  cluster.say(internal.SlaveReregisteredMessage, {
    slave_id: { value: 'S0' },
    reconciliations: [
      {
        framework_id: { value: 'F1' },
        framework: aFramework(more),
        statuses: [{ task_id: { value: 't' }, state: 'TASK_STAGING' }],
      },
    ],
  });
  cluster.pass(20);
  expect(cluster.updates[0]!.status).toMatchObject({
    state,
    reason: 'REASON_RECONCILIATION',
    message: 'Reconciliation: task unknown to the agent',
  });
});
