/** A pod as GET answers it. Members that are undefined are left out when it is written as JSON. */
import type {
  Endpoint,
  PodCheck,
  PodContainer,
  PodDefinition,
  PodVolume,
} from '../../model/pod.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import {
  renderFetch,
  renderLinuxInfo,
  renderNetwork,
  renderPersistentVolume,
  renderRestartPolicy,
  renderUnreachableStrategy,
  unlessEmpty,
} from './shared.ts';

type Json = Readonly<Record<string, unknown>>;

export function renderPod(pod: PodDefinition): Json {
  return {
    id: pod.id,
    labels: unlessEmpty(pod.labels),
    version: renderTimestamp(pod.version),
    user: pod.user,
    environment: unlessEmpty(pod.environment),
    containers: pod.containers.map(renderContainer),
    secrets: unlessEmpty(pod.secrets),
    volumes: unlessEmpty(pod.volumes.map(renderVolume)),
    networks: unlessEmpty(pod.networks.map(renderNetwork)),
    scaling: { instances: pod.instances, kind: 'fixed' },
    scheduling: renderScheduling(pod),
    executorResources: pod.executorResources,
    role: pod.role,
    linuxInfo: pod.linuxInfo && renderLinuxInfo(pod.linuxInfo),
    legacySharedCgroups: pod.legacySharedCgroups,
    restartPolicy: renderRestartPolicy(pod),
  };
}

function renderScheduling(pod: PodDefinition): Json {
  const { backoff, upgradeStrategy, constraints, acceptedResourceRoles } = pod;
  return {
    backoff: {
      backoff: backoff.backoffSeconds,
      backoffFactor: backoff.backoffFactor,
      maxLaunchDelay: backoff.maxLaunchDelaySeconds,
    },
    upgrade: {
      minimumHealthCapacity: upgradeStrategy.minimumHealthCapacity,
      maximumOverCapacity: upgradeStrategy.maximumOverCapacity,
    },
    placement: {
      constraints: unlessEmpty(
        constraints.map(({ field, operator, value }) => ({ fieldName: field, operator, value })),
      ),
      acceptedResourceRoles,
    },
    killSelection: pod.killSelection,
    unreachableStrategy: renderUnreachableStrategy(pod),
  };
}

function renderContainer(container: PodContainer): Json {
  const { resources, healthCheck, check, image } = container;
  const { cpus, mem, disk, gpus } = resources;
  return {
    name: container.name,
    exec: container.exec && {
      command: container.exec.command,
      overrideEntrypoint: container.exec.overrideEntrypoint,
    },
    resources: { cpus, mem, disk, gpus },
    resourceLimits: container.resourceLimits,
    endpoints: unlessEmpty(container.endpoints.map(renderEndpoint)),
    linuxInfo: container.linuxInfo && renderLinuxInfo(container.linuxInfo),
    image: image && {
      kind: image.kind,
      id: image.id,
      pullConfig: image.pullConfig,
      forcePull: image.forcePull,
      labels: unlessEmpty(image.labels),
    },
    environment: unlessEmpty(container.environment),
    user: container.user,
    healthCheck: healthCheck && {
      ...renderWays(healthCheck),
      gracePeriodSeconds: healthCheck.gracePeriodSeconds,
      intervalSeconds: healthCheck.intervalSeconds,
      maxConsecutiveFailures: healthCheck.maxConsecutiveFailures,
      timeoutSeconds: healthCheck.timeoutSeconds,
      delaySeconds: healthCheck.delaySeconds,
    },
    check: check && {
      ...renderWays(check),
      intervalSeconds: check.intervalSeconds,
      timeoutSeconds: check.timeoutSeconds,
      delaySeconds: check.delaySeconds,
    },
    volumeMounts: unlessEmpty(container.volumeMounts.map(renderMount)),
    artifacts: unlessEmpty(container.artifacts.map(renderFetch)),
    labels: unlessEmpty(container.labels),
    lifecycle: container.lifecycle,
    tty: container.tty,
  };
}

function renderMount({ name, mountPath, readOnly = false }: PodContainer['volumeMounts'][number]) {
  return { name, mountPath, readOnly };
}

function renderWays({ http, tcp, exec }: PodCheck): Json {
  return {
    http: http && { endpoint: http.endpoint, path: http.path, scheme: http.scheme },
    tcp,
    exec,
  };
}

function renderEndpoint(endpoint: Endpoint): Json {
  const { name, containerPort, hostPort, protocol, labels, networkNames } = endpoint;
  return {
    name,
    containerPort,
    hostPort,
    protocol: unlessEmpty(protocol),
    labels: unlessEmpty(labels),
    networkNames: unlessEmpty(networkNames),
  };
}

function renderVolume(volume: PodVolume): Json {
  const { name } = volume;
  switch (volume.kind) {
    case 'ephemeral':
      return { name };
    case 'host':
      return { name, host: volume.host };
    case 'persistent':
      return { name, persistent: renderPersistentVolume(volume.persistent) };
    case 'secret':
      return { name, secret: volume.secret };
  }
}
