/**
 * Whether a pod (LAUNCH_GROUP) may be launched: its executor, each of its tasks, and all of them
 * together in what the offer still holds.
 */
import type { ExecutorInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import { disjointSum } from '../../../resources/disjoint.ts';
import { Resources } from '../../../resources/resources.ts';
import { type AcceptContext, launchable, onceShared } from '../offers/accept-context.ts';
import { findExecutorError } from './executor.ts';
import { findRepeated } from './lists.ts';
import { findMixError } from './resources.ts';
import { findCrowdError, findGroupedTaskError } from './task.ts';

/** @compat mesos: MIN_CPUS and MIN_MEM of an executor. */
const leastExecutorCpus = 0.01;
const leastExecutorMemMb = 32;

export function findGroupError(
  context: AcceptContext,
  executor: ExecutorInfo,
  tasks: readonly TaskInfo[],
): string | undefined {
  if (tasks.length === 0) return 'Task group cannot be empty';
  const ids = tasks.map((task) => task.task_id.value);
  const repeated = findRepeated(ids);
  if (repeated !== undefined) return `Task has duplicate ID: ${repeated}`;
  for (const task of tasks) {
    const error = findGroupedTaskError(context, task) ?? findPodRuleError(task);
    if (error !== undefined) return `Task '${task.task_id.value}' is invalid: ${error}`;
  }
  return (
    findCrowdError(context, tasks.length) ??
    findGroupExecutorError(context, executor) ??
    findMixError('Task group and executor mix', [executor, ...tasks]) ??
    findSpaceError(context, executor, tasks) ??
    findCgroupsError(context, executor, tasks)
  );
}

/** @compat All tasks of an executor have cgroups of their own, or none has. */
function findCgroupsError(
  context: AcceptContext,
  executor: ExecutorInfo,
  tasks: readonly TaskInfo[],
): string | undefined {
  const { framework, agent } = context;
  const own = isRunning(context, executor) ? agent.tasks.get(framework.id)?.values() : undefined;
  const others = [...(own ?? [])].filter(
    ({ executorId }) => executorId === executor.executor_id.value,
  );
  const shares = new Set([...tasks, ...others.map(({ task }) => task)].map(sharesCgroups));
  if (shares.size < 2) return undefined;
  return "If set, the value of 'share_cgroups' must be the same for all tasks in each task group and under a single executor";
}

function sharesCgroups({ container }: Pick<TaskInfo, 'container'>): boolean {
  return container?.linux_info?.share_cgroups ?? true;
}

function findPodRuleError(task: TaskInfo): string | undefined {
  if (task.executor !== undefined) return "'TaskInfo.executor' must not be set";
  if (task.command === undefined && task.container?.mesos?.image === undefined) {
    return "'TaskInfo.command' must be set";
  }
  const { container, health_check: health, limits = {} } = task;
  if ((container?.network_infos ?? []).length > 0 && health !== undefined) {
    if (health.type === 'HTTP' || health.type === 'TCP') {
      return "HTTP and TCP health checks are not supported for nested containers not joining parent's network";
    }
  }
  if (container?.type === 'DOCKER') return 'Docker ContainerInfo is not supported on the task';
  if (Object.keys(limits).length > 0 && container?.linux_info?.share_cgroups !== false) {
    return "Resource limits may only be set for tasks within a task group when the 'share_cgroups' field is set to 'false'.";
  }
  return undefined;
}

function findGroupExecutorError(
  context: AcceptContext,
  executor: ExecutorInfo,
): string | undefined {
  if (executor.type === undefined || executor.type === 'UNKNOWN') {
    return "'ExecutorInfo.type' must be set";
  }
  const error = findExecutorError(context, executor);
  if (error !== undefined) return error;
  if (isRunning(context, executor)) return undefined;
  const resources = Resources.fromMessages(executor.resources);
  if (resources.cpus < leastExecutorCpus) {
    return `Executor '${executor.executor_id.value}' uses less CPUs (${resources.cpus}) than the minimum required (${leastExecutorCpus})`;
  }
  if (resources.mem < leastExecutorMemMb) {
    return `Executor '${executor.executor_id.value}' uses less memory (${resources.mem}MB) than the minimum required (${leastExecutorMemMb}MB)`;
  }
  if (resources.disk <= 0) {
    return `Executor '${executor.executor_id.value}' uses no disk`;
  }
  return undefined;
}

function isRunning({ framework, agent }: AcceptContext, executor: ExecutorInfo): boolean {
  return agent.executors.get(framework.id)?.has(executor.executor_id.value) === true;
}

function findSpaceError(
  context: AcceptContext,
  executor: ExecutorInfo,
  tasks: readonly TaskInfo[],
): string | undefined {
  const parts = tasks.map((task) => Resources.fromMessages(task.resources));
  if (!isRunning(context, executor)) parts.push(Resources.fromMessages(executor.resources));
  const sum = disjointSum(parts);
  if (!sum.ok) {
    return `The tasks of a group and its executor cannot share resources, but ${sum.error} is used more than once`;
  }
  const total = sum.value;
  const available = launchable(context);
  if (available.contains(onceShared(total))) return undefined;
  return `Total resources ${total.toString()} required by task group and its executor are more than available ${available.toString()}`;
}
