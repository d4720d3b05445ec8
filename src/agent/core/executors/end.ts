/**
 * How executors end. Asked to (`shutdownExecutor`: SHUTDOWN, then after the grace period its
 * container is destroyed), by themselves, or because their container was destroyed or died; all
 * ways lead to `executorTerminated`, once, which reports tasks that nobody reported.
 */
import type { ContainerTermination } from '../../../containers/containerizer.ts';
import { ExitedExecutorMessage } from '../../../protocol/generated/internal.ts';
import type { TaskState, TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId } from '../../../protocol/ids.ts';
import { agentIdOf, runKey } from '../checkpoints/keys.ts';
import { executorText } from './executors.ts';
import { sendToMaster } from '../sending.ts';
import type { Core } from '../environment.ts';
import { shutdownGraceMs } from './command-executor.ts';
import { retireIfSettled } from '../frameworks/retirement.ts';
import type { ExecutorRecord, FrameworkRecord, PendingTermination } from '../state.ts';
import { takeStatusUpdate, ownUpdate } from '../updates/status-updates.ts';
import { goneState } from '../tasks/task-state.ts';

/** @compat What the master is told when nobody knows how the executor's process ended. */
const unknownExitStatus = -1;

export function shutdownExecutor(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  if (executor.state === 'terminating' || executor.state === 'terminated') return;
  const { clock, log, options } = core;
  log.info(`Shutting down ${executorText(executor)}`);
  executor.state = 'terminating';
  executor.link?.send({ type: 'SHUTDOWN' });
  const graceMs = shutdownGraceMs(executor.info, options.executorShutdownGracePeriodMs);
  executor.timer?.cancel();
  executor.timer = clock.after(graceMs, () => {
    log.info(`Killing ${executorText(executor)}: it did not shut down in ${graceMs} ms`);
    destroyExecutor(core, framework, executor);
  });
}

/** Ends the executor's container now; `why` is what its tasks will be said to have died of. */
export function destroyExecutor(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  why?: PendingTermination,
): void {
  if (executor.state === 'terminated') return;
  executor.state = 'terminating';
  executor.pendingTermination ??= why;
  executor.timer?.cancel();
  if (why === undefined || !executor.isCheckpointed) return awaitEnd(core, framework, executor);
  // Whoever comes after us shall say the same.
  core.checkpoints.executorEnding(runKey(core, executor), why, () => {
    awaitEnd(core, framework, executor);
  });
}

/** The executor in the agent has nothing left to do. */
export function builtInExecutorExited(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  if (executor.state === 'terminated') return;
  executor.state = 'terminating';
  executor.hasExited = true;
  awaitEnd(core, framework, executor);
}

/** Destroys what is left of the container, then concludes. */
function awaitEnd(core: Core, framework: FrameworkRecord, executor: ExecutorRecord): void {
  const { containerizer } = core;
  containerizer.destroy(executor.containerId);
  // Also hears of an end that is past, and of a container that never was.
  containerizer.wait(executor.containerId, (termination) => {
    executorTerminated(core, framework, executor, termination);
  });
}

export function executorTerminated(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  ended: ContainerTermination | undefined,
): void {
  if (executor.state === 'terminated') return;
  // What ended well may have had no process that could say so.
  const termination = executor.hasExited ? { status: 0 } : ended;
  core.log.info(`${executorText(executor)} ${endText(termination)}`);
  executor.state = 'terminated';
  executor.timer?.cancel();
  executor.link?.close();
  executor.link = undefined;
  core.count('slave/executors_terminated');
  if (framework.state !== 'terminating') reportTasks(core, framework, executor, termination);
  if (!executor.isGeneratedForCommandTask) {
    const { frameworkId, id: executorId } = executor;
    tellExecutorExited(core, { frameworkId, executorId, status: termination?.status });
  }
  retireIfSettled(core, framework, executor);
}

function reportTasks(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  termination: ContainerTermination | undefined,
): void {
  const { pendingTermination } = executor;
  const state = termination?.state ?? pendingTermination?.state ?? defaultState();
  const reason = termination?.reason ?? pendingTermination?.reason ?? 'REASON_EXECUTOR_TERMINATED';
  const message = messageOf(pendingTermination, termination);
  const limitation = limitationOf(termination);
  for (const taskId of [...executor.launched.keys(), ...executor.queued.keys()]) {
    const own = { frameworkId: framework.id, taskId, executorId: executor.id };
    const update = ownUpdate(core, { ...own, state, reason, message, limitation });
    takeStatusUpdate(core, update, executor);
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
  core: Core,
  exited: {
    readonly frameworkId: FrameworkId;
    readonly executorId: ExecutorId;
    readonly status?: number | undefined;
  },
): void {
  sendToMaster(core, ExitedExecutorMessage, {
    slave_id: { value: agentIdOf(core) },
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
