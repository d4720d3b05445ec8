/** What has to hold of one container of a pod. */
import type { PodCheckJson, PodHealthCheckJson } from '../schema/checks.ts';
import type { EndpointJson, PodContainerJson, PodJson } from '../schema/pod.ts';
import { type Problems, isUnique } from '../problems.ts';
import { checkLinuxInfo, checkNetworkNames } from './container.ts';
import { requireFeature } from './features.ts';
import { checkResourceLimits } from './resource-limits.ts';
import { checkEnvironment } from './secrets.ts';

export function checkPodContainer(
  container: PodContainerJson,
  pod: PodJson,
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  const { resourceLimits, resources, healthCheck, check, linuxInfo } = container;
  if (resourceLimits !== undefined) {
    checkResourceLimits(resourceLimits, resources, `${path}/resourceLimits`, problems);
    problems.unless(
      pod.legacySharedCgroups !== true,
      `${path}/resourceLimits`,
      'resourceLimits cannot be defined if legacySharedCgroups is enabled',
    );
  }
  for (const [index, endpoint] of container.endpoints.entries()) {
    checkEndpoint(endpoint, pod, `${path}/endpoints(${index})`, problems);
  }
  checkImage(container, pod, features, `${path}/image`, problems);
  const environmentPath = `${path}/environment`;
  checkEnvironment(container.environment, pod.secrets, features, environmentPath, problems);
  if (healthCheck !== undefined) {
    checkPodHealthCheck(healthCheck, container, `${path}/healthCheck`, problems);
  }
  if (check !== undefined) checkPodCheck(check, container, `${path}/check`, problems);
  checkMounts(container, pod, path, problems);
  if (linuxInfo !== undefined) checkLinuxInfo(linuxInfo, `${path}/linuxInfo`, problems);
}

function checkEndpoint(
  { containerPort, hostPort, protocol = [], networkNames }: EndpointJson,
  { networks }: PodJson,
  path: string,
  problems: Problems,
): void {
  checkNetworkNames(hostPort, networkNames, networks, path, problems);
  const has = (mode: string) => networks.some((network) => network.mode === mode);
  problems.unless(
    !has('host') || containerPort === undefined,
    `${path}/containerPort`,
    'is not allowed when using host-mode networking',
  );
  problems.unless(
    !has('container') || containerPort !== undefined,
    `${path}/containerPort`,
    'is required when using container-mode networking',
  );
  problems.unless(
    isUnique(protocol),
    `${path}/protocol`,
    'Duplicate protocols within the same endpoint are not allowed',
  );
}

function checkImage(
  { image }: PodContainerJson,
  { secrets }: PodJson,
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  if (image?.pullConfig === undefined) return;
  requireFeature(features, 'secrets', `${path}/pullConfig`, problems);
  problems.unless(
    Object.hasOwn(secrets, image.pullConfig.secret),
    `${path}/pullConfig`,
    'pullConfig.secret must refer to an existing secret',
  );
}

function checkPodHealthCheck(
  check: PodHealthCheckJson,
  container: PodContainerJson,
  path: string,
  problems: Problems,
): void {
  const { timeoutSeconds, intervalSeconds } = check;
  problems.unless(
    timeoutSeconds < intervalSeconds,
    `${path}/timeoutSeconds`,
    `got ${timeoutSeconds}, expected less than ${intervalSeconds}`,
  );
  checkWays(check, container, path, problems);
}

function checkPodCheck(
  check: PodCheckJson,
  container: PodContainerJson,
  path: string,
  problems: Problems,
): void {
  checkWays(check, container, path, problems);
  problems.unless(
    check.http?.scheme !== 'HTTPS',
    `${path}/http/scheme`,
    'checks of Mesos know HTTP only',
  );
}

function checkWays(
  { http, tcp, exec }: PodCheckJson,
  { endpoints }: PodContainerJson,
  path: string,
  problems: Problems,
): void {
  const ways = [http, tcp, exec].filter((way) => way !== undefined);
  problems.unless(ways.length === 1, path, 'Only one of http, tcp, or command may be specified');
  for (const [kind, way] of Object.entries({ http, tcp })) {
    problems.unless(
      way === undefined || endpoints.some(({ name }) => name === way.endpoint),
      `${path}/${kind}/endpoint`,
      'contained in the container endpoints',
    );
  }
}

function checkMounts(
  { volumeMounts }: PodContainerJson,
  { volumes }: PodJson,
  path: string,
  problems: Problems,
): void {
  for (const [index, { name }] of volumeMounts.entries()) {
    problems.unless(
      volumes.some((volume) => volume.name === name),
      `${path}/volumeMounts(${index})/name`,
      'Referenced Volume in VolumeMount should exist',
    );
  }
}
