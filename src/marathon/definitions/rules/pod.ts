/** What has to hold of a pod. Paths are those of its JSON. */
import { rootId } from '../../model/ids.ts';
import type { DefinitionContext } from '../context.ts';
import { checkPathId } from '../path-ids.ts';
import { type Problems, asDouble, isUnique } from '../problems.ts';
import { type RoleSettings, checkAcceptedRoleNames, checkRole } from '../roles.ts';
import type { PodJson } from '../schema/pod.ts';
import { findConstraintError } from './constraints.ts';
import { checkIpcInfo } from './container.ts';
import { requireFeature } from './features.ts';
import { checkNetworks } from './networks.ts';
import { checkPodContainer } from './pod-container.ts';
import { checkEnvironment, checkSecrets } from './secrets.ts';
import { checkUnreachableStrategy } from './strategies.ts';
import { checkPersistentVolume } from './volumes.ts';

export function checkPod(
  pod: PodJson & { role: string },
  roles: RoleSettings,
  { options, force }: DefinitionContext,
  problems: Problems,
): void {
  const { features } = options;
  checkPodId(pod.id, problems);
  problems.unless(pod.user !== '', '/user', 'must not be empty');
  checkEnvironment(pod.environment, pod.secrets, features, '/environment', problems);
  checkSecrets(pod.secrets, features, problems);
  checkPodVolumes(pod, features, problems);
  const names = pod.containers.map(({ name }) => name);
  problems.unless(isUnique(names), '/containers', 'container names must be unique');
  for (const [index, container] of pod.containers.entries()) {
    checkPodContainer(container, pod, features, `/containers(${index})`, problems);
  }
  checkNetworks(pod.networks, options.defaultNetworkName, problems);
  checkEndpointsOfAll(pod, problems);
  checkScheduling(pod, problems);
  checkRoles(pod, roles, force ?? false, problems);
  checkLinuxInfoOfPod(pod, problems);
}

function checkPodId(id: string, problems: Problems): void {
  problems.unless(id.startsWith('/'), '/id', 'Path needs to be absolute');
  problems.unless(id !== rootId, '/id', 'Path must contain at least one path element');
  checkPathId(id, '/id', problems);
}

function checkPodVolumes(
  { volumes, secrets, containers }: PodJson,
  features: ReadonlySet<string>,
  problems: Problems,
): void {
  const names = volumes.map(({ name }) => name);
  problems.unless(isUnique(names), '/volumes', 'volume names must be unique');
  const mounted = new Set(
    containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name)),
  );
  for (const [index, volume] of volumes.entries()) {
    const path = `/volumes(${index})`;
    problems.unless(
      mounted.has(volume.name),
      path,
      'volume must be referenced by at least one container',
    );
    if ('persistent' in volume) {
      checkPersistentVolume(volume.persistent, `${path}/persistent`, problems);
    } else if ('secret' in volume) {
      requireFeature(features, 'secrets', '/volumes', problems);
      problems.unless(
        Object.hasOwn(secrets, volume.secret),
        `${path}/secret`,
        'volume.secret must refer to an existing secret',
      );
    }
  }
}

function checkEndpointsOfAll({ containers }: PodJson, problems: Problems): void {
  const endpoints = containers.flatMap((container) => container.endpoints);
  const given = (port: number | undefined) => (port === undefined || port === 0 ? [] : [port]);
  problems.unless(
    isUnique(endpoints.map(({ name }) => name)),
    '',
    'endpoint names nust be unique across all containers',
  );
  problems.unless(
    isUnique(endpoints.flatMap(({ containerPort }) => given(containerPort))),
    '',
    'container ports must be unique across all containers',
  );
  problems.unless(
    isUnique(endpoints.flatMap(({ hostPort }) => given(hostPort))),
    '',
    'host ports must be unique across all containers',
  );
}

export function isResidentPod({ volumes }: Pick<PodJson, 'volumes'>): boolean {
  return volumes.some((volume) => 'persistent' in volume);
}

function checkScheduling(pod: PodJson, problems: Problems): void {
  const { upgrade, placement, unreachableStrategy } = pod.scheduling ?? {};
  const isResident = isResidentPod(pod);
  const over = upgrade?.maximumOverCapacity ?? 0;
  problems.unless(
    !isResident || over === 0,
    '/upgrade/maximumOverCapacity',
    `got ${asDouble(over)}, expected 0.0`,
  );
  problems.unless(
    !isResident || unreachableStrategy === undefined || unreachableStrategy === 'disabled',
    '',
    'unreachableStrategy must be disabled for pods with persistent volumes',
  );
  if (unreachableStrategy !== undefined) {
    const path = '/scheduling/unreachableStrategy';
    checkUnreachableStrategy(unreachableStrategy, path, problems);
  }
  for (const [index, constraint] of (placement?.constraints ?? []).entries()) {
    const { fieldName: field, operator, value } = constraint;
    const error = findConstraintError({ field, operator, ...(value !== undefined && { value }) });
    const path = `/scheduling/placement/constraints(${index})`;
    if (error !== undefined) problems.add(path, error);
  }
}

function checkRoles(
  pod: PodJson & { role: string },
  roles: RoleSettings,
  force: boolean,
  problems: Problems,
): void {
  const accepted = pod.scheduling?.placement?.acceptedResourceRoles ?? [];
  const isResident = isResidentPod(pod);
  if (accepted.length > 0) {
    checkAcceptedRoleNames('pod', accepted, isResident, '/acceptedResourceRoles', problems);
  }
  const holder = { role: pod.role, acceptedResourceRoles: accepted, isResident };
  checkRole('pods', holder, roles, force, '', problems);
}

function checkLinuxInfoOfPod({ linuxInfo }: PodJson, problems: Problems): void {
  problems.unless(
    linuxInfo?.seccomp === undefined,
    '/linuxInfo/seccomp',
    'Seccomp configuration on executor level is not supported',
  );
  checkIpcInfo(linuxInfo?.ipcInfo, '/linuxInfo', problems);
}
