/** What the agent lends, as the master hears of it, and how it gets it back. */
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../foundation/log.ts';
import {
  SlaveRegisteredMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { FrameworkInfo, Resource, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { Resources } from '../../../resources/resources.ts';
import { resourcesOf } from '../../../resources/test-support.ts';
import { agentMetrics } from '../metrics.ts';
import { aFramework, anExecutor, aTask, PaperCluster, someResources } from '../test-support.ts';
import { FixedResourceEstimator } from './fixed-resource-estimator.ts';
import type { Load, LoadThresholds } from './load-qos-controller.ts';
import { LoadQosController } from './load-qos-controller.ts';

const intervalMs = 15_000;

function revocable(value: number): Resource[] {
  return someResources(value).map((resource) => ({ ...resource, revocable: {} }));
}

function borrower(id: string, more: Partial<TaskInfo> = {}): TaskInfo {
  return aTask(id, { resources: revocable(0.5), ...more });
}

function aPod(id: string): Parameters<PaperCluster['runGroup']>[0] {
  const { command: _none, ...info } = anExecutor(id, { type: 'DEFAULT' });
  return info;
}

/** An agent that lends `text`. */
function aLender(text = 'cpus:2'): PaperCluster {
  const cluster = new PaperCluster();
  cluster.estimator = new FixedResourceEstimator(resourcesOf(text));
  return cluster;
}

/** What the master was told that is lent, in cpus. */
function told(cluster: PaperCluster): (number | undefined)[] {
  return cluster
    .messages(UpdateSlaveMessage)
    .map(({ update_oversubscribed_resources: isTold, oversubscribed_resources: lent }) =>
      isTold === true ? Resources.fromMessages(lent).revocable().cpus : undefined,
    );
}

/** Calls back what is lent when the load of five minutes is above 4. */
function watch(cluster: PaperCluster, thresholds: LoadThresholds = { fiveMinutes: 4 }): Load[] {
  const loads: Load[] = [{ fiveMinutes: 1, fifteenMinutes: 1 }];
  const readLoad = (): Load => loads.at(-1)!;
  cluster.controller = new LoadQosController({ thresholds, readLoad, log: silentLog });
  return loads;
}

const overload: Load = { fiveMinutes: 4.1, fifteenMinutes: 1 };

function preempted(cluster: PaperCluster): unknown[] {
  return cluster.updates
    .map(({ status }) => status)
    .filter(({ reason }) => reason === 'REASON_CONTAINER_PREEMPTED')
    .map(({ task_id, state, source, message }) => [task_id.value, state, source, message]);
}

describe('what is lent', () => {
  it('is told with each registration, and then when it changes', () => {
    const cluster = aLender();
    cluster.startRegistered();
    cluster.pass(10 * intervalMs);
    expect(told(cluster)).toEqual([2]);
    cluster.estimator = new FixedResourceEstimator(resourcesOf('cpus:3'));
    cluster.crash();
    cluster.start();
    cluster.detect();
    expect(cluster.state.oversubscribed?.cpus).toBe(3);
    cluster.say(SlaveRegisteredMessage, { slave_id: { value: 'S0' } });
    expect(told(cluster)).toEqual([2, 3]);
  });

  it('is nothing without an estimator', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.pass(10 * intervalMs);
    expect(told(cluster)).toEqual([undefined]);
    expect(agentMetrics(cluster.agent.core).get('slave/cpus_revocable_total')).toBe(0);
  });

  it('is the same whoever has borrowed of it', () => {
    const cluster = aLender();
    cluster.startRegistered();
    cluster.run(borrower('t'));
    cluster.run(borrower('u', { executor: anExecutor('e', { resources: revocable(0.1) }) }));
    cluster.pass(3 * intervalMs);
    expect(told(cluster)).toEqual([2]);
    const metrics = agentMetrics(cluster.agent.core);
    expect(metrics.get('slave/cpus_revocable_total')).toBe(2);
    expect(metrics.get('slave/cpus_revocable_used')).toBe(1.1);
    expect(metrics.get('slave/cpus_total')).toBe(4);
    // The overhead of the command executor.
    expect(metrics.get('slave/cpus_used')).toBe(0.1);
  });

  it('shrinks as borrowers end, where more is lent than there is to lend', () => {
    const cluster = aLender();
    cluster.startRegistered();
    cluster.run(borrower('t'));
    cluster.run(borrower('u'));
    cluster.crash();
    cluster.estimator = new FixedResourceEstimator(resourcesOf('cpus:0.6'));
    cluster.start();
    expect(cluster.state.oversubscribed?.cpus).toBe(1);
    cluster.detect();
    cluster.say(SlaveRegisteredMessage, { slave_id: { value: 'S0' } });
    cluster.state.phase = 'running';
    cluster.machine.end('run t', { status: 0 });
    cluster.pass(2 * intervalMs);
    expect(told(cluster).at(-1)).toBe(0.6);
  });

  it('says nothing of operations, nor of versions of resources', () => {
    const cluster = aLender();
    cluster.startRegistered();
    // It estimates less from now on.
    Object.assign(cluster.estimator!, { oversubscribable: () => Resources.empty });
    cluster.pass(2 * intervalMs);
    const message = cluster.messages(UpdateSlaveMessage).at(-1)!;
    expect(message).toEqual({
      slave_id: { value: 'S0' },
      update_oversubscribed_resources: true,
    });
  });

  it('is reckoned while there is no master, and told to the next', () => {
    const cluster = aLender();
    cluster.start();
    cluster.pass(5 * intervalMs);
    expect(told(cluster)).toEqual([]);
    expect(cluster.state.oversubscribed?.cpus).toBe(2);
  });
});

describe('who borrows, when the load is too high,', () => {
  it.each<[string, FrameworkInfo['capabilities'], string]>([
    ['gone', [{ type: 'PARTITION_AWARE' }], 'TASK_GONE'],
    ['lost', [], 'TASK_LOST'],
  ])('is %s in the words of its framework', (_what, capabilities, state) => {
    const cluster = aLender();
    const loads = watch(cluster);
    cluster.startRegistered();
    const framework = aFramework({ capabilities: capabilities! });
    cluster.run(borrower('t'), framework);
    cluster.run(aTask('own'), framework);
    cluster.pass(10_000);
    expect(preempted(cluster)).toEqual([]);
    loads.push(overload);
    cluster.pass(10_000);
    expect(preempted(cluster)).toEqual([
      ['t', state, 'SOURCE_AGENT', 'Container preempted by QoS correction'],
    ]);
    expect(cluster.machine.find('run t')).toBeUndefined();
    expect(cluster.told.at(-1)).toBe(`t: ${state.slice(5)}`);
    expect(cluster.state.frameworks.get('F1')!.executors.size).toBe(1);
    expect(cluster.counts.get('slave/executors_preempted')).toBe(1);
  });

  it('goes with all of its tasks, in a pod and in an executor of its own', () => {
    const cluster = aLender();
    const loads = watch(cluster);
    cluster.startRegistered();
    cluster.runGroup(aPod('p'), [borrower('a'), borrower('b', { resources: someResources() })]);
    cluster.run(borrower('c', { executor: anExecutor('e') }));
    cluster.pass(1000);
    loads.push(overload);
    cluster.pass(10_000);
    expect(preempted(cluster).map((row) => (row as unknown[])[0])).toEqual(['a', 'b', 'c']);
    expect(cluster.told.filter((text) => text.endsWith('FAILED'))).toEqual([]);
    expect(cluster.state.frameworks.size).toBe(0);
  });

  it('is preempted in the next agent process, too, when this one dies in the middle', () => {
    const cluster = aLender();
    const loads = watch(cluster);
    cluster.startRegistered();
    cluster.run(borrower('t'));
    // Nothing is heard of its end.
    Object.assign(cluster.agent.core.containerizer, { destroy: () => true });
    loads.push(overload);
    cluster.pass(2000);
    expect(preempted(cluster)).toEqual([]);
    cluster.crash();
    loads.push({ fiveMinutes: 0, fifteenMinutes: 0 });
    cluster.startRegistered();
    cluster.pass(1000);
    expect(preempted(cluster).map((row) => (row as unknown[]).slice(0, 2))).toEqual([
      ['t', 'TASK_GONE'],
    ]);
  });

  it('is left alone by one that watches other minutes', () => {
    const cluster = aLender();
    const loads = watch(cluster, { fifteenMinutes: 4 });
    cluster.startRegistered();
    cluster.run(borrower('t'));
    loads.push(overload, { fiveMinutes: 9, fifteenMinutes: 4 });
    cluster.pass(10_000);
    expect(preempted(cluster)).toEqual([]);
    loads.push({ fiveMinutes: 0, fifteenMinutes: 4.1 });
    cluster.pass(10_000);
    expect(preempted(cluster)).toHaveLength(1);
  });

  it('is asked for at the interval that the flag says', () => {
    const cluster = aLender();
    const loads = watch(cluster);
    cluster.startRegistered({ qosCorrectionIntervalMs: 60_000 });
    cluster.run(borrower('t'));
    loads.push(overload);
    cluster.pass(50_000);
    expect(preempted(cluster)).toEqual([]);
    cluster.pass(60_000);
    expect(preempted(cluster)).toHaveLength(1);
  });

  it('keeps its end when it is ending for another reason', () => {
    const cluster = aLender();
    const loads = watch(cluster);
    cluster.startRegistered();
    cluster.run(borrower('c', { executor: anExecutor('e') }));
    cluster.state.frameworks.get('F1')!.executors.get('e')!.state = 'terminating';
    loads.push(overload);
    cluster.pass(3000);
    expect(cluster.counts.get('slave/executors_preempted')).toBeUndefined();
  });
});
