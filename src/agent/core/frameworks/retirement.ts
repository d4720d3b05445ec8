/**
 * The end of things: an executor whose container is gone and whose tasks are all settled becomes
 * history of its framework, a framework without executors becomes history of the agent. Sandboxes
 * are handed to the garbage collector.
 */
import { agentIdOf, executorKey, runKey } from '../checkpoints/keys.ts';
import { executorText } from '../executors/executors.ts';
import { endDrainIfEmpty } from '../draining/draining.ts';
import type { Core } from '../environment.ts';
import { mostCompletedFrameworks } from '../state.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { ofFramework } from '../updates/task-streams.ts';

/** An executor with nothing left to report leaves; so may its framework. */
export function retireIfSettled(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  if (executor.state !== 'terminated') return;
  if (isAwaited(core, framework) && hasUnsettledTasks(executor)) return;
  removeExecutor(core, framework, executor);
  removeFrameworkIfIdle(core, framework);
}

/** On the way out nobody acknowledges any more. */
function isAwaited(core: Core, framework: FrameworkRecord): boolean {
  return core.state.phase !== 'terminating' && framework.state !== 'terminating';
}

function hasUnsettledTasks(executor: ExecutorRecord): boolean {
  return executor.queued.size > 0 || executor.launched.size > 0 || executor.terminated.size > 0;
}

function removeExecutor(core: Core, framework: FrameworkRecord, executor: ExecutorRecord): void {
  core.log.info(`Cleaning up ${executorText(executor)}`);
  const { checkpoints, garbage } = core;
  const key = runKey(core, executor);
  if (executor.isCheckpointed) checkpoints.executorSentinel(key);
  // The next agent process reads the sentinel; until it is there it may ask how the run ended.
  checkpoints.whenDurable(() => core.containerizer.remove(executor.containerId));
  executor.timer?.cancel();
  framework.executors.delete(executor.id);
  framework.completedExecutors.push(executor);
  const surplus =
    framework.completedExecutors.length - core.options.mostCompletedExecutorsPerFramework;
  if (surplus > 0) framework.completedExecutors.splice(0, surplus);
  const { layout } = checkpoints;
  garbage.schedule(layout.sandbox(key), layout.sandboxExecutor(key));
  if (executor.isCheckpointed) garbage.schedule(layout.metaRun(key), layout.metaExecutor(key));
}

export function removeFrameworkIfIdle(core: Core, framework: FrameworkRecord): void {
  if (framework.executors.size > 0) return;
  const { state, checkpoints, garbage, taskStreams } = core;
  if (state.frameworks.get(framework.id) !== framework) return;
  core.log.info(`Cleaning up framework ${framework.id}`);
  // What a living framework has not acknowledged yet (a dropped task, say) is still repeated.
  if (framework.state === 'terminating') taskStreams.remove(ofFramework(framework.id));
  state.frameworks.delete(framework.id);
  state.completedFrameworks.push(framework);
  const surplus = state.completedFrameworks.length - mostCompletedFrameworks;
  if (surplus > 0) state.completedFrameworks.splice(0, surplus);
  const agentId = agentIdOf(core);
  garbage.schedule(checkpoints.layout.sandboxFramework(agentId, framework.id));
  if (framework.info.checkpoint ?? false) {
    garbage.schedule(checkpoints.layout.metaFramework(agentId, framework.id));
  }
  endDrainIfEmpty(core);
  if (state.phase === 'terminating' && state.frameworks.size === 0) core.onEmptied();
}

/** A directory that is used again must not be collected with what was left in it. */
export function keepDirectories(core: Core, executor: ExecutorRecord): void {
  const { garbage } = core;
  const { layout } = core.checkpoints;
  const key = executorKey(core, executor);
  garbage.unschedule(
    layout.sandboxFramework(key.agentId, key.frameworkId),
    layout.sandboxExecutor(key),
    layout.metaFramework(key.agentId, key.frameworkId),
    layout.metaExecutor(key),
  );
}
