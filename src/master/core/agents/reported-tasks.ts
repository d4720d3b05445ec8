/**
 * What an agent says it runs against what the master knows of it, when an agent comes back that was
 * registered all the while. Of two that differ the agent is right about what runs now, and the
 * master about which frameworks are over.
 */
import type {
  ReconcileTasksMessage,
  ReregisterSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { ExecutorInfo, Task, TaskStatus } from '../../../protocol/generated/mesos.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import type { Core } from '../environment.ts';
import { adoptFramework } from '../frameworks/failover.ts';
import type { AgentRecord, TaskRecord } from '../state.ts';
import { removeExecutor } from '../tasks/executors.ts';
import { changeTaskState, masterStatus, sendReregistered } from '../tasks/status-updates.ts';
import { Usage } from '../tasks/usage.ts';
import { adoptExecutor, adoptTask } from './adoption.ts';

/** Tasks of frameworks that are over are not taken in; the agent is told to end them. */
export function tasksOfLiving(core: Core, tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => !core.state.completedFrameworks.has(task.framework_id.value));
}

export function executorsOfLiving(core: Core, executors: readonly ExecutorInfo[]): ExecutorInfo[] {
  return executors.filter((info) => !core.state.completedFrameworks.has(info.framework_id!.value));
}

/**
 * Takes in what the agent reports, and gives back, by framework, the tasks that only the master
 * knows: messages to launch them got lost.
 */
export function reconcileTasks(
  core: Core,
  agent: AgentRecord,
  message: ReregisterSlaveMessage,
): ReconcileTasksMessage[] {
  for (const framework of message.frameworks ?? []) adoptFramework(core, framework);
  const tasks = tasksOfLiving(core, message.tasks ?? []);
  const newcomers = tasks.filter((task) => findKnown(agent, task) === undefined);
  const reported = new Set<TaskRecord>();
  for (const task of tasks) {
    const record = findKnown(agent, task);
    if (record === undefined) continue;
    reported.add(record);
    if (record.task.state !== task.state) changeTaskState(core, record, task.state);
  }
  // What has ended makes room before the newcomers are taken in.
  const executors = executorsOfLiving(core, message.executor_infos ?? []);
  removeUnreported(core, agent, executors);
  const usage = new Usage(agent);
  for (const task of newcomers) {
    const record = takeIn(core, agent, task, usage);
    if (record !== undefined) reported.add(record);
  }
  for (const info of executors) adoptExecutor(core, agent, info, usage);
  for (const [frameworkId, taken] of usage.book()) {
    core.allocator.addAllocation(frameworkId, agent.id, taken);
  }
  const missing: ReconcileTasksMessage[] = [];
  for (const [frameworkId, tasks] of agent.tasks) {
    const statuses = [...tasks.values()]
      .filter((task) => !reported.has(task))
      .map((task) => reconciliationOf(core, task));
    if (statuses.length === 0) continue;
    // Agents look here for what the framework is capable of: they may not know it.
    const info = core.state.frameworks.get(frameworkId)?.info;
    const about = info === undefined ? {} : { framework: info };
    missing.push({ framework_id: { value: frameworkId }, statuses, ...about });
  }
  return missing;
}

function reconciliationOf(core: Core, { id, agentId, task }: TaskRecord): TaskStatus {
  return masterStatus(core, {
    taskId: id,
    agentId,
    state: task.status_update_state ?? task.state,
    reason: 'REASON_RECONCILIATION',
    message: 'Reconciliation request',
  });
}

/** A task that the master gave up, or never heard of, while the agent was registered. */
function takeIn(core: Core, agent: AgentRecord, task: Task, usage: Usage): TaskRecord | undefined {
  // Of one that has ended only the last acknowledgement got lost. The agent repeats the update, and
  // that brings the acknowledgement; a record of the task here would wait for it in vain.
  if (isTerminalState(task.state)) return undefined;
  const record = adoptTask(core, agent, task, { isKnown: true, usage });
  if (record === undefined) return undefined;
  sendReregistered(core, record, 'unknown');
  return record;
}

function removeUnreported(core: Core, agent: AgentRecord, reported: readonly ExecutorInfo[]): void {
  const keys = new Set(reported.map(keyOfExecutor));
  for (const executors of [...agent.executors.values()]) {
    for (const executor of [...executors.values()]) {
      if (!keys.has(keyOfExecutor(executor.info))) {
        removeExecutor(core, agent, executor.frameworkId, executor.id);
      }
    }
  }
}

export function keyOfExecutor(info: ExecutorInfo): string {
  return JSON.stringify([info.framework_id!.value, info.executor_id.value]);
}

export function findKnown(agent: AgentRecord, task: Task): TaskRecord | undefined {
  return agent.tasks.get(task.framework_id.value)?.get(task.task_id.value);
}
