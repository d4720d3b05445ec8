/**
 * Old members say what new ones say: `uris`, `ports`, `ipAddress`, network and port mappings of
 * `container.docker`. Here they become new ones. Of an update only what it has, so that nothing is
 * made up about the rest of its app.
 */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { DefinitionOptions } from './context.ts';
import { isHostOnly } from './rules/networks.ts';
import { hasPersistentVolumes } from './rules/app.ts';
import type { AppJson, PortDefinitionJson } from './schema/app.ts';
import type { AppHealthCheckJson, ReadinessCheckJson } from './schema/checks.ts';
import type { NetworkJson } from './schema/common.ts';
import type { ContainerJson, PortMappingJson } from './schema/containers.ts';

type AppMembers = Omit<AppJson, 'id'>;
type FetchJson = NonNullable<AppJson['fetch']>[number];

const archives = ['.tgz', '.tar.gz', '.tbz2', '.tar.bz2', '.txz', '.tar.xz', '.zip'];
const noNewMembers = {
  uris: undefined,
  ports: undefined,
  ipAddress: undefined,
} as const;

export const defaultPortMapping: PortMappingJson = {
  containerPort: 0,
  hostPort: undefined,
  labels: {},
  name: 'default',
  protocol: 'tcp',
  servicePort: 0,
  networkNames: [],
};

const namelessPortMapping: PortMappingJson = { ...defaultPortMapping, name: undefined };

/** Only what is there; defaults that depend on the whole app come later. */
export function modernizeUpdate<T extends AppMembers>(
  update: T,
  options: DefinitionOptions,
): Result<T, string> {
  const networks = networksOf(update, options);
  if (!networks.ok) return networks;
  const container = containerOf(update);
  if (!container.ok) return container;
  return ok({
    ...update,
    ...noNewMembers,
    fetch: fetchOf(update),
    networks: networks.value,
    container: container.value,
    portDefinitions: portDefinitionsOf(update),
    readinessChecks: update.readinessChecks?.map(withStatusCodes),
  });
}

/** With the ports that an app has when it says nothing of them. */
export function modernizeApp(app: AppJson, options: DefinitionOptions): Result<AppJson, string> {
  const modern = modernizeUpdate(app, options);
  if (!modern.ok) return modern;
  const { networks = [], portDefinitions } = modern.value;
  const isHost = isHostOnly(networks);
  const container =
    modern.value.container && withMappings(modern.value.container, isHost, portDefinitions ?? []);
  const definitions = isHost ? (portDefinitions ?? [defaultPortDefinition]) : undefined;
  const hasPorts = (container?.portMappings ?? definitions ?? []).length > 0;
  return ok({
    ...modern.value,
    container,
    portDefinitions: definitions,
    healthChecks: hasPorts ? modern.value.healthChecks?.map(withPort) : app.healthChecks,
    residency: app.residency ?? (hasPersistentVolumes(modern.value) ? defaultResidency : undefined),
  });
}

const defaultPortDefinition = { port: 0, labels: {}, name: 'default', protocol: 'tcp' } as const;
const defaultResidency = {
  relaunchEscalationTimeoutSeconds: 3600,
  taskLostBehavior: 'WAIT_FOREVER',
} as const;

/** Beyond the network of the host, port definitions say which service ports are wished for. */
function withMappings(
  container: ContainerJson,
  isHost: boolean,
  definitions: readonly PortDefinitionJson[],
): ContainerJson {
  if (isHost) return { ...container, portMappings: undefined };
  const given = container.portMappings ?? [defaultPortMapping];
  const added = definitions.slice(given.length).map(() => namelessPortMapping);
  const portMappings = [...given, ...added].map((mapping, index) =>
    mapping.servicePort === 0
      ? { ...mapping, servicePort: definitions[index]?.port ?? 0 }
      : mapping,
  );
  return { ...container, portMappings };
}

function fetchOf({ uris = [], fetch }: AppMembers): FetchJson[] | undefined {
  return uris.length > 0 && (fetch ?? []).length === 0 ? uris.map(fetchOfUri) : fetch;
}

function fetchOfUri(uri: string): FetchJson {
  const path = uri.split(/[?#]/, 1)[0]!;
  const extract = archives.some((ending) => path.endsWith(ending));
  return { uri, extract, executable: false, cache: false, destPath: undefined };
}

function portDefinitionsOf({ portDefinitions, ports }: AppMembers) {
  return (
    portDefinitions ??
    ports?.map((port) => ({ port, labels: {}, name: undefined, protocol: 'tcp' as const }))
  );
}

function networksOf(
  { ipAddress, container, networks }: AppMembers,
  { mesosBridgeName }: DefinitionOptions,
): Result<NetworkJson[] | undefined, string> {
  const type = container?.docker?.network;
  if (ipAddress === undefined && type === undefined) return ok(networks);
  if ((networks ?? []).length > 0) {
    return failure('cannot mix deprecated and canonical network APIs');
  }
  const { networkName: name, labels = {} } = ipAddress ?? {};
  const bridge = { mode: 'container/bridge', name: undefined, labels } as const;
  switch (type) {
    case 'HOST':
      return ok([{ mode: 'host', name: undefined, labels: {} }]);
    case 'BRIDGE':
      return ok([bridge]);
    case 'USER':
      return ok([{ mode: 'container', name, labels }]);
    case 'NONE':
      return failure('unsupported docker network type NONE');
    case undefined:
      return ok(name === mesosBridgeName ? [bridge] : [{ mode: 'container', name, labels }]);
  }
}

function containerOf({
  container,
  ipAddress,
}: AppMembers): Result<ContainerJson | undefined, string> {
  const given = container ?? (ipAddress && emptyMesosContainer);
  if (given === undefined) return ok(undefined);
  const mappings = portMappingsOf(given);
  if (!mappings.ok) return mappings;
  const modern: ContainerJson = {
    ...given,
    docker: given.docker && { ...given.docker, network: undefined, portMappings: undefined },
    portMappings: mappings.value,
  };
  const discovered = ipAddress?.discovery?.ports ?? [];
  if (discovered.length === 0) return ok(modern);
  if (given.type !== 'MESOS') {
    return failure(`ipAddress.discovery.ports do not apply for container type ${given.type}`);
  }
  if (mappings.value !== undefined) {
    return failure('container.portMappings and ipAddress.discovery.ports must not both be set');
  }
  const portMappings = discovered.map(({ number, name, protocol, labels }) => ({
    ...defaultPortMapping,
    containerPort: number,
    name,
    protocol,
    labels,
  }));
  return ok({ ...modern, portMappings });
}

export const emptyMesosContainer: ContainerJson = {
  type: 'MESOS',
  docker: undefined,
  appc: undefined,
  linuxInfo: undefined,
  volumes: [],
  portMappings: undefined,
};

function portMappingsOf({
  portMappings,
  docker,
}: ContainerJson): Result<PortMappingJson[] | undefined, string> {
  const old = docker?.portMappings;
  if (old === undefined || old.length === 0) return ok(portMappings ?? old);
  return portMappings === undefined || portMappings.length === 0
    ? ok(old)
    : failure('cannot specify both portMappings and docker.portMappings');
}

function withPort(check: AppHealthCheckJson): AppHealthCheckJson {
  const isNamed = check.port !== undefined || check.portIndex !== undefined;
  return check.protocol === 'COMMAND' || isNamed ? check : { ...check, portIndex: 0 };
}

function withStatusCodes(check: ReadinessCheckJson): ReadinessCheckJson {
  return check.httpStatusCodesForReady === undefined
    ? { ...check, httpStatusCodesForReady: [200] }
    : check;
}
