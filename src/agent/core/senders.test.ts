/** An agent obeys the master that it detected, and nobody else. */
import { expect, it } from 'vitest';
import * as internal from '../../protocol/generated/internal.ts';
import type { Event } from '../../protocol/generated/executor.ts';
import { aFramework, anExecutor, aTask, masterPid, PaperCluster } from './test-support.ts';

const stranger = 'master@10.6.6.6:5050';
const framework_id = { value: 'F1' };
const slave_id = { value: 'S0' };
const executor_id = { value: 'e' };

/** With an executor of the framework's own that is subscribed; what it hears. */
function serving(): { cluster: PaperCluster; events: Event[] } {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  cluster.run(aTask('t', { executor: anExecutor('e') }));
  const events: Event[] = [];
  cluster.speak(
    { type: 'SUBSCRIBE', framework_id, executor_id, subscribe: {} },
    { send: (event) => void events.push(event), close: () => undefined },
  );
  cluster.pass(10);
  events.length = 0;
  return { cluster, events };
}

it('orders of a stranger change nothing', () => {
  const { cluster, events } = serving();
  const task_id = { value: 't' };
  cluster.say(internal.ShutdownMessage, { message: 'x' }, stranger);
  cluster.say(internal.ShutdownFrameworkMessage, { framework_id }, stranger);
  cluster.say(internal.ShutdownExecutorMessage, { framework_id, executor_id }, stranger);
  cluster.say(internal.KillTaskMessage, { framework_id, task_id }, stranger);
  cluster.say(internal.UpdateFrameworkMessage, { framework_id, pid: stranger }, stranger);
  cluster.say(internal.SlaveRegisteredMessage, { slave_id: { value: 'S9' } }, stranger);
  cluster.say(internal.RunTaskMessage, { framework: aFramework(), task: aTask('u') }, stranger);
  const ack = { slave_id, framework_id, task_id, uuid: new Uint8Array(16) };
  cluster.say(internal.StatusUpdateAcknowledgementMessage, ack, stranger);
  const data = new Uint8Array(1);
  const message = { slave_id, framework_id, executor_id, data };
  cluster.say(internal.FrameworkToExecutorMessage, message, stranger);
  cluster.pass(60_000);
  expect(events).toEqual([]);
  expect(cluster.state).toMatchObject({ phase: 'running', info: { id: slave_id } });
  expect(cluster.state.frameworks.get('F1')!.executors.size).toBe(1);
});

it('messages to executors come from the master or from where the framework is', () => {
  const { cluster, events } = serving();
  const message = { slave_id, framework_id, executor_id, data: new Uint8Array(1) };
  cluster.say(internal.FrameworkToExecutorMessage, message, masterPid);
  const driver = 'scheduler-1@10.0.0.9:4000';
  cluster.say(internal.UpdateFrameworkMessage, { framework_id, pid: driver });
  cluster.say(internal.FrameworkToExecutorMessage, message, driver);
  expect(events.map(({ type }) => type)).toEqual(['MESSAGE', 'MESSAGE']);
});
