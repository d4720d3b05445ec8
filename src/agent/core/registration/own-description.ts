/**
 * What the agent says of itself when it registers: who it is, what it has, what runs here. After a
 * master's failure this is where the new one learns everything from.
 */
import type {
  Archive_Framework,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { Task } from '../../../protocol/generated/mesos.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import type { ExecutorRecord, FrameworkRecord } from '../state.ts';
import { ownedTask } from '../updates/status-updates.ts';
import { wireExecutor, wireInfo, wireResources, wireTask } from './wire-forms.ts';

export function registerMessage(core: Core): RegisterSlaveMessage {
  return { slave: wireInfo(core.state.info), ...aboutAgent(core) };
}

export function reregisterMessage(core: Core): ReregisterSlaveMessage {
  const { state } = core;
  const frameworks = [...state.frameworks.values()];
  const executors = frameworks.flatMap((framework) => [...framework.executors.values()]);
  return {
    slave: wireInfo(state.info),
    tasks: executors.flatMap(tasksOf).map(wireTask),
    executor_infos: executors.filter(isKnownToMaster).map(({ info }) => wireExecutor(info)),
    frameworks: frameworks.map((framework) => framework.info),
    completed_frameworks: state.completedFrameworks.map(archived),
    ...aboutAgent(core),
  };
}

/** Right after each registration. No provider has its resources here. */
export function updateMessage(core: Core): UpdateSlaveMessage {
  const { operations, oversubscribed, resourceVersionUuid } = core.state;
  return {
    slave_id: { value: agentIdOf(core) },
    update_oversubscribed_resources: oversubscribed !== undefined,
    ...(oversubscribed && { oversubscribed_resources: oversubscribed.toMessages() }),
    resource_version_uuid: { value: resourceVersionUuid },
    operations: { operations: [...operations.values()].map(({ operation }) => operation) },
    resource_providers: {},
  };
}

function aboutAgent(core: Core): Omit<RegisterSlaveMessage, 'slave'> {
  const { options } = core;
  return {
    version: options.version,
    agent_capabilities: [...options.capabilities],
    checkpointed_resources: wireResources(core.state.checkpointedResources),
    resource_version_uuid: { value: core.state.resourceVersionUuid },
  };
}

function tasksOf(executor: ExecutorRecord): Task[] {
  const queued = [...executor.queued.values()].map((info) => ownedTask(executor, info));
  return [...queued, ...executor.launched.values(), ...executor.terminated.values()];
}

/** Generated executors are the agent's own affair; ended ones use nothing any more. */
function isKnownToMaster(executor: ExecutorRecord): boolean {
  return !executor.isGeneratedForCommandTask && executor.state !== 'terminated';
}

function archived(framework: FrameworkRecord): Archive_Framework {
  const tasks = framework.completedExecutors.flatMap((executor) => [
    ...executor.terminated.values(),
    ...executor.completed,
  ]);
  const archive: Archive_Framework = {
    framework_info: framework.info,
    tasks: tasks.map(wireTask),
  };
  if (framework.pid !== undefined) archive.pid = framework.pid;
  return archive;
}
