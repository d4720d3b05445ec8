/** What has to hold of an app in its present form. Paths are those of its JSON. */
import { rootId } from '../../model/ids.ts';
import type { DefinitionContext } from '../context.ts';
import { checkPathId } from '../path-ids.ts';
import { type Problems, isUnique } from '../problems.ts';
import { type RoleSettings, checkAcceptedRoleNames, checkRole } from '../roles.ts';
import type { AppJson } from '../schema/app.ts';
import { checkHealthChecks, checkMesosCheck, checkReadinessChecks } from './checks.ts';
import { checkAppConstraint } from './constraints.ts';
import { checkContainer } from './container.ts';
import { checkAppOfExternalVolumes } from './external-volumes.ts';
import { requireFeature } from './features.ts';
import { checkNetworks, countOf } from './networks.ts';
import { checkResourceLimits } from './resource-limits.ts';
import { checkEnvironment, checkSecrets } from './secrets.ts';
import { checkUnreachableStrategy, checkUpgradeStrategy, isSingleInstance } from './strategies.ts';

const uniqueNamesOfPorts = 'Port names must be unique.';

export function checkApp(
  app: AppJson & { role: string },
  roles: RoleSettings,
  { options, force }: DefinitionContext,
  problems: Problems,
): void {
  const { features } = options;
  checkIds(app, problems);
  checkWhatRuns(app, problems);
  checkPorts(app, problems);
  if (app.container !== undefined) checkContainer(app, app.container, features, problems);
  checkNetworks(app.networks ?? [], options.defaultNetworkName, problems);
  checkHealthChecks(app, problems);
  if (app.check !== undefined) checkMesosCheck(app, app.check, problems);
  checkReadinessChecks(app, problems);
  checkSecrets(app.secrets ?? {}, features, problems);
  checkEnvironment(app.env ?? {}, app.secrets ?? {}, features, '/env', problems);
  checkResources(app, features, problems);
  checkPlacement(app, roles, force ?? false, problems);
  checkReplacement(app, problems);
  checkAppOfExternalVolumes(app, problems);
  checkMigrationLabels(app.labels ?? {}, problems);
}

function checkIds({ id, dependencies = [], user }: AppJson, problems: Problems): void {
  checkPathId(id, '/id', problems);
  problems.unless(id !== rootId, '/id', 'Path must contain at least one path element');
  problems.unless(id !== rootId, '', 'must not be root');
  for (const [index, dependency] of dependencies.entries()) {
    checkPathId(dependency, `/dependencies(${index})`, problems);
  }
  problems.unless(user !== '', '/user', 'must not be empty');
}

function checkWhatRuns({ cmd, args = [], container }: AppJson, problems: Problems): void {
  problems.unless(cmd === undefined || cmd.length > 1, '', 'must not be an empty string');
  const hasCmd = cmd !== undefined;
  const hasArgs = args.length > 0;
  const hasImage = container?.docker !== undefined || container?.appc !== undefined;
  problems.unless(
    hasCmd !== hasArgs || (!hasCmd && hasImage),
    '',
    "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
  );
}

function checkPorts({ networks = [], container, portDefinitions }: AppJson, problems: Problems) {
  const definitions = portDefinitions ?? [];
  const names = definitions.flatMap(({ name }) => name ?? []);
  const ports = definitions.map(({ port }) => port).filter((port) => port !== 0);
  problems.unless(isUnique(names), '/portDefinitions', uniqueNamesOfPorts);
  problems.unless(isUnique(ports), '/portDefinitions', 'Ports must be unique.');
  problems.unless(
    !networks.some(({ mode }) => mode === 'host') || (container?.portMappings ?? []).length === 0,
    '',
    'portMappings are not allowed with host-networking',
  );
  problems.unless(
    !networks.some(({ mode }) => mode !== 'host') || definitions.length === 0,
    '',
    'portDefinitions are only allowed with host-networking',
  );
  problems.unless(
    container?.type !== 'DOCKER' || countOf(networks, 'container') <= 1,
    '',
    'may only specify a single container network when using the Docker container engine',
  );
}

function checkResources(
  { gpus = 0, cpus = 1, mem = 128, container, resourceLimits }: AppJson,
  features: ReadonlySet<string>,
  problems: Problems,
): void {
  if (resourceLimits !== undefined) {
    checkResourceLimits(resourceLimits, { cpus, mem }, '/resourceLimits', problems);
  }
  if (gpus === 0) return;
  requireFeature(features, 'gpu_resources', '', problems);
  problems.unless(
    container?.type !== 'DOCKER',
    '',
    'GPU resources only work with the Mesos containerizer',
  );
}

function checkPlacement(
  app: AppJson & { role: string },
  roles: RoleSettings,
  force: boolean,
  problems: Problems,
): void {
  const { acceptedResourceRoles: accepted, residency, role, constraints = [] } = app;
  const path = '/acceptedResourceRoles';
  const isResident = residency !== undefined;
  if (accepted !== undefined) {
    checkAcceptedRoleNames('app', accepted, isResident, path, problems);
  }
  const isBound = isResident && hasPersistentVolumes(app);
  const holder = { role, acceptedResourceRoles: accepted, isResident: isBound };
  checkRole('apps', holder, roles, force, '', problems);
  for (const [index, constraint] of constraints.entries()) {
    checkAppConstraint(constraint, `/constraints(${index})`, problems);
  }
}

export function hasPersistentVolumes({ container }: Pick<AppJson, 'container'>): boolean {
  return (container?.volumes ?? []).some((volume) => 'persistent' in volume);
}

function checkReplacement(app: AppJson, problems: Problems): void {
  const { labels, residency, upgradeStrategy, unreachableStrategy, instances = 1 } = app;
  const isSingle = isSingleInstance(labels);
  const isResident = residency !== undefined;
  problems.unless(
    !isSingle || instances <= 1,
    '',
    'Single instance app may only have one instance',
  );
  const strategy = upgradeStrategy ?? defaultUpgradeStrategy(app);
  checkUpgradeStrategy(strategy, isSingle, isResident, '/upgradeStrategy', problems);
  if (unreachableStrategy === undefined) return;
  checkUnreachableStrategy(unreachableStrategy, '/unreachableStrategy', problems);
  problems.unless(
    !isResident || unreachableStrategy === 'disabled',
    '',
    'unreachableStrategy must be disabled for resident tasks',
  );
}

/** Two tasks must not write to the same data. */
export function defaultUpgradeStrategy({ container }: Pick<AppJson, 'container'>) {
  const keepsData = (container?.volumes ?? []).some(
    (volume) => 'persistent' in volume || 'external' in volume,
  );
  return keepsData
    ? { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }
    : { minimumHealthCapacity: 1, maximumOverCapacity: 1 };
}

function checkMigrationLabels(labels: Readonly<Record<string, string>>, problems: Problems): void {
  const version = labels['DCOS_MIGRATION_API_VERSION'] ?? '';
  if (version === '') return;
  const needed = ['DCOS_PACKAGE_FRAMEWORK_NAME', 'DCOS_MIGRATION_API_PATH'];
  problems.unless(
    version === 'v1' && needed.every((name) => (labels[name] ?? '') !== ''),
    '',
    'DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using DCOS_MIGRATION_API_VERSION',
  );
}
