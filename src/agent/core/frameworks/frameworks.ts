/** Frameworks as the agent knows them: those that have, or just had, something running here. */
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type {
  FrameworkToExecutorMessage,
  ShutdownExecutorMessage,
  ShutdownFrameworkMessage,
  UpdateFrameworkMessage,
} from '../../../protocol/generated/internal.ts';
import type { FrameworkId, Pid } from '../../../protocol/ids.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { httpFrameworkPid } from '../checkpoints/checkpoints.ts';
import { shutdownExecutor } from '../executors/end.ts';
import { removeFrameworkIfIdle, retireIfSettled } from './retirement.ts';
import type { FrameworkRecord } from '../state.ts';
import { ofFramework } from '../updates/task-streams.ts';

export function getOrAddFramework(
  core: Core,
  info: FrameworkInfo,
  pid: Pid | undefined,
): FrameworkRecord {
  const id = info.id!.value;
  const known = core.state.frameworks.get(id);
  if (known !== undefined) return known;
  const framework = newFramework(info, pid);
  core.state.frameworks.set(id, framework);
  takeOutOfHistory(core, framework);
  if (info.checkpoint ?? false) core.checkpoints.framework(agentIdOf(core), framework);
  return framework;
}

export function newFramework(info: FrameworkInfo, pid: Pid | undefined): FrameworkRecord {
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
function takeOutOfHistory(core: Core, framework: FrameworkRecord): void {
  const { completedFrameworks } = core.state;
  const index = completedFrameworks.findIndex((completed) => completed.id === framework.id);
  if (index === -1) return;
  const [completed] = completedFrameworks.splice(index, 1);
  framework.completedExecutors.push(...completed!.completedExecutors);
}

function driverPid(pid: Pid | undefined): string | undefined {
  return pid === undefined || pid === '' || pid === httpFrameworkPid ? undefined : pid;
}

/** The framework came back, perhaps elsewhere and with other wishes; it hears what it missed. */
export function receiveUpdateFramework(core: Core, message: UpdateFrameworkMessage): void {
  const frameworkId = message.framework_id.value;
  const framework = core.state.frameworks.get(frameworkId);
  if (framework?.state === 'terminating') return;
  // Even one without executors may wait to hear of tasks that were dropped here.
  core.taskStreams.resume(ofFramework(frameworkId));
  if (framework === undefined) return;
  framework.pid = driverPid(message.pid);
  if (message.framework_info !== undefined) framework.info = message.framework_info;
  if (framework.info.checkpoint ?? false) {
    core.checkpoints.framework(agentIdOf(core), framework);
  }
}

export function receiveShutdownFramework(core: Core, message: ShutdownFrameworkMessage): void {
  shutdownFramework(core, message.framework_id.value);
}

/** The framework is gone for good: its executors go too and nobody is told any more. */
export function shutdownFramework(core: Core, frameworkId: FrameworkId): void {
  const framework = core.state.frameworks.get(frameworkId);
  if (framework === undefined) {
    // Updates about tasks that never had an executor here may still wait for it.
    return core.taskStreams.remove(ofFramework(frameworkId));
  }
  if (framework.state === 'terminating') return;
  core.log.info(`Shutting down framework ${frameworkId}`);
  framework.state = 'terminating';
  core.taskStreams.remove(ofFramework(frameworkId));
  for (const executor of [...framework.executors.values()]) {
    // One that has ended only waited for acknowledgements, which will not come.
    if (executor.state === 'terminated') retireIfSettled(core, framework, executor);
    else shutdownExecutor(core, framework, executor);
  }
  removeFrameworkIfIdle(core, framework);
}

export function receiveShutdownExecutor(core: Core, message: ShutdownExecutorMessage): void {
  const framework = core.state.frameworks.get(message.framework_id?.value ?? '');
  const executor = framework?.executors.get(message.executor_id?.value ?? '');
  if (framework === undefined || executor === undefined) {
    const { log } = core;
    return log.warning(`Cannot shut down unknown executor '${message.executor_id?.value}'`);
  }
  shutdownExecutor(core, framework, executor);
}

export function receiveFrameworkMessage(
  core: Core,
  from: Pid,
  message: FrameworkToExecutorMessage,
): void {
  const framework = core.state.frameworks.get(message.framework_id.value);
  if (from !== core.state.masterPid && from !== framework?.pid) {
    const { log } = core;
    core.count('slave/invalid_framework_messages');
    log.warning(`Dropping a message from ${from}: neither our master nor the framework is there`);
    return;
  }
  const executor = framework?.executors.get(message.executor_id.value);
  if (framework?.state !== 'running' || executor?.state !== 'running' || !executor.link) {
    core.count('slave/invalid_framework_messages');
    const { log } = core;
    log.warning(`Dropping a message for executor '${message.executor_id.value}': not running`);
    return;
  }
  core.count('slave/valid_framework_messages');
  executor.link.send({ type: 'MESSAGE', message: { data: message.data } });
}
