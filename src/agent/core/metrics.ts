/**
 * The agent's figures by Mesos' names (dashboards and alerts are written against them): gauges, read
 * off the state when somebody asks. What is counted is counted where it happens (`core.count`).
 */
import { Resources } from '../../resources/resources.ts';
import { allExecutors, resourcesOfExecutor } from './executors/executors.ts';
import type { Core } from './environment.ts';
import type { ExecutorRecord, State } from './state.ts';
import type { TaskState } from '../../protocol/generated/mesos.ts';

const resourceNames = ['cpus', 'gpus', 'mem', 'disk'] as const;

const countedStates: Readonly<Record<string, TaskState>> = {
  'slave/tasks_killing': 'TASK_KILLING',
  'slave/tasks_running': 'TASK_RUNNING',
  'slave/tasks_starting': 'TASK_STARTING',
};

export function agentMetrics(core: Core): Map<string, number> {
  const { state, garbage } = core;
  const executors = [...allExecutors(state)].map(([, executor]) => executor);
  const metrics = new Map<string, number>();
  addResources(metrics, state, executors);
  addTasks(metrics, executors);
  addExecutors(metrics, executors);
  metrics.set('slave/frameworks_active', state.frameworks.size);
  metrics.set('slave/recovery_errors', state.recovery.errorCount);
  if (state.recovery.durationMs !== undefined) {
    metrics.set('slave/recovery_time_secs', state.recovery.durationMs / 1000);
  }
  metrics.set('slave/registered', state.phase === 'running' ? 1 : 0);
  metrics.set('slave/uptime_secs', (core.clock.now() - state.startedAtMs) / 1000);
  metrics.set('gc/path_removals_failed', garbage.failedCount);
  metrics.set('gc/path_removals_pending', garbage.pendingCount);
  metrics.set('gc/path_removals_succeeded', garbage.succeededCount);
  return metrics.set(
    'slave/executor_directory_max_allowed_age_secs',
    garbage.maxAllowedAgeMs / 1000,
  );
}

function addResources(
  metrics: Map<string, number>,
  state: State,
  executors: readonly ExecutorRecord[],
): void {
  const used = Resources.sum(
    executors
      .filter((executor) => executor.state !== 'terminated')
      .map((executor) => resourcesOfExecutor(executor)),
  );
  const total = state.totalResources;
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

function addTasks(metrics: Map<string, number>, executors: readonly ExecutorRecord[]): void {
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

function addExecutors(metrics: Map<string, number>, executors: readonly ExecutorRecord[]): void {
  for (const state of ['registering', 'running', 'terminating'] as const) {
    const count = executors.filter((executor) => executor.state === state).length;
    metrics.set(`slave/executors_${state}`, count);
  }
  metrics.set('slave/executors_preempted', 0);
}
