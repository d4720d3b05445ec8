/** Containers of apps in stored form, as the JSON that they stand for. */
import { longToNumber } from '../../protocol/codec/long.ts';
import type {
  ExtendedContainerInfo,
  ExtendedContainerInfo_LinuxInfo,
  ExtendedContainerInfo_PortMapping,
  Volume,
  Volume_CSIVolumeInfo,
  Volume_PersistentVolumeInfo,
} from '../../protocol/generated/marathon.ts';
import type { Faults } from './faults.ts';
import { constraintTexts, textsOf } from './texts.ts';

type Json = Readonly<Record<string, unknown>>;

export function containerJson(container: ExtendedContainerInfo, faults: Faults): Json {
  const { type, volumes = [], port_mappings = [], linuxInfo } = container;
  return {
    type,
    docker: imageJson(container, faults),
    linuxInfo: linuxInfo && linuxInfoJson(linuxInfo),
    volumes: volumes.map((volume) => volumeJson(volume, faults)),
    portMappings: port_mappings.map(portMappingJson),
  };
}

function imageJson(
  { docker, mesosDocker }: ExtendedContainerInfo,
  faults: Faults,
): Json | undefined {
  if (docker !== undefined) {
    const { OBSOLETE_network, OBSOLETE_port_mappings = [] } = docker;
    if (OBSOLETE_network !== undefined || OBSOLETE_port_mappings.length > 0) {
      faults.push('its container was written before Marathon 1.5');
    }
    return {
      image: docker.image,
      privileged: docker.privileged,
      forcePullImage: docker.force_pull_image,
      parameters: (docker.parameters ?? []).map(({ key, value }) => ({ key, value })),
    };
  }
  if (mesosDocker === undefined) return undefined;
  const { pull_config, deprecated_credential: credential } = mesosDocker;
  const secret = pull_config?.secret?.reference?.name;
  if (pull_config !== undefined && secret === undefined) {
    faults.push('the secret of its pull configuration has no name');
  }
  return {
    image: mesosDocker.image,
    forcePullImage: mesosDocker.force_pull_image,
    credential: credential && { principal: credential.principal, secret: credential.secret },
    pullConfig: secret === undefined ? undefined : { secret },
  };
}

function linuxInfoJson({ seccomp, ipcInfo }: ExtendedContainerInfo_LinuxInfo): Json {
  return { seccomp, ipcInfo: ipcInfo && { mode: ipcInfo.ipcMode, shmSize: ipcInfo.shmSize } };
}

function portMappingJson(mapping: ExtendedContainerInfo_PortMapping): Json {
  return {
    containerPort: mapping.container_port,
    hostPort: mapping.host_port,
    servicePort: mapping.service_port,
    protocol: mapping.protocol,
    name: mapping.name,
    labels: textsOf(mapping.labels),
    networkNames: mapping.network_names ?? [],
  };
}

function volumeJson(volume: Volume, faults: Faults): Json {
  const { container_path: containerPath, mode, persistent, external, csiExternal, secret } = volume;
  if (volume.image !== undefined) faults.push(`volume ${containerPath} is an image`);
  if (persistent !== undefined) {
    return { containerPath, mode, persistent: persistentJson(persistent) };
  }
  if (external !== undefined) {
    const { size, name, provider, options, shared } = external;
    const sizeGib = size === undefined ? undefined : longToNumber(size);
    const info = { name, provider, size: sizeGib, options: textsOf(options), shared };
    return { containerPath, mode, external: info };
  }
  if (csiExternal !== undefined) return { containerPath, mode, external: csiJson(csiExternal) };
  if (secret !== undefined) return { containerPath, secret: secret.secret };
  return { containerPath, mode, hostPath: volume.host_path };
}

function persistentJson(info: Volume_PersistentVolumeInfo): Json {
  const { size, maxSize, type, profileName, constraints = [] } = info;
  return {
    size: longToNumber(size),
    maxSize: maxSize === undefined ? undefined : longToNumber(maxSize),
    type: type === undefined ? 'root' : type.toLowerCase(),
    profileName,
    constraints: constraints.map(constraintTexts),
  };
}

function csiJson(info: Volume_CSIVolumeInfo): Json {
  const { access_mode, mount } = info.volume_capability;
  return {
    name: info.name,
    provider: 'csi',
    options: {
      pluginName: info.plugin_name,
      capability: {
        accessMode: access_mode.mode,
        accessType: mount === undefined ? 'block' : 'mount',
        fsType: mount?.fs_type,
        mountFlags: mount?.mount_flags ?? [],
      },
      nodeStageSecret: info.node_stage_secrets ?? {},
      nodePublishSecret: info.node_publish_secrets ?? {},
      volumeContext: info.volume_context ?? {},
    },
  };
}
