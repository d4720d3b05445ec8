/**
 * What executors say: UPDATE and MESSAGE, from built-in ones by function call, from others through
 * the door (door.ts).
 */
import type { Call } from '../../../protocol/generated/executor.ts';
import { ExecutorToFrameworkMessage } from '../../../protocol/generated/internal.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import { executorText } from '../executors/executors.ts';
import { send, sendToMaster } from '../sending.ts';
import type { Core } from '../environment.ts';
import { shutdownExecutor } from '../executors/end.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { executorUpdate, takeStatusUpdate } from '../updates/status-updates.ts';

/** Who speaks: an executor that is here, in its framework. */
export interface Caller {
  readonly framework: FrameworkRecord;
  readonly executor: ExecutorRecord;
}

export function takeCall(core: Core, caller: Caller, call: Call): void {
  if (call.type === 'UPDATE' && call.update !== undefined) {
    takeUpdate(core, caller, call.update.status);
  } else if (call.type === 'MESSAGE' && call.message !== undefined) {
    takeMessage(core, caller, call.message.data);
  }
}

function takeUpdate(
  core: Core,
  { framework, executor }: Caller,
  status: NonNullable<Call['update']>['status'],
): void {
  const { task_id: taskId, uuid } = status;
  const log = core.log;
  if (uuid === undefined) {
    core.count('slave/invalid_status_updates');
    return log.warning(`Ignoring an update without uuid from ${executorText(executor)}`);
  }
  if (status.state === 'TASK_STAGING') {
    core.count('slave/invalid_status_updates');
    log.error(`${executorText(executor)} says TASK_STAGING, which only the master may say`);
    return shutdownExecutor(core, framework, executor);
  }
  takeStatusUpdate(core, executorUpdate(core, executor, status), executor, () => {
    executor.link?.send({ type: 'ACKNOWLEDGED', acknowledged: { task_id: taskId, uuid } });
  });
}

function takeMessage(core: Core, { framework, executor }: Caller, data: Uint8Array): void {
  if (core.state.phase !== 'running' || framework.state === 'terminating') {
    core.count('slave/invalid_framework_messages');
    return;
  }
  core.count('slave/valid_framework_messages');
  const message: ExecutorToFrameworkMessage = {
    slave_id: { value: agentIdOf(core) },
    framework_id: { value: framework.id },
    executor_id: { value: executor.id },
    data,
  };
  // Drivers on libprocess are spoken to directly, frameworks on HTTP through the master.
  if (framework.pid === undefined) {
    sendToMaster(core, ExecutorToFrameworkMessage, message);
  } else {
    send(core, framework.pid, ExecutorToFrameworkMessage, message);
  }
}
