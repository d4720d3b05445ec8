/**
 * An executor connects: it is told who it is (SUBSCRIBED), what the agent missed is taken in, and
 * what waited for it is handed over. Built-in executors come this way too, right after they were
 * made.
 */
import { assert } from '../../../foundation/result.ts';
import type { Call_Subscribe, Event } from '../../../protocol/generated/executor.ts';
import type { KillPolicy, TaskGroupInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { TaskId } from '../../../protocol/ids.ts';
import { limitsOfExecutor } from './executor-limits.ts';
import { executorText, resourcesOfExecutor } from './executors.ts';
import { runKey } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { shutdownExecutor } from './end.ts';
import type { ExecutorRecord, ExecutorLink, FrameworkRecord } from '../state.ts';
import {
  executorUpdate,
  takeStatusUpdate,
  ownUpdate,
  ownedTask,
} from '../updates/status-updates.ts';
import { droppedState } from '../tasks/task-state.ts';

export function subscribeExecutor(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  connection: { readonly link: ExecutorLink; readonly subscribe: Call_Subscribe | undefined },
): void {
  const { link, subscribe } = connection;
  const isEnding = executor.state === 'terminating' || executor.state === 'terminated';
  if (isEnding || framework.state === 'terminating') {
    core.log.warning(`Telling ${executorText(executor)} to shut down: it is ending`);
    link.send({ type: 'SHUTDOWN' });
    return link.close();
  }
  executor.link?.close();
  executor.link = link;
  executor.state = 'running';
  executor.timer?.cancel();
  if (subscribe !== undefined) {
    if (executor.isCheckpointed) core.checkpoints.httpMarker(runKey(core, executor));
    takeMissedUpdates(core, executor, subscribe);
    dropUnknownTasks(core, framework, executor, subscribe);
    if (!executor.hasLaunched && executor.queued.size === 0) {
      core.log.info(`${executorText(executor)} has nothing to do any more`);
      return shutdownExecutor(core, framework, executor);
    }
  }
  greet(core, framework, executor, link);
  for (const [taskId, killPolicy] of executor.unheardKills) {
    if (executor.launched.has(taskId)) link.send(killEvent(taskId, killPolicy));
  }
  executor.unheardKills.clear();
  deliverQueued(core, executor);
}

export function killEvent(taskId: TaskId, killPolicy: KillPolicy | undefined): Event {
  const task_id = { value: taskId };
  if (killPolicy === undefined) return { type: 'KILL', kill: { task_id } };
  return { type: 'KILL', kill: { task_id, kill_policy: killPolicy } };
}

function greet(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  link: ExecutorLink,
): void {
  link.send({
    type: 'SUBSCRIBED',
    subscribed: {
      executor_info: executor.info,
      framework_info: framework.info,
      agent_info: core.state.info,
      container_id: executor.containerId,
    },
  });
}

function takeMissedUpdates(core: Core, executor: ExecutorRecord, subscribe: Call_Subscribe): void {
  for (const { status } of subscribe.unacknowledged_updates ?? []) {
    const { task_id: taskId, uuid } = status;
    if (uuid === undefined) continue;
    takeStatusUpdate(core, executorUpdate(core, executor, status), executor, () => {
      executor.link?.send({ type: 'ACKNOWLEDGED', acknowledged: { task_id: taskId, uuid } });
    });
  }
}

/** Tasks that were on their way to the executor when the agent went down. */
function dropUnknownTasks(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  subscribe: Call_Subscribe,
): void {
  const known = new Set((subscribe.unacknowledged_tasks ?? []).map((task) => task.task_id.value));
  for (const task of [...executor.launched.values()]) {
    const taskId = task.task_id.value;
    if (task.state !== 'TASK_STAGING' || known.has(taskId)) continue;
    const update = ownUpdate(core, {
      frameworkId: framework.id,
      taskId,
      executorId: executor.id,
      state: droppedState(framework.info),
      reason: 'REASON_AGENT_RESTARTED',
      message: 'Task launched during agent restart',
    });
    takeStatusUpdate(core, update, executor);
  }
}

/** The disk refuses writes: so often it is tried to hand over what was written before. */
const deliveryRetryMs = 1000;

/** Hands over what is queued now, once it is written down. */
export function deliverQueued(core: Core, executor: ExecutorRecord): void {
  if (executor.queued.size === 0 || executor.state !== 'running') return;
  if (!executor.isCheckpointed) return deliver(core, executor, waitingGroups(executor));
  const waiting = waitingGroups(executor);
  core.checkpoints.flush((written) => {
    if (written.ok) return deliver(core, executor, waiting);
    // Tasks that were not written down have been refused; others were before, and wait.
    core.clock.after(deliveryRetryMs, () => deliverQueued(core, executor));
  });
}

interface Waiting {
  readonly tasks: readonly TaskInfo[];
  readonly groups: readonly TaskGroupInfo[];
}

function waitingGroups(executor: ExecutorRecord): Waiting {
  const grouped = new Set(
    executor.queuedGroups.flatMap((group) => (group.tasks ?? []).map((task) => task.task_id.value)),
  );
  const tasks = [...executor.queued.values()].filter((task) => !grouped.has(task.task_id.value));
  return { tasks, groups: executor.queuedGroups.slice() };
}

function deliver(core: Core, executor: ExecutorRecord, waiting: Waiting): void {
  // It may have gone, or the tasks may have been killed, while they were being written down.
  if (executor.state !== 'running' || executor.link === undefined) return;
  const tasks = waiting.tasks.filter((task) => executor.queued.has(task.task_id.value));
  const groups = waiting.groups.filter((group) => executor.queuedGroups.includes(group));
  if (tasks.length === 0 && groups.length === 0) return;
  executor.hasLaunched = true;
  for (const task of tasks) launch(executor, task);
  for (const group of groups) {
    executor.queuedGroups.splice(executor.queuedGroups.indexOf(group), 1);
    for (const task of group.tasks ?? []) launch(executor, task);
  }
  growContainer(core, executor);
  for (const task of tasks) executor.link.send({ type: 'LAUNCH', launch: { task } });
  for (const group of groups) {
    executor.link.send({ type: 'LAUNCH_GROUP', launch_group: { task_group: group } });
  }
}

function launch(executor: ExecutorRecord, info: TaskInfo): void {
  const taskId = info.task_id.value;
  executor.queued.delete(taskId);
  assert(!executor.launched.has(taskId), `task ${taskId} is given to its executor once`);
  executor.launched.set(taskId, ownedTask(executor, info));
}

function growContainer(core: Core, executor: ExecutorRecord): void {
  // The container of a command task is launched by its executor with what the task needs.
  if (executor.kind === 'command') return;
  const resources = resourcesOfExecutor(executor).toMessages();
  const limits = limitsOfExecutor(executor, core.options);
  core.containerizer.update(executor.containerId, resources, limits);
}
