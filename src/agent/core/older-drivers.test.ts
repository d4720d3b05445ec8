import { expect, it } from 'vitest';
import { PaperCluster } from './test-support.ts';

const executor = 'executor(1)@10.0.0.9:4000';

it.each([
  'RegisterExecutorMessage',
  'ReregisterExecutorMessage',
  'StatusUpdateMessage',
  'ExecutorToFrameworkMessage',
])('%s of a driver is answered with the wish that it ends', (name) => {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  cluster.agent.receive(executor, `mesos.internal.${name}`, new Uint8Array());
  cluster.agent.receive(executor, 'mesos.internal.BogusMessage', new Uint8Array());
  const answers = cluster.sent.filter(({ to }) => to === executor);
  expect(answers.map((one) => one.name)).toEqual(['mesos.internal.ShutdownExecutorMessage']);
});
