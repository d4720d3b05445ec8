/** Containers of apps. */
import type { AppVolume, Container, DockerImage, PortMapping } from '../../model/app.ts';
import { present } from '../present.ts';
import type {
  AppVolumeJson,
  ContainerJson,
  DockerJson,
  ExternalVolumeJson,
  PortMappingJson,
} from '../schema/containers.ts';
import { linuxInfoOf, persistentVolumeOf } from './shared.ts';

export function containerOf(container: ContainerJson, isBridge: boolean): Container {
  const { type, docker, appc, linuxInfo, volumes } = container;
  const isMesos = type === 'MESOS';
  return {
    type,
    ...present({
      docker: docker && imageOf(docker, isMesos),
      appc: isMesos ? appc && present(appc) : undefined,
      linuxInfo: isMesos ? linuxInfo && linuxInfoOf(linuxInfo) : undefined,
    }),
    volumes: volumes.map(volumeOf),
    portMappings: (container.portMappings ?? []).map((each) => portMappingOf(each, isBridge)),
  };
}

/** `docker run` has parameters and privileges; the containerizer of Mesos has credentials. */
function imageOf(docker: DockerJson, isMesos: boolean): DockerImage {
  const { image, forcePullImage, privileged, parameters, pullConfig, credential } = docker;
  return isMesos
    ? {
        image,
        forcePullImage,
        privileged: false,
        parameters: [],
        ...present({ pullConfig, credential: credential && present(credential) }),
      }
    : { image, forcePullImage, privileged, parameters };
}

function portMappingOf(mapping: PortMappingJson, isBridge: boolean): PortMapping {
  const hostPort = mapping.hostPort ?? (isBridge ? 0 : undefined);
  return present({ ...mapping, hostPort });
}

function volumeOf(volume: AppVolumeJson): AppVolume {
  const { containerPath } = volume;
  if ('persistent' in volume) {
    const persistent = persistentVolumeOf(volume.persistent);
    return { kind: 'persistent', containerPath, mode: volume.mode, persistent };
  }
  if ('external' in volume) return externalVolumeOf(volume);
  if ('secret' in volume) return { kind: 'secret', containerPath, secret: volume.secret };
  return { kind: 'host', containerPath, hostPath: volume.hostPath, mode: volume.mode };
}

function externalVolumeOf({ containerPath, mode, external }: ExternalVolumeJson): AppVolume {
  const { name = '', provider = '', size, options, shared } = external;
  const csi = external.csi && {
    ...external.csi,
    capability: present(external.csi.capability),
  };
  const info = { name, provider, options, shared, ...present({ size, csi }) };
  return { kind: 'external', containerPath, mode, external: info };
}
