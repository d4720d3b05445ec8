/**
 * What the containerizer `docker` does with each field of a container. What does not go together is
 * refused where the engine's description of a container is made (docker/run-options.ts).
 */
import {
  ContainerInfo,
  ContainerInfo_DockerInfo,
  ContainerInfo_MesosInfo,
  NetworkInfo,
  ContainerInfo_DockerInfo_PortMapping,
  NetworkInfo_IPAddress,
  Parameter,
  Parameters,
  Volume,
  Volume_Source,
  Volume_Source_DockerVolume,
} from '../../protocol/generated/mesos.ts';
import { applied, information, needs, within } from './treatments.ts';
import type { WishTable } from './wish.ts';

const withoutDocker = 'way to do that with Docker';

const dockerNetworks: WishTable<NetworkInfo> = {
  type: NetworkInfo,
  rows: {
    // Of network USER, and with networks of CNI of NONE; the others have theirs by what they are.
    name: applied,
    ip_addresses: within<NetworkInfo_IPAddress>({
      type: NetworkInfo_IPAddress,
      rows: {
        ip_address: needs(withoutDocker, "an address by NetworkInfo (parameter 'ip' can)"),
        protocol: information,
      },
    }),
    groups: needs(withoutDocker, 'a network group'),
    port_mappings: needs(withoutDocker, 'a port mapping by NetworkInfo (DockerInfo can)'),
    labels: information,
  },
};

const parameters: WishTable<Parameter> = {
  type: Parameter,
  // What each means is in docker/parameters.ts.
  rows: { key: applied, value: applied },
};

const dockerVolumes: WishTable<Volume> = {
  type: Volume,
  rows: {
    host_path: applied,
    image: needs(withoutDocker, 'an image as a volume'),
    source: within<Volume_Source>({
      type: Volume_Source,
      rows: {
        docker_volume: within<Volume_Source_DockerVolume>({
          type: Volume_Source_DockerVolume,
          rows: {
            driver: applied,
            name: applied,
            driver_options: within<Parameters>({
              type: Parameters,
              rows: { parameter: within(parameters) },
            }),
          },
        }),
        sandbox_path: needs(withoutDocker, 'a volume from a sandbox (host_path can)'),
        secret: needs(withoutDocker, 'a secret as a file'),
        host_path: needs(withoutDocker, 'a volume by HostPath (host_path can)'),
        csi_volume: needs(withoutDocker, 'a CSI volume'),
        type: information,
      },
    }),
    container_path: applied,
    mode: applied,
  },
};

export const dockerContainerWishes: WishTable<ContainerInfo> = {
  type: ContainerInfo,
  rows: {
    type: needs('Docker containerizer', 'a Docker container'),
    docker: within<ContainerInfo_DockerInfo>({
      type: ContainerInfo_DockerInfo,
      rows: {
        image: applied,
        network: applied,
        port_mappings: within<ContainerInfo_DockerInfo_PortMapping>({
          type: ContainerInfo_DockerInfo_PortMapping,
          rows: { host_port: applied, container_port: applied, protocol: applied },
        }),
        privileged: applied,
        parameters: within(parameters),
        force_pull_image: applied,
        volume_driver: applied,
      },
    }),
    mesos: within<ContainerInfo_MesosInfo>({
      type: ContainerInfo_MesosInfo,
      rows: { image: needs(withoutDocker, "an image by MesosInfo (DockerInfo's is taken)") },
    }),
    volumes: within(dockerVolumes),
    network_infos: within(dockerNetworks),
    hostname: applied,
    linux_info: needs(withoutDocker, 'what LinuxInfo asks for (parameters such as cap-add can)'),
    rlimit_info: needs(withoutDocker, "a set of rlimits by RLimitInfo (parameter 'ulimit' can)"),
    tty_info: needs('I/O switchboard', 'a terminal'),
  },
};
