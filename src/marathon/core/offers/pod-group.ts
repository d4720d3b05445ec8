/** The executor and the group of tasks that an instance of a pod is launched as. */
import type {
  CheckInfo,
  CommandInfo,
  ContainerInfo,
  ExecutorInfo,
  HealthCheck,
  LinuxInfo as MesosLinuxInfo,
  NetworkInfo,
  Resource,
  TaskInfo,
  Volume,
} from '../../../protocol/generated/mesos.ts';
import type { Instance } from '../../model/instance.ts';
import type { PodCheck, PodContainer, PodDefinition, PodHealthCheck } from '../../model/pod.ts';
import type { LinuxInfo, NetworkDefinition } from '../../model/run-spec.ts';
import type { MarathonOptions } from '../environment.ts';
import { checkTimes, commandOf, healthCheckTimes, urisOf } from './commands.ts';
import { dockerImageOf, isOn, linuxInfoOf, networkInfosOf } from './containers.ts';
import { discoveryOf, type DiscoveredPort } from './discovery.ts';
import { aboutRunSpec, doubleText, environmentOf } from './environment-variables.ts';
import { secretOf } from './external-volumes.ts';
import { labelsMessage } from './labels.ts';
import { limitsOf } from './task-of-app.ts';

const nanosecondsPerSecond = 1_000_000_000;

export interface PodRequest {
  readonly pod: PodDefinition;
  readonly instance: Instance;
  /** For each container, in their order. */
  readonly parts: readonly (readonly Resource[])[];
  readonly executorResources: readonly Resource[];
  /** Does its top-level group demand that pods have its role? */
  readonly enforcesRole: boolean;
  readonly options: MarathonOptions;
}

export function groupOfPod(request: PodRequest): { executor: ExecutorInfo; tasks: TaskInfo[] } {
  const { pod, instance, parts, executorResources, options } = request;
  const network_infos = networkInfosOf(pod, options.mesosBridgeName, (network) =>
    pod.containers.flatMap((container, index) =>
      mappingsOf(container, instance.tasks[index]!.hostPorts, network),
    ),
  );
  const container: ContainerInfo = {
    type: 'MESOS',
    ...(network_infos.length === 0 ? {} : { network_infos }),
    linux_info: executorLinuxInfoOf(pod),
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
  { pod, instance, enforcesRole, options }: PodRequest,
  container: PodContainer,
  index: number,
  resources: readonly Resource[],
): TaskInfo {
  const task = instance.tasks[index]!;
  // @compat What Marathon says of a pod counts more than what users set.
  const environment = environmentOf({ ...pod.environment, ...container.environment }, pod.secrets, {
    after: new Map([
      ['HOST', instance.agent.host],
      ['MESOS_TASK_ID', task.taskId],
      ['MESOS_EXECUTOR_ID', instance.id],
      ['MARATHON_CONTAINER_ID', container.name],
      ['MARATHON_CONTAINER_RESOURCE_CPUS', doubleText(container.resources.cpus)],
      ['MARATHON_CONTAINER_RESOURCE_MEM', doubleText(container.resources.mem)],
      ['MARATHON_CONTAINER_RESOURCE_DISK', doubleText(container.resources.disk)],
      ['MARATHON_CONTAINER_RESOURCE_GPUS', String(container.resources.gpus)],
      ...aboutRunSpec(pod, enforcesRole, container.labels),
      ...aboutEndpoints(pod, instance, options.envVarsPrefix ?? ''),
    ]),
  });
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
      ...programOf(container),
      environment,
      ...(container.artifacts.length === 0 ? {} : { uris: urisOf(container.artifacts) }),
      ...(user === undefined ? {} : { user }),
    },
    container: containerOf(pod, container),
    labels: labelsMessage(container.labels),
    discovery: discoveryOf(pod, discoveredPortsOf(container, task.hostPorts)),
    ...(healthCheck === undefined ? {} : { health_check: healthCheck }),
    ...(check === undefined ? {} : { check }),
    ...(grace === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: grace * nanosecondsPerSecond } } }),
    ...limitsOf(container),
  };
}

/** @compat With an image, words are what its entrypoint is given, unless they are to stand for it. */
function programOf({ exec, image }: PodContainer): CommandInfo {
  if (exec === undefined) return { shell: false };
  const { command, overrideEntrypoint } = exec;
  if ('shell' in command || image === undefined || overrideEntrypoint === true) {
    return commandOf(command);
  }
  return { shell: false, arguments: [...command.argv] };
}

function discoveredPortsOf(
  { endpoints }: PodContainer,
  hostPorts: readonly (number | undefined)[],
): readonly DiscoveredPort[] {
  return endpoints.map(({ protocol, ...endpoint }, index) => ({
    ...endpoint,
    containerPort: endpoint.containerPort,
    protocols: protocol,
    hostPort: hostPorts[index],
  }));
}

/** @compat Each container has a cgroup of its own, unless the pod is one of the older kind. */
function ownLinuxInfoOf(
  { legacySharedCgroups }: PodDefinition,
  linuxInfo: LinuxInfo | undefined,
): MesosLinuxInfo {
  return {
    ...(linuxInfo === undefined ? {} : linuxInfoOf(linuxInfo)),
    share_cgroups: legacySharedCgroups ?? false,
  };
}

/** Masters refuse an executor that would share cgroups: it is the outermost container. */
function executorLinuxInfoOf(pod: PodDefinition): MesosLinuxInfo {
  const { share_cgroups: shares, ...info } = ownLinuxInfoOf(pod, pod.linuxInfo);
  return shares === true ? info : { ...info, share_cgroups: false };
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
    linux_info: ownLinuxInfoOf(pod, container.linuxInfo),
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
    case 'persistent': {
      // The executor has it in its own sandbox, by its name.
      const sandbox_path = { type: 'PARENT' as const, path: name };
      return { ...place, source: { type: 'SANDBOX_PATH', sandbox_path } };
    }
    case 'ephemeral':
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
  network: NetworkDefinition,
): NonNullable<NetworkInfo['port_mappings']> {
  return endpoints.flatMap(({ containerPort, protocol, networkNames }, index) => {
    const host_port = hostPorts[index];
    if (host_port === undefined || !isOn(networkNames, network)) return [];
    const isOpen = containerPort === undefined || containerPort === 0;
    const ports = { host_port, container_port: isOpen ? host_port : containerPort };
    return protocol.map((each) => ({ ...ports, protocol: each }));
  });
}

/** Every container knows where all endpoints of the pod are: on the host, inside, and where to go. */
function aboutEndpoints(
  { containers, networks }: PodDefinition,
  { tasks }: Instance,
  prefixAsGiven: string,
): Map<string, string> {
  const prefix = prefixAsGiven.toUpperCase();
  const isOnHost = networks.every(({ mode }) => mode === 'host');
  const variables = new Map<string, string>();
  const tell = (name: string, port: number | undefined): void => {
    if (port !== undefined) variables.set(`${prefix}${name}`, String(port));
  };
  for (const [at, { endpoints }] of containers.entries()) {
    for (const [index, { name, containerPort }] of endpoints.entries()) {
      const hostPort = tasks[at]!.hostPorts[index];
      const inside = containerPort === 0 ? hostPort : containerPort;
      const suffix = name.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, '_');
      tell(`ENDPOINT_${suffix}`, isOnHost ? hostPort : inside);
      tell(`EP_HOST_${suffix}`, hostPort);
      tell(`EP_CONTAINER_${suffix}`, inside);
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
  const times: HealthCheck = healthCheckTimes(check);
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
  const times: CheckInfo = checkTimes(check);
  if (check.exec !== undefined) {
    const command = commandOf(check.exec.command);
    return { ...times, type: 'COMMAND', command: { command } };
  }
  const port = portOf((check.http ?? check.tcp)?.endpoint ?? '');
  if (port === undefined) return undefined;
  if (check.http === undefined) return { ...times, type: 'TCP', tcp: { port } };
  return { ...times, type: 'HTTP', http: { port, path: check.http.path ?? '/' } };
}
