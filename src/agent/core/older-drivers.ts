/**
 * Executors on the older API (drivers that speak libprocess) are not served yet. One that registers
 * is asked to end, as real agents answer executors that they do not want: its tasks then fail at
 * once and not after --executor_registration_timeout.
 */
import { ShutdownExecutorMessage } from '../../protocol/generated/internal.ts';
import type { Pid } from '../../protocol/ids.ts';
import { send } from './sending.ts';
import type { Core } from './environment.ts';

const driverMessages: ReadonlySet<string> = new Set(
  [
    'RegisterExecutorMessage',
    'ReregisterExecutorMessage',
    'StatusUpdateMessage',
    'ExecutorToFrameworkMessage',
  ].map((name) => `mesos.internal.${name}`),
);

/** False when no driver sends such a message. Its body is not even read. */
export function refuseDriverMessage(core: Core, from: Pid, name: string): boolean {
  if (!driverMessages.has(name)) return false;
  core.log.warning(
    `Shutting down the executor at ${from} that sent ${name}: this agent serves executors on the v1 HTTP API only (/api/v1/executor)`,
  );
  send(core, from, ShutdownExecutorMessage, {});
  return true;
}
