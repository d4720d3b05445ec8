/**
 * What of the flags of containers does not go together: with each other, with the launcher, with what the
 * machine has. Each fault is a sentence that names the flag and what to do.
 */
import { resolve } from 'node:path';
import { findAgentCgroupsFault } from '../containers/cgroups/agent-cgroups.ts';
import { findHierarchy } from '../containers/cgroups/hierarchy.ts';
import { readLoggerFlags } from '../containers/io/logrotate/settings.ts';
import {
  findCgroupsFault,
  findLauncherFault,
  readIsolation,
} from '../containers/isolators/registry.ts';
import { findDvdcliFault } from '../containers/isolators/docker-volume/dvdcli.ts';
import { findGpuFault, offeredOf } from '../containers/isolators/gpus/gpus.ts';
import { findCapabilitiesFault } from '../containers/isolators/linux-capabilities/linux-capabilities.ts';
import { findPerfFault } from '../containers/isolators/cgroups-perf-event/perf.ts';
import { findSeccompFault } from '../containers/isolators/linux-seccomp/linux-seccomp.ts';
import { readCniDns } from '../containers/isolators/network-cni/default-dns.ts';
import { findCniFault } from '../containers/isolators/network-cni/network-cni.ts';
import type { ChosenIsolation } from '../containers/isolators/registry.ts';
import { findObstacle } from '../containers/linux/requirements.ts';
import { unwrap } from '../foundation/result.ts';
import { rangesText } from '../resources/ranges.ts';
import { containerFlags } from './container-flags.ts';
import type { AgentFlags } from './flags.ts';
import { type ProviderName, imageProvidersOf } from './image-providers.ts';
import { configuredPorts } from './machine.ts';

/** Flags that say how an isolator works, which somebody who gives them expects to be there. */
const needsIsolator = {
  allowed_devices: ['cgroups/devices', 'linux/devices'],
  bounding_capabilities: 'linux/capabilities',
  cgroups_cpu_enable_pids_and_tids_count: 'cgroups/cpu',
  check_agent_port_range_only: 'network/ports',
  container_ports_isolated_range: 'network/ports',
  container_ports_watch_interval: 'network/ports',
  enforce_container_ports: 'network/ports',
  cgroups_enable_cfs: 'cgroups/cpu',
  enforce_container_disk_quota: 'disk/du',
  cgroups_limit_swap: 'cgroups/mem',
  cgroups_net_cls_primary_handle: 'cgroups/net_cls',
  cgroups_net_cls_secondary_handles: 'cgroups/net_cls',
  default_container_shm_size: 'namespaces/ipc',
  disallow_sharing_agent_ipc_namespace: 'namespaces/ipc',
  disallow_sharing_agent_pid_namespace: 'namespaces/pid',
  effective_capabilities: 'linux/capabilities',
  network_cni_config_dir: 'network/cni',
  network_cni_plugins_dir: 'network/cni',
  network_cni_root_dir_persist: 'network/cni',
  nvidia_gpu_devices: 'gpu/nvidia',
  perf_events: 'cgroups/perf_event',
  rocm_gpu_devices: 'gpu/rocm',
  seccomp_config_dir: 'linux/seccomp',
  seccomp_profile_name: 'linux/seccomp',
  host_path_volume_force_creation: 'volume/host_path',
  image_providers: 'filesystem/linux',
  docker_ignore_runtime: 'docker/runtime',
  docker_volume_chown: 'docker/volume',
} as const;

/** Those that the containerizer `docker` obeys, too. */
const obeyedByDocker: ReadonlySet<string> = new Set([
  'cgroups_enable_cfs',
  ...['network_cni_config_dir', 'network_cni_plugins_dir', 'network_cni_root_dir_persist'],
]);

type ContainerFlags = Pick<
  AgentFlags,
  | 'containerizers'
  | 'launcher'
  | 'isolation'
  | 'cgroups_hierarchy'
  | 'work_dir'
  | 'runtime_dir'
  | 'network_cni_metrics'
  | 'default_container_dns'
  | 'default_role'
  | 'resources'
  | 'agent_subsystems'
  | 'docker_config'
  | 'perf_duration'
  | 'perf_interval'
  | 'image_gc_config'
  | 'image_provisioner_backend'
  | 'docker_registry'
  | 'docker_store_dir'
  | 'appc_simple_discovery_uri_prefix'
  | 'appc_store_dir'
  | 'sandbox_directory'
  | keyof typeof needsIsolator
> &
  Partial<Pick<AgentFlags, 'container_logger' | 'modules' | 'volume_gid_range'>>;

/** For "EXIT with status 1: ...". */
export function findContainerFlagsFault(values: ContainerFlags): string | undefined {
  const { launcher, isolation } = values;
  // Whatever the machine can do.
  const unpaired = findHandleFault(values);
  if (unpaired !== undefined) return unpaired;
  const unplaced = findAgentCgroupsFault({
    ...{ subsystems: values.agent_subsystems ?? [], mountPoint: values.cgroups_hierarchy },
  });
  if (unplaced !== undefined)
    return `Invalid value '${values.agent_subsystems?.join()}' for --agent_subsystems: ${unplaced}`;
  const obstacle = launcher === 'linux' ? findObstacle(values.cgroups_hierarchy) : undefined;
  if (obstacle !== undefined) return `Invalid value 'linux' for --launcher: ${obstacle}`;
  const { names } = isolationOf(values);
  const fault =
    findLauncherFault(names, launcher) ??
    findMachineFault(values, names) ??
    (names.includes('docker/volume') ? findDvdcliFault() : undefined);
  if (fault !== undefined) return `Invalid value '${isolation.join()}' for --isolation: ${fault}`;
  const logger = readLoggerFlags(values.container_logger, values.modules);
  if (!logger.ok) return logger.error;
  return (
    findIdleFlag(values, names) ??
    findGidRangeFault(values) ??
    findPortsFault(values) ??
    findCapabilitiesFault(values) ??
    (names.includes('linux/seccomp') ? findSeccompFault(values) : undefined) ??
    findGpuFault(names, values) ??
    findPerfFlagsFault(values) ??
    findImageFault(values) ??
    (names.includes('network/cni') || hasDockerNetworks(values)
      ? findCniFault(values)
      : findDnsFault(values))
  );
}

/** Docker containers can be in networks of CNI. */
export function hasDockerNetworks(
  values: Pick<ContainerFlags, 'containerizers' | 'network_cni_config_dir'>,
): boolean {
  return values.containerizers.includes('docker') && values.network_cni_config_dir !== undefined;
}

/** With the posix launcher nobody has looked for cgroups, and nothing of them is in force. */
export function isolationOf({
  launcher,
  isolation,
  cgroups_hierarchy,
  network_cni_config_dir,
}: Pick<
  ContainerFlags,
  'launcher' | 'isolation' | 'cgroups_hierarchy' | 'network_cni_config_dir'
>): ChosenIsolation {
  const hierarchy = launcher === 'linux' ? unwrap(findHierarchy(cgroups_hierarchy)) : undefined;
  // @compat with networks to choose from the isolator need not be named.
  const hasNetworks = launcher === 'linux' && network_cni_config_dir !== undefined;
  const isNamed = isolation.includes('network/cni');
  const all = hasNetworks && !isNamed ? [...isolation, 'network/cni'] : isolation;
  return unwrap(readIsolation(all, hierarchy));
}

function findGidRangeFault({
  volume_gid_range,
  containerizers,
}: Pick<ContainerFlags, 'volume_gid_range' | 'containerizers'>): string | undefined {
  if (volume_gid_range === undefined) return undefined;
  if (!containerizers.includes('mesos')) {
    return "--volume_gid_range is for agents with 'mesos' in --containerizers; add that, or leave it out";
  }
  if (process.getuid?.() === 0) return undefined;
  return '--volume_gid_range needs an agent that runs as root, to give volumes to other groups; start it as root, or leave it out';
}

function findPortsFault(values: ContainerFlags): string | undefined {
  if (values.check_agent_port_range_only !== true) return undefined;
  if (values.container_ports_isolated_range === undefined) return undefined;
  return 'only one of --check_agent_port_range_only and --container_ports_isolated_range can be given; leave one out';
}

/** How many GPUs this agent offers of itself; flags have been looked at. */
export function offeredGpuCount(values: ContainerFlags): number {
  return unwrap(offeredOf(isolationOf(values).names, values)).length;
}

/** Of which ports network/ports takes notice; undefined: of all. */
export function isolatedPorts(values: AgentFlags): string | undefined {
  if (values.check_agent_port_range_only !== true) return values.container_ports_isolated_range;
  return rangesText(unwrap(configuredPorts(values.resources, values.default_role)));
}

/** Its part for Docker is for the other containerizer. */
function findDnsFault({ default_container_dns: flag }: ContainerFlags): string | undefined {
  const { byNetwork, others } = unwrap(readCniDns(flag));
  if (byNetwork.size === 0 && others === undefined) return undefined;
  return "'mesos' in --default_container_dns is for agents with 'network/cni' in --isolation; add that, or leave it out";
}

function findMachineFault(
  { launcher, cgroups_hierarchy }: ContainerFlags,
  names: readonly string[],
): string | undefined {
  if (launcher !== 'linux') return undefined;
  return findCgroupsFault(names, unwrap(findHierarchy(cgroups_hierarchy)));
}

function findHandleFault(values: ContainerFlags): string | undefined {
  if (values.cgroups_net_cls_secondary_handles === undefined) return undefined;
  if (values.cgroups_net_cls_primary_handle !== undefined) return undefined;
  return '--cgroups_net_cls_secondary_handles needs --cgroups_net_cls_primary_handle; add that, or leave it out';
}

function findIdleFlag(values: ContainerFlags, names: readonly string[]): string | undefined {
  const hasDocker = values.containerizers.includes('docker');
  for (const flag of Object.keys(needsIsolator) as (keyof typeof needsIsolator)[]) {
    const isolators = [needsIsolator[flag]].flat();
    const value = values[flag];
    const isAbsent = !value || (Array.isArray(value) && value.length === 0);
    if (isAbsent || isolators.some((name) => names.includes(name))) continue;
    if (hasDocker && obeyedByDocker.has(flag)) continue;
    return `--${flag} is for agents with ${isolators.map((name) => `'${name}'`).join(' or ')} in --isolation; add that, or leave it out`;
  }
  return undefined;
}

function findPerfFlagsFault(values: ContainerFlags): string | undefined {
  if (values.perf_events !== undefined) return findPerfFault(values);
  const flags = ['perf_duration', 'perf_interval'] as const;
  const idle = flags.find((flag) => values[flag] !== containerFlags[flag].default);
  return idle && `--${idle} is for agents with --perf_events; add that, or leave it out`;
}

/** Flags of images are for agents that take some; two of them the containerizer `docker` obeys, too. */
function findImageFault(values: ContainerFlags): string | undefined {
  const providers = imageProvidersOf(values);
  if (providers.size > 0) return findProviderFault(values, providers);
  const obeyed = values.containerizers.includes('docker')
    ? new Set<string>(['docker_config', 'sandbox_directory'])
    : new Set<string>();
  const flags = ['docker_config', 'image_gc_config', 'image_provisioner_backend'] as const;
  const usual = [...ofDocker, ...ofAppc, 'sandbox_directory'] as const;
  const idle =
    flags.find((flag) => values[flag] !== undefined && !obeyed.has(flag)) ??
    usual.find((flag) => values[flag] !== containerFlags[flag].default && !obeyed.has(flag));
  return idle && `--${idle} is for agents with --image_providers; add that, or leave it out`;
}

const ofDocker = ['docker_registry', 'docker_store_dir'] as const;
const ofAppc = ['appc_simple_discovery_uri_prefix', 'appc_store_dir'] as const;

/** What is said of a kind of images is for agents that take such; each kind has a store of its own. */
function findProviderFault(
  values: ContainerFlags,
  providers: ReadonlySet<ProviderName>,
): string | undefined {
  const idle = [...ofDocker, ...ofAppc].find((flag) => {
    const provider = flag.startsWith('docker') ? 'DOCKER' : 'APPC';
    return values[flag] !== containerFlags[flag].default && !providers.has(provider);
  });
  if (idle !== undefined) {
    const provider = idle.startsWith('docker') ? 'DOCKER' : 'APPC';
    return `--${idle} is for agents with ${provider} in --image_providers; add that, or leave it out`;
  }
  const isShared = resolve(values.docker_store_dir) === resolve(values.appc_store_dir);
  return isShared && providers.size > 1
    ? '--docker_store_dir and --appc_store_dir cannot be the same directory; give each its own'
    : undefined;
}
