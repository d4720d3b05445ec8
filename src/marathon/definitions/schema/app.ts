/** Apps, and parts of apps in updates: the same members, of which an update may leave out any. */
import { z } from 'zod';
import {
  amount,
  anyPort,
  count,
  environment,
  executorResources,
  fetchItem,
  killSelection,
  labels,
  list,
  network,
  oneOf,
  optional,
  optionalLabels,
  optionalSet,
  path,
  pathId,
  portName,
  resourceLimits,
  restartPolicy,
  secrets,
  someText,
  timestamp,
  unreachableStrategy,
  withDefault,
} from './common.ts';
import { appCheck, appHealthCheck, readinessCheck } from './checks.ts';
import { container, protocol } from './containers.ts';

const portDefinition = z
  .object({
    port: withDefault(anyPort, 0),
    labels: optionalLabels,
    name: optional(portName),
    protocol: withDefault(protocol, 'tcp'),
  })
  .meta({ id: 'PortDefinition' });

const residency = z.object({
  relaunchEscalationTimeoutSeconds: withDefault(z.int().min(0), 3600),
  taskLostBehavior: withDefault(oneOf(['WAIT_FOREVER', 'RELAUNCH_AFTER_TIMEOUT']), 'WAIT_FOREVER'),
});

const share = z.number().min(0).max(1);

const upgradeStrategy = z
  .object({
    maximumOverCapacity: withDefault(share, 1),
    minimumHealthCapacity: withDefault(share, 1),
  })
  .meta({ id: 'UpgradeStrategy' });

const ipAddress = z.object({
  discovery: optional(
    z.object({
      ports: list(
        z.object({
          number: withDefault(anyPort, 0),
          name: portName,
          protocol: withDefault(protocol, 'tcp'),
          labels: optionalLabels,
        }),
      ),
    }),
  ),
  groups: optionalSet(z.string()),
  labels: optionalLabels,
  networkName: optional(someText),
});

const deprecated = { deprecated: true };

const members = {
  acceptedResourceRoles: optionalSet(z.string()),
  args: optional(z.array(z.string())),
  backoffFactor: optional(z.number().min(1), { default: 1.15 }),
  backoffSeconds: optional(count, { default: 1 }),
  cmd: optional(someText),
  constraints: optionalSet(z.array(z.string())),
  container: optional(container),
  cpus: optional(amount, { default: 1 }),
  dependencies: optionalSet(pathId),
  disk: optional(amount, { default: 0, description: 'MiB' }),
  env: optional(environment),
  executor: optional(z.string().regex(/^(\/\/cmd|\/?[^/]+(\/[^/]+)*|)$/), { default: '' }),
  executorResources: optional(executorResources),
  fetch: optional(z.array(fetchItem)),
  healthChecks: optionalSet(appHealthCheck),
  check: optional(appCheck),
  instances: optional(count, { default: 1 }),
  labels: optional(labels),
  maxLaunchDelaySeconds: optional(count, { default: 300 }),
  mem: optional(amount, { default: 128, description: 'MiB' }),
  gpus: optional(count, { default: 0 }),
  ipAddress: optional(ipAddress, deprecated),
  networks: optional(z.array(network)),
  ports: optional(z.array(anyPort), deprecated),
  portDefinitions: optional(z.array(portDefinition)),
  readinessChecks: optional(z.array(readinessCheck)),
  residency: optional(residency),
  resourceLimits: optional(resourceLimits),
  requirePorts: optional(z.boolean(), { default: false }),
  secrets: optional(secrets),
  taskKillGracePeriodSeconds: optional(count),
  upgradeStrategy: optional(upgradeStrategy),
  uris: optional(z.array(path), deprecated),
  user: optional(z.string()),
  version: optional(timestamp),
  killSelection: optional(killSelection, { default: 'YOUNGEST_FIRST' }),
  unreachableStrategy: optional(unreachableStrategy),
  tty: optional(z.boolean()),
  role: optional(someText),
  restartPolicy: optional(restartPolicy),
};

export const app = z.object({ id: pathId, ...members }).meta({ id: 'App' });
export const appUpdate = z.object({ id: optional(pathId), ...members }).meta({
  id: 'AppUpdate',
  description: 'What is left out stays as it is. `version` (alone): back to that version.',
});
export const apps = z.array(app);
export const appUpdates = z.array(appUpdate);

export type AppJson = z.output<typeof app>;
export type AppUpdateJson = z.output<typeof appUpdate>;
export type PortDefinitionJson = z.output<typeof portDefinition>;
