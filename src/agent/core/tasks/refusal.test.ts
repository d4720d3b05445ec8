/**
 * What frameworks hear of tasks that this agent cannot run: states, sources, reasons and beginnings
 * of messages are those of real agents, so that frameworks treat them as they are used to.
 */
import { describe, expect, it } from 'vitest';
import { ExitedExecutorMessage } from '../../../protocol/generated/internal.ts';
import type { ContainerInfo, TaskStatus } from '../../../protocol/generated/mesos.ts';
import { aFramework, anExecutor, aTask, PaperCluster, someResources } from '../test-support.ts';

const terminal: ContainerInfo = { type: 'MESOS', tty_info: {} };
const docker: ContainerInfo = { type: 'DOCKER', docker: { image: 'alpine' } };
const pod = { ...anExecutor('p'), type: 'DEFAULT' as const, command: undefined };

function aCluster(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  return cluster;
}

function aPod(more: object = {}): Parameters<PaperCluster['runGroup']>[0] {
  const { command: _none, ...info } = pod;
  return { ...info, ...more };
}

function lastStatus(cluster: PaperCluster): TaskStatus {
  cluster.pass(100);
  return cluster.updates.at(-1)!.status;
}

const launchFailed = {
  state: 'TASK_FAILED',
  source: 'SOURCE_AGENT',
  reason: 'REASON_CONTAINER_LAUNCH_FAILED',
};

describe('a container that cannot be launched', () => {
  it('fails a command task, in the name of the agent', () => {
    const cluster = aCluster();
    cluster.machine.launchError = 'Failed to fetch all URIs';
    cluster.run(aTask('t'));
    expect(lastStatus(cluster)).toMatchObject({
      ...launchFailed,
      message: 'Failed to launch container: Failed to fetch all URIs',
    });
    expect(cluster.told).toEqual(['t: FAILED']);
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('fails the tasks of an executor, and the master hears that it is gone', () => {
    const cluster = aCluster();
    cluster.machine.launchError = 'x';
    cluster.run(aTask('t', { executor: anExecutor('e') }));
    expect(lastStatus(cluster)).toMatchObject({
      ...launchFailed,
      message: 'Failed to launch container: x',
    });
    expect(cluster.messages(ExitedExecutorMessage)).toHaveLength(1);
  });

  it('because its task was killed meanwhile is the end of that task', () => {
    const cluster = aCluster();
    cluster.machine.launchError = 'Container destroyed';
    cluster.machine.launchCause = 'killed';
    cluster.run(aTask('t'));
    expect(lastStatus(cluster)).toMatchObject({
      state: 'TASK_KILLED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
    });
  });

  it.each([
    ['PARTITION_AWARE', 'TASK_DROPPED'],
    ['MULTI_ROLE', 'TASK_LOST'],
  ] as const)('for want of a sandbox drops the tasks of a framework with %s', (type, state) => {
    const cluster = aCluster();
    cluster.machine.launchError = "Failed to create executor directory 'd'";
    cluster.machine.launchCause = 'sandbox';
    cluster.run(aTask('t'), aFramework({ capabilities: [{ type }] }));
    expect(lastStatus(cluster)).toMatchObject({
      state,
      source: 'SOURCE_AGENT',
      reason: 'REASON_EXECUTOR_TERMINATED',
      message: "Failed to create executor directory 'd'",
    });
  });
});

describe('a wish that the agent cannot grant', () => {
  it('fails a command task before anything is launched', () => {
    const cluster = aCluster();
    cluster.run(aTask('t', { container: terminal }));
    const status = lastStatus(cluster);
    expect(status).toMatchObject(launchFailed);
    expect(status.message).toMatch(/^Failed to launch container: 'container.tty_info' is refused/);
    expect(cluster.machine.launches).toEqual([]);
  });

  it('for Docker has the reason of agents without it', () => {
    const cluster = aCluster();
    cluster.run(aTask('t', { container: docker }));
    const status = lastStatus(cluster);
    expect(status).toMatchObject({ ...launchFailed, reason: 'REASON_EXECUTOR_TERMINATED' });
    expect(status.message).toContain('no Docker containerizer');
  });

  it('of an executor fails its tasks', () => {
    const cluster = aCluster();
    cluster.run(aTask('t', { executor: anExecutor('e', { container: terminal }) }));
    expect(lastStatus(cluster)).toMatchObject(launchFailed);
    cluster.runGroup(aPod({ container: terminal }), [aTask('u'), aTask('v')]);
    cluster.pass(100);
    expect(cluster.told).toEqual(['t: FAILED', 'u: FAILED', 'v: FAILED']);
    expect(cluster.machine.launches).toEqual([]);
  });

  it('of a task in a pod fails the task, in the name of its executor', () => {
    const cluster = aCluster();
    cluster.runGroup(aPod(), [aTask('t', { container: terminal })]);
    expect(lastStatus(cluster)).toMatchObject({ state: 'TASK_FAILED', source: 'SOURCE_EXECUTOR' });
    expect(cluster.told).toEqual(['t: STARTING', 't: FAILED']);
  });

  it('of the task of a custom executor is for that executor to grant', () => {
    const cluster = aCluster();
    cluster.run(aTask('t', { executor: anExecutor('e'), container: terminal }));
    cluster.pass(100);
    expect(cluster.machine.launches).toEqual(['executor e']);
  });

  it('to have a read-only volume in the container of an executor drops the task', () => {
    const cluster = aCluster();
    const disk = { volume: { container_path: 'data', mode: 'RO' as const } };
    const resources = [
      ...someResources(),
      { name: 'disk', type: 'SCALAR' as const, scalar: { value: 1 }, disk },
    ];
    cluster.run(aTask('t', { executor: anExecutor('e'), resources }));
    expect(lastStatus(cluster)).toMatchObject({
      state: 'TASK_GONE',
      reason: 'REASON_CONTAINER_UPDATE_FAILED',
    });
    expect(cluster.messages(ExitedExecutorMessage)).toHaveLength(1);
  });
});

describe('limits without cgroups', () => {
  it.each([
    ['cpus', 'CPU limits can only be set'],
    ['mem', 'Memory limits can only be set'],
  ])('of %s drop the task', (name, message) => {
    const cluster = aCluster();
    cluster.run(aTask('t', { limits: { [name]: { value: 100 } } }));
    const status = lastStatus(cluster);
    expect(status).toMatchObject({
      state: 'TASK_DROPPED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_GC_ERROR',
    });
    expect(status.message).toContain(message);
    expect(status.executor_id).toBeUndefined();
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('drop a whole group, and the master hears that there is no executor', () => {
    const cluster = aCluster();
    cluster.runGroup(aPod(), [aTask('t'), aTask('u', { limits: { mem: { value: 100 } } })]);
    cluster.pass(100);
    expect(cluster.told).toEqual(['t: DROPPED', 'u: DROPPED']);
    expect(cluster.messages(ExitedExecutorMessage)).toHaveLength(1);
  });

  it('of a Docker container are none of their business', () => {
    const cluster = aCluster();
    cluster.run(aTask('t', { container: docker, limits: { mem: { value: 100 } } }));
    expect(lastStatus(cluster).message).toContain('no Docker containerizer');
  });
});
