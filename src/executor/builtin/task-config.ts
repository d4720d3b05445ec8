/**
 * What a task looks like to the containerizer: a command task is the root container and sees the
 * environment of its executor; the task of a pod is nested, in a sandbox of its own, and sees
 * nothing of the executor.
 */
import type { ContainerConfig, ResourceLimits } from '../../containers/containerizer.ts';
import { findScalar } from '../../containers/isolators/scalars.ts';
import { firstNamed } from '../../containers/user-name.ts';
import { commandEnvironment } from '../../protocol/command-environment.ts';
import type { ContainerID, Resource, TaskInfo } from '../../protocol/generated/mesos.ts';
import type { BuiltInExecutorEnvironment } from './built-in-executor.ts';

export function commandTaskConfig(
  environment: BuiltInExecutorEnvironment,
  task: TaskInfo,
): ContainerConfig {
  if (task.container?.type === 'DOCKER') return dockerTaskConfig(environment, task);
  const ofExecutor = environment.executorInfo.resources ?? [];
  const container = task.container ?? environment.defaultContainer;
  return {
    ...commonConfig(environment, task),
    ...(container === undefined ? {} : { container }),
    ...(task.limits === undefined ? {} : { limits: limitsWith(ofExecutor, task.limits) }),
    environment: {
      ...environment.environment,
      ...roleVariable(task.resources ?? []),
      ...commandEnvironment(task.command),
    },
    directory: environment.sandboxDirectory,
    resources: [...ofExecutor, ...(task.resources ?? [])],
  };
}

/** @compat The executor's share counts for the limits as it does for the resources: they are never below these. */
function limitsWith(ofExecutor: readonly Resource[], limits: ResourceLimits): ResourceLimits {
  const raised = Object.entries(limits).map(([name, { value }]) => {
    const share = findScalar(ofExecutor, name) ?? 0;
    return [name, { value: Math.round((value + share) * 1000) / 1000 }] as const;
  });
  return Object.fromEntries(raised);
}

/**
 * @compat the executor of Docker tasks is no part of their container: its environment is not seen in it
 * and its share of the resources is not given to it.
 */
function dockerTaskConfig(
  environment: BuiltInExecutorEnvironment,
  task: TaskInfo,
): ContainerConfig {
  return {
    ...commonConfig(environment, task),
    environment: commandEnvironment(task.command),
    directory: environment.sandboxDirectory,
    resources: task.resources ?? [],
  };
}

export function podTaskConfig(
  environment: BuiltInExecutorEnvironment,
  task: TaskInfo,
  containerId: ContainerID,
): ContainerConfig {
  return {
    ...commonConfig(environment, task),
    environment: {
      MESOS_CONTAINER_IP: environment.containerIp,
      ...roleVariable(task.resources ?? []),
      ...commandEnvironment(task.command),
    },
    directory: podTaskDirectory(environment, containerId),
    resources: task.resources ?? [],
  };
}

export function podTaskDirectory(
  environment: BuiltInExecutorEnvironment,
  containerId: ContainerID,
): string {
  return `${environment.sandboxDirectory}/containers/${containerId.value}`;
}

function commonConfig(
  environment: BuiltInExecutorEnvironment,
  task: TaskInfo,
): Pick<ContainerConfig, 'command' | 'container' | 'limits' | 'user'> {
  const { command, container, limits } = task;
  const own = environment.switchesUser ? command?.user : undefined;
  const user = firstNamed(own, environment.user);
  return {
    ...(command === undefined ? {} : { command }),
    ...(container === undefined ? {} : { container }),
    ...(limits === undefined ? {} : { limits }),
    ...(user === undefined ? {} : { user }),
  };
}

/** Known only when all resources were allocated to one role. */
function roleVariable(resources: readonly Resource[]): Record<string, string> {
  const roles = new Set(resources.map(({ allocation_info }) => allocation_info?.role));
  const [role] = roles;
  return roles.size === 1 && role !== undefined ? { MESOS_ALLOCATION_ROLE: role } : {};
}
