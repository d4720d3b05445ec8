/**
 * The end of things: an executor whose container is gone and whose tasks are all settled becomes
 * history of its framework, a framework without executors becomes history of the agent. Sandboxes
 * are handed to the garbage collector.
 */
import { agentIdOf, executorKey, executorText, runKey } from '../context.ts';
import type { AgentContext } from '../context.ts';
import { mostCompletedFrameworks } from '../state.ts';
import type { Executor, Framework } from '../state.ts';
import { ofFramework } from '../updates/task-streams.ts';

/** An executor with nothing left to report leaves; so may its framework. */
export function retireIfSettled(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
): void {
  if (executor.state !== 'terminated') return;
  if (isAwaited(context, framework) && hasUnsettledTasks(executor)) return;
  removeExecutor(context, framework, executor);
  removeFrameworkIfIdle(context, framework);
}

/** On the way out nobody acknowledges any more. */
function isAwaited(context: AgentContext, framework: Framework): boolean {
  return context.agent.state !== 'terminating' && framework.state !== 'terminating';
}

function hasUnsettledTasks(executor: Executor): boolean {
  return executor.queued.size > 0 || executor.launched.size > 0 || executor.terminated.size > 0;
}

function removeExecutor(context: AgentContext, framework: Framework, executor: Executor): void {
  context.environment.log.info(`Cleaning up ${executorText(executor)}`);
  const { checkpoints, garbage } = context;
  const key = runKey(context, executor);
  if (executor.isCheckpointed) checkpoints.executorSentinel(key);
  // The next agent process reads the sentinel; until it is there it may ask how the run ended.
  checkpoints.whenDurable(() => context.environment.containerizer.remove(executor.containerId));
  executor.timer?.cancel();
  framework.executors.delete(executor.id);
  framework.completedExecutors.push(executor);
  const surplus =
    framework.completedExecutors.length -
    context.environment.options.mostCompletedExecutorsPerFramework;
  if (surplus > 0) framework.completedExecutors.splice(0, surplus);
  const { layout } = checkpoints;
  garbage.schedule(layout.sandbox(key), layout.sandboxExecutor(key));
  if (executor.isCheckpointed) garbage.schedule(layout.metaRun(key), layout.metaExecutor(key));
}

export function removeFrameworkIfIdle(context: AgentContext, framework: Framework): void {
  if (framework.executors.size > 0) return;
  const { agent, checkpoints, garbage, streams, environment } = context;
  if (agent.frameworks.get(framework.id) !== framework) return;
  environment.log.info(`Cleaning up framework ${framework.id}`);
  // What a living framework has not acknowledged yet (a dropped task, say) is still repeated.
  if (framework.state === 'terminating') streams.remove(ofFramework(framework.id));
  agent.frameworks.delete(framework.id);
  agent.completedFrameworks.push(framework);
  const surplus = agent.completedFrameworks.length - mostCompletedFrameworks;
  if (surplus > 0) agent.completedFrameworks.splice(0, surplus);
  const agentId = agentIdOf(context);
  garbage.schedule(checkpoints.layout.sandboxFramework(agentId, framework.id));
  if (framework.info.checkpoint ?? false) {
    garbage.schedule(checkpoints.layout.metaFramework(agentId, framework.id));
  }
  if (agent.state === 'terminating' && agent.frameworks.size === 0) context.onEmptied();
}

/** A directory that is used again must not be collected with what was left in it. */
export function keepDirectories(context: AgentContext, executor: Executor): void {
  const { garbage } = context;
  const { layout } = context.checkpoints;
  const key = executorKey(context, executor);
  garbage.unschedule(
    layout.sandboxFramework(key.agentId, key.frameworkId),
    layout.sandboxExecutor(key),
    layout.metaFramework(key.agentId, key.frameworkId),
    layout.metaExecutor(key),
  );
}
