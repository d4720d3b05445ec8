/**
 * What executors say: UPDATE and MESSAGE, from built-in ones by function call, from others over
 * HTTP. `findCallFault` has the refusals in the order in which Mesos checks.
 */
import type { Call, Call_Type } from '../../protocol/generated/executor.ts';
import { ExecutorToFrameworkMessage } from '../../protocol/generated/internal.ts';
import { agentIdOf, executorText, sendMessage, sendToMaster } from './context.ts';
import type { AgentContext } from './context.ts';
import { shutdownExecutor } from './executor-end.ts';
import type { Executor, Framework } from './state.ts';
import { executorUpdate, handleStatusUpdate } from './status-updates.ts';

export interface CallFault {
  readonly status: 400 | 403 | 503;
  readonly message: string;
}

export interface Caller {
  readonly framework: Framework;
  readonly executor: Executor;
}

export type CallerOrFault =
  { readonly ok: true; readonly value: Caller } | { readonly ok: false; readonly error: CallFault };

/** Who speaks, if it may say this now. (HEARTBEAT is nobody's business and is not asked about.) */
export function findCaller(context: AgentContext, call: Call): CallerOrFault {
  const { agent } = context;
  const type: Call_Type = call.type ?? 'UNKNOWN';
  if (agent.state === 'recovering' && type !== 'SUBSCRIBE') {
    return refuse(503, 'Agent has not finished recovery');
  }
  const framework = agent.frameworks.get(call.framework_id.value);
  if (framework === undefined) return refuse(400, 'Framework cannot be found');
  const executor = framework.executors.get(call.executor_id.value);
  if (executor === undefined) return refuse(400, 'Executor cannot be found');
  if (executor.kind !== 'custom') {
    // The agent itself is this executor; nobody else may speak for it.
    return refuse(403, 'Executor is part of the agent');
  }
  if (executor.state === 'registering' && type !== 'SUBSCRIBE') {
    return refuse(403, 'Executor is not subscribed');
  }
  return { ok: true, value: { framework, executor } };
}

function refuse(status: CallFault['status'], message: string): CallerOrFault {
  return { ok: false, error: { status, message } };
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
