/** The task that an instance of an app is launched as. */
import type { Random } from '../../../foundation/random.ts';
import type {
  DiscoveryInfo,
  ExecutorInfo,
  Port,
  Resource,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { Instance } from '../../model/instance.ts';
import type { MarathonOptions } from '../environment.ts';
import { checkOfApp, commandOfApp, mesosHealthCheckOf } from './commands.ts';
import { containerOfApp } from './containers.ts';
import { aboutApp, aboutPorts, environmentOf, type PortOfTask } from './environment-variables.ts';
import { labelsMessage } from './labels.ts';

const nanosecondsPerSecond = 1_000_000_000;
/** Mesos' own executor of commands. */
const commandExecutor = '//cmd';

export interface TaskRequest {
  readonly app: AppDefinition;
  readonly instance: Instance;
  readonly resources: readonly Resource[];
  readonly random: Random;
  readonly options: MarathonOptions;
}

export function taskOfApp({ app, instance, resources, random, options }: TaskRequest): TaskInfo {
  const { taskId, hostPorts } = instance.tasks[0]!;
  const ports = portsOf(app, hostPorts);
  const variables = new Map([
    ['MESOS_TASK_ID', taskId],
    ...aboutApp(app),
    ...aboutPorts(instance.agent.host, ports, options.envVarsPrefix ?? '', random),
  ]);
  const command = commandOfApp(app, environmentOf(variables, app.env, app.secrets));
  const portOf = (index: number): number | undefined => portForMesos(app, hostPorts, index);
  const container = containerOfApp({ app, hostPorts, taskId, bridgeName: options.mesosBridgeName });
  const healthCheck = mesosHealthCheckOf(app, portOf);
  const check = checkOfApp(app, portOf);
  const executor = app.executor === '' ? options.defaultExecutor : app.executor;
  const isCommand = executor === '' || executor === commandExecutor;
  const grace = app.taskKillGracePeriodSeconds;
  return {
    name: nameOf(app.id),
    task_id: { value: taskId },
    agent_id: { value: instance.agent.agentId },
    resources: [...resources],
    ...(isCommand
      ? { command, ...(container === undefined ? {} : { container }) }
      : { executor: customExecutor(executor, { app, taskId, command, container }) }),
    ...(healthCheck === undefined ? {} : { health_check: healthCheck }),
    ...(check === undefined ? {} : { check }),
    labels: labelsMessage(app.labels),
    discovery: discoveryOf(app, hostPorts),
    ...(grace === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: grace * nanosecondsPerSecond } } }),
    ...limitsOf(app),
  };
}

/** @compat "/webshop/db" is "db.webshop" in Mesos. */
export function nameOf(id: string): string {
  return id.slice(1).split('/').reverse().join('.');
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

function discoveryOf(
  app: AppDefinition,
  hostPorts: readonly (number | undefined)[],
): DiscoveryInfo {
  const mappings = app.container?.portMappings ?? [];
  const ports: readonly Port[] =
    mappings.length > 0
      ? mappings.flatMap(({ containerPort, protocol, name, labels, networkNames }, index) => {
          const hostPort = hostPorts[index];
          const scope = hostPort === undefined ? 'container' : 'host';
          const all = {
            ...labels,
            'network-scope': scope,
            ...(networkNames[0] === undefined ? {} : { 'network-name': networkNames[0] }),
          };
          return portsByProtocol(hostPort ?? containerPort, protocol, name, all);
        })
      : app.portDefinitions.flatMap(({ protocol, name, labels }, index) => {
          const hostPort = hostPorts[index];
          return hostPort === undefined ? [] : portsByProtocol(hostPort, protocol, name, labels);
        });
  return { visibility: 'FRAMEWORK', name: nameOf(app.id), ports: { ports: [...ports] } };
}

function portsByProtocol(
  number: number,
  protocols: string,
  name: string | undefined,
  labels: Readonly<Record<string, string>>,
): readonly Port[] {
  return protocols.split(',').map((protocol) => ({
    number,
    ...(name === undefined ? {} : { name }),
    protocol,
    ...(Object.keys(labels).length === 0 ? {} : { labels: labelsMessage(labels) }),
  }));
}

function customExecutor(
  path: string,
  {
    app,
    taskId,
    command,
    container,
  }: {
    readonly app: AppDefinition;
    readonly taskId: string;
    readonly command: TaskInfo['command'] & {};
    readonly container: TaskInfo['container'];
  },
): ExecutorInfo {
  const args = app.cmd === undefined ? app.args.join(' ') : app.cmd;
  const value = `chmod ug+rx '${path}' && exec '${path}' ${args}`.trimEnd();
  const { environment, uris, user } = command;
  const { cpus = 0, mem = 0, disk = 0 } = app.executorResources ?? {};
  const scalars = { cpus, mem, disk };
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
    resources: Object.entries(scalars)
      .filter(([, amount]) => amount > 0)
      .map(([name, amount]) => ({ name, type: 'SCALAR', scalar: { value: amount } })),
  };
}
