import { expect, it } from 'vitest';
import { TestMaster } from './test-support.ts';

const driver = 'scheduler-1@10.0.0.9:4000';
const nothing = new Uint8Array();

it.each([
  'mesos.internal.RegisterFrameworkMessage',
  'mesos.internal.ReregisterFrameworkMessage',
  'mesos.internal.UnregisterFrameworkMessage',
  'mesos.internal.DeactivateFrameworkMessage',
  'mesos.internal.ResourceRequestMessage',
  'mesos.internal.LaunchTasksMessage',
  'mesos.internal.ReviveOffersMessage',
  'mesos.internal.KillTaskMessage',
  'mesos.internal.StatusUpdateAcknowledgementMessage',
  'mesos.internal.FrameworkToExecutorMessage',
  'mesos.internal.ReconcileTasksMessage',
  'mesos.scheduler.Call',
])('%s of a driver is answered with an error that says why', (name) => {
  const master = new TestMaster();
  master.master.receive(driver, name, nothing);
  expect(master.sentTo(driver)).toMatchObject([
    {
      from: 'master',
      name: 'FrameworkErrorMessage',
      message: { message: expect.stringContaining('/api/v1/scheduler') },
    },
  ]);
});

it('a driver that wants to authenticate, or to submit a scheduler, is refused too', () => {
  const master = new TestMaster();
  master.master.receive(driver, 'mesos.internal.AuthenticateMessage', nothing);
  master.master.receive(driver, 'mesos.internal.SubmitSchedulerRequest', nothing);
  expect(master.sentTo(driver)).toMatchObject([
    { name: 'AuthenticationErrorMessage', message: { error: 'No authenticator loaded' } },
    { name: 'SubmitSchedulerResponse', message: { okay: false } },
  ]);
  expect(master.counts.get('master/messages_authenticate')).toBe(1);
});

it('what nobody knows is dropped', () => {
  const master = new TestMaster();
  master.master.receive(driver, 'mesos.internal.BogusMessage', nothing);
  expect(master.sentTo(driver)).toEqual([]);
});
