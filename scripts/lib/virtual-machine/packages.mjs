/**
 * What a virtual machine is made of, from the packages of this Debian: qemu with the libraries that are not
 * installed, a kernel, and busybox. They are unpacked into `.altiplano/machine` and installed nowhere;
 * a second call finds them there.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot, run, say } from '../shell.mjs';

const home = inRoot('.altiplano', 'machine');
const emulator = 'qemu-system-x86';
const kernel = 'linux-image-amd64';
const downloadTimeoutMs = 600_000;

/** `{ machine }`, or `{ obstacle }`: why this computer cannot have one. */
export async function findMachine() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { obstacle: 'virtual machines are made on Linux of x86-64 only' };
  const missing = ['apt-get', 'apt-cache', 'dpkg-deb'].find((name) => !isInstalled(name));
  if (missing !== undefined)
    return { obstacle: `${missing} is missing: virtual machines are made of Debian's packages` };
  if (!existsSync(home)) {
    const obstacle = await assemble();
    if (obstacle !== undefined) return { obstacle };
  }
  return { machine: describe() };
}

const isInstalled = (program) =>
  ['/usr/bin', '/usr/sbin', '/bin'].some((folder) => existsSync(join(folder, program)));

/** All or nothing; undefined: it is there. */
async function assemble() {
  say('Getting qemu and a kernel from Debian (once, some 120 MB) …');
  const unfinished = `${home}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, 'packages'), { recursive: true });
  const obstacle = await fill(unfinished);
  if (obstacle === undefined) renameSync(unfinished, home);
  else rmSync(unfinished, { recursive: true, force: true });
  return obstacle;
}

async function fill(directory) {
  const names = await packageNames();
  if (typeof names === 'string') return names;
  const packages = join(directory, 'packages');
  const got = await run('apt-get', ['download', '-q', ...names], {
    cwd: packages,
    timeoutMs: downloadTimeoutMs,
  });
  if (got.code !== 0) return `apt-get download failed: ${lastLine(got.output)}`;
  for (const file of readdirSync(packages)) {
    const words = ['--extract', join(packages, file), join(directory, 'root')];
    const { code, output } = await run('dpkg-deb', words);
    if (code !== 0) return `dpkg-deb cannot unpack ${file}: ${lastLine(output)}`;
  }
  rmSync(packages, { recursive: true });
  const { busybox, version } = describe(directory);
  const { code, output } = await run(busybox, ['depmod', '-b', join(directory, 'root'), version]);
  return code === 0 ? undefined : `depmod failed: ${lastLine(output)}`;
}

/** The kernel's own package is a dependency of one that only follows versions; a string says why there are none. */
async function packageNames() {
  const wanted = await run('apt-get', ['install', '-s', '--no-install-recommends', emulator]);
  if (wanted.code !== 0) return `apt knows no ${emulator}: ${lastLine(wanted.output)}`;
  const ofEmulator = [...wanted.output.matchAll(/^Inst (\S+)/gmu)].map(([, name]) => name);
  const { output } = await run('apt-cache', ['depends', kernel]);
  const image = /Depends: (linux-image-\S+)/u.exec(output)?.[1];
  if (image === undefined) return `apt knows no ${kernel}; try apt-get update`;
  return [...new Set([...ofEmulator, emulator, image, 'busybox-static'])];
}

const lastLine = (output) => output.trim().split('\n').at(-1);

function describe(directory = home) {
  const root = join(directory, 'root');
  const libraries = ['usr/lib', 'lib'].map((path) => join(root, path, 'x86_64-linux-gnu'));
  const [version] = readdirSync(join(root, 'lib/modules'));
  return {
    emulator: join(root, 'usr/bin/qemu-system-x86_64'),
    environment: {
      LD_LIBRARY_PATH: libraries.join(':'),
      QEMU_MODULE_DIR: join(libraries[0], 'qemu'),
    },
    firmware: [join(root, 'usr/share/qemu'), join(root, 'usr/share/seabios')],
    kernel: join(root, 'boot', `vmlinuz-${version}`),
    busybox: ['usr/bin/busybox', 'bin/busybox']
      .map((path) => join(root, path))
      .find((path) => existsSync(path)),
    modules: join(root, 'lib/modules'),
    version,
  };
}
