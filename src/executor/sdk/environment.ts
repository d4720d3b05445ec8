/**
 * What an executor learns from its environment: whom to talk to, who it is, and what to do when
 * the agent is away. The agent sets these for every executor it launches.
 */
import { parseDuration } from '../../foundation/units/duration.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { ExecutorId, FrameworkId, Pid } from '../../protocol/ids.ts';

export interface ExecutorEnvironment {
  /** "http://10.0.0.1:5051/slave(1)/api/v1/executor" */
  readonly url: string;
  /** The agent's socket in the file system; undefined: it is to be asked over the network. */
  readonly socketPath: string | undefined;
  readonly frameworkId: FrameworkId;
  readonly executorId: ExecutorId;
  /** The sandbox. */
  readonly directory: string;
  /** The agent may restart and expects the executor to come back to it. */
  readonly isCheckpointed: boolean;
  /** How long to look for an agent that is away. */
  readonly recoveryTimeoutMs: number;
  /** Longest wait between two attempts. */
  readonly maxBackoffMs: number;
  /** How long a shutdown may take. */
  readonly shutdownGraceMs: number;
  /** Sent with every request when the agent authenticates executors. */
  readonly token: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

export function readExecutorEnvironment(variables: Variables): Result<ExecutorEnvironment> {
  const endpoint = variables['MESOS_AGENT_ENDPOINT'];
  const frameworkId = variables['MESOS_FRAMEWORK_ID'];
  const executorId = variables['MESOS_EXECUTOR_ID'];
  if (endpoint === undefined || frameworkId === undefined || executorId === undefined) {
    const needed = 'MESOS_AGENT_ENDPOINT, MESOS_FRAMEWORK_ID and MESOS_EXECUTOR_ID';
    return failure(`${needed} must be set; executors are meant to be launched by a Mesos agent`);
  }
  const recoveryTimeoutMs = durationOf(variables, 'MESOS_RECOVERY_TIMEOUT', 15 * 60_000);
  const maxBackoffMs = durationOf(variables, 'MESOS_SUBSCRIPTION_BACKOFF_MAX', 2000);
  const shutdownGraceMs = durationOf(variables, 'MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD', 5000);
  if (!recoveryTimeoutMs.ok) return recoveryTimeoutMs;
  if (!maxBackoffMs.ok) return maxBackoffMs;
  if (!shutdownGraceMs.ok) return shutdownGraceMs;
  return ok({
    url: `http://${endpoint}/${processOf(variables['MESOS_SLAVE_PID'])}/api/v1/executor`,
    socketPath: variables['MESOS_DOMAIN_SOCKET'],
    frameworkId,
    executorId,
    directory: variables['MESOS_SANDBOX'] ?? variables['MESOS_DIRECTORY'] ?? '.',
    isCheckpointed: variables['MESOS_CHECKPOINT'] === '1',
    recoveryTimeoutMs: recoveryTimeoutMs.value,
    maxBackoffMs: maxBackoffMs.value,
    shutdownGraceMs: shutdownGraceMs.value,
    token: variables['MESOS_EXECUTOR_AUTHENTICATION_TOKEN'],
  });
}

/** "slave(1)" of "slave(1)@10.0.0.1:5051"; a process with several agents has several. */
function processOf(pid: Pid | undefined): string {
  const at = pid?.indexOf('@') ?? -1;
  return pid === undefined || at <= 0 ? 'slave(1)' : pid.slice(0, at);
}

function durationOf(variables: Variables, name: string, defaultMs: number): Result<number> {
  const text = variables[name];
  if (text === undefined) return ok(defaultMs);
  const parsed = parseDuration(text);
  return parsed.ok ? parsed : failure(`${name} is '${text}': ${parsed.error}`);
}
