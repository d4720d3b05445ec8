/**
 * What an OCI runtime is told of a container (config.json), made here without touching the machine.
 * The root file system is the machine's own or an image's, put in `rootfs` by whoever starts the runtime, in a
 * mount namespace of the container (preparing-script.ts): nothing of it is to be seen on the machine.
 *
 * Two rows keep the runtime from harming the machine: the mount namespace, without which it would
 * mount in the agent's; and the bind of /dev, without which it would make device files anew in the
 * machine's /dev. A container with an image has a /dev of its own (image-mounts.ts).
 */
import type { DeviceFile, DeviceRule, NamespaceWishes, OciMount } from '../isolators/isolator.ts';
import { maskedPaths, readonlyPaths } from './image-mounts.ts';

export interface BundleRequest {
  /** Words of the first process. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly rootfs: string;
  readonly cgroupsPath: string;
  readonly namespaces: NamespaceWishes;
  /** First process of the container around it, when a namespace of that is to be shared. */
  readonly parentPid: number | undefined;
  readonly mounts: readonly OciMount[];
  readonly devices: readonly DeviceRule[] | undefined;
  readonly deviceFiles: readonly DeviceFile[];
  readonly noNewPrivileges: boolean;
  readonly hostname: string | undefined;
  /** As the runtime wants it. */
  readonly seccomp: object | undefined;
  /** What the agent has: the task of a container without isolator has no less. */
  readonly capabilities: readonly string[];
  /** The root file system is an image's: `mounts` is all that is mounted in it. */
  readonly isImage: boolean;
  /** Made when it is missing. */
  readonly workingDirectory: string;
}

/** The kernel's order: the number of each is its bit. */
const capabilityNames = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE ' +
  'NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO ' +
  'SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME ' +
  'SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
  'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
).split(' ');

/** Those of the bounding set in /proc/<pid>/status. */
export function capabilitiesOf(status: string): readonly string[] {
  const mask = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)$/mu.exec(status)?.[1] ?? '0'}`);
  const has = (bit: number): boolean => ((mask >> BigInt(bit)) & 1n) === 1n;
  return capabilityNames.filter((_name, bit) => has(bit)).map((name) => `CAP_${name}`);
}

const deviceFiles: OciMount = {
  destination: '/dev',
  source: '/dev',
  type: 'bind',
  options: ['rbind', 'rslave'],
};
/** In a pid namespace of its own a container has a /proc of its own. */
const processFiles: OciMount = {
  destination: '/proc',
  source: 'proc',
  type: 'proc',
  options: ['nosuid', 'noexec', 'nodev'],
};

export function bundleConfig(request: BundleRequest): object {
  const { words, environment, rootfs, cgroupsPath, namespaces, mounts, capabilities } = request;
  const { pid } = namespaces;
  const { hostname, seccomp } = request;
  const all = { bounding: capabilities, effective: capabilities, permitted: capabilities };
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: words,
      env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
      cwd: request.workingDirectory,
      capabilities: { ...all, inheritable: [], ambient: [] },
      noNewPrivileges: request.noNewPrivileges,
    },
    root: { path: rootfs, readonly: false },
    ...(hostname !== undefined && { hostname }),
    mounts: request.isImage
      ? mounts
      : [deviceFiles, ...(pid === undefined ? [] : [processFiles]), ...mounts],
    linux: {
      namespaces: [{ type: 'mount' }, ...namespacesOf(request)],
      rootfsPropagation: 'rslave',
      ...(request.isImage && { maskedPaths, readonlyPaths, devices: deviceNodes(request) }),
      cgroupsPath,
      resources: { devices: deviceRules(request.devices) },
      ...(seccomp !== undefined && { seccomp }),
    },
  };
}

/** Made in the container's own /dev; the machine's is nobody's to change. */
function deviceNodes({ deviceFiles }: BundleRequest): readonly object[] {
  const owner = { uid: 0, gid: 0 };
  return deviceFiles.map(({ mode, ...device }) => ({ ...device, ...owner, fileMode: mode }));
}

function deviceRules(allowed: readonly DeviceRule[] | undefined): readonly object[] {
  if (allowed === undefined) return [{ allow: true, access: 'rwm' }];
  return [{ allow: false, access: 'rwm' }, ...allowed.map((rule) => ({ allow: true, ...rule }))];
}

/** In the words of the runtime: without a path a new one is made. */
function namespacesOf({ namespaces, parentPid, hostname }: BundleRequest): readonly object[] {
  const { pid, ipc, network } = namespaces;
  const place = (wish: 'own' | 'parent' | { readonly path: string }, file: string): object =>
    wish === 'own' ? {} : { path: wish === 'parent' ? `/proc/${parentPid}/ns/${file}` : wish.path };
  return [
    ...(pid === undefined ? [] : [{ type: 'pid', ...place(pid, 'pid') }]),
    // Around it nobody runs, and no namespace was made: that is the agent's.
    ...(ipc === undefined || (ipc === 'parent' && parentPid === undefined)
      ? []
      : [{ type: 'ipc', ...place(ipc, 'ipc') }]),
    ...(network === undefined ? [] : [{ type: 'network', ...place(network, 'net') }]),
    ...(hostname === undefined ? [] : [{ type: 'uts' }]),
  ];
}
