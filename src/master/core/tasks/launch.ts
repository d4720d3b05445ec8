/**
 * Launching: each task of a LAUNCH is judged by itself, a LAUNCH_GROUP stands or falls as one. What
 * passes takes its resources out of what the offer still holds, is remembered, and goes to the
 * agent; what does not is reported as TASK_ERROR.
 */
import { RunTaskGroupMessage, RunTaskMessage } from '../../../protocol/generated/internal.ts';
import type { ResourceVersionUUID } from '../../../protocol/generated/internal.ts';
import type {
  ExecutorInfo,
  Offer_Operation_Launch,
  Offer_Operation_LaunchGroup,
  Resource,
  TaskInfo,
  TaskStatus_Reason,
} from '../../../protocol/generated/mesos.ts';
import type { RoleName } from '../../../protocol/ids.ts';
import { taskOf } from '../../../protocol/launched-task.ts';
import {
  convertToOldestFormat,
  convertToPostRefinement,
  withAllocationInfo,
} from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';
import { noPid } from '../frameworks/framework-info.ts';
import { send } from '../send.ts';
import type { AgentRecord } from '../state.ts';
import { findGroupError } from '../validation/task-group.ts';
import { findTaskError } from '../validation/task.ts';
import { findGroupUserError, findTaskUserError } from '../validation/users.ts';
import { findLaunchForbidden } from './authorize-launch.ts';
import { addExecutor } from './executors.ts';
import { type AcceptContext, take } from '../offers/accept-context.ts';
import { sendNeverStarted } from './status-updates.ts';
import { addTask, makeTaskRecord, sharedIds } from './tasks.ts';

/** Launches report through their tasks; an id asks for a report of the operation itself. */
interface Feedback {
  readonly hasId: boolean;
}

export function launch(
  context: AcceptContext,
  { task_infos }: Offer_Operation_Launch,
  { hasId }: Feedback,
): void {
  for (const given of task_infos ?? []) {
    const task = normalizeTask(context, given);
    const forbidden = findLaunchForbidden(context, task);
    const error = hasId ? idError('LAUNCH') : findTaskError(context, task);
    const unfit = findTaskUserError(context.core, context.framework.info.user, task);
    if (forbidden !== undefined) refuse(context, task, 'REASON_TASK_UNAUTHORIZED', forbidden);
    else if (error !== undefined) refuse(context, task, 'REASON_TASK_INVALID', error);
    else if (unfit !== undefined) refuse(context, task, 'REASON_TASK_UNAUTHORIZED', unfit);
    else launchTask(context, task);
  }
}

export function launchGroup(
  context: AcceptContext,
  { executor: givenExecutor, task_group }: Offer_Operation_LaunchGroup,
  { hasId }: Feedback,
): void {
  const executor = normalizeExecutor(context, givenExecutor);
  const tasks = (task_group.tasks ?? []).map((task) => normalizeTask(context, task));
  const forbidden = findFirst(tasks, (task) => findLaunchForbidden(context, task));
  if (forbidden !== undefined) {
    for (const task of tasks) refuse(context, task, 'REASON_TASK_GROUP_UNAUTHORIZED', forbidden);
    return;
  }
  const error = hasId ? idError('LAUNCH_GROUP') : findGroupError(context, executor, tasks);
  if (error !== undefined) {
    for (const task of tasks) refuse(context, task, 'REASON_TASK_GROUP_INVALID', error);
    return;
  }
  const { core, framework, agent } = context;
  const unfit = findGroupUserError(core, framework.info.user, { executor, tasks });
  if (unfit !== undefined) {
    for (const task of tasks) refuse(context, task, 'REASON_TASK_GROUP_UNAUTHORIZED', unfit);
    return;
  }
  const isNew = useExecutor(context, executor);
  // @compat C++ agents insist that each task of a group names its executor.
  const grouped = tasks.map((task) => ({ ...task, executor }));
  for (const task of grouped) remember(context, task);
  send(core, agent.pid, RunTaskGroupMessage, {
    framework: framework.info,
    executor: executorFor(agent, executor),
    task_group: { tasks: grouped.map((task) => taskFor(agent, task)) },
    resource_version_uuids: resourceVersions(agent),
    launch_executor: isNew,
  });
}

function findFirst<T>(
  items: readonly T[],
  find: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function idError(operation: string): string {
  return `The \`id\` field cannot be set on ${operation} operations`;
}

function launchTask(context: AcceptContext, task: TaskInfo): void {
  const { core, framework, agent } = context;
  const isNew = task.executor === undefined || useExecutor(context, task.executor);
  remember(context, task);
  send(core, agent.pid, RunTaskMessage, {
    framework_id: { value: framework.id },
    framework: framework.info,
    task: taskFor(agent, task),
    pid: noPid,
    resource_version_uuids: resourceVersions(agent),
    launch_executor: isNew,
  });
}

function remember(context: AcceptContext, task: TaskInfo): void {
  const { core, framework, agent, usage } = context;
  const executorId = task.executor?.executor_id.value;
  const own = taskOf(task, { frameworkId: framework.id, executorId });
  const record = makeTaskRecord(Object.assign(own, sharedIds(framework, agent)));
  take(context, record.resources);
  addTask(core, framework, agent, { task: record, usage });
}

/** True when the executor is not there yet; its own resources are then taken as well. */
function useExecutor(context: AcceptContext, executor: ExecutorInfo): boolean {
  const { core, framework, agent, usage } = context;
  if (agent.executors.get(framework.id)?.has(executor.executor_id.value)) return false;
  addExecutor(core, agent, framework, { info: executor, usage });
  take(context, Resources.fromMessages(executor.resources));
  return true;
}

function resourceVersions(agent: AgentRecord): ResourceVersionUUID[] {
  return agent.resourceVersion === undefined ? [] : [{ uuid: { value: agent.resourceVersion } }];
}

/** @compat Agents without RESERVATION_REFINEMENT know the old reservation format only. */
function taskFor(agent: AgentRecord, task: TaskInfo): TaskInfo {
  if (agent.capabilities.has('RESERVATION_REFINEMENT')) return task;
  const old: TaskInfo = { ...task };
  if (task.resources !== undefined) old.resources = convertToOldestFormat(task.resources);
  if (task.executor !== undefined) old.executor = executorFor(agent, task.executor);
  return old;
}

function executorFor(agent: AgentRecord, executor: ExecutorInfo): ExecutorInfo {
  if (agent.capabilities.has('RESERVATION_REFINEMENT') || executor.resources === undefined) {
    return executor;
  }
  return { ...executor, resources: convertToOldestFormat(executor.resources) };
}

function refuse(
  { core, framework, agent }: AcceptContext,
  task: TaskInfo,
  reason: TaskStatus_Reason,
  message: string,
): void {
  core.log.warning(`Refusing task ${task.task_id.value} of framework ${framework.id}: ${message}`);
  sendNeverStarted(core, framework, {
    taskId: task.task_id.value,
    agentId: agent.id,
    state: 'TASK_ERROR',
    reason,
    message,
  });
}

/** Resources as we know them: post-refinement, and allocated to the role of the offer. */
function normalizeResources(
  role: RoleName,
  resources: readonly Resource[] | undefined,
): Resource[] {
  return (resources ?? []).map((one) => withAllocationInfo(convertToPostRefinement(one), role));
}

function normalizeExecutor({ framework, role }: AcceptContext, given: ExecutorInfo): ExecutorInfo {
  const executor = { ...given, framework_id: given.framework_id ?? { value: framework.id } };
  if (given.resources === undefined) return executor;
  return { ...executor, resources: normalizeResources(role, given.resources) };
}

function normalizeTask(context: AcceptContext, given: TaskInfo): TaskInfo {
  const task: TaskInfo = { ...given };
  if (given.resources !== undefined) {
    task.resources = normalizeResources(context.role, given.resources);
  }
  if (given.executor !== undefined) task.executor = normalizeExecutor(context, given.executor);
  if (given.health_check !== undefined && given.health_check.type === undefined) {
    const { http, tcp, command } = given.health_check;
    // @compat Schedulers older than HealthCheck.type leave it to us to see which one they meant.
    const type = http ? 'HTTP' : tcp ? 'TCP' : command ? 'COMMAND' : undefined;
    if (type !== undefined) task.health_check = { ...given.health_check, type };
  }
  return task;
}
