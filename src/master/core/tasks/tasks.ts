/**
 * Tasks in the state: coming in with a launch or with an agent that returns, using resources until
 * they are known to have ended, leaving once their end is acknowledged.
 */
import { assert } from '../../../foundation/result.ts';
import type { Task, TaskState } from '../../../protocol/generated/mesos.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import { Resources } from '../../../resources/resources.ts';
import { shareResources } from '../../../resources/shared.ts';
import { noteEnded } from '../agents/draining.ts';
import type { Core } from '../environment.ts';
import {
  type AgentRecord,
  type FrameworkRecord,
  type TaskRecord,
  putNested,
  removeNested,
  touch,
} from '../state.ts';
import type { Usage } from './usage.ts';

/** Takes the message over: what other tasks have as well is shared with them. */
export function makeTaskRecord(task: Task): TaskRecord {
  const { messages, resources } = shareResources(task.resources);
  if (messages !== undefined) task.resources = messages;
  return {
    task,
    id: task.task_id.value,
    frameworkId: task.framework_id.value,
    agentId: task.agent_id.value,
    executorId: task.executor_id?.value,
    resources,
    role: resources.entries[0]?.kind.allocationRole ?? '*',
    isUsing: !isTerminalState(task.state),
    fragments: undefined,
  };
}

/** The ids of a task's owners, as messages that all their tasks have in common. */
export function sharedIds(
  framework: FrameworkRecord,
  agent: AgentRecord,
): Pick<Task, 'framework_id' | 'agent_id'> {
  return {
    framework_id: framework.info.id ?? { value: framework.id },
    agent_id: agent.info.id ?? { value: agent.id },
  };
}

/** What it uses goes into `usage`, whose owner books it. */
export function addTask(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  { task, usage }: { readonly task: TaskRecord; readonly usage: Usage },
): void {
  assert(!framework.tasks.has(task.id), `task ${task.id} is added to its framework once`);
  framework.tasks.set(task.id, task);
  putNested(agent.tasks, framework.id, task.id, task);
  countState(core, task.task.state, 1);
  if (task.isUsing) usage.add(framework, task.resources);
  touch(framework);
  touch(agent);
  core.observer.taskAdded(task);
}

/** The end of it: out of the state, into the framework's history. */
export function removeTask(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  task: TaskRecord,
): void {
  forgetTask(core, framework, agent, task);
  rememberCompletedTask(core, framework, task);
  noteEnded(core, agent);
}

/** It is not where it was said to be. */
export function forgetTask(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  task: TaskRecord,
): void {
  stopUsing(core, framework, agent, task);
  forget(core, framework, agent, task);
}

/** Its agent was given up; it may come back with it. */
export function toUnreachable(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  task: TaskRecord,
): void {
  forgetTask(core, framework, agent, task);
  const { unreachableTasks } = framework;
  unreachableTasks.set(task.id, task);
  if (unreachableTasks.size <= core.options.maxUnreachableTasksPerFramework) return;
  const [oldest] = unreachableTasks.values();
  if (oldest === undefined) return;
  unreachableTasks.delete(oldest.id);
  touch(oldest);
}

function forget(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  task: TaskRecord,
): void {
  assert(framework.tasks.get(task.id) === task, `task ${task.id} leaves a framework that has it`);
  countState(core, task.task.state, -1);
  framework.tasks.delete(task.id);
  removeNested(agent.tasks, framework.id, task.id);
  touch(task);
  touch(framework);
  touch(agent);
}

export function rememberCompletedTask(
  core: Core,
  framework: FrameworkRecord,
  task: TaskRecord,
): void {
  const most = core.options.maxCompletedTasksPerFramework;
  if (most === 0) return;
  framework.completedTasks.push(task);
  touch(task);
  if (framework.completedTasks.length > most) touch(framework.completedTasks.shift()!);
  touch(framework);
}

export function countState(core: Core, state: TaskState, change: 1 | -1): void {
  const { taskCounts } = core.state;
  taskCounts.set(state, (taskCounts.get(state) ?? 0) + change);
}

/** The task has ended: what it used is free at once, acknowledged or not. */
export function stopUsing(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  task: TaskRecord,
): void {
  if (!task.isUsing) return;
  task.isUsing = false;
  freeResources(core, framework, agent, task.resources);
}

export function freeResources(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  resources: Resources,
): void {
  // Of several agents the same port counts once, so here the books cannot agree.
  framework.used = framework.used.subtractWhatIsThere(resources);
  const left = (agent.used.get(framework.id) ?? Resources.empty).subtract(resources);
  if (left.isEmpty()) agent.used.delete(framework.id);
  else agent.used.set(framework.id, left);
  touch(framework);
  touch(agent);
  core.allocator.recoverResources({
    frameworkId: framework.id,
    agentId: agent.id,
    resources,
    reoffer: 'soon',
  });
}

/** What all frameworks together use on an agent. */
export function usedOn(agent: AgentRecord): Resources {
  const [only] = agent.used.values();
  return only !== undefined && agent.used.size === 1 ? only : Resources.sum(agent.used.values());
}
