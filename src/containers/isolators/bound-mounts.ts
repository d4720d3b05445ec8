/**
 * Namespaces and file systems that belong to a container and outlive its processes, or come before them: each is mounted on a
 * file or directory below the runtime directory, where an agent finds it again. Whoever makes one takes
 * it away again; taking away what is not there, or only half, is fine.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A mount or a namespace takes milliseconds; a machine that needs longer cannot run containers. */
const patienceMs = 30_000;

/** Rejects with what the program complained of. */
function run(program: string, ...words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { timeout: patienceMs }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(stderr.trim() === '' ? error.message : stderr.trim()));
    });
  });
}

/** A new namespace, empty, that `path` is a name of. */
export async function bindNamespace(kind: 'net' | 'ipc', path: string): Promise<void> {
  await unbind(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, '');
  await run('unshare', `--${kind}=${path}`, '--', 'true');
}

/** The network namespace of a process, which `path` is a name of from now on. */
export async function bindNamespaceOf(pid: number, path: string): Promise<void> {
  await unbind(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, '');
  await run('mount', '--bind', `/proc/${pid}/ns/net`, path);
}

/** A file system in memory; without a size as large as the kernel lets it be. */
export async function mountMemory(path: string, sizeBytes: number | undefined): Promise<void> {
  await unbind(path);
  await mkdir(path, { recursive: true });
  const size = sizeBytes === undefined ? '' : `,size=${sizeBytes}`;
  await run(
    'mount',
    '-t',
    'tmpfs',
    '-o',
    `nosuid,nodev,strictatime,mode=1777${size}`,
    'tmpfs',
    path,
  );
}

/** Whatever is mounted there goes, and the file or directory with it, and copies elsewhere with that. */
export async function unbind(path: string): Promise<void> {
  while (await isMounted(path)) await run('umount', path);
  await rm(path, { recursive: true, force: true });
}

export async function isMounted(path: string): Promise<boolean> {
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  // The kernel writes blanks as octal numbers.
  const shown = path.replaceAll('\\', '\\134').replaceAll(' ', '\\040');
  return table.split('\n').some((line) => line.split(' ')[4] === shown);
}
