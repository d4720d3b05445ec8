/** Frameworks as the agent knows them: those that have, or just had, something running here. */
import type { FrameworkInfo } from '../../protocol/generated/mesos.ts';
import type {
  FrameworkToExecutorMessage,
  ShutdownExecutorMessage,
  UpdateFrameworkMessage,
} from '../../protocol/generated/internal.ts';
import type { FrameworkId, Pid } from '../../protocol/ids.ts';
import { agentIdOf } from './context.ts';
import type { AgentContext } from './context.ts';
import { httpFrameworkPid } from './checkpoints.ts';
import { shutdownExecutor } from './executor-end.ts';
import { removeFrameworkIfIdle, retireIfSettled } from './retirement.ts';
import type { Framework } from './state.ts';
import { ofFramework } from './task-streams.ts';

export function getOrAddFramework(
  context: AgentContext,
  info: FrameworkInfo,
  pid: Pid | undefined,
): Framework {
  const id = info.id!.value;
  const known = context.agent.frameworks.get(id);
  if (known !== undefined) return known;
  const framework = newFramework(info, pid);
  context.agent.frameworks.set(id, framework);
  takeOutOfHistory(context, framework);
  if (info.checkpoint ?? false) context.checkpoints.framework(agentIdOf(context), framework);
  return framework;
}

export function newFramework(info: FrameworkInfo, pid: Pid | undefined): Framework {
  return {
    id: info.id!.value,
    info,
    pid: driverPid(pid),
    state: 'running',
    executors: new Map(),
    completedExecutors: [],
  };
}

/** A framework that comes back keeps what it did here before. */
function takeOutOfHistory(context: AgentContext, framework: Framework): void {
  const { completedFrameworks } = context.agent;
  const index = completedFrameworks.findIndex((completed) => completed.id === framework.id);
  if (index === -1) return;
  const [completed] = completedFrameworks.splice(index, 1);
  framework.completedExecutors.push(...completed!.completedExecutors);
}

function driverPid(pid: Pid | undefined): string | undefined {
  return pid === undefined || pid === '' || pid === httpFrameworkPid ? undefined : pid;
}

/** The framework came back, perhaps elsewhere and with other wishes; it hears what it missed. */
export function updateFramework(context: AgentContext, message: UpdateFrameworkMessage): void {
  const frameworkId = message.framework_id.value;
  const framework = context.agent.frameworks.get(frameworkId);
  if (framework?.state === 'terminating') return;
  // Even one without executors may wait to hear of tasks that were dropped here.
  context.streams.resume(ofFramework(frameworkId));
  if (framework === undefined) return;
  framework.pid = driverPid(message.pid);
  if (message.framework_info !== undefined) framework.info = message.framework_info;
  if (framework.info.checkpoint ?? false) {
    context.checkpoints.framework(agentIdOf(context), framework);
  }
}

/** The framework is gone for good: its executors go too and nobody is told any more. */
export function shutdownFramework(context: AgentContext, frameworkId: FrameworkId): void {
  const framework = context.agent.frameworks.get(frameworkId);
  if (framework === undefined) {
    // Updates about tasks that never had an executor here may still wait for it.
    return context.streams.remove(ofFramework(frameworkId));
  }
  if (framework.state === 'terminating') return;
  context.environment.log.info(`Shutting down framework ${frameworkId}`);
  framework.state = 'terminating';
  context.streams.remove(ofFramework(frameworkId));
  for (const executor of [...framework.executors.values()]) {
    // One that has ended only waited for acknowledgements, which will not come.
    if (executor.state === 'terminated') retireIfSettled(context, framework, executor);
    else shutdownExecutor(context, framework, executor);
  }
  removeFrameworkIfIdle(context, framework);
}

export function shutdownExecutorById(
  context: AgentContext,
  message: ShutdownExecutorMessage,
): void {
  const framework = context.agent.frameworks.get(message.framework_id?.value ?? '');
  const executor = framework?.executors.get(message.executor_id?.value ?? '');
  if (framework === undefined || executor === undefined) {
    const { log } = context.environment;
    return log.warning(`Cannot shut down unknown executor '${message.executor_id?.value}'`);
  }
  shutdownExecutor(context, framework, executor);
}

export function passMessageToExecutor(
  context: AgentContext,
  message: FrameworkToExecutorMessage,
  from: Pid,
): void {
  const framework = context.agent.frameworks.get(message.framework_id.value);
  if (from !== context.agent.masterPid && from !== framework?.pid) {
    const { log } = context.environment;
    context.counters.invalidFrameworkMessages++;
    log.warning(`Dropping a message from ${from}: neither our master nor the framework is there`);
    return;
  }
  const executor = framework?.executors.get(message.executor_id.value);
  if (framework?.state !== 'running' || executor?.state !== 'running' || !executor.link) {
    context.counters.invalidFrameworkMessages++;
    const { log } = context.environment;
    log.warning(`Dropping a message for executor '${message.executor_id.value}': not running`);
    return;
  }
  context.counters.validFrameworkMessages++;
  executor.link.send({ type: 'MESSAGE', message: { data: message.data } });
}
