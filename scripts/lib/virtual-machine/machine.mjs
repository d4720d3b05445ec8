/**
 * Runs a command in a virtual machine that sees this computer's files, and none of its processes, devices or
 * cgroups: the root is shared read-only, what is written goes to the machine's memory and is gone with it.
 * Cgroups are of version 2. All of it is emulated, on any computer alike, and takes some ten times as long.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root, run } from '../shell.mjs';
import { archiveOf } from './archive.mjs';

const memoryMegabytes = 3072;
/** An empty disk, to be read and written by whoever wants one: everything else is in memory. */
const diskBytes = 64 * 2 ** 20;
const neededModules = ['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'virtio_blk'];
const bus = 'trans=virtio,version=9p2000.L,msize=512000';

/** First program of the machine: finds the files, and goes on with them as its root. */
const firstScript = (modules) => `#!/bin/busybox sh
export PATH=/bin
busybox mount -t proc proc /proc
busybox mount -t devtmpfs dev /dev
for module in ${modules.join(' ')}; do busybox insmod /modules/$module || exit 1; done
busybox mount -t 9p -o ${bus},cache=loose,ro root /lower || exit 1
busybox mount -t tmpfs -o size=75% memory /memory
busybox mkdir /memory/upper /memory/work
busybox mount -t overlay -o lowerdir=/lower,upperdir=/memory/upper,workdir=/memory/work root /new || exit 1
busybox mkdir -p /new/machine
busybox mount -t tmpfs machine /new/machine
busybox mkdir /new/machine/out /new/machine/modules /new/machine/tmp
busybox mount -t 9p -o ${bus} out /new/machine/out || exit 1
busybox mount -t 9p -o ${bus},cache=loose,ro modules /new/machine/modules || exit 1
busybox cp /bin/busybox /new/machine/busybox
busybox umount /proc
busybox mount -t devtmpfs dev /new/dev
exec busybox switch_root /new /machine/out/second
`;

/** Goes on when the files are there; it is process 1, and ends the machine. */
const secondScript = (command) => `#!/machine/busybox sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TMPDIR=/machine/tmp
b=/machine/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mkdir -p /dev/pts /dev/shm /lib/modules
$b mount -t devpts -o mode=620,ptmxmode=666 pts /dev/pts
$b mount -t tmpfs shm /dev/shm
$b mount -t tmpfs -o mode=755 run /run
$b mount -t tmpfs -o mode=1777,size=60% tmp /machine/tmp
$b mount --bind /machine/modules /lib/modules
printf '#!/machine/busybox sh\\nexec /machine/busybox modprobe "$@"\\n' >/machine/modprobe
$b chmod +x /machine/modprobe
echo /machine/modprobe >/proc/sys/kernel/modprobe
$b mount -t cgroup2 -o nsdelegate,memory_recursiveprot cgroup /sys/fs/cgroup
$b ifconfig lo 127.0.0.1 up
$b hostname machine
cd ${quoted(root)}
$b setsid $b sh -c ${quoted(command)} >/machine/out/output 2>&1 </dev/null
echo $? >/machine/out/code
$b sync
$b poweroff -f
`;

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * `machine`: of packages.mjs. `{ code, output, out }`: `out` is a folder of what the command left in
 * /machine/out, there as long as `read` runs, whose answer is given.
 */
export async function runInMachine(machine, command, { timeoutMs, read }) {
  const directory = mkdtempSync(join(tmpdir(), 'machine-'));
  const out = join(directory, 'out');
  try {
    mkdirSync(out);
    writeFileSync(join(out, 'second'), secondScript(command), { mode: 0o755 });
    writeFileSync(join(directory, 'start'), startArchive(machine));
    writeFileSync(join(directory, 'disk'), '');
    truncateSync(join(directory, 'disk'), diskBytes);
    const { output: said } = await run(machine.emulator, wordsFor(machine, directory), {
      env: machine.environment,
      timeoutMs,
    });
    const code = Number(textOf(join(out, 'code')) ?? 'NaN');
    const console = Number.isNaN(code) ? said : '';
    const output = `${textOf(join(out, 'output')) ?? ''}${console}`;
    return read({ code: Number.isNaN(code) ? 1 : code, output, out });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

function wordsFor({ firmware, kernel, modules }, directory) {
  const share = (name, path, more = '') => [
    '-virtfs',
    `local,path=${path},mount_tag=${name},security_model=none,multidevs=remap${more}`,
  ];
  return [
    ...['-nodefaults', '-no-reboot', '-display', 'none', '-serial', 'stdio', '-monitor', 'none'],
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2'],
    ...['-m', String(memoryMegabytes), ...firmware.flatMap((path) => ['-L', path])],
    ...['-kernel', kernel, '-initrd', join(directory, 'start')],
    ...['-append', 'console=ttyS0 quiet panic=-1'],
    ...['-drive', `file=${join(directory, 'disk')},if=virtio,format=raw`],
    ...share('root', '/', ',readonly=on'),
    ...share('modules', modules, ',readonly=on'),
    ...share('out', join(directory, 'out')),
  ];
}

function startArchive({ busybox, modules, version }) {
  const paths = inOrderOfNeed(readFileSync(join(modules, version, 'modules.dep'), 'utf8'));
  const names = paths.map((path) => path.split('/').at(-1));
  const folders = ['bin', 'dev', 'proc', 'lower', 'memory', 'new', 'modules'];
  return archiveOf([
    ...folders.map((name) => ({ name })),
    { name: 'bin/busybox', bytes: readFileSync(busybox) },
    { name: 'init', bytes: Buffer.from(firstScript(names)) },
    ...paths.map((path, i) => ({
      name: `modules/${names[i]}`,
      bytes: readFileSync(join(modules, version, path)),
    })),
  ]);
}

/** Paths of the needed modules, each after those that it needs. */
function inOrderOfNeed(dependencies) {
  const needs = new Map(
    dependencies.split('\n').map((line) => {
      const [path, ...others] = line.split(/[:\s]+/u).filter(Boolean);
      return [path, others];
    }),
  );
  const ordered = new Set();
  const add = (path) => {
    if (ordered.has(path)) return;
    for (const other of needs.get(path) ?? []) add(other);
    ordered.add(path);
  };
  for (const name of neededModules)
    for (const path of needs.keys()) if (path?.endsWith(`/${name}.ko`)) add(path);
  return [...ordered];
}
