/** Which containerizers an agent has by its flags. */
import { join, resolve } from 'node:path';
import { Cgroups } from '../containers/cgroups/cgroups.ts';
import { findHierarchy } from '../containers/cgroups/hierarchy.ts';
import { ComposingContainerizer } from '../containers/composing/composing-containerizer.ts';
import type { Composed } from '../containers/composing/composing-containerizer.ts';
import type { Containerizer, LimitImposer } from '../containers/containerizer.ts';
import { readDockerDns } from '../containers/docker/dns.ts';
import { DockerGpus } from '../containers/docker/docker-gpus.ts';
import { DockerContainerizer } from '../containers/docker/docker-containerizer.ts';
import { EngineClient } from '../containers/docker/engine/engine-client.ts';
import type { Fetcher } from '../containers/fetcher/fetcher.ts';
import type { ContainerIo } from '../containers/io/io.ts';
import { readLoggerFlags } from '../containers/io/logrotate/settings.ts';
import type { GpuLedger } from '../containers/isolators/gpus/ledger.ts';
import { makeOtherShare } from '../containers/isolators/gpus/gpus.ts';
import { makeIsolators } from '../containers/isolators/registry.ts';
import type { IsolatorParts } from '../containers/isolators/isolator.ts';
import type { SandboxWatcher } from '../containers/life/lives.ts';
import type { Provisioner } from '../containers/images/provisioner.ts';
import type { MesosContainerizer } from '../containers/life/mesos-containerizer.ts';
import { LinuxContainerizer } from '../containers/linux/linux-containerizer.ts';
import { findOtherLauncher } from '../containers/other-launcher.ts';
import { readLogins } from '../containers/registry-logins.ts';
import { PosixContainerizer } from '../containers/posix/posix-containerizer.ts';
import { GidKeeper } from '../containers/volume-gids/gid-keeper.ts';
import { readGidRange } from '../containers/volume-gids/gid-range.ts';
import { VolumeGids } from '../containers/volume-gids/volume-gids.ts';
import type { Clock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import type { Log } from '../foundation/log.ts';
import type { Stopwatch } from '../foundation/metrics/registry.ts';
import { unwrap } from '../foundation/result.ts';
import type { AgentFlags } from './flags.ts';
import { hasDockerNetworks, isolatedPorts, isolationOf } from './container-flag-rules.ts';

export interface ContainerizerParts {
  /** Absolute. */
  readonly workDirectory: string;
  /** Absolute. */
  readonly runtimeDirectory: string;
  readonly fetcher: Fetcher;
  /** Called when there will be pulls to be timed. */
  readonly addPulls: () => Stopwatch;
  readonly clock: Clock;
  readonly log: Log;
  /** Hears of sandboxes of nested and standalone containers, when the flags say that it shall. */
  readonly sandboxes: SandboxWatcher;
  /** Absent: the agent takes no images. */
  readonly provisioner?: Provisioner | undefined;
}

export interface AgentContainerizer {
  readonly containerizer: Containerizer & LimitImposer;
  /** For those who attach to containers. */
  readonly io: ContainerIo;
  /** Containers of `mesos` of which something could not be ended or cleaned up; a metric. */
  readonly destroyErrorCount: () => number;
  /** Absent: volumes have no groups of their own. */
  readonly volumeGids: VolumeGids | undefined;
}

/**
 * Where volumes of Docker's drivers are written down, by its flag; made if missing. No two agents must have the same,
 * because one would unmount what the other uses. Empty: this agent has none. @throws Error with a sentence
 */
export function makeVolumeDirectory(values: AgentFlags): Readonly<Record<string, string>> {
  const { containerizers, docker_volume_checkpoint_dir } = values;
  const isInForce = isolationOf(values).names.includes('docker/volume');
  if (!containerizers.includes('mesos') || !isInForce) return {};
  const flag = '--docker_volume_checkpoint_dir';
  const directory = resolve(docker_volume_checkpoint_dir);
  unwrap(makeOwnDirectory(directory, { flag, checksEntries: true }));
  return { [flag]: directory };
}

/** @throws Error with a sentence for the operator */
export async function makeContainerizer(
  values: AgentFlags,
  parts: ContainerizerParts,
): Promise<AgentContainerizer> {
  const { containerizers } = values;
  const gpuLedger: GpuLedger = new Set();
  const volumeGids = await openVolumeGids(values, parts);
  const mesos = containerizers.includes('mesos')
    ? makeMesos(values, { ...parts, gpuLedger, volumeGids })
    : undefined;
  const destroyErrorCount = (): number => mesos?.destroyErrorCount ?? 0;
  if (mesos !== undefined && containerizers.length === 1) {
    return { containerizer: mesos, io: mesos.io, destroyErrorCount, volumeGids };
  }
  const docker = await makeDocker(values, parts, gpuLedger);
  const io: ContainerIo = {
    findBoard: (id) => docker.io.findBoard(id) ?? mesos?.io.findBoard(id),
  };
  const composed = containerizers.map((name): Composed => {
    if (name === 'docker') {
      return { name, containerizer: docker, takes: (container) => container?.type === 'DOCKER' };
    }
    return { name, containerizer: mesos!, takes: (container) => container?.type !== 'DOCKER' };
  });
  return { containerizer: new ComposingContainerizer(composed), io, destroyErrorCount, volumeGids };
}

async function openVolumeGids(
  { volume_gid_range }: AgentFlags,
  { workDirectory, log }: ContainerizerParts,
): Promise<VolumeGids | undefined> {
  if (volume_gid_range === undefined) return undefined;
  const range = unwrap(readGidRange(volume_gid_range));
  const gids = new VolumeGids({ range, workDirectory, log });
  unwrap(await gids.load());
  return gids;
}

async function makeDocker(
  values: AgentFlags,
  { workDirectory, runtimeDirectory, fetcher, addPulls, clock, log }: ContainerizerParts,
  ledger: GpuLedger,
): Promise<DockerContainerizer> {
  if (values.docker !== 'docker') {
    log.warning(`--docker is not used: the engine is spoken with over ${values.docker_socket}`);
  }
  const engine = new EngineClient(values.docker_socket);
  const version = await engine.version();
  if (!version.ok) {
    throw new Error(
      `Failed to create docker: ${version.error}; start it, say where it is with --docker_socket, or leave 'docker' out of --containerizers`,
    );
  }
  log.info(`Docker Engine ${version.value} at ${values.docker_socket}`);
  const ownRuntime = join(runtimeDirectory, 'docker');
  const gpus = makeOtherShare(isolationOf(values).names, {
    ...{ options: values, root: '/', runtimeDirectory: ownRuntime, ledger },
  });
  return new DockerContainerizer({
    ...{ engine, runtimeDirectory, fetcher, clock, log },
    allowsRoot: values.root_submissions ?? true,
    options: {
      workDirectory,
      sandboxDirectory: values.sandbox_directory,
      isRequestTheLimit: values.cgroups_enable_cfs,
      dns: unwrap(readDockerDns(values.default_container_dns)),
    },
    gpus: gpus && new DockerGpus(gpus),
    cni: hasDockerNetworks(values)
      ? { ...values, work_dir: workDirectory, runtime_dir: runtimeDirectory }
      : undefined,
    pulls: addPulls(),
    logins: unwrap(readLogins(values.docker_config ?? {})),
    killsOrphans: values.docker_kill_orphans,
    removeDelayMs: values.docker_remove_delay,
    stopTimeoutSecs: Math.ceil(values.docker_stop_timeout / 1000),
  });
}

function makeMesos(
  values: AgentFlags,
  parts: ContainerizerParts & Pick<IsolatorParts, 'gpuLedger' | 'volumeGids'>,
): MesosContainerizer {
  const { workDirectory, runtimeDirectory, fetcher, clock, log, provisioner } = parts;
  const { gpuLedger, volumeGids } = parts;
  const sandboxes = values.gc_non_executor_container_sandboxes ? parts.sandboxes : undefined;
  const other = findOtherLauncher(runtimeDirectory, values.launcher);
  if (other !== undefined) throw new Error(other);
  const isolation = isolationOf(values);
  for (const warning of isolation.warnings) log.warning(warning);
  const options = {
    ...values,
    ...{ work_dir: workDirectory, runtime_dir: runtimeDirectory },
    container_ports_isolated_range: isolatedPorts(values),
    docker_volume_checkpoint_dir: resolve(values.docker_volume_checkpoint_dir),
  };
  const named = makeIsolators(isolation, {
    ...{ options, root: '/', clock, log, provisioner, gpuLedger, volumeGids },
  });
  const isolators = volumeGids === undefined ? named : [...named, new GidKeeper(volumeGids)];
  const allowsRoot = values.root_submissions ?? true;
  const moreAbilities = provisioner === undefined ? [] : ['image provisioner'];
  const logger = unwrap(readLoggerFlags(values.container_logger, values.modules));
  const common = {
    ...{ workDirectory, allowsRoot, runtimeDirectory, isolators, moreAbilities },
    ...{ fetcher, log, sandboxes, logger },
  };
  if (values.launcher !== 'linux') return new PosixContainerizer(common);
  const hierarchy = unwrap(findHierarchy(values.cgroups_hierarchy));
  return new LinuxContainerizer({
    ...common,
    cgroups: new Cgroups(hierarchy, values.cgroups_root),
    destroyTimeoutMs: values.cgroups_destroy_timeout,
  });
}
