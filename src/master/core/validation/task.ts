/**
 * Whether a task may be launched out of what an offer still holds. The checks run in the order in
 * which real masters make them, with their texts: frameworks show them to people.
 */
import type { CheckInfo, HealthCheck, TaskInfo } from '../../../protocol/generated/mesos.ts';
import {
  findCheckValueError,
  findLimitValueError,
  findTaskTimesError,
} from '../../../protocol/value-ranges.ts';
import { disjointSum } from '../../../resources/disjoint.ts';
import { Resources } from '../../../resources/resources.ts';
import { validateResources } from '../../../resources/validate.ts';
import { type AcceptContext, launchable, onceShared } from '../offers/accept-context.ts';
import { findRunnableError } from './command.ts';
import { findExecutorError } from './executor.ts';
import { findIdError } from './ids.ts';
import { mostOnAgent } from './list-bounds.ts';
import { findMixError, findResourcesError } from './resources.ts';

export function findTaskError(context: AcceptContext, task: TaskInfo): string | undefined {
  return (
    findOwnError(context, task) ?? findShapeError(context, task) ?? findSpaceError(context, task)
  );
}

/** The same for a task of a group, whose executor and space are judged for the whole group. */
export function findGroupedTaskError(context: AcceptContext, task: TaskInfo): string | undefined {
  return findOwnError(context, task) ?? findRunnableError('Task', task);
}

/** What is wrong with the task whoever runs it. */
function findOwnError(context: AcceptContext, task: TaskInfo): string | undefined {
  return (
    findIdError(task.task_id.value) ??
    findDuplicateError(context, task) ??
    findAgentError(context, task) ??
    findCrowdError(context, 1) ??
    findTaskTimesError(task) ??
    findChecksError(task) ??
    findTaskResourcesError(task)
  );
}

function findDuplicateError({ framework }: AcceptContext, task: TaskInfo): string | undefined {
  const id = task.task_id.value;
  if (framework.tasks.has(id)) return `Task has duplicate ID: ${id}`;
  if (!framework.unreachableTasks.has(id)) return undefined;
  return `Task reuses the ID of an unreachable task: ${id}`;
}

/** An agent is given no more than it can report when it comes back. */
export function findCrowdError({ agent }: AcceptContext, taskCount: number): string | undefined {
  let count = taskCount;
  for (const tasks of agent.tasks.values()) count += tasks.size + 1;
  for (const executors of agent.executors.values()) count += executors.size;
  // A new framework and a new executor may come with the task.
  if (count + 2 <= mostOnAgent) return undefined;
  return `Agent ${agent.id} is full: tasks, executors and frameworks on one agent are at most ${mostOnAgent}`;
}

function findAgentError({ agent }: AcceptContext, task: TaskInfo): string | undefined {
  const given = task.agent_id.value;
  if (given !== agent.id)
    return `Task uses invalid agent ${given} while agent ${agent.id} is expected`;
  return undefined;
}

function findChecksError(task: TaskInfo): string | undefined {
  const check = task.check === undefined ? undefined : findCheckError(task.check);
  if (check !== undefined) return `Task uses invalid check: ${check}`;
  const health = task.health_check === undefined ? undefined : findHealthError(task.health_check);
  return health === undefined ? undefined : `Task uses invalid health check: ${health}`;
}

function findCheckError(check: CheckInfo): string | undefined {
  switch (check.type) {
    case 'COMMAND':
      if (check.command === undefined) return "Expecting 'command' to be set for COMMAND check";
      break;
    case 'HTTP':
      if (check.http === undefined) return "Expecting 'http' to be set for HTTP check";
      if (isBadPath(check.http.path)) return badPath(check.http.path, 'check');
      break;
    case 'TCP':
      if (check.tcp === undefined) return "Expecting 'tcp' to be set for TCP check";
      break;
    case 'UNKNOWN':
    case undefined:
      return "CheckInfo must specify 'type'";
  }
  return findCheckValueError(check);
}

function findHealthError(check: HealthCheck): string | undefined {
  switch (check.type) {
    case 'COMMAND':
      if (check.command === undefined) {
        return "Expecting 'command' to be set for COMMAND health check";
      }
      break;
    case 'HTTP': {
      const error = findHttpHealthError(check.http);
      if (error !== undefined) return error;
      break;
    }
    case 'TCP':
      if (check.tcp === undefined) return "Expecting 'tcp' to be set for TCP health check";
      break;
    case 'UNKNOWN':
    case undefined:
      return "HealthCheck must specify 'type'";
  }
  return findCheckValueError(check);
}

function findHttpHealthError(http: HealthCheck['http']): string | undefined {
  if (http === undefined) return "Expecting 'http' to be set for HTTP health check";
  const { scheme = 'http', path } = http;
  if (scheme !== 'http' && scheme !== 'https') {
    return `Unsupported HTTP health check scheme: '${scheme}'`;
  }
  return isBadPath(path) ? badPath(path, 'health check') : undefined;
}

function isBadPath(path: string | undefined): path is string {
  return path !== undefined && !path.startsWith('/');
}

function badPath(path: string, kind: 'check' | 'health check'): string {
  return `The path '${path}' of HTTP ${kind} must start with '/'`;
}

function findTaskResourcesError(task: TaskInfo): string | undefined {
  const resources = task.resources ?? [];
  if (resources.length === 0) return 'Task uses no resources';
  const valid = validateResources(resources);
  if (!valid.ok) return valid.error;
  const error = findResourcesError(resources);
  if (error !== undefined) return `Task uses invalid resources: ${error}`;
  const mixed = findMixError('Task mixes', [task]);
  if (mixed !== undefined) return mixed;
  if (Resources.fromMessages(resources).isEmpty()) return 'Task uses no resources';
  return findLimitsError(task);
}

function findLimitsError(task: TaskInfo): string | undefined {
  const error = findLimitValueError(task);
  if (error !== undefined) return error;
  for (const [name, { value }] of Object.entries(task.limits ?? {})) {
    if (name !== 'cpus' && name !== 'mem') {
      return "Only cpus and mem may be included in a task's resource limits";
    }
    const requested = Resources.fromMessages(task.resources).scalar(name);
    if (value < requested) {
      const what = name === 'cpus' ? 'cpu' : 'memory';
      return `The ${what} limit must be greater than or equal to the ${what} request`;
    }
  }
  return undefined;
}

/** Command, or executor, and that one in order. */
function findShapeError(context: AcceptContext, task: TaskInfo): string | undefined {
  if ((task.command === undefined) === (task.executor === undefined)) {
    return 'Task should have at least one (but not both) of CommandInfo or ExecutorInfo present';
  }
  if (
    Object.keys(task.limits ?? {}).length > 0 &&
    !context.agent.capabilities.has('TASK_RESOURCE_LIMITS')
  ) {
    return 'Agent is not capable of handling task resource limits';
  }
  const error = findRunnableError('Task', task);
  if (error !== undefined) return error;
  if (task.container?.linux_info?.share_cgroups === false) {
    return "Only tasks in a task group may have 'share_cgroups' set to 'false'";
  }
  return task.executor === undefined ? undefined : findExecutorError(context, task.executor);
}

function findSpaceError(context: AcceptContext, task: TaskInfo): string | undefined {
  const { framework, agent } = context;
  const own = Resources.fromMessages(task.resources);
  const { executor } = task;
  const mixed = executor && findMixError('Task and its executor mix', [task, executor]);
  if (mixed !== undefined) return mixed;
  const isThere =
    executor !== undefined &&
    agent.executors.get(framework.id)?.has(executor.executor_id.value) === true;
  const parts =
    executor === undefined || isThere ? [] : [Resources.fromMessages(executor.resources)];
  const sum = disjointSum([own, ...parts]);
  if (!sum.ok) {
    return `A task and its executor cannot share resources, but ${sum.error} is used more than once`;
  }
  const total = sum.value;
  const available = launchable(context);
  if (available.contains(onceShared(total))) return undefined;
  return `Total resources ${total.toString()} required by task and its executor is more than available ${available.toString()}`;
}
