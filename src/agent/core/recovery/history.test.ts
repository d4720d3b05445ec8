/** What is over is remembered by the next agent process, as much as may be shown. */
import { expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import type { FrameworkRecord } from '../state.ts';
import { aFramework, aTask, PaperCluster } from '../test-support.ts';

function comeBack(cluster: PaperCluster): void {
  cluster.detect();
  cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
  cluster.pass(100);
}

it('remembers what ended before, newest last, as much as it may', () => {
  const cluster = new PaperCluster();
  const mostCompletedExecutorsPerFramework = 2;
  cluster.startRegistered({ mostCompletedExecutorsPerFramework });
  for (const id of ['t1', 't2', 't3', 'alive']) cluster.run(aTask(id));
  cluster.run(aTask('other'), aFramework({ id: { value: 'F2' } }));
  for (const id of ['t2', 't3', 't1', 'other']) {
    cluster.machine.end(`run ${id}`, { status: 0 });
    cluster.pass(50);
  }
  cluster.crash();
  cluster.start({ mostCompletedExecutorsPerFramework });
  comeBack(cluster);
  const shown = (framework: FrameworkRecord | undefined): unknown =>
    framework?.completedExecutors.map(({ completed }) =>
      completed.map(({ task_id, state }) => `${task_id.value} ${state}`),
    );
  expect(shown(cluster.state.frameworks.get('F1'))).toHaveLength(2);
  expect(shown(cluster.state.frameworks.get('F1'))).toContainEqual(['t3 TASK_FINISHED']);
  expect(cluster.state.completedFrameworks.map(shown)).toEqual([[['other TASK_FINISHED']]]);
  const [reregister] = cluster.messages(internal.ReregisterSlaveMessage);
  expect(reregister).toMatchObject({
    completed_frameworks: [{ tasks: [{ task_id: { value: 'other' }, state: 'TASK_FINISHED' }] }],
  });
});
