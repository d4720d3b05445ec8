/**
 * Makes files in a sandbox on behalf of an agent that may be root, while archives of the same task
 * may already have put links there. Nothing is written through a link: every directory on the way is
 * checked to be one, and a file is made under a new name and renamed into place.
 */
import { constants } from 'node:fs';
import { chown, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

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

/** Writes a new file at `path` by `write`, and puts it in place only when that went well. */
export async function replaceFile(
  path: string,
  options: { readonly mode: number; readonly owner: Owner | undefined },
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.fetching`;
  await rm(temporary, { force: true });
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
  const file = await open(temporary, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    await write(file);
    await file.chmod(options.mode);
    if (options.owner !== undefined) await file.chown(options.owner.uid, options.owner.gid);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
