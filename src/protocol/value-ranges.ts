/**
 * The ranges of the numbers that frameworks choose: durations, periods of checks, ports, limits. The
 * wire carries more than can be worked with (NaN, 292 years to which nothing can be added), so both
 * doors, the master's for calls and the agent's for launches, ask here before such a number is used.
 * The sentences begin with the words of Mesos where it has the rule.
 */
import type {
  CheckInfo,
  DurationInfo,
  ExecutorInfo,
  HealthCheck,
  KillPolicy,
  TaskInfo,
} from './generated/mesos.ts';

/** Half of what 64 bits of nanoseconds hold: 146 years. Two of them still add up. */
export const longestNanoseconds = 2n ** 62n;
const longestSeconds = Number(longestNanoseconds / 1_000_000_000n);

const highestPort = 65_535;

/** `name` as the sentence shall begin: "Task's `max_completion_time`". */
function findDurationError(name: string, duration: DurationInfo | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const { nanoseconds } = duration;
  if (nanoseconds < 0) return `${name} must be non-negative`;
  if (nanoseconds <= longestNanoseconds) return undefined;
  return `${name} must be at most ${longestSeconds} seconds`;
}

export function findKillPolicyError(
  policy: KillPolicy | undefined,
  name: string,
): string | undefined {
  return findDurationError(name, policy?.grace_period);
}

/** Undefined is in order: it means the default. */
function findSecondsError(name: string, seconds: number | undefined): string | undefined {
  if (seconds === undefined || (seconds >= 0 && seconds <= longestSeconds)) return undefined;
  if (seconds < 0) return `Expecting '${name}' to be non-negative`;
  return `Expecting '${name}' to be at most ${longestSeconds} seconds, not ${seconds}`;
}

function findPortError(name: string, port: number | undefined): string | undefined {
  if (port === undefined || (port > 0 && port <= highestPort)) return undefined;
  return `Expecting '${name}' to be a port from 1 to ${highestPort}, not ${port}`;
}

/** Times and ports of a check of either kind. */
export function findCheckValueError(check: CheckInfo | HealthCheck): string | undefined {
  const periods = ['delay_seconds', 'interval_seconds', 'timeout_seconds'] as const;
  for (const name of periods) {
    const error = findSecondsError(name, check[name]);
    if (error !== undefined) return error;
  }
  const grace = 'grace_period_seconds' in check ? check.grace_period_seconds : undefined;
  return (
    findSecondsError('grace_period_seconds', grace) ??
    findPortError('http.port', check.http?.port) ??
    findPortError('tcp.port', check.tcp?.port)
  );
}

/** How long a task may run, and how long it has to end. */
export function findTaskTimesError(task: TaskInfo): string | undefined {
  return (
    findDurationError("Task's `max_completion_time`", task.max_completion_time) ??
    findKillPolicyError(task.kill_policy, "Task's 'kill_policy.grace_period'")
  );
}

/** Infinity is a limit: none. */
export function findLimitValueError(task: TaskInfo): string | undefined {
  for (const [name, { value }] of Object.entries(task.limits ?? {})) {
    if (!(value >= 0)) return `The ${name} limit ${value} is not a non-negative number`;
  }
  return undefined;
}

export function findExecutorValueError(executor: ExecutorInfo): string | undefined {
  return findDurationError(
    "ExecutorInfo's 'shutdown_grace_period'",
    executor.shutdown_grace_period,
  );
}

/** The first number of a task that cannot be worked with. */
export function findTaskValueError(task: TaskInfo): string | undefined {
  const { check, health_check: health, executor } = task;
  return (
    findTaskTimesError(task) ??
    (check === undefined ? undefined : findCheckValueError(check)) ??
    (health === undefined ? undefined : findCheckValueError(health)) ??
    findLimitValueError(task) ??
    (executor === undefined ? undefined : findExecutorValueError(executor))
  );
}
