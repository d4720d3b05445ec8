/**
 * The isolators there are, by their names in --isolation. The only such list: flags, help and
 * refusals read it. To add an isolator, add its folder and its line here.
 */
import { failure, ok, unwrap } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { Cgroups } from '../cgroups/cgroups.ts';
import { findHierarchy } from '../cgroups/hierarchy.ts';
import type { Hierarchy, Subsystem } from '../cgroups/hierarchy.ts';
import { AgentSocketIsolator } from './agent-socket/agent-socket.ts';
import { CgroupsBlkioIsolator } from './cgroups-blkio/cgroups-blkio.ts';
import { CgroupsCpuIsolator } from './cgroups-cpu/cgroups-cpu.ts';
import { DockerVolumeIsolator } from './docker-volume/docker-volume.ts';
import { FilesystemLinuxIsolator } from './filesystem-linux/filesystem-linux.ts';
import { VolumeHostPathIsolator } from './volume-host-path/volume-host-path.ts';
import { VolumeImageIsolator } from './volume-image/volume-image.ts';
import { VolumeSandboxPathIsolator } from './volume-sandbox-path/volume-sandbox-path.ts';
import { VolumeSecretIsolator } from './volume-secret/volume-secret.ts';
import { CgroupsDevicesIsolator } from './cgroups-devices/cgroups-devices.ts';
import { CgroupsMemIsolator } from './cgroups-mem/cgroups-mem.ts';
import { CgroupsMembershipIsolator } from './cgroups-membership/cgroups-membership.ts';
import { CgroupsPerfEventIsolator } from './cgroups-perf-event/cgroups-perf-event.ts';
import { CgroupsNetClsIsolator } from './cgroups-net-cls/cgroups-net-cls.ts';
import { DiskDuIsolator } from './disk-du/disk-du.ts';
import { EnvironmentIsolator } from './environment/environment.ts';
import { FilesystemPosixIsolator } from './filesystem-posix/filesystem-posix.ts';
import { nvidia } from './gpu-nvidia/nvidia-gpus.ts';
import { rocm } from './gpu-rocm/rocm-gpus.ts';
import { GpuIsolator } from './gpus/gpu-isolator.ts';
import type { GpuKind } from './gpus/gpu-share.ts';
import { makeGpuShare } from './gpus/gpus.ts';
import { ImageRuntimeIsolator } from './image-runtime/image-runtime.ts';
import type { Isolator, IsolatorParts, MakeIsolator } from './isolator.ts';
import { LinuxCapabilitiesIsolator } from './linux-capabilities/linux-capabilities.ts';
import { LinuxDevicesIsolator } from './linux-devices/linux-devices.ts';
import { LinuxNnpIsolator } from './linux-nnp/linux-nnp.ts';
import { LinuxSeccompIsolator } from './linux-seccomp/linux-seccomp.ts';
import { NamespacesIpcIsolator } from './namespaces-ipc/namespaces-ipc.ts';
import { NamespacesPidIsolator } from './namespaces-pid/namespaces-pid.ts';
import { NetworkCniIsolator } from './network-cni/network-cni.ts';
import { NetworkPortsIsolator } from './network-ports/network-ports.ts';
import { PosixCpuIsolator } from './posix-cpu/posix-cpu.ts';
import { PosixMemIsolator } from './posix-mem/posix-mem.ts';
import { PosixRlimitsIsolator } from './posix-rlimits/posix-rlimits.ts';

export interface Maker {
  readonly name: string;
  /** `always`: in force without being named, and no name for --isolation. */
  readonly choice: 'named' | 'always';
  readonly make: MakeIsolator;
  /** It can be had with this --launcher only. */
  readonly needs?: 'linux';
  /** It can be had where the machine has this only. */
  readonly subsystem?: Subsystem;
}

function gpusOf(kind: GpuKind, parts: IsolatorParts): Isolator {
  const { options, root, gpuLedger: ledger = new Set() } = parts;
  const share = { options, root, ledger, runtimeDirectory: options.runtime_dir };
  return new GpuIsolator(kind.name, cgroupsOf(parts), makeGpuShare(kind, share));
}

function cgroupsOf({ options }: IsolatorParts): Cgroups {
  return new Cgroups(unwrap(findHierarchy(options.cgroups_hierarchy)), options.cgroups_root);
}

function onLinux(name: string, make: MakeIsolator): Maker {
  return { name, choice: 'named', make, needs: 'linux' };
}

function ofCgroups(
  name: string,
  subsystem: Subsystem,
  make: (cgroups: Cgroups, parts: IsolatorParts) => Isolator,
): Maker {
  const maker = onLinux(`cgroups/${name}`, (parts) => make(cgroupsOf(parts), parts));
  return { ...maker, subsystem };
}

/** In the order in which they prepare: the file system first. */
const makers: readonly Maker[] = [
  {
    name: 'filesystem/posix',
    choice: 'named',
    make: (parts) => new FilesystemPosixIsolator(parts),
  },
  {
    name: 'filesystem/linux',
    choice: 'named',
    make: (parts) => new FilesystemLinuxIsolator(parts),
    needs: 'linux',
  },
  {
    name: 'volume/sandbox_path',
    choice: 'named',
    make: (parts) => new VolumeSandboxPathIsolator(parts),
    needs: 'linux',
  },
  {
    name: 'volume/host_path',
    choice: 'named',
    make: (parts) => new VolumeHostPathIsolator(parts),
    needs: 'linux',
  },
  {
    name: 'volume/image',
    choice: 'named',
    make: (parts) => new VolumeImageIsolator(parts),
    needs: 'linux',
  },
  {
    name: 'volume/secret',
    choice: 'named',
    make: (parts) => new VolumeSecretIsolator(parts),
    needs: 'linux',
  },
  onLinux('docker/volume', (parts) => new DockerVolumeIsolator(parts)),
  onLinux('docker/runtime', (parts) => new ImageRuntimeIsolator('docker/runtime', parts)),
  onLinux('appc/runtime', (parts) => new ImageRuntimeIsolator('appc/runtime', parts)),
  { name: 'environment', choice: 'always', make: () => new EnvironmentIsolator() },
  {
    name: 'agent socket',
    choice: 'always',
    make: ({ provisioner }) =>
      new AgentSocketIsolator(({ id }) => provisioner?.findRoot(id) !== undefined),
  },
  { name: 'posix/cpu', choice: 'named', make: () => new PosixCpuIsolator() },
  { name: 'posix/mem', choice: 'named', make: () => new PosixMemIsolator() },
  { name: 'disk/du', choice: 'named', make: (parts) => new DiskDuIsolator(parts) },
  onLinux('network/cni', (parts) => new NetworkCniIsolator(parts)),
  onLinux('network/ports', (parts) => new NetworkPortsIsolator(cgroupsOf(parts), parts)),
  ofCgroups('cpu', 'cpu', (cgroups, { options }) => new CgroupsCpuIsolator(cgroups, options)),
  ofCgroups(
    'mem',
    'memory',
    (cgroups, { clock, options }) => new CgroupsMemIsolator(cgroups, clock, options),
  ),
  ofCgroups('devices', 'devices', (_cgroups, { options }) => new CgroupsDevicesIsolator(options)),
  onLinux('gpu/nvidia', (parts) => gpusOf(nvidia, parts)),
  onLinux('gpu/rocm', (parts) => gpusOf(rocm, parts)),
  ofCgroups('blkio', 'blkio', (cgroups) => new CgroupsBlkioIsolator(cgroups)),
  ofCgroups(
    'net_cls',
    'net_cls',
    (cgroups, { options }) => new CgroupsNetClsIsolator(cgroups, options),
  ),
  ofCgroups(
    'perf_event',
    'perf_event',
    (cgroups, parts) => new CgroupsPerfEventIsolator({ ...parts, cgroups }),
  ),
  ...(['cpuset', 'hugetlb', 'net_prio', 'pids'] as const).map((subsystem) =>
    ofCgroups(subsystem, subsystem, (cgroups) => new CgroupsMembershipIsolator(cgroups, subsystem)),
  ),
  onLinux('linux/capabilities', ({ options }) => new LinuxCapabilitiesIsolator(options)),
  onLinux('linux/devices', ({ options }) => new LinuxDevicesIsolator(options)),
  onLinux('linux/nnp', () => new LinuxNnpIsolator()),
  onLinux('linux/seccomp', ({ options }) => new LinuxSeccompIsolator(options)),
  onLinux('namespaces/ipc', ({ options }) => new NamespacesIpcIsolator(options)),
  onLinux('namespaces/pid', ({ options }) => new NamespacesPidIsolator(options)),
  { name: 'posix/rlimits', choice: 'named', make: () => new PosixRlimitsIsolator() },
];

/** @compat Old names that stand for others; a warning tells the operator. */
const olderNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['process', ['posix/cpu', 'posix/mem']],
  ['cgroups', ['cgroups/cpu', 'cgroups/mem']],
  ['posix/disk', ['disk/du']],
]);

/** Isolators of Mesos that are not to be had, and what to do instead. */
const refused: ReadonlyMap<string, string> = new Map([
  ['disk/xfs', 'name disk/du, which counts what is there and ends who has too much'],
  [
    'network/port_mapping',
    'name network/cni with a plugin that maps ports, or network/ports to keep tasks to their ports',
  ],
  [
    'filesystem/shared',
    'name filesystem/linux and give containers directories of their own by volumes of type SANDBOX_PATH, or by --default_container_info (it was deprecated in Mesos, for that reason)',
  ],
  [
    'volume/csi',
    'name docker/volume for volumes of Docker volume plugins, or let the machine mount the storage and name volume/host_path',
  ],
]);

/** Stands for all isolators of cgroups that the machine has the subsystems for. */
const allCgroups = 'cgroups/all';
/** @compat What comes with filesystem/linux, also when it is not named. */
const impliedByLinux = ['volume/sandbox_path', 'volume/host_path', 'volume/image'];
/** What is of no use without it. */
const needsLinux = [
  ...impliedByLinux,
  ...['volume/secret', 'docker/volume', 'docker/runtime', 'appc/runtime', 'linux/devices'],
];

/** Exactly one of these is needed; this one unless another is named. */
const usualFilesystem = 'filesystem/posix';

/** What --isolation can name. */
export const isolatorNames: readonly string[] = makers
  .filter(({ choice }) => choice === 'named')
  .map(({ name }) => name);

export interface ChosenIsolation {
  /** Of all isolators in force, in the order in which they prepare. */
  readonly names: readonly string[];
  /** For the operator, when an old name was used. */
  readonly warnings: readonly string[];
}

/**
 * What --isolation means; a failure is a sentence that fits after "cannot be '…': ". `hierarchy`: the
 * machine's; without it cgroups/all means all there can be.
 */
export function readIsolation(
  asked: readonly string[],
  hierarchy?: Pick<Hierarchy, 'has'>,
): Result<ChosenIsolation> {
  const twice = asked.find((name, i) => asked.indexOf(name) !== i);
  if (twice !== undefined) return failure(`isolator '${twice}' is named twice`);
  const meaning = (name: string): readonly string[] =>
    name === allCgroups ? cgroupsOn(hierarchy) : (olderNames.get(name) ?? [name]);
  const names = new Set(asked.flatMap(meaning));
  for (const name of asked) {
    const fault = findNameFault(name);
    if (fault !== undefined) return failure(fault);
  }
  if (asked.filter((name) => name.startsWith('filesystem/')).length > 1) {
    return failure('only one filesystem isolator can be named');
  }
  if (![...names].some((name) => name.startsWith('filesystem/'))) names.add(usualFilesystem);
  const hasLinux = names.has('filesystem/linux');
  const idle = hasLinux ? undefined : needsLinux.find((name) => names.has(name));
  if (idle !== undefined) return failure(`isolator '${idle}' needs 'filesystem/linux'; add that`);
  if (hasLinux) for (const name of impliedByLinux) names.add(name);
  const inForce = makers.filter(({ name, choice }) => choice === 'always' || names.has(name));
  return ok({ names: inForce.map(({ name }) => name), warnings: warningsOf(asked) });
}

function cgroupsOn(hierarchy: Pick<Hierarchy, 'has'> | undefined): readonly string[] {
  const isThere = ({ subsystem }: Maker): boolean =>
    subsystem !== undefined && (hierarchy?.has(subsystem) ?? true);
  return makers.filter(isThere).map(({ name }) => name);
}

function findNameFault(name: string): string | undefined {
  if (name === allCgroups) return undefined;
  const instead = refused.get(name);
  if (instead !== undefined) return `this version has no isolator '${name}'; ${instead}`;
  const replacements = olderNames.get(name) ?? [name];
  const unknown = replacements.find((one) => !isolatorNames.includes(one));
  if (unknown === undefined) return undefined;
  const meaning = !olderNames.has(name) ? '' : `'${name}' means ${replacements.join()}; `;
  return `${meaning}this version has no isolator '${unknown}'; it has ${isolatorNames.join(', ')}`;
}

function warningsOf(asked: readonly string[]): string[] {
  return asked.flatMap((name) => {
    const replacements = olderNames.get(name);
    if (replacements === undefined) return [];
    const better = `--isolation=${replacements.join(',')}`;
    return [`The isolator '${name}' is an old name, please use '${better}' instead`];
  });
}

/** Why these cannot be had with this launcher; a sentence that fits after "cannot be '…': ". */
export function findLauncherFault(names: readonly string[], launcher: string): string | undefined {
  const other = makers.find(
    ({ name, needs = launcher }) => names.includes(name) && needs !== launcher,
  );
  if (other === undefined) return undefined;
  return `isolator '${other.name}' needs --launcher=${other.needs}, this agent has ${launcher}`;
}

/** Why these cannot be had on this machine, alike. */
export function findCgroupsFault(
  names: readonly string[],
  hierarchy: Pick<Hierarchy, 'findObstacle'>,
): string | undefined {
  for (const { name, subsystem } of makers) {
    if (subsystem === undefined || !names.includes(name)) continue;
    const obstacle = hierarchy.findObstacle(subsystem);
    if (obstacle !== undefined) return `isolator '${name}': ${obstacle}`;
  }
  return undefined;
}

export function makeIsolators(
  { names }: Pick<ChosenIsolation, 'names'>,
  parts: IsolatorParts,
  table: readonly Maker[] = makers,
): readonly Isolator[] {
  return table.filter(({ name }) => names.includes(name)).map(({ make }) => make(parts));
}
