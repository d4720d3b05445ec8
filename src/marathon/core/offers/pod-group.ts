/** The executor and the group of tasks that an instance of a pod is launched as. */
import type {
  CheckInfo,
  ContainerInfo,
  ExecutorInfo,
  HealthCheck,
  NetworkInfo,
  Resource,
  TaskInfo,
  Volume,
} from '../../../protocol/generated/mesos.ts';
import type { Instance } from '../../model/instance.ts';
import type { PodCheck, PodContainer, PodDefinition, PodHealthCheck } from '../../model/pod.ts';
import type { MarathonOptions } from '../environment.ts';
import { commandOf, urisOf } from './commands.ts';
import { dockerImageOf, linuxInfoOf, networkInfosOf, secretOf } from './containers.ts';
import { aboutRunSpec, doubleText, environmentOf } from './environment-variables.ts';
import { labelsMessage } from './labels.ts';
import { limitsOf, nameOf } from './task-of-app.ts';

const nanosecondsPerSecond = 1_000_000_000;

export interface PodRequest {
  readonly pod: PodDefinition;
  readonly instance: Instance;
  /** For each container, in their order. */
  readonly parts: readonly (readonly Resource[])[];
  readonly executorResources: readonly Resource[];
  readonly options: MarathonOptions;
}

export function groupOfPod(request: PodRequest): { executor: ExecutorInfo; tasks: TaskInfo[] } {
  const { pod, instance, parts, executorResources, options } = request;
  const mappings = pod.containers.flatMap((container, index) =>
    mappingsOf(container, instance.tasks[index]!.hostPorts),
  );
  const network_infos = networkInfosOf(pod, options.mesosBridgeName, mappings);
  const container: ContainerInfo = {
    type: 'MESOS',
    ...(network_infos.length === 0 ? {} : { network_infos }),
    ...(pod.linuxInfo === undefined ? {} : { linux_info: linuxInfoOf(pod.linuxInfo) }),
  };
  const executor: ExecutorInfo = {
    type: 'DEFAULT',
    executor_id: { value: instance.id },
    resources: [...executorResources],
    container,
    labels: labelsMessage(pod.labels),
  };
  const tasks = pod.containers.map((each, index) => taskOf(request, each, index, parts[index]!));
  return { executor, tasks };
}

function taskOf(
  { pod, instance, options }: PodRequest,
  container: PodContainer,
  index: number,
  resources: readonly Resource[],
): TaskInfo {
  const task = instance.tasks[index]!;
  const environment = environmentOf(
    new Map([
      ['MESOS_TASK_ID', task.taskId],
      ['MARATHON_CONTAINER_ID', container.name],
      ['MARATHON_CONTAINER_RESOURCE_CPUS', doubleText(container.resources.cpus)],
      ['MARATHON_CONTAINER_RESOURCE_MEM', doubleText(container.resources.mem)],
      ['MARATHON_CONTAINER_RESOURCE_DISK', doubleText(container.resources.disk)],
      ['MARATHON_CONTAINER_RESOURCE_GPUS', String(container.resources.gpus)],
      ...aboutRunSpec(pod),
      ...aboutEndpoints(pod, instance, options.envVarsPrefix ?? ''),
    ]),
    { ...pod.environment, ...container.environment },
    pod.secrets,
  );
  const user = container.user ?? pod.user;
  const grace = container.lifecycle?.killGracePeriodSeconds;
  const portOf = (name: string): number | undefined => portForMesos(pod, container, task, name);
  const healthCheck = container.healthCheck && healthCheckOf(container.healthCheck, portOf);
  const check = container.check && checkOf(container.check, portOf);
  return {
    name: container.name,
    task_id: { value: task.taskId },
    agent_id: { value: instance.agent.agentId },
    resources: [...resources],
    command: {
      ...(container.exec === undefined ? { shell: false } : commandOf(container.exec.command)),
      environment,
      ...(container.artifacts.length === 0 ? {} : { uris: urisOf(container.artifacts) }),
      ...(user === undefined ? {} : { user }),
    },
    container: containerOf(pod, container),
    labels: labelsMessage({ ...pod.labels, ...container.labels }),
    discovery: {
      visibility: 'FRAMEWORK',
      name: nameOf(pod.id),
      ports: {
        ports: container.endpoints.flatMap(({ name, containerPort, protocol, labels }, at) => {
          const number = task.hostPorts[at] ?? containerPort;
          if (number === undefined) return [];
          return protocol.map((each) => ({
            number,
            name,
            protocol: each,
            labels: labelsMessage(labels),
          }));
        }),
      },
    },
    ...(healthCheck === undefined ? {} : { health_check: healthCheck }),
    ...(check === undefined ? {} : { check }),
    ...(grace === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: grace * nanosecondsPerSecond } } }),
    ...limitsOf(container),
  };
}

function containerOf(pod: PodDefinition, container: PodContainer): ContainerInfo {
  const volumes = container.volumeMounts.map((mount) => volumeOf(pod, mount));
  const { image } = container;
  return {
    type: 'MESOS',
    ...(image === undefined
      ? {}
      : {
          mesos: {
            image: dockerImageOf(
              {
                image: image.id,
                forcePullImage: image.forcePull ?? false,
                ...(image.pullConfig === undefined ? {} : { pullConfig: image.pullConfig }),
              },
              pod.secrets,
            ),
          },
        }),
    ...(volumes.length === 0 ? {} : { volumes }),
    ...(container.tty === true ? { tty_info: {} } : {}),
    ...(container.linuxInfo === undefined ? {} : { linux_info: linuxInfoOf(container.linuxInfo) }),
  };
}

function volumeOf(
  { volumes, secrets }: PodDefinition,
  { name, mountPath, readOnly }: PodContainer['volumeMounts'][number],
): Volume {
  const mode = readOnly === true ? ('RO' as const) : ('RW' as const);
  const place = { container_path: mountPath, mode };
  const volume = volumes.find((each) => each.name === name);
  switch (volume?.kind) {
    case 'host':
      return { ...place, host_path: volume.host };
    case 'secret':
      return { ...place, source: { type: 'SECRET', secret: secretOf(volume.secret, secrets) } };
    case 'ephemeral':
    case 'persistent':
    case undefined: {
      // In the sandbox of the pod, where all of its containers see it.
      const sandbox_path = { type: 'PARENT' as const, path: `volumes/${name}` };
      return { ...place, source: { type: 'SANDBOX_PATH', sandbox_path } };
    }
  }
}

function mappingsOf(
  { endpoints }: PodContainer,
  hostPorts: readonly (number | undefined)[],
): NonNullable<NetworkInfo['port_mappings']> {
  return endpoints.flatMap(({ containerPort, protocol }, index) => {
    const host_port = hostPorts[index];
    if (host_port === undefined || containerPort === undefined) return [];
    const container_port = containerPort === 0 ? host_port : containerPort;
    return protocol.map((each) => ({ host_port, container_port, protocol: each }));
  });
}

/** Every container knows where all of them are. */
function aboutEndpoints(
  { containers }: PodDefinition,
  { agent, tasks }: Instance,
  prefix: string,
): Map<string, string> {
  const variables = new Map([[`${prefix}HOST`, agent.host]]);
  for (const [at, { name: container, endpoints }] of containers.entries()) {
    for (const [index, { name, containerPort }] of endpoints.entries()) {
      const hostPort = tasks[at]!.hostPorts[index];
      const suffix = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
      const port = hostPort ?? containerPort;
      if (port === undefined) continue;
      variables.set(`${prefix}ENDPOINT_${suffix}`, String(port));
      variables.set(`${prefix}EP_HOST_${suffix}`, agent.host);
      variables.set(`${prefix}EP_CONTAINER_${suffix}`, container);
    }
  }
  return variables;
}

function portForMesos(
  { networks }: PodDefinition,
  { endpoints }: PodContainer,
  { hostPorts }: Instance['tasks'][number],
  name: string,
): number | undefined {
  const index = endpoints.findIndex((endpoint) => endpoint.name === name);
  const containerPort = endpoints[index]?.containerPort;
  const isInside = networks.some(({ mode }) => mode !== 'host');
  if (isInside && containerPort !== undefined && containerPort !== 0) return containerPort;
  return hostPorts[index];
}

function healthCheckOf(
  check: PodHealthCheck,
  portOf: (name: string) => number | undefined,
): HealthCheck | undefined {
  const times: HealthCheck = {
    grace_period_seconds: check.gracePeriodSeconds,
    interval_seconds: check.intervalSeconds,
    timeout_seconds: check.timeoutSeconds,
    consecutive_failures: check.maxConsecutiveFailures,
    delay_seconds: check.delaySeconds,
  };
  if (check.exec !== undefined) {
    return { ...times, type: 'COMMAND', command: commandOf(check.exec.command) };
  }
  const port = portOf((check.http ?? check.tcp)?.endpoint ?? '');
  if (port === undefined) return undefined;
  if (check.http === undefined) return { ...times, type: 'TCP', tcp: { port } };
  const { path = '/', scheme = 'HTTP' } = check.http;
  return { ...times, type: 'HTTP', http: { port, path, scheme: scheme.toLowerCase() } };
}

function checkOf(
  check: PodCheck,
  portOf: (name: string) => number | undefined,
): CheckInfo | undefined {
  const times: CheckInfo = {
    interval_seconds: check.intervalSeconds,
    timeout_seconds: check.timeoutSeconds,
    delay_seconds: check.delaySeconds,
  };
  if (check.exec !== undefined) {
    const command = commandOf(check.exec.command);
    return { ...times, type: 'COMMAND', command: { command } };
  }
  const port = portOf((check.http ?? check.tcp)?.endpoint ?? '');
  if (port === undefined) return undefined;
  if (check.http === undefined) return { ...times, type: 'TCP', tcp: { port } };
  return { ...times, type: 'HTTP', http: { port, path: check.http.path ?? '/' } };
}
