/**
 * The agent's figures by Mesos' names (dashboards and alerts are written against them): what
 * was counted where it happened (counters.ts), and gauges, read off the state when somebody asks.
 */
import { Resources } from '../../resources/resources.ts';
import { resourcesOfExecutor } from './context.ts';
import type { AgentContext } from './context.ts';
import type { Counters } from './counters.ts';
import type { Agent, Executor } from './state.ts';
import type { TaskState } from '../../protocol/generated/mesos.ts';

const resourceNames = ['cpus', 'gpus', 'mem', 'disk'] as const;

const countedEnds: Readonly<Record<string, TaskState>> = {
  'slave/tasks_failed': 'TASK_FAILED',
  'slave/tasks_finished': 'TASK_FINISHED',
  'slave/tasks_gone': 'TASK_GONE',
  'slave/tasks_killed': 'TASK_KILLED',
  'slave/tasks_lost': 'TASK_LOST',
};

const countedStates: Readonly<Record<string, TaskState>> = {
  'slave/tasks_killing': 'TASK_KILLING',
  'slave/tasks_running': 'TASK_RUNNING',
  'slave/tasks_starting': 'TASK_STARTING',
};

export function agentMetrics(context: AgentContext): Map<string, number> {
  const { agent, counters, garbage, environment } = context;
  const executors = allExecutors(agent);
  const metrics = new Map<string, number>();
  addResources(metrics, agent, executors);
  addTasks(metrics, executors, counters);
  addExecutors(metrics, executors, counters);
  metrics.set('slave/container_launch_errors', counters.containerLaunchErrors);
  metrics.set('slave/frameworks_active', agent.frameworks.size);
  metrics.set('slave/invalid_framework_messages', counters.invalidFrameworkMessages);
  metrics.set('slave/invalid_status_updates', counters.invalidStatusUpdates);
  metrics.set('slave/recovery_errors', agent.recovery.errorCount);
  if (agent.recovery.durationMs !== undefined) {
    metrics.set('slave/recovery_time_secs', agent.recovery.durationMs / 1000);
  }
  metrics.set('slave/registered', agent.state === 'running' ? 1 : 0);
  metrics.set('slave/uptime_secs', (environment.clock.now() - agent.startedAtMs) / 1000);
  metrics.set('slave/valid_framework_messages', counters.validFrameworkMessages);
  metrics.set('slave/valid_status_updates', counters.validStatusUpdates);
  metrics.set('gc/path_removals_failed', garbage.failedCount);
  metrics.set('gc/path_removals_pending', garbage.pendingCount);
  metrics.set('gc/path_removals_succeeded', garbage.succeededCount);
  return metrics.set(
    'slave/executor_directory_max_allowed_age_secs',
    garbage.maxAllowedAgeMs / 1000,
  );
}

function allExecutors(agent: Agent): Executor[] {
  return [...agent.frameworks.values()].flatMap((framework) => [...framework.executors.values()]);
}

function addResources(
  metrics: Map<string, number>,
  agent: Agent,
  executors: readonly Executor[],
): void {
  const used = Resources.sum(
    executors
      .filter((executor) => executor.state !== 'terminated')
      .map((executor) => resourcesOfExecutor(executor)),
  );
  const total = agent.totalResources;
  const halves = [
    { infix: '', total: total.nonRevocable(), used: used.nonRevocable() },
    { infix: 'revocable_', total: total.revocable(), used: used.revocable() },
  ];
  for (const half of halves) {
    for (const name of resourceNames) {
      const totalAmount = half.total.scalar(name);
      const usedAmount = half.used.scalar(name);
      const stem = `slave/${name}_${half.infix}`;
      metrics.set(`${stem}total`, totalAmount);
      metrics.set(`${stem}used`, usedAmount);
      metrics.set(`${stem}percent`, totalAmount > 0 ? usedAmount / totalAmount : 0);
    }
  }
}

function addTasks(
  metrics: Map<string, number>,
  executors: readonly Executor[],
  counters: Counters,
): void {
  for (const [name, state] of Object.entries(countedEnds)) {
    metrics.set(name, counters.tasksEnded.get(state) ?? 0);
  }
  const states = new Map<TaskState, number>();
  let staging = 0;
  for (const executor of executors) {
    staging += executor.queued.size;
    for (const { state } of executor.launched.values()) {
      states.set(state, (states.get(state) ?? 0) + 1);
    }
  }
  metrics.set('slave/tasks_staging', staging + (states.get('TASK_STAGING') ?? 0));
  for (const [name, state] of Object.entries(countedStates)) {
    metrics.set(name, states.get(state) ?? 0);
  }
}

function addExecutors(
  metrics: Map<string, number>,
  executors: readonly Executor[],
  counters: Counters,
): void {
  for (const state of ['registering', 'running', 'terminating'] as const) {
    const count = executors.filter((executor) => executor.state === state).length;
    metrics.set(`slave/executors_${state}`, count);
  }
  metrics.set('slave/executors_terminated', counters.executorsTerminated);
  metrics.set('slave/executors_preempted', 0);
}
