/**
 * An app as GET answers it. Members that are undefined are left out when the answer is written as
 * JSON: none is null.
 */
import type { AppDefinition, AppVolume, Container, PortMapping } from '../../model/app.ts';
import type { AppHealthCheck, MesosCheck } from '../../model/checks.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import {
  constraintText,
  renderFetch,
  renderLinuxInfo,
  renderNetwork,
  renderPersistentVolume,
  renderRestartPolicy,
  renderUnreachableStrategy,
  unlessEmpty,
} from './shared.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is known of an app besides its definition; what is absent is not asked for. */
export interface AppExtras {
  readonly tasksStaged?: number;
  readonly tasksRunning?: number;
  readonly tasksHealthy?: number;
  readonly tasksUnhealthy?: number;
  readonly deployments?: readonly { readonly id: string }[];
  readonly readinessCheckResults?: readonly unknown[];
  readonly tasks?: readonly unknown[];
  readonly lastTaskFailure?: unknown;
  readonly taskStats?: unknown;
  readonly reservations?: readonly unknown[];
  /** Of an app that was just created. */
  readonly withoutVersionInfo?: boolean;
}

/** One literal: an object of so many members is slow to put together from two. */
export function renderApp(app: AppDefinition, extras: AppExtras = {}): Json {
  const isHost = app.networks.every(({ mode }) => mode === 'host');
  const { backoff, executorResources, resourceLimits, versionInfo } = app;
  return {
    id: app.id,
    acceptedResourceRoles: app.acceptedResourceRoles,
    args: unlessEmpty(app.args),
    backoffFactor: backoff.backoffFactor,
    backoffSeconds: backoff.backoffSeconds,
    cmd: app.cmd,
    constraints: unlessEmpty(app.constraints.map(constraintText)),
    container: app.container && renderContainer(app.container, isHost),
    cpus: app.cpus,
    dependencies: unlessEmpty(app.dependencies),
    disk: app.disk,
    env: unlessEmpty(app.env),
    executor: app.executor,
    executorResources,
    fetch: unlessEmpty(app.fetch.map(renderFetch)),
    healthChecks: unlessEmpty(app.healthChecks.map(renderHealthCheck)),
    check: app.check && renderCheck(app.check),
    instances: app.instances,
    labels: app.labels,
    maxLaunchDelaySeconds: backoff.maxLaunchDelaySeconds,
    mem: app.mem,
    gpus: app.gpus,
    networks: app.networks.map(renderNetwork),
    portDefinitions: isHost ? app.portDefinitions.map(renderPortDefinition) : undefined,
    readinessChecks: unlessEmpty(app.readinessChecks),
    residency: app.residency,
    resourceLimits,
    requirePorts: app.requirePorts,
    secrets: unlessEmpty(app.secrets),
    taskKillGracePeriodSeconds: app.taskKillGracePeriodSeconds,
    upgradeStrategy: {
      maximumOverCapacity: app.upgradeStrategy.maximumOverCapacity,
      minimumHealthCapacity: app.upgradeStrategy.minimumHealthCapacity,
    },
    user: app.user,
    version: renderTimestamp(app.version),
    versionInfo: extras.withoutVersionInfo
      ? undefined
      : {
          lastScalingAt: renderTimestamp(versionInfo.lastScalingAt),
          lastConfigChangeAt: renderTimestamp(versionInfo.lastConfigChangeAt),
        },
    killSelection: app.killSelection,
    unreachableStrategy: renderUnreachableStrategy(app),
    tty: app.tty,
    role: app.role,
    restartPolicy: renderRestartPolicy(app),
    tasksStaged: extras.tasksStaged,
    tasksRunning: extras.tasksRunning,
    tasksHealthy: extras.tasksHealthy,
    tasksUnhealthy: extras.tasksUnhealthy,
    deployments: extras.deployments,
    readinessCheckResults: extras.readinessCheckResults,
    tasks: extras.tasks,
    lastTaskFailure: extras.lastTaskFailure,
    taskStats: extras.taskStats,
    reservations: extras.reservations,
  };
}

function renderPortDefinition(definition: AppDefinition['portDefinitions'][number]): Json {
  const { port, labels, name, protocol } = definition;
  return { port, labels: unlessEmpty(labels), name, protocol };
}

function renderContainer(container: Container, isHost: boolean): Json {
  const { type, docker, appc, linuxInfo, volumes, portMappings } = container;
  return {
    type,
    docker: docker && {
      credential: docker.credential,
      pullConfig: docker.pullConfig,
      forcePullImage: docker.forcePullImage,
      image: docker.image,
      parameters: docker.parameters,
      privileged: docker.privileged,
    },
    appc,
    linuxInfo: linuxInfo && renderLinuxInfo(linuxInfo),
    volumes: volumes.map(renderVolume),
    portMappings: isHost ? undefined : portMappings.map(renderPortMapping),
  };
}

function renderPortMapping(mapping: PortMapping): Json {
  const { containerPort, hostPort, labels, name, protocol, servicePort, networkNames } = mapping;
  return {
    containerPort,
    hostPort,
    labels,
    name,
    protocol,
    servicePort,
    networkNames: unlessEmpty(networkNames),
  };
}

function renderVolume(volume: AppVolume): Json {
  const { containerPath } = volume;
  switch (volume.kind) {
    case 'host':
      return { containerPath, hostPath: volume.hostPath, mode: volume.mode };
    case 'persistent': {
      const persistent = renderPersistentVolume(volume.persistent);
      return { containerPath, persistent, mode: volume.mode };
    }
    case 'external':
      return { containerPath, external: renderExternal(volume.external), mode: volume.mode };
    case 'secret':
      return { containerPath, secret: volume.secret };
  }
}

function renderExternal(external: Extract<AppVolume, { kind: 'external' }>['external']): Json {
  const { size, name, provider, options, shared, csi } = external;
  if (csi === undefined) return { size, name, provider, options: unlessEmpty(options), shared };
  const { accessMode, accessType, fsType, mountFlags } = csi.capability;
  const capability = { accessMode, accessType, fsType, mountFlags: unlessEmpty(mountFlags) };
  return {
    name,
    provider,
    options: {
      pluginName: csi.pluginName,
      capability,
      nodeStageSecret: unlessEmpty(csi.nodeStageSecret),
      nodePublishSecret: unlessEmpty(csi.nodePublishSecret),
      volumeContext: unlessEmpty(csi.volumeContext),
    },
  };
}

/** Also in events. */
export function renderHealthCheck(check: AppHealthCheck): Json {
  return {
    command: check.command,
    gracePeriodSeconds: check.gracePeriodSeconds,
    ignoreHttp1xx: check.ignoreHttp1xx,
    intervalSeconds: check.intervalSeconds,
    maxConsecutiveFailures: check.maxConsecutiveFailures,
    path: check.path,
    port: check.port,
    portIndex: check.portIndex,
    protocol: check.protocol,
    ipProtocol: check.ipProtocol,
    timeoutSeconds: check.timeoutSeconds,
    delaySeconds: check.delaySeconds,
  };
}

function renderCheck(check: MesosCheck): Json {
  const { http, tcp, exec, intervalSeconds, timeoutSeconds, delaySeconds } = check;
  return {
    http: http && {
      portIndex: http.portIndex,
      port: http.port,
      path: http.path,
      scheme: 'HTTP',
    },
    tcp: tcp && { portIndex: tcp.portIndex, port: tcp.port },
    exec,
    intervalSeconds,
    timeoutSeconds,
    delaySeconds,
  };
}
