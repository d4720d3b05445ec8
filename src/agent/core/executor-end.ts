/**
 * How executors end. Asked to (`shutdownExecutor`: SHUTDOWN, then after the grace period its
 * container is destroyed), by themselves, or because their container was destroyed or died; all
 * ways lead to `executorTerminated`, once, which reports tasks that nobody reported.
 */
import type { ContainerTermination } from '../../containers/containerizer.ts';
import { ExitedExecutorMessage } from '../../protocol/generated/internal.ts';
import type { TaskState, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId } from '../../protocol/ids.ts';
import { agentIdOf, executorText, sendToMaster } from './context.ts';
import type { AgentContext } from './context.ts';
import { shutdownGraceMs } from './executor-info.ts';
import { retireIfSettled } from './retirement.ts';
import type { Executor, Framework, PendingTermination } from './state.ts';
import { handleStatusUpdate, ownUpdate } from './status-updates.ts';
import { goneState } from './task-state.ts';

/** @compat What the master is told when nobody knows how the executor's process ended. */
const unknownExitStatus = -1;

export function shutdownExecutor(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
): void {
  if (executor.state === 'terminating' || executor.state === 'terminated') return;
  const { clock, log, options } = context.environment;
  log.info(`Shutting down ${executorText(executor)}`);
  executor.state = 'terminating';
  executor.link?.send({ type: 'SHUTDOWN' });
  const graceMs = shutdownGraceMs(executor.info, options.executorShutdownGracePeriodMs);
  executor.timer?.cancel();
  executor.timer = clock.after(graceMs, () => {
    log.info(`Killing ${executorText(executor)}: it did not shut down in ${graceMs} ms`);
    destroyExecutor(context, framework, executor);
  });
}

/** Ends the executor's container now; `why` is what its tasks will be said to have died of. */
export function destroyExecutor(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  why?: PendingTermination,
): void {
  if (executor.state === 'terminated') return;
  executor.state = 'terminating';
  executor.pendingTermination ??= why;
  executor.timer?.cancel();
  awaitEnd(context, framework, executor);
}

/** The executor in the agent has nothing left to do. */
export function builtInExecutorExited(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
): void {
  if (executor.state === 'terminated') return;
  executor.state = 'terminating';
  executor.hasExited = true;
  awaitEnd(context, framework, executor);
}

/** Destroys what is left of the container, then concludes. */
function awaitEnd(context: AgentContext, framework: Framework, executor: Executor): void {
  const { containerizer } = context.environment;
  containerizer.destroy(executor.containerId);
  // Also hears of an end that is past, and of a container that never was.
  containerizer.wait(executor.containerId, (termination) => {
    executorTerminated(context, framework, executor, termination);
  });
}

export function executorTerminated(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  ended: ContainerTermination | undefined,
): void {
  if (executor.state === 'terminated') return;
  // What ended well may have had no process that could say so.
  const termination = executor.hasExited ? { status: 0 } : ended;
  context.environment.log.info(`${executorText(executor)} ${endText(termination)}`);
  executor.state = 'terminated';
  executor.timer?.cancel();
  executor.link?.close();
  executor.link = undefined;
  context.counters.executorsTerminated++;
  if (framework.state !== 'terminating') reportTasks(context, framework, executor, termination);
  if (!executor.isGeneratedForCommandTask) {
    const { frameworkId, id: executorId } = executor;
    tellExecutorExited(context, { frameworkId, executorId, status: termination?.status });
  }
  retireIfSettled(context, framework, executor);
}

function reportTasks(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  termination: ContainerTermination | undefined,
): void {
  const { pendingTermination } = executor;
  const state = termination?.state ?? pendingTermination?.state ?? defaultState();
  const reason = termination?.reason ?? pendingTermination?.reason ?? 'REASON_EXECUTOR_TERMINATED';
  const message = messageOf(pendingTermination, termination);
  const limitation = limitationOf(termination);
  for (const taskId of [...executor.launched.keys(), ...executor.queued.keys()]) {
    const own = { frameworkId: framework.id, taskId, executorId: executor.id };
    const update = ownUpdate(context, { ...own, state, reason, message, limitation });
    handleStatusUpdate(context, update, executor);
  }
  function defaultState(): TaskState {
    return termination === undefined ? goneState(framework.info) : 'TASK_FAILED';
  }
}

function messageOf(
  pending: PendingTermination | undefined,
  termination: ContainerTermination | undefined,
): string {
  const messages = [pending?.message, termination?.message].filter((text) => text !== undefined);
  if (messages.length > 0) return messages.join('; ');
  return termination === undefined ? 'Abnormal executor termination' : 'Executor terminated';
}

function limitationOf(
  termination: ContainerTermination | undefined,
): TaskStatus['limitation'] | undefined {
  const resources = termination?.limitedResources;
  return resources === undefined ? undefined : { resources: [...resources] };
}

export function tellExecutorExited(
  context: AgentContext,
  exited: {
    readonly frameworkId: FrameworkId;
    readonly executorId: ExecutorId;
    readonly status?: number | undefined;
  },
): void {
  sendToMaster(context, ExitedExecutorMessage, {
    slave_id: { value: agentIdOf(context) },
    framework_id: { value: exited.frameworkId },
    executor_id: { value: exited.executorId },
    status: exited.status ?? unknownExitStatus,
  });
}

function endText(termination: ContainerTermination | undefined): string {
  if (termination?.status === undefined) return 'has terminated with unknown status';
  const signal = termination.status & 0x7f;
  if (signal !== 0) return `terminated with signal ${signal}`;
  return `exited with status ${termination.status >> 8}`;
}
