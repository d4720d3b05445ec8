/**
 * What a container whose root file system is an image's has mounted in it before anything else, as
 * Docker has it: its own /proc, /dev and /sys, its sandbox, and the machine's files that make names
 * of hosts known, because it is in the machine's network.
 */
import { existsSync } from 'node:fs';
import type { OciMount } from '../isolators/isolator.ts';
import { preloadList, runtimeInside, toolsPath } from '../image-tools.ts';
import type { ImageTools } from '../image-tools.ts';

export interface ImageMountsRequest {
  readonly tools: Pick<ImageTools, 'directory' | 'emptyPath'>;
  readonly runtimePath: string;
  readonly sandbox: OciMount;
  /** Of version 1; of version 2 a container would see all there are. */
  readonly showsCgroups: boolean;
  /** What isolators want. */
  readonly wanted: readonly OciMount[];
}

const systemMounts: readonly OciMount[] = [
  { destination: '/proc', source: 'proc', type: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
  {
    ...{ destination: '/dev', source: 'tmpfs', type: 'tmpfs' },
    options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
  },
  {
    ...{ destination: '/dev/pts', source: 'devpts', type: 'devpts' },
    options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
  },
  {
    ...{ destination: '/dev/shm', source: 'shm', type: 'tmpfs' },
    options: ['nosuid', 'noexec', 'nodev', 'mode=1777'],
  },
  {
    ...{ destination: '/sys', source: 'sysfs', type: 'sysfs' },
    options: ['nosuid', 'noexec', 'nodev', 'ro'],
  },
];

/** @compat The container's own cgroups, in which programs look for their limits; not to be changed by them. */
const cgroupsMount: OciMount = {
  ...{ destination: '/sys/fs/cgroup', source: 'cgroup', type: 'cgroup' },
  options: ['nosuid', 'noexec', 'nodev', 'relatime', 'ro'],
};

const networkFiles = ['/etc/resolv.conf', '/etc/hosts', '/etc/hostname'];

/** What of /proc and /sys tells of the machine, or changes it. */
export const maskedPaths = [
  ...['/proc/acpi', '/proc/asound', '/proc/kcore', '/proc/keys', '/proc/latency_stats'],
  ...['/proc/sched_debug', '/proc/scsi', '/proc/timer_list', '/proc/timer_stats', '/sys/firmware'],
  '/sys/devices/virtual/powercap',
];
export const readonlyPaths = [
  '/proc/bus',
  '/proc/fs',
  '/proc/irq',
  '/proc/sys',
  '/proc/sysrq-trigger',
];

export function imageMounts(request: ImageMountsRequest): readonly OciMount[] {
  const { tools, runtimePath, sandbox, wanted, showsCgroups } = request;
  const taken = new Set(wanted.map(({ destination }) => destination));
  const files = networkFiles.filter((path) => !taken.has(path) && existsSync(path));
  const isFree = ({ destination }: OciMount): boolean => !taken.has(destination);
  // What is below /dev comes after it, whoever wants it.
  return [
    ...[...systemMounts, ...(showsCgroups ? [cgroupsMount] : [])].filter(isFree),
    {
      destination: toolsPath,
      source: tools.directory,
      type: 'bind',
      options: ['bind', 'ro', 'nosuid'],
    },
    {
      destination: runtimeInside,
      source: runtimePath,
      type: 'bind',
      options: ['bind', 'nosuid', 'noexec'],
    },
    { destination: preloadList, source: tools.emptyPath, type: 'bind', options: ['bind', 'ro'] },
    sandbox,
    ...files.map((path) => ({
      destination: path,
      source: path,
      type: 'bind',
      options: ['bind', 'ro'],
    })),
    ...wanted,
  ];
}
