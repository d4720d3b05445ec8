/** From a pod whose JSON keeps the rules to its definition. */
import type { Endpoint, PodContainer, PodDefinition, PodVolume } from '../../model/pod.ts';
import type { DefinitionOptions } from '../context.ts';
import { present } from '../present.ts';
import { isResidentPod } from '../rules/pod.ts';
import type { PodCheckJson, PodHealthCheckJson } from '../schema/checks.ts';
import type { EndpointJson, PodContainerJson, PodJson, PodVolumeJson } from '../schema/pod.ts';
import { defaultUnreachableStrategy, unversioned } from './app.ts';
import {
  fetchItemOf,
  linuxInfoOf,
  networkOf,
  persistentVolumeOf,
  resourceLimitsOf,
} from './shared.ts';

export function podOf(
  pod: PodJson & { role: string },
  { defaultNetworkName }: DefinitionOptions,
): PodDefinition {
  const networks = pod.networks.map((network) => networkOf(network, defaultNetworkName));
  const usesHostPorts = !networks.some(({ mode }) => mode === 'container');
  return {
    kind: 'pod',
    id: pod.id,
    ...unversioned,
    ...optionalMembersOf(pod),
    ...schedulingOf(pod),
    instances: pod.scaling?.instances ?? 1,
    role: pod.role,
    labels: pod.labels,
    secrets: pod.secrets,
    networks: networks.length === 0 ? [{ mode: 'host', labels: {} }] : networks,
    environment: pod.environment,
    containers: pod.containers.map((container) => containerOf(container, usesHostPorts)),
    volumes: pod.volumes.map(volumeOf),
    executorResources: pod.executorResources ?? { cpus: 0.1, mem: 32, disk: 10 },
    restartPolicy: pod.restartPolicy ?? 'Always',
  };
}

function optionalMembersOf({ user, linuxInfo, legacySharedCgroups }: PodJson) {
  return present({
    user,
    linuxInfo: linuxInfo && linuxInfoOf(linuxInfo),
    legacySharedCgroups: legacySharedCgroups === true ? true : undefined,
  });
}

function schedulingOf(pod: PodJson) {
  const { backoff, upgrade, placement, killSelection, unreachableStrategy } = pod.scheduling ?? {};
  const keepsPlace = isResidentPod(pod);
  const accepted = placement?.acceptedResourceRoles ?? [];
  return {
    backoff: {
      backoffSeconds: backoff?.backoff ?? 1,
      backoffFactor: backoff?.backoffFactor ?? 1.15,
      maxLaunchDelaySeconds: backoff?.maxLaunchDelay ?? 300,
    },
    upgradeStrategy: upgrade ?? {
      minimumHealthCapacity: keepsPlace ? 0.5 : 1,
      maximumOverCapacity: keepsPlace ? 0 : 1,
    },
    constraints: (placement?.constraints ?? []).map(({ fieldName: field, operator, value }) => ({
      field,
      operator,
      ...present({ value }),
    })),
    ...(accepted.length > 0 && { acceptedResourceRoles: accepted }),
    killSelection: killSelection ?? ('YOUNGEST_FIRST' as const),
    unreachableStrategy: unreachableStrategy ?? defaultUnreachableStrategy(keepsPlace),
  };
}

function containerOf(container: PodContainerJson, usesHostPorts: boolean): PodContainer {
  const { exec, image, healthCheck, check, lifecycle, resourceLimits, linuxInfo } = container;
  return {
    name: container.name,
    resources: container.resources,
    endpoints: container.endpoints.map((endpoint) => endpointOf(endpoint, usesHostPorts)),
    environment: container.environment,
    volumeMounts: container.volumeMounts.map(({ name, mountPath, readOnly = false }) => ({
      name,
      mountPath,
      readOnly,
    })),
    artifacts: container.artifacts.map(fetchItemOf),
    labels: container.labels,
    ...present({
      exec: exec && present(exec),
      resourceLimits: resourceLimits && resourceLimitsOf(resourceLimits),
      image: image && present(image),
      user: container.user,
      healthCheck: healthCheck && healthCheckOf(healthCheck),
      check: check && checkOf(check),
      lifecycle: lifecycle && present(lifecycle),
      tty: container.tty,
      linuxInfo: linuxInfo && linuxInfoOf(linuxInfo),
    }),
  };
}

function endpointOf(endpoint: EndpointJson, usesHostPorts: boolean): Endpoint {
  const hostPort = endpoint.hostPort ?? (usesHostPorts ? 0 : undefined);
  return present({ ...endpoint, hostPort, protocol: endpoint.protocol ?? ['tcp'] });
}

function healthCheckOf(check: PodHealthCheckJson) {
  const { gracePeriodSeconds, maxConsecutiveFailures } = check;
  return { ...checkOf(check), gracePeriodSeconds, maxConsecutiveFailures };
}

function checkOf({ http, tcp, exec, ...times }: PodCheckJson) {
  const { intervalSeconds, timeoutSeconds, delaySeconds } = times;
  const ways = present({ http: http && present(http), tcp, exec });
  return { ...ways, intervalSeconds, timeoutSeconds, delaySeconds };
}

function volumeOf(volume: PodVolumeJson): PodVolume {
  const { name } = volume;
  if ('persistent' in volume) {
    return { kind: 'persistent', name, persistent: persistentVolumeOf(volume.persistent) };
  }
  if ('secret' in volume) return { kind: 'secret', name, secret: volume.secret };
  if ('host' in volume) return { kind: 'host', name, host: volume.host };
  return { kind: 'ephemeral', name };
}
