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

import { run } from '../shell.mjs';
import { archiveOf } from './archive.mjs';
import { commandScript, firstScript, secondScript, systemdScript } from './programs.mjs';

const memoryMegabytes = 3072;
/** An empty disk, to be read and written by whoever wants one: everything else is in memory. */
const diskBytes = 64 * 2 ** 20;
const neededModules = ['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'virtio_blk'];

/**
 * `machine`: of packages.mjs. `{ code, output, out }`: `out` is a folder of what the command left in
 * /machine/out, there as long as `read` runs, whose answer is given. `hasSystemd`: as process 1.
 */
export async function runInMachine(machine, command, { timeoutMs, read, hasSystemd = false }) {
  const directory = mkdtempSync(join(tmpdir(), 'machine-'));
  const out = join(directory, 'out');
  try {
    mkdirSync(out);
    const second = hasSystemd ? systemdScript : secondScript;
    writeFileSync(join(out, 'second'), second, { mode: 0o755 });
    writeFileSync(join(out, 'command'), commandScript(command), { mode: 0o755 });
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
