/** Images, port mappings and what Linux is asked for. */
import type { AppJson } from '../schema/app.ts';
import type { LinuxInfoJson, NetworkJson, SecretsJson } from '../schema/common.ts';
import type { ContainerJson, DockerJson, PortMappingJson } from '../schema/containers.ts';
import { type Problems, isUnique } from '../problems.ts';
import { requireFeature } from './features.ts';
import { countOf } from './networks.ts';
import { checkVolumes } from './volumes.ts';

export function checkContainer(
  app: AppJson,
  container: ContainerJson,
  features: ReadonlySet<string>,
  problems: Problems,
): void {
  const { networks = [], secrets = {} } = app;
  const path = '/container';
  checkPortMappings(container.portMappings ?? [], networks, `${path}/portMappings`, problems);
  checkVolumes(container, secrets, features, `${path}/volumes`, problems);
  if (container.type === 'DOCKER') checkDockerEngine(container, problems);
  else checkMesosEngine(container, secrets, features, problems);
  if (container.linuxInfo !== undefined) {
    checkLinuxInfo(container.linuxInfo, `${path}/linuxInfo`, problems);
  }
}

function checkDockerEngine({ docker, appc }: ContainerJson, problems: Problems): void {
  if (docker === undefined) problems.add('/container/docker', 'not defined');
  problems.unless(appc === undefined, '/container/appc', 'must be empty');
  problems.unless(
    docker?.pullConfig === undefined,
    '/container/docker/pullConfig',
    'pullConfig is not supported with Docker containerizer',
  );
}

function checkMesosEngine(
  { docker, appc }: ContainerJson,
  secrets: SecretsJson,
  features: ReadonlySet<string>,
  problems: Problems,
): void {
  problems.unless(
    docker === undefined || appc === undefined,
    '/container',
    'mesos containers should specify, at most, a single image type',
  );
  if (docker?.pullConfig === undefined) return;
  const path = '/container/docker/pullConfig';
  requireFeature(features, 'secrets', path, problems);
  problems.unless(
    Object.hasOwn(secrets, docker.pullConfig.secret),
    path,
    'pullConfig.secret must refer to an existing secret',
  );
}

/** Members of `docker` that only Docker itself understands. */
export function checkOldContainer(container: ContainerJson, problems: Problems): void {
  const { docker, type } = container;
  if (docker === undefined) return;
  checkPortNames(docker.portMappings ?? [], '/container/docker/portMappings', problems);
  if (type === 'DOCKER') {
    problems.unless(
      docker.credential === undefined,
      '/container/docker/credential',
      'must be empty',
    );
    return;
  }
  for (const member of membersOfDockerOnly(docker)) {
    problems.add(`/container/docker/${member}`, 'must be empty');
  }
}

function membersOfDockerOnly(docker: DockerJson): string[] {
  return [
    ...(docker.network === undefined ? [] : ['network']),
    ...(docker.parameters.length === 0 ? [] : ['parameters']),
    ...((docker.portMappings ?? []).length === 0 ? [] : ['portMappings']),
  ];
}

function checkPortNames(
  mappings: readonly PortMappingJson[],
  path: string,
  problems: Problems,
): void {
  const names = mappings.flatMap(({ name }) => name ?? []);
  problems.unless(isUnique(names), path, 'Port names must be unique.');
}

function checkPortMappings(
  mappings: readonly PortMappingJson[],
  networks: readonly NetworkJson[],
  path: string,
  problems: Problems,
): void {
  checkPortNames(mappings, path, problems);
  for (const [index, { hostPort, networkNames }] of mappings.entries()) {
    checkNetworkNames(hostPort, networkNames, networks, `${path}(${index})`, problems);
  }
}

/** Of a port mapping or of the endpoint of a pod. */
export function checkNetworkNames(
  hostPort: number | undefined,
  networkNames: readonly string[],
  networks: readonly NetworkJson[],
  path: string,
  problems: Problems,
): void {
  problems.unless(
    countOf(networks, 'container') <= 1 || hostPort === undefined || networkNames.length === 1,
    path,
    'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
  );
  const known = networks.flatMap(({ name }) => name ?? []);
  for (const [index, name] of networkNames.entries()) {
    problems.unless(
      known.includes(name),
      `${path}/networkNames(${index})`,
      `is not one of (${known.join(',')})`,
    );
  }
}

export function checkLinuxInfo(
  { seccomp, ipcInfo }: LinuxInfoJson,
  path: string,
  problems: Problems,
): void {
  if (seccomp !== undefined) {
    const hasProfile = seccomp.profileName !== undefined;
    problems.unless(
      !hasProfile || !seccomp.unconfined,
      `${path}/seccomp`,
      'Seccomp unconfined can NOT be true when Profile is defined',
    );
    problems.unless(
      hasProfile || seccomp.unconfined,
      `${path}/seccomp`,
      'Seccomp unconfined must be true when Profile is NOT defined',
    );
  }
  checkIpcInfo(ipcInfo, path, problems);
}

export function checkIpcInfo(
  ipcInfo: LinuxInfoJson['ipcInfo'],
  path: string,
  problems: Problems,
): void {
  problems.unless(
    ipcInfo?.mode !== 'SHARE_PARENT' || ipcInfo.shmSize === undefined,
    `${path}/ipcInfo`,
    'ipcInfo shmSize can NOT be set when mode is SHARE_PARENT',
  );
}
