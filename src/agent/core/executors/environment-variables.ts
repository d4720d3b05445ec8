/**
 * The environment variables of executors. Nothing of the agent's own environment leaks: what is
 * here, what --executor_environment_variables says and what the framework asks for is all (PATH
 * and MESOS_SANDBOX are added by the containerizer when they are missing).
 */
import { formatDuration } from '../../../foundation/units/duration.ts';
import { commandEnvironment } from '../../../protocol/command-environment.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import type { AgentOptions } from '../environment.ts';
import { shutdownGraceText } from './command-executor.ts';
import type { ExecutorRecord } from '../state.ts';

export type EnvironmentOptions = Pick<
  AgentOptions,
  | 'pid'
  | 'executorIp'
  | 'executorSocket'
  | 'executorEnvironment'
  | 'executorShutdownGracePeriodMs'
  | 'executorReregistrationTimeoutMs'
  | 'recoveryTimeoutMs'
>;

export function executorEnvironment(
  executor: ExecutorRecord,
  agentId: AgentId,
  options: EnvironmentOptions,
): Record<string, string> {
  const environment: Record<string, string> = {};
  if (options.executorIp !== undefined) environment['LIBPROCESS_IP'] = options.executorIp;
  Object.assign(environment, options.executorEnvironment, {
    LIBPROCESS_PORT: '0',
    MESOS_FRAMEWORK_ID: executor.frameworkId,
    MESOS_EXECUTOR_ID: executor.id,
    MESOS_DIRECTORY: executor.directory,
    MESOS_SLAVE_ID: agentId,
    MESOS_SLAVE_PID: options.pid,
    MESOS_AGENT_ENDPOINT: options.pid.slice(options.pid.lastIndexOf('@') + 1),
    MESOS_CHECKPOINT: executor.isCheckpointed ? '1' : '0',
    MESOS_HTTP_COMMAND_EXECUTOR: '0',
    MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: shutdownGraceText(
      executor.info,
      options.executorShutdownGracePeriodMs,
    ),
    MESOS_SANDBOX: executor.directory,
  });
  if (options.executorSocket !== undefined) {
    environment['MESOS_DOMAIN_SOCKET'] = options.executorSocket.location;
  }
  if (executor.isCheckpointed) {
    environment['MESOS_RECOVERY_TIMEOUT'] = formatDuration(options.recoveryTimeoutMs);
    environment['MESOS_SUBSCRIPTION_BACKOFF_MAX'] = formatDuration(
      options.executorReregistrationTimeoutMs,
    );
  }
  return Object.assign(environment, commandEnvironment(executor.info.command));
}
