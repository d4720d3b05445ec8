/**
 * What executors say: UPDATE and MESSAGE, from built-in ones by function call, from others through
 * the door (door.ts).
 */
import type { Call } from '../../../protocol/generated/executor.ts';
import { ExecutorToFrameworkMessage } from '../../../protocol/generated/internal.ts';
import { agentIdOf, executorText, sendMessage, sendToMaster } from '../context.ts';
import type { AgentContext } from '../context.ts';
import { shutdownExecutor } from '../executors/end.ts';
import type { Executor, Framework } from '../state.ts';
import { executorUpdate, handleStatusUpdate } from '../updates/status-updates.ts';

/** Who speaks: an executor that is here, in its framework. */
export interface Caller {
  readonly framework: Framework;
  readonly executor: Executor;
}

export function handleCall(context: AgentContext, caller: Caller, call: Call): void {
  if (call.type === 'UPDATE' && call.update !== undefined) {
    handleUpdate(context, caller, call.update.status);
  } else if (call.type === 'MESSAGE' && call.message !== undefined) {
    handleMessage(context, caller, call.message.data);
  }
}

function handleUpdate(
  context: AgentContext,
  { framework, executor }: Caller,
  status: NonNullable<Call['update']>['status'],
): void {
  const { task_id: taskId, uuid } = status;
  const log = context.environment.log;
  if (uuid === undefined) {
    context.counters.invalidStatusUpdates++;
    return log.warning(`Ignoring an update without uuid from ${executorText(executor)}`);
  }
  if (status.state === 'TASK_STAGING') {
    context.counters.invalidStatusUpdates++;
    log.error(`${executorText(executor)} says TASK_STAGING, which only the master may say`);
    return shutdownExecutor(context, framework, executor);
  }
  handleStatusUpdate(context, executorUpdate(context, executor, status), executor, () => {
    executor.link?.send({ type: 'ACKNOWLEDGED', acknowledged: { task_id: taskId, uuid } });
  });
}

function handleMessage(
  context: AgentContext,
  { framework, executor }: Caller,
  data: Uint8Array,
): void {
  if (context.agent.state !== 'running' || framework.state === 'terminating') {
    context.counters.invalidFrameworkMessages++;
    return;
  }
  context.counters.validFrameworkMessages++;
  const message: ExecutorToFrameworkMessage = {
    slave_id: { value: agentIdOf(context) },
    framework_id: { value: framework.id },
    executor_id: { value: executor.id },
    data,
  };
  // Drivers on libprocess are spoken to directly, frameworks on HTTP through the master.
  if (framework.pid === undefined) {
    sendToMaster(context, ExecutorToFrameworkMessage, message);
  } else {
    sendMessage(context, framework.pid, ExecutorToFrameworkMessage, message);
  }
}
