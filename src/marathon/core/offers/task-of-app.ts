/** The task that an instance of an app is launched as. */
import type { Random } from '../../../foundation/random.ts';
import type { ExecutorInfo, Resource, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { Instance } from '../../model/instance.ts';
import type { MarathonOptions } from '../environment.ts';
import { checkOfApp, commandOfApp, mesosHealthCheckOf } from './commands.ts';
import { containerOfApp } from './containers.ts';
import { discoveryOf, nameOf, type DiscoveredPort } from './discovery.ts';
import { aboutApp, aboutPorts, environmentOf, type PortOfTask } from './environment-variables.ts';
import { labelsMessage } from './labels.ts';

const nanosecondsPerSecond = 1_000_000_000;
/** Mesos' own executor of commands. */
const commandExecutor = '//cmd';

export interface TaskRequest {
  readonly app: AppDefinition;
  readonly instance: Instance;
  readonly resources: readonly Resource[];
  /** Of an executor of its own. */
  readonly executorResources: readonly Resource[];
  /** Does its top-level group demand that apps have its role? */
  readonly enforcesRole: boolean;
  readonly random: Random;
  readonly options: MarathonOptions;
}

export function taskOfApp(request: TaskRequest): TaskInfo {
  const { app, instance, resources, executorResources, random, options } = request;
  const { taskId, hostPorts } = instance.tasks[0]!;
  const ports = portsOf(app, hostPorts);
  const variables = new Map([
    ['MESOS_TASK_ID', taskId],
    ...aboutApp(app, request.enforcesRole),
    ...aboutPorts(instance.agent.host, ports, options.envVarsPrefix ?? '', random),
  ]);
  const command = commandOfApp(app, environmentOf(app.env, app.secrets, { before: variables }));
  const portOf = (index: number): number | undefined => portForMesos(app, hostPorts, index);
  const container = containerOfApp({ app, hostPorts, taskId, bridgeName: options.mesosBridgeName });
  const healthCheck = mesosHealthCheckOf(app, portOf);
  const check = checkOfApp(app, portOf);
  const executor = executorPathOf(app, options);
  const grace = app.taskKillGracePeriodSeconds;
  return {
    name: nameOf(app.id),
    task_id: { value: taskId },
    agent_id: { value: instance.agent.agentId },
    resources: [...resources],
    ...(executor === undefined
      ? { command, ...(container === undefined ? {} : { container }) }
      : {
          executor: customExecutor(executor, {
            app,
            taskId,
            command,
            container,
            executorResources,
          }),
        }),
    ...(healthCheck === undefined ? {} : { health_check: healthCheck }),
    ...(check === undefined ? {} : { check }),
    labels: labelsMessage(app.labels),
    discovery: discoveryOf(app, discoveredPortsOf(app, hostPorts)),
    ...(grace === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: grace * nanosecondsPerSecond } } }),
    ...limitsOf(app),
  };
}

/** Undefined: Mesos' executor of commands. */
export function executorPathOf(
  { executor }: AppDefinition,
  { defaultExecutor }: Pick<MarathonOptions, 'defaultExecutor'>,
): string | undefined {
  const path = executor === '' ? defaultExecutor : executor;
  return path === '' || path === commandExecutor ? undefined : path;
}

export function limitsOf({ resourceLimits }: Pick<AppDefinition, 'resourceLimits'>): {
  limits?: NonNullable<TaskInfo['limits']>;
} {
  if (resourceLimits === undefined) return {};
  const limits: NonNullable<TaskInfo['limits']> = {};
  for (const name of ['cpus', 'mem'] as const) {
    const limit = resourceLimits[name];
    if (limit !== undefined) limits[name] = { value: limit === 'unlimited' ? Infinity : limit };
  }
  return { limits };
}

function portsOf(
  { container, portDefinitions }: AppDefinition,
  hostPorts: readonly (number | undefined)[],
): readonly PortOfTask[] {
  const mappings = container?.portMappings ?? [];
  if (mappings.length > 0) {
    return mappings.map(({ name, containerPort }, index) => ({
      name,
      requested: containerPort,
      hostPort: hostPorts[index],
    }));
  }
  return portDefinitions.map(({ name, port }, index) => ({
    name,
    requested: port,
    hostPort: hostPorts[index],
  }));
}

/** Checks run in the task's own network, where it has one. */
function portForMesos(
  { container, networks }: AppDefinition,
  hostPorts: readonly (number | undefined)[],
  index: number,
): number | undefined {
  const mapping = container?.portMappings[index];
  const isInside = networks.some(({ mode }) => mode !== 'host');
  if (isInside && mapping !== undefined && mapping.containerPort !== 0)
    return mapping.containerPort;
  return hostPorts[index];
}

/** What Mesos tells others of its ports. */
function discoveredPortsOf(
  { container, portDefinitions }: AppDefinition,
  hostPorts: readonly (number | undefined)[],
): readonly DiscoveredPort[] {
  const mappings = container?.portMappings ?? [];
  if (mappings.length > 0) {
    return mappings.map(({ protocol, ...mapping }, index) => ({
      ...mapping,
      protocols: protocol.split(','),
      hostPort: hostPorts[index],
    }));
  }
  return portDefinitions.map(({ name, protocol, labels }, index) => ({
    name,
    protocols: protocol.split(','),
    hostPort: hostPorts[index],
    containerPort: undefined,
    labels,
    networkNames: [],
  }));
}

function customExecutor(
  path: string,
  {
    app,
    taskId,
    command,
    container,
    executorResources,
  }: {
    readonly app: AppDefinition;
    readonly taskId: string;
    readonly command: TaskInfo['command'] & {};
    readonly container: TaskInfo['container'];
    readonly executorResources: readonly Resource[];
  },
): ExecutorInfo {
  const args = app.cmd === undefined ? app.args.join(' ') : app.cmd;
  const value = `chmod ug+rx '${path}' && exec '${path}' ${args}`.trimEnd();
  const { environment, uris, user } = command;
  return {
    type: 'CUSTOM',
    executor_id: { value: `marathon-${taskId}` },
    name: `Marathon executor of ${app.id}`,
    source: taskId,
    command: {
      shell: true,
      value,
      ...(environment === undefined ? {} : { environment }),
      ...(uris === undefined ? {} : { uris }),
      ...(user === undefined ? {} : { user }),
    },
    ...(container === undefined ? {} : { container }),
    resources: [...executorResources],
  };
}
