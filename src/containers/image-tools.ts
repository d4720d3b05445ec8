/**
 * The few programs of the machine that a container needs although its root file system is that of an
 * image, which may have none of them: a shell for the first process, setsid, env, chroot. They
 * are copied once, with the libraries and the loader that they are linked to, into a directory that is mounted in
 * each such container, and are started by that loader: so whatever the image has is not touched. Nor does it
 * touch them, which run as root: their libraries are found here, the loader's list of libraries to load first
 * is an empty file in every container, and none of them asks for names of users.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { findProgram } from './programs.ts';

/** In containers. Below /dev, which is made anew for each: the image has no such directory then. */
export const toolsPath = '/dev/.mesos/tools';
/** The container's runtime directory, for its first process. */
export const runtimeInside = '/dev/.mesos/runtime';
/** The terminal that was made for it, as Docker has it. */
export const terminalInside = '/dev/console';

/** A file of the directory. */
const emptyFile = 'empty';
export const preloadList = '/etc/ld.so.preload';

/** What the first process and the words around the task use. */
const usualPrograms = ['/bin/sh', 'setsid', 'sync', 'mv', '/usr/bin/env', 'chroot', 'nsenter'];

export class ImageTools {
  readonly directory: string;
  readonly #copied = new Map<string, Promise<Result<string>>>();
  #loader: string | undefined;

  /** `directory`: below the agent's runtime directory. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /** What the loader is to find in the place of the image's `preloadList`. */
  get emptyPath(): string {
    return join(this.directory, emptyFile);
  }

  /** Copies what every container needs. */
  async install(): Promise<Result<void>> {
    await mkdir(this.directory, { recursive: true, mode: 0o755 });
    await writeFile(this.emptyPath, '', { mode: 0o644 });
    for (const program of usualPrograms) {
      const words = await this.wordsFor(program);
      if (!words.ok) return words;
    }
    return ok(undefined);
  }

  /** The words by which a program of the machine is started in a container. */
  async wordsFor(program: string): Promise<Result<readonly string[]>> {
    let copied = this.#copied.get(program);
    if (copied === undefined) {
      copied = this.#copy(program);
      this.#copied.set(program, copied);
    }
    const name = await copied;
    if (!name.ok) {
      this.#copied.delete(program);
      return name;
    }
    const start =
      this.#loader === undefined
        ? []
        : [`${toolsPath}/lib/${this.#loader}`, '--library-path', `${toolsPath}/lib`];
    return ok([...start, `${toolsPath}/bin/${name.value}`]);
  }

  async #copy(program: string): Promise<Result<string>> {
    const found = program.startsWith('/') ? program : findProgram(program);
    if (found === undefined) return failure(`${program} is not installed on the agent's machine`);
    const linked = await linkedTo(found);
    if (!linked.ok) return linked;
    for (const name of ['bin', 'lib'])
      await mkdir(join(this.directory, name), { recursive: true, mode: 0o755 });
    for (const library of linked.value.libraries)
      await copyOnce(library, join(this.directory, 'lib', basename(library)));
    this.#loader = basename(linked.value.loader);
    await copyOnce(found, join(this.directory, 'bin', basename(found)));
    return ok(basename(found));
  }
}

/** Again when it is another by now: the machine was updated. Whoever uses the older one keeps it. */
async function copyOnce(from: string, to: string): Promise<void> {
  const source = await realpath(from);
  const [before, now] = await Promise.all([stat(to).catch(() => undefined), stat(source)]);
  if (before !== undefined && before.size === now.size && before.mtimeMs > now.mtimeMs) return;
  const temporary = `${to}.${process.pid}.new`;
  await copyFile(source, temporary);
  await rename(temporary, to);
}

/** Libraries, the loader among them, as ldd tells. */
function linkedTo(
  program: string,
): Promise<Result<{ readonly libraries: readonly string[]; readonly loader: string }>> {
  return new Promise((resolve) => {
    execFile(
      'ldd',
      [program],
      { env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
      (error, stdout) => {
        const libraries = [...stdout.matchAll(/(?:=>\s*|^\s*)(\/\S+)\s+\(0x/gmu)].map(
          ([, path]) => path!,
        );
        const loader = libraries.find((path) => /^ld[.-]/u.test(basename(path)));
        if (error === null && loader !== undefined) resolve(ok({ libraries, loader }));
        else
          resolve(
            failure(
              `'${program}' of the agent's machine cannot be used in images: ldd does not tell what it needs`,
            ),
          );
      },
    );
  });
}
