/**
 * The agent's figures by Mesos' names (dashboards and alerts are written against them): gauges, read
 * off the state when somebody asks. What is counted is counted where it happens (`core.count`).
 */
import { fromThousandths, toThousandths } from '../../resources/entry.ts';
import { Resources } from '../../resources/resources.ts';
import { allExecutors } from './executors/executors.ts';
import type { Core } from './environment.ts';
import type { ExecutorRecord, State } from './state.ts';
import type { Resource, TaskState } from '../../protocol/generated/mesos.ts';

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
  const used = usedBy(executors.filter((executor) => executor.state !== 'terminated'));
  const total = state.totalResources;
  const halves = [
    { infix: '', total, used: used.regular },
    { infix: 'revocable_', total: state.oversubscribed ?? Resources.empty, used: used.revocable },
  ];
  for (const half of halves) {
    for (const name of resourceNames) {
      const totalAmount = half.total.scalar(name);
      const usedAmount = fromThousandths(half.used.get(name) ?? 0);
      const stem = `slave/${name}_${half.infix}`;
      metrics.set(`${stem}total`, totalAmount);
      metrics.set(`${stem}used`, usedAmount);
      metrics.set(`${stem}percent`, totalAmount > 0 ? usedAmount / totalAmount : 0);
    }
  }
}

/** In thousandths, by name. Sums of resources would take a turn of their own where much runs. */
interface UsedAmounts {
  readonly regular: Map<string, number>;
  readonly revocable: Map<string, number>;
}

function usedBy(executors: readonly ExecutorRecord[]): UsedAmounts {
  const used: UsedAmounts = { regular: new Map(), revocable: new Map() };
  // A volume that several share is there once.
  const shared: Resource[] = [];
  const add = (resources: readonly Resource[] | undefined): void => {
    for (const resource of resources ?? []) {
      if (resource.shared === undefined) addAmount(used, resource);
      else shared.push(resource);
    }
  };
  for (const { info, queued, launched } of executors) {
    add(info.resources);
    for (const task of queued.values()) add(task.resources);
    for (const task of launched.values()) add(task.resources);
  }
  const once = Resources.sum(shared.map((resource) => Resources.fromMessages([resource])));
  for (const resource of once.toMessages()) addAmount(used, resource);
  return used;
}

function addAmount(
  { regular, revocable }: UsedAmounts,
  { name, scalar, revocable: isRevocable }: Resource,
): void {
  if (scalar === undefined) return;
  const amounts = isRevocable === undefined ? regular : revocable;
  amounts.set(name, (amounts.get(name) ?? 0) + toThousandths(scalar.value));
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
}
