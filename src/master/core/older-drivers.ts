/**
 * Schedulers on the older API (drivers that speak libprocess) are not served yet. Silence would
 * leave them trying for ever, so whatever a driver may send is answered with the message that makes
 * it stop and tell its scheduler why.
 */
import {
  AuthenticationErrorMessage,
  FrameworkErrorMessage,
  SubmitSchedulerResponse,
} from '../../protocol/generated/internal.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { Core } from './environment.ts';
import { send } from './send.ts';

const internalNames = [
  'RegisterFrameworkMessage',
  'ReregisterFrameworkMessage',
  'UnregisterFrameworkMessage',
  'DeactivateFrameworkMessage',
  'ResourceRequestMessage',
  'LaunchTasksMessage',
  'ReviveOffersMessage',
  'KillTaskMessage',
  'StatusUpdateAcknowledgementMessage',
  'FrameworkToExecutorMessage',
  'ReconcileTasksMessage',
];

const driverMessages: ReadonlySet<string> = new Set([
  'mesos.scheduler.Call',
  ...internalNames.map((name) => `mesos.internal.${name}`),
]);

/** Those of them that real masters count, whatever they answer. */
const counters: ReadonlyMap<string, string> = new Map([
  ['mesos.internal.RegisterFrameworkMessage', 'master/messages_register_framework'],
  ['mesos.internal.ReregisterFrameworkMessage', 'master/messages_reregister_framework'],
  ['mesos.internal.UnregisterFrameworkMessage', 'master/messages_unregister_framework'],
  ['mesos.internal.DeactivateFrameworkMessage', 'master/messages_deactivate_framework'],
]);

const why =
  'This master serves schedulers on the v1 HTTP API only (/api/v1/scheduler): drivers that speak libprocess are not supported by this version';

/** False when no driver sends such a message. Its body is not even read. */
export function refuseDriverMessage(core: Core, pid: Pid, name: string): boolean {
  if (name === 'mesos.internal.AuthenticateMessage') {
    core.count('master/messages_authenticate');
    send(core, pid, AuthenticationErrorMessage, { error: 'No authenticator loaded' });
  } else if (name === 'mesos.internal.SubmitSchedulerRequest') {
    send(core, pid, SubmitSchedulerResponse, { okay: false });
  } else if (driverMessages.has(name)) {
    const counter = counters.get(name);
    if (counter !== undefined) core.count(counter);
    send(core, pid, FrameworkErrorMessage, { message: why });
  } else {
    return false;
  }
  core.log.warning(`Refusing ${name} from ${pid}: it is of an API that is not served`);
  return true;
}
