/** Containers of apps and pods in the words of Mesos. */
import type {
  ContainerInfo,
  ContainerInfo_DockerInfo,
  Image,
  LinuxInfo as MesosLinuxInfo,
  NetworkInfo,
  Volume,
} from '../../../protocol/generated/mesos.ts';
import type { AppDefinition, AppVolume, Container, DockerImage } from '../../model/app.ts';
import type { LinuxInfo, NetworkDefinition, RunSpec } from '../../model/run-spec.ts';
import { externalSourceOf, secretOf } from './external-volumes.ts';
import { labelsMessage } from './labels.ts';

interface ContainerParts {
  readonly app: AppDefinition;
  readonly hostPorts: readonly (number | undefined)[];
  readonly taskId: string;
  readonly bridgeName: string;
}

/** Undefined: the task needs none. */
export function containerOfApp(parts: ContainerParts): ContainerInfo | undefined {
  const { app } = parts;
  const { container, networks, tty } = app;
  const hasOwnNetwork = networks.some(({ mode }) => mode !== 'host');
  if (container === undefined && !hasOwnNetwork && tty !== true) return undefined;
  const volumes = (container?.volumes ?? []).flatMap((volume) => volumeOf(volume, app.secrets));
  const common = {
    ...(volumes.length === 0 ? {} : { volumes }),
    ...(tty === true ? { tty_info: {} } : {}),
    ...(container?.linuxInfo === undefined ? {} : { linux_info: linuxInfoOf(container.linuxInfo) }),
  };
  if (container?.type === 'DOCKER')
    return { type: 'DOCKER', ...common, ...dockerOf(parts, container) };
  const network_infos = networkInfosOf(app, parts.bridgeName, (network) =>
    portMappingsOf(parts, network),
  );
  const image = container === undefined ? undefined : imageOf(container, app.secrets);
  return {
    type: 'MESOS',
    ...common,
    mesos: image === undefined ? {} : { image },
    ...(network_infos.length === 0 ? {} : { network_infos }),
  };
}

function dockerOf(
  parts: ContainerParts,
  { docker }: Container,
): { docker: ContainerInfo_DockerInfo; network_infos?: NetworkInfo[] } {
  const { app, taskId } = parts;
  const [network] = app.networks;
  const mode = network?.mode ?? 'host';
  const networks = { host: 'HOST', 'container/bridge': 'BRIDGE', container: 'USER' } as const;
  const mappings = mode === 'host' ? [] : portMappingsOf(parts);
  const info: ContainerInfo_DockerInfo = {
    image: docker!.image,
    network: networks[mode],
    privileged: docker!.privileged,
    force_pull_image: docker!.forcePullImage,
    parameters: [
      ...docker!.parameters.map(({ key, value }) => ({ key, value })),
      { key: 'label', value: `MESOS_TASK_ID=${taskId}` },
    ],
    port_mappings: mappings.map(({ host_port, container_port, protocol }) => ({
      host_port,
      container_port,
      ...(protocol === undefined ? {} : { protocol }),
    })),
  };
  if (network?.name === undefined || mode !== 'container') return { docker: info };
  return { docker: info, network_infos: [{ name: network.name }] };
}

/** Only what has a port of the host; "udp,tcp" are two. */
function portMappingsOf(
  { app, hostPorts }: ContainerParts,
  network?: NetworkDefinition,
): NonNullable<NetworkInfo['port_mappings']> {
  return (app.container?.portMappings ?? []).flatMap((mapping, index) => {
    const { containerPort, protocol, networkNames } = mapping;
    const host_port = hostPorts[index];
    if (host_port === undefined || !isOn(networkNames, network)) return [];
    const container_port = containerPort === 0 ? host_port : containerPort;
    return protocol.split(',').map((each) => ({ host_port, container_port, protocol: each }));
  });
}

/** Ports that name no network are on the only one there is. */
export function isOn(networkNames: readonly string[], network?: NetworkDefinition): boolean {
  if (network?.name === undefined) return true;
  return networkNames.every((name) => name === network.name);
}

export function networkInfosOf(
  { networks }: Pick<RunSpec, 'networks'>,
  bridgeName: string,
  portMappingsOn: (network: NetworkDefinition) => NetworkInfo['port_mappings'] & {},
): NetworkInfo[] {
  return networks.flatMap((network) => {
    if (network.mode === 'host') return [];
    const named = network.mode === 'container/bridge' ? { ...network, name: bridgeName } : network;
    return [networkInfoOf(named, portMappingsOn(network))];
  });
}

function networkInfoOf(
  { name, labels }: NetworkDefinition,
  port_mappings: NonNullable<NetworkInfo['port_mappings']>,
): NetworkInfo {
  return {
    ...(name === undefined ? {} : { name }),
    ip_addresses: [{}],
    ...(Object.keys(labels).length === 0 ? {} : { labels: labelsMessage(labels) }),
    ...(port_mappings.length === 0 ? {} : { port_mappings }),
  };
}

function imageOf({ docker, appc }: Container, secrets: RunSpec['secrets']): Image | undefined {
  if (docker !== undefined) return dockerImageOf(docker, secrets);
  if (appc === undefined) return undefined;
  const { image, id, labels, forcePullImage } = appc;
  return {
    type: 'APPC',
    cached: !forcePullImage,
    appc: {
      name: image,
      ...(id === undefined ? {} : { id }),
      labels: labelsMessage(labels),
    },
  };
}

export function dockerImageOf(
  {
    image,
    forcePullImage,
    pullConfig,
    credential,
  }: Pick<DockerImage, 'image' | 'forcePullImage' | 'pullConfig' | 'credential'>,
  secrets: RunSpec['secrets'],
): Image {
  const config = pullConfig === undefined ? undefined : secretOf(pullConfig.secret, secrets);
  return {
    type: 'DOCKER',
    cached: !forcePullImage,
    docker: {
      name: image,
      ...(config === undefined ? {} : { config }),
      ...(credential === undefined ? {} : { credential: { ...credential } }),
    },
  };
}

/** Persistent ones are in the resources of the task. */
function volumeOf(volume: AppVolume, secrets: RunSpec['secrets']): readonly Volume[] {
  switch (volume.kind) {
    case 'host':
      return [
        {
          container_path: volume.containerPath,
          host_path: volume.hostPath,
          mode: volume.mode,
        },
      ];
    case 'secret': {
      const secret = secretOf(volume.secret, secrets);
      const source = { type: 'SECRET' as const, secret };
      return [{ container_path: volume.containerPath, mode: 'RO', source }];
    }
    case 'external': {
      const { containerPath, mode } = volume;
      return [
        { container_path: containerPath, mode, source: externalSourceOf(volume.external, secrets) },
      ];
    }
    case 'persistent':
      return [];
  }
}

export function linuxInfoOf({ seccomp, ipcInfo }: LinuxInfo): MesosLinuxInfo {
  return {
    ...(seccomp === undefined
      ? {}
      : {
          seccomp: {
            ...(seccomp.profileName === undefined ? {} : { profile_name: seccomp.profileName }),
            ...(seccomp.unconfined === undefined ? {} : { unconfined: seccomp.unconfined }),
          },
        }),
    ...(ipcInfo === undefined ? {} : { ipc_mode: ipcInfo.mode }),
    ...(ipcInfo?.shmSize === undefined ? {} : { shm_size: ipcInfo.shmSize }),
  };
}
