/**
 * What the agent says of itself when it registers: who it is, what it has, what runs here. After a
 * master's failure this is where the new one learns everything from.
 */
import type {
  Archive_Framework,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
} from '../../protocol/generated/internal.ts';
import type { Task } from '../../protocol/generated/mesos.ts';
import type { AgentContext } from './context.ts';
import type { Executor, Framework } from './state.ts';
import { ownedTask } from './status-updates.ts';
import { convertToOldestFormat } from '../../resources/refinement.ts';
import { wireExecutor, wireInfo, wireTask } from './wire-forms.ts';

export function registerMessage(context: AgentContext): RegisterSlaveMessage {
  return { slave: wireInfo(context.agent.info), ...aboutAgent(context) };
}

export function reregisterMessage(context: AgentContext): ReregisterSlaveMessage {
  const { agent } = context;
  const frameworks = [...agent.frameworks.values()];
  const executors = frameworks.flatMap((framework) => [...framework.executors.values()]);
  return {
    slave: wireInfo(agent.info),
    tasks: executors.flatMap(tasksOf).map(wireTask),
    executor_infos: executors.filter(isKnownToMaster).map(({ info }) => wireExecutor(info)),
    frameworks: frameworks.map((framework) => framework.info),
    completed_frameworks: agent.completedFrameworks.map(archived),
    ...aboutAgent(context),
  };
}

function aboutAgent(context: AgentContext): Omit<RegisterSlaveMessage, 'slave'> {
  const { options } = context.environment;
  return {
    version: options.version,
    agent_capabilities: [...options.capabilities],
    checkpointed_resources: convertToOldestFormat(context.agent.checkpointedResources),
    resource_version_uuid: { value: context.agent.resourceVersionUuid },
  };
}

function tasksOf(executor: Executor): Task[] {
  const queued = [...executor.queued.values()].map((info) => ownedTask(executor, info));
  return [...queued, ...executor.launched.values(), ...executor.terminated.values()];
}

/** Generated executors are the agent's own affair; ended ones use nothing any more. */
function isKnownToMaster(executor: Executor): boolean {
  return !executor.isGeneratedForCommandTask && executor.state !== 'terminated';
}

function archived(framework: Framework): Archive_Framework {
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
