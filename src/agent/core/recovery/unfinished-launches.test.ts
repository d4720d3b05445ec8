/** Executors whose launch the last agent process did not live to finish. */
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../protocol/generated/executor.ts';
import * as internal from '../../../protocol/generated/internal.ts';
import { aFramework, anExecutor, aTask, PaperCluster } from '../test-support.ts';

function comeBack(cluster: PaperCluster): void {
  cluster.detect();
  cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
  cluster.pass(100);
}

/** Asks for a task of the executor 'e', and lets no time pass. */
function runCustom(cluster: PaperCluster, id: string, launchesExecutor = true): void {
  const { command: _command, ...task } = aTask(id);
  cluster.say(internal.RunTaskMessage, {
    framework: aFramework(),
    task: { ...task, executor: anExecutor('e') },
    launch_executor: launchesExecutor,
    resource_version_uuids: [{ uuid: { value: cluster.state.resourceVersionUuid } }],
  });
}

/** The executor 'e' connects: which tasks is it given? */
function subscribe(cluster: PaperCluster): string[] {
  const given: string[] = [];
  const link = {
    send: (event: Event) => {
      if (event.launch !== undefined) given.push(event.launch.task.task_id.value);
    },
    close: () => undefined,
  };
  const call = { framework_id: { value: 'F1' }, executor_id: { value: 'e' } };
  cluster.speak({ ...call, type: 'SUBSCRIBE', subscribe: {} }, link);
  cluster.pass(10);
  return given;
}

describe('an agent that was killed while it launched', () => {
  it('launches a custom executor that was written down but not begun, with its tasks', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    runCustom(cluster, 'a');
    runCustom(cluster, 'b', false);
    cluster.crash(cluster.store.pendingCount);
    expect(cluster.machine.launches).toEqual([]);
    cluster.start();
    expect(cluster.state.phase).toBe('disconnected');
    comeBack(cluster);
    expect(cluster.machine.launches).toEqual(['executor e']);
    expect(subscribe(cluster)).toEqual(['a', 'b']);
    expect(cluster.told).toEqual([]);
  });

  it('does not launch a custom executor twice', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    runCustom(cluster, 'a');
    cluster.pass(20);
    cluster.crash();
    cluster.machine.containers.clear();
    cluster.start();
    comeBack(cluster);
    expect(cluster.machine.launches).toEqual(['executor e']);
    expect(cluster.told).toEqual(['a: GONE']);
  });

  it('gives up tasks of a custom executor of which nobody knows what they are', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    runCustom(cluster, 'a');
    cluster.crash(cluster.store.pendingCount);
    for (const path of cluster.disk.keys()) {
      if (path.endsWith('queued.tasks')) cluster.disk.delete(path);
    }
    cluster.start();
    comeBack(cluster);
    expect(cluster.machine.launches).toEqual([]);
    expect(cluster.told).toEqual(['a: GONE']);
  });
});
