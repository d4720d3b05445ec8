/**
 * Makes files in a sandbox on behalf of an agent that may be root, while archives of the same task
 * may already have put links there. Nothing is written through a link: every directory on the way is
 * checked to be one, and a file is made under a new name and renamed into place.
 */
import { createWriteStream } from 'node:fs';
import { chmod, chown, lchown, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Makes the directories `names` below `sandbox`; returns the innermost. Throws when a link is met. */
export async function makeDirectories(
  sandbox: string,
  names: readonly string[],
  owner: Owner | undefined,
): Promise<string> {
  let path = sandbox;
  for (const name of names) {
    path = join(path, name);
    try {
      await mkdir(path, 0o755);
      if (owner !== undefined) await chown(path, owner.uid, owner.gid);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!(await lstat(path)).isDirectory()) throw new Error(`'${path}' is not a directory`);
    }
  }
  return path;
}

/**
 * Fills a new file by `write` and puts it at `path` only when that went well. `openSink` is to be
 * called when the first bytes are there, and what it returns to be given to a pipeline at once.
 */
export async function replaceFile(
  path: string,
  options: { readonly mode: number; readonly owner: Owner | undefined },
  write: (openSink: () => Writable) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.fetching`;
  await rm(temporary, { force: true });
  try {
    await write(() => createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
    await chmod(temporary, options.mode);
    if (options.owner !== undefined) await lchown(temporary, options.owner.uid, options.owner.gid);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
