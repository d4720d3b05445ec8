/**
 * From an app whose JSON keeps the rules to its definition: what it leaves out gets its value, and
 * what has no meaning for it (a path of a TCP check) is dropped.
 */
import type { AppDefinition } from '../../model/app.ts';
import type { DefinitionOptions } from '../context.ts';
import { defaultPortMapping, emptyMesosContainer } from '../old-forms.ts';
import { present } from '../present.ts';
import { defaultUpgradeStrategy, hasPersistentVolumes } from '../rules/app.ts';
import { isHostOnly } from '../rules/networks.ts';
import type { AppJson } from '../schema/app.ts';
import { healthCheckOf, mesosCheckOf, readinessCheckOf } from './checks.ts';
import { containerOf } from './containers.ts';
import {
  constraintOf,
  fetchItemOf,
  networkOf,
  portDefinitionOf,
  resourceLimitsOf,
} from './shared.ts';

type Resources = Pick<AppDefinition, 'cpus' | 'mem' | 'disk' | 'gpus'>;

/** Its version is given to it when it becomes part of the tree. */
export const unversioned = { version: 0, versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 } };

export function definitionOf(
  app: AppJson & { role: string },
  { defaultNetworkName }: DefinitionOptions,
): AppDefinition {
  const networks = app.networks ?? [];
  const isHost = isHostOnly(networks);
  return {
    kind: 'app',
    id: app.id,
    ...unversioned,
    ...optionalMembersOf(app, isHost),
    ...resourcesOf(app),
    ...strategiesOf(app),
    instances: app.instances ?? 1,
    role: app.role,
    constraints: (app.constraints ?? []).map(constraintOf),
    labels: app.labels ?? {},
    secrets: app.secrets ?? {},
    networks:
      networks.length === 0
        ? [{ mode: 'host', labels: {} }]
        : networks.map((network) => networkOf(network, defaultNetworkName)),
    args: app.args ?? [],
    env: app.env ?? {},
    executor: app.executor ?? '',
    fetch: (app.fetch ?? []).map(fetchItemOf),
    portDefinitions: isHost ? (app.portDefinitions ?? []).map(portDefinitionOf) : [],
    requirePorts: isHost && (app.requirePorts ?? false),
    healthChecks: (app.healthChecks ?? []).map(healthCheckOf),
    readinessChecks: (app.readinessChecks ?? []).map(readinessCheckOf),
    dependencies: app.dependencies ?? [],
  };
}

function resourcesOf({ cpus = 1, mem = 128, disk = 0, gpus = 0 }: AppJson): Resources {
  return { cpus, mem, disk, gpus };
}

function optionalMembersOf(app: AppJson, isHost: boolean) {
  const { resourceLimits, check, networks = [] } = app;
  const isBridge = networks.some(({ mode }) => mode === 'container/bridge');
  const container = app.container ?? (isHost ? undefined : defaultContainer);
  return present({
    cmd: app.cmd,
    user: app.user,
    acceptedResourceRoles: app.acceptedResourceRoles,
    resourceLimits: resourceLimits && resourceLimitsOf(resourceLimits),
    executorResources: app.executorResources,
    container: container && containerOf(container, isBridge),
    check: check && mesosCheckOf(check),
    taskKillGracePeriodSeconds: app.taskKillGracePeriodSeconds,
    residency: hasPersistentVolumes(app) ? app.residency : undefined,
    tty: app.tty,
  });
}

const defaultContainer = { ...emptyMesosContainer, portMappings: [defaultPortMapping] };

function strategiesOf(app: AppJson) {
  const keepsPlace = hasPersistentVolumes(app);
  return {
    backoff: {
      backoffSeconds: app.backoffSeconds ?? 1,
      backoffFactor: app.backoffFactor ?? 1.15,
      maxLaunchDelaySeconds: app.maxLaunchDelaySeconds ?? 300,
    },
    upgradeStrategy: app.upgradeStrategy ?? defaultUpgradeStrategy(app),
    killSelection: app.killSelection ?? 'YOUNGEST_FIRST',
    unreachableStrategy: app.unreachableStrategy ?? defaultUnreachableStrategy(keepsPlace),
    restartPolicy: app.restartPolicy ?? 'Always',
  };
}

/** What keeps its data where it is has to wait for it. */
export function defaultUnreachableStrategy(keepsPlace: boolean) {
  return keepsPlace ? 'disabled' : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };
}
