/** Pods. */
import { z } from 'zod';
import {
  anyPort,
  count,
  executorResources,
  fetchItem,
  killSelection,
  labels,
  linuxInfo,
  list,
  name,
  network,
  oneOf,
  optional,
  optionalLabels,
  optionalSet,
  path,
  pathId,
  persistentVolume,
  pullConfig,
  resourceLimits,
  restartPolicy,
  secrets,
  someText,
  strictEnvironment,
  timestamp,
  unreachableStrategy,
  withDefault,
} from './common.ts';
import { mesosCommand, podCheck, podHealthCheck } from './checks.ts';

const endpoint = z.object({
  name,
  containerPort: optional(anyPort),
  hostPort: optional(anyPort),
  protocol: optional(z.array(name).min(1)),
  labels: optionalLabels,
  networkNames: list(name),
});

const image = z.object({
  kind: oneOf(['DOCKER', 'APPC']),
  id: path,
  pullConfig: optional(pullConfig),
  forcePull: optional(z.boolean()),
  labels: optionalLabels,
});

const resources = z.object({
  cpus: withDefault(z.number().min(0.001), 1),
  mem: withDefault(z.number().min(0.001), 128),
  disk: withDefault(z.number().min(0), 0),
  gpus: withDefault(count, 0),
});

const podContainer = z
  .object({
    name,
    exec: optional(z.object({ command: mesosCommand, overrideEntrypoint: optional(z.boolean()) })),
    resources,
    resourceLimits: optional(resourceLimits),
    endpoints: list(endpoint),
    linuxInfo: optional(linuxInfo),
    image: optional(image),
    environment: withDefault(strictEnvironment, {}),
    user: optional(z.string()),
    healthCheck: optional(podHealthCheck),
    check: optional(podCheck),
    volumeMounts: list(z.object({ name, mountPath: path, readOnly: optional(z.boolean()) })),
    artifacts: list(fetchItem),
    labels: withDefault(labels, {}),
    lifecycle: optional(z.object({ killGracePeriodSeconds: optional(z.number().min(0)) })),
    tty: optional(z.boolean()),
  })
  .meta({ id: 'PodContainer' });

const podVolume = z
  .union([
    z.object({ name: someText, persistent: persistentVolume }),
    z.object({ name: someText, secret: someText }),
    z.object({ name, host: z.string() }),
    z.object({ name }),
  ])
  .meta({ id: 'PodVolume' });

const constraint = z.object({
  fieldName: z.string(),
  operator: oneOf(['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS']),
  value: optional(z.string()),
});

const scheduling = z.object({
  backoff: optional(
    z.object({
      backoff: withDefault(z.number().min(0), 1),
      backoffFactor: withDefault(z.number().min(0), 1.15),
      maxLaunchDelay: withDefault(z.number().min(0), 300),
    }),
  ),
  upgrade: optional(
    z.object({
      minimumHealthCapacity: withDefault(z.number().min(0).max(1), 1),
      maximumOverCapacity: withDefault(z.number().min(0).max(1), 1),
    }),
  ),
  placement: optional(
    z.object({
      constraints: optionalSet(constraint),
      acceptedResourceRoles: list(z.string()),
    }),
  ),
  killSelection: optional(killSelection),
  unreachableStrategy: optional(unreachableStrategy),
});

export const pod = z
  .object({
    id: pathId,
    labels: withDefault(labels, {}),
    version: optional(timestamp),
    user: optional(z.string()),
    environment: withDefault(strictEnvironment, {}),
    containers: z.array(podContainer).min(1),
    secrets: withDefault(secrets, {}),
    volumes: list(podVolume),
    networks: list(network),
    scaling: optional(z.object({ kind: z.literal('fixed'), instances: withDefault(count, 1) })),
    scheduling: optional(scheduling),
    executorResources: optional(executorResources),
    role: optional(someText),
    linuxInfo: optional(linuxInfo),
    legacySharedCgroups: optional(z.boolean()),
    restartPolicy: optional(restartPolicy),
  })
  .meta({ id: 'Pod' });

export type PodJson = z.output<typeof pod>;
export type PodContainerJson = z.output<typeof podContainer>;
export type PodVolumeJson = z.output<typeof podVolume>;
export type EndpointJson = z.output<typeof endpoint>;
