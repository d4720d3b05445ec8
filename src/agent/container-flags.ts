/**
 * The rows of mesos-agent's flag table that concern containers: launcher, isolators, images,
 * Docker, cgroups, networks and disks. Most belong to rooms still to come; Mesos' defaults are
 * shown for them all the same, because tools read /flags (see src/agent/flags.ts).
 */
import { readLogins } from '../containers/registry-logins.ts';
import { readDockerDns } from '../containers/docker/dns.ts';
import { readAllowedDevices } from '../containers/isolators/allowed-devices.ts';
import { readPrimary, readSecondaries } from '../containers/isolators/cgroups-net-cls/handles.ts';
import { readEvents } from '../containers/isolators/cgroups-perf-event/counters.ts';
import { readIndices } from '../containers/isolators/gpus/gpu-flags.ts';
import { readCapabilities } from '../containers/isolators/linux-capabilities/linux-capabilities.ts';
import { readCniDns } from '../containers/isolators/network-cni/default-dns.ts';
import { readPortRange } from '../containers/isolators/network-ports/network-ports.ts';
import { isolatorNames, readIsolation } from '../containers/isolators/registry.ts';
import { findPrefixFault } from '../containers/images/appc/discovery.ts';
import { backendNames } from '../containers/images/backends.ts';
import { readGidRange } from '../containers/volume-gids/gid-range.ts';
import { readImageGc } from '../containers/images/image-gc.ts';
import { loggerName } from '../containers/io/logrotate/settings.ts';
import { oneOf, positive } from '../foundation/flags/common-flags.ts';
import type { Result } from '../foundation/result.ts';
import { flag } from '../foundation/flags/flag-table.ts';
import { readDefaultContainer } from './default-container.ts';
import { readImageProviders } from './image-providers.ts';

function faultOf<T>(read: (value: T) => Result<unknown>): (value: T) => string | undefined {
  return (value) => {
    const result = read(value);
    return result.ok ? undefined : result.error;
  };
}

function checkIsolation(names: readonly string[]): string | undefined {
  const isolation = readIsolation(names);
  return isolation.ok ? undefined : isolation.error;
}

function checkContainerizers(containerizers: readonly string[]): string | undefined {
  if (containerizers.length === 0) return 'it must name at least one containerizer';
  const other = containerizers.find((name) => name !== 'mesos' && name !== 'docker');
  if (other !== undefined)
    return `there is no containerizer '${other}'; there are mesos and docker`;
  const twice = containerizers.find((name, i) => containerizers.indexOf(name) !== i);
  return twice === undefined ? undefined : `containerizer '${twice}' is named twice`;
}

function checkMesosImage(): string {
  return 'executors of Docker tasks are part of this agent and need no image; leave it out';
}

function refuseCsi(): string {
  return "this agent runs no CSI plugins; for volumes of Docker volume plugins add 'docker/volume' to --isolation, for storage that the machine mounts 'volume/host_path'; leave it out";
}

function checkRegistry(registry: string): string | undefined {
  if (registry.startsWith('/')) return undefined;
  const isUrl = URL.canParse(registry) && /^https?:$/u.test(new URL(registry).protocol);
  return isUrl
    ? undefined
    : 'it must be a URL that begins with http:// or https://, or an absolute path';
}

function checkSandboxDirectory(path: string): string | undefined {
  const isPlain = /^(?:\/[^/:]+)+$/u.test(path) && !/\/\.{1,2}(?:\/|$)/u.test(path);
  return isPlain ? undefined : "it must be an absolute path below '/', without ':', '.' and '..'";
}

function checkCgroupsRoot(root: string): string | undefined {
  const isPath = root.split('/').every((part) => /^[^\s]+$/u.test(part) && !/^\.+$/u.test(part));
  return isPath
    ? undefined
    : "it must be names with '/' in between, such as mesos or company/mesos";
}

export const containerFlags = {
  agent_subsystems: flag.list({
    aliases: ['slave_subsystems'],
    help: 'Cgroup subsystems in which the agent puts itself into a cgroup of its own below --cgroups_root.',
  }),
  allowed_devices: flag.json({
    help: 'Devices that containers may use beside the usual ones, as DeviceWhitelist in JSON.',
    validate: faultOf(readAllowedDevices),
  }),
  appc_simple_discovery_uri_prefix: flag.string({
    default: 'http://',
    help: 'What comes before <name>-<version>-<os>-<arch>.aci in addresses of appc images.',
    validate: findPrefixFault,
  }),
  appc_store_dir: flag.path({
    default: '/tmp/mesos/store/appc',
    help: 'Directory for appc images.',
  }),
  bounding_capabilities: flag.json({
    help: 'Capabilities that tasks may have at most, as CapabilityInfo in JSON.',
    validate: faultOf(readCapabilities),
  }),
  cgroups_cpu_enable_pids_and_tids_count: flag.bool({
    default: false,
    help: 'Whether processes and threads of containers are counted.',
  }),
  cgroups_destroy_timeout: flag.duration({
    default: 60_000,
    help: 'How long the processes of a container may take to end by SIGKILL, and its cgroups to be removed.',
    validate: positive,
  }),
  cgroups_enable_cfs: flag.bool({
    default: false,
    help: 'Whether containers get no more CPU time than their share.',
  }),
  cgroups_hierarchy: flag.path({
    default: '/sys/fs/cgroup',
    help: 'Where cgroups are mounted.',
  }),
  cgroups_limit_swap: flag.bool({
    default: false,
    help: 'Whether swap counts as memory.',
  }),
  cgroups_net_cls_primary_handle: flag.string({
    help: 'First half of the handles of network classes: 0xAAAA.',
    validate: faultOf(readPrimary),
  }),
  cgroups_net_cls_secondary_handles: flag.string({
    help: 'Range of the second half of the handles of network classes: 0xAAAA,0xBBBB.',
    validate: faultOf(readSecondaries),
  }),
  cgroups_root: flag.string({
    default: 'mesos',
    help: 'Name of the cgroup of all containers; each agent of a machine needs its own.',
    validate: checkCgroupsRoot,
  }),
  container_disk_watch_interval: flag.duration({
    default: 15_000,
    help: 'Time between two looks at the disk that containers use.',
    validate: positive,
  }),
  container_logger: flag.string({
    help: `Module that takes the output of tasks: ${loggerName} rotates the files in the sandbox.`,
  }),
  modules: flag.json({
    help: 'Parameters of modules that other flags name, as Modules in JSON; excludes --modules_dir.',
  }),
  // Without defaults: /flags shows what the usual build of Mesos does, which has none of these three.
  check_agent_port_range_only: flag.bool({
    help: 'Whether network/ports takes notice of ports of --resources only.',
  }),
  container_ports_isolated_range: flag.string({
    help: 'Ports that network/ports takes notice of: [1024-32767].',
    validate: faultOf(readPortRange),
  }),
  container_ports_watch_interval: flag.duration({
    help: 'Time between two looks at the ports that containers listen on; 30secs unless it is given.',
    validate: positive,
  }),
  containerizers: flag.list({
    default: ['mesos'],
    help: 'Containerizers, in the order in which they are tried: mesos, docker.',
    validate: checkContainerizers,
  }),
  csi_plugin_config_dir: flag.path({
    help: 'Directory of descriptions of CSI plugins. Refused: volumes come from Docker volume plugins.',
    validate: refuseCsi,
    unread: 'every value is refused',
  }),
  default_container_dns: flag.json({
    help: 'DNS of containers that have a network of their own (CNI, or Docker on bridges and networks of users), as ContainerDNSInfo in JSON.',
    validate: (value) => faultOf(readCniDns)(value) ?? faultOf(readDockerDns)(value),
  }),
  default_container_info: flag.json({
    help: 'ContainerInfo, of type MESOS, for executors and command tasks that come without one, in JSON.',
    validate: faultOf(readDefaultContainer),
  }),
  default_container_shm_size: flag.bytes({
    help: 'Size of /dev/shm in containers whose IPC mode is PRIVATE.',
  }),
  disallow_sharing_agent_ipc_namespace: flag.bool({
    default: false,
    help: 'Whether containers must have their own IPC namespace.',
  }),
  disallow_sharing_agent_pid_namespace: flag.bool({
    default: false,
    help: 'Whether containers must have their own pid namespace.',
  }),
  disk_profile_adaptor: flag.string({ help: 'Disk profile module.', planned: 'modules' }),
  docker: flag.string({
    default: 'docker',
    help: 'The docker program. Not used: the engine is spoken with over --docker_socket.',
  }),
  docker_config: flag.secretJson({
    help: 'Docker config.json with logins of registries.',
    validate: faultOf(readLogins),
  }),
  docker_ignore_runtime: flag.bool({
    default: false,
    help: 'Whether settings inside Docker images are ignored.',
  }),
  docker_kill_orphans: flag.bool({
    default: true,
    help: 'Whether unknown Docker containers of Mesos are killed at recovery.',
  }),
  docker_mesos_image: flag.string({
    help: 'Docker image to run executors in. Refused: they are part of the agent.',
    validate: checkMesosImage,
    unread: 'every value is refused',
  }),
  docker_registry: flag.string({
    default: 'https://registry-1.docker.io',
    help: 'Where Docker images come from: URL of a registry, or directory of archives of docker save.',
    validate: checkRegistry,
  }),
  docker_remove_delay: flag.duration({
    default: 21_600_000,
    help: 'How long ended Docker containers are kept.',
  }),
  docker_socket: flag.path({
    default: '/var/run/docker.sock',
    help: 'Socket of the Docker engine.',
  }),
  docker_stop_timeout: flag.duration({
    default: 0,
    help: 'Deprecated: how long Docker containers may take to stop when they are destroyed.',
  }),
  docker_store_dir: flag.path({
    default: '/tmp/mesos/store/docker',
    help: 'Directory for Docker images.',
  }),
  docker_volume_checkpoint_dir: flag.path({
    default: '/var/run/mesos/isolators/docker/volume',
    help: 'Directory for the state of volumes of Docker drivers, each agent its own; used with docker/volume.',
  }),
  docker_volume_chown: flag.bool({
    default: false,
    help: 'Whether volumes of Docker drivers are given to the user of the container.',
  }),
  effective_capabilities: flag.json({
    aliases: ['allowed_capabilities'],
    help: 'Capabilities of tasks that do not say which they need, as CapabilityInfo in JSON.',
    validate: faultOf(readCapabilities),
  }),
  enforce_container_disk_quota: flag.bool({
    default: false,
    help: 'Whether containers that use too much disk are killed.',
  }),
  enforce_container_ports: flag.bool({
    help: 'Whether containers that listen on ports that are not theirs are killed.',
  }),
  host_path_volume_force_creation: flag.string({
    help: "Directories, with ':' in between, under which missing host paths may be created.",
  }),
  image_gc_config: flag.json({
    help: 'When images that nobody uses are removed, as ImageGcConfig in JSON.',
    validate: faultOf(readImageGc),
  }),
  image_providers: flag.list({
    help: 'Formats of images: DOCKER, OCI (either brings the other), APPC.',
    validate: faultOf(readImageProviders),
  }),
  image_provisioner_backend: flag.string({
    help: 'How root filesystems are made of images: overlay or copy; by default overlay where it works.',
    validate: oneOf(backendNames),
  }),
  isolation: flag.list({
    default: ['posix/cpu', 'posix/mem'],
    help: `Isolators: ${isolatorNames.join(', ')}; process: posix/cpu,posix/mem; cgroups: cgroups/cpu,cgroups/mem; cgroups/all: all of cgroups that the machine has.`,
    validate: checkIsolation,
  }),
  launcher: flag.string({
    default: 'posix',
    help: 'How containers are started: posix, as plain processes; linux, in cgroups and namespaces (root, runc, conmon).',
    validate: oneOf(['linux', 'posix']),
  }),
  network_cni_config_dir: flag.path({
    help: 'Directory of CNI networks, a file each.',
  }),
  network_cni_metrics: flag.bool({
    default: true,
    help: 'Whether statistics of containers say what goes over their own networks.',
  }),
  network_cni_plugins_dir: flag.string({
    help: 'Directories of CNI plugins, separated by colons.',
  }),
  network_cni_root_dir_persist: flag.bool({
    default: false,
    help: 'Whether the state of CNI survives a reboot.',
  }),
  nvidia_gpu_devices: flag.list({
    help: 'GPUs to offer, by the indices of nvidia-smi; their number is in --resources.',
    validate: faultOf(readIndices),
  }),
  perf_duration: flag.duration({
    default: 10_000,
    help: 'Length of a sample of perf; at most --perf_interval.',
    validate: positive,
  }),
  perf_events: flag.list({
    help: 'Events of perf that cgroups/perf_event samples, as `perf list` names them: task-clock,context-switches.',
    validate: faultOf(readEvents),
  }),
  perf_interval: flag.duration({
    default: 60_000,
    help: 'Time between the starts of two samples of perf.',
    validate: positive,
  }),
  revocable_cpu_low_priority: flag.bool({
    default: true,
    help: 'Whether containers with revocable cpus get less CPU time.',
  }),
  rocm_gpu_devices: flag.list({
    help: 'AMD GPUs to offer, by the order of their render nodes from 0; their number is in --resources.',
    validate: faultOf(readIndices),
  }),
  sandbox_directory: flag.path({
    default: '/mnt/mesos/sandbox',
    help: 'Where the sandbox is inside containers that have an image.',
    validate: checkSandboxDirectory,
  }),
  seccomp_config_dir: flag.path({ help: 'Directory of seccomp profiles.' }),
  seccomp_profile_name: flag.string({
    help: 'Profile of --seccomp_config_dir for tasks that name none.',
  }),
  volume_gid_range: flag.string({
    help: 'Group ids for persistent volumes and volumes from the sandbox of a parent, so that tasks of several users can write to them: [10000-20000].',
    validate: faultOf(readGidRange),
  }),
};
