/**
 * The user that an image names, `user|uid[:group|gid]`, by the image's own /etc/passwd and /etc/group: of
 * the uppermost layer that has them, which is what a container would see.
 */
import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ImageUser } from '../isolator.ts';

const mostTableBytes = 1024 * 1024;

/** `layers`: uppermost first. */
export async function resolveImageUser(
  text: string,
  layers: readonly string[],
): Promise<Result<ImageUser>> {
  const [name = '', group, ...more] = text.split(':');
  if (name === '' || more.length > 0) return failure(`The user '${text}' of the image is no user`);
  const user = (await readTable(layers, 'etc/passwd')).find(
    ([known, , uid]) => known === name || uid === name,
  );
  const uid = idOf(user?.[2] ?? name);
  if (uid === undefined)
    return failure(`The user '${text}' of the image is not in its /etc/passwd`);
  if (group === undefined) return ok({ uid, gid: idOf(user?.[3] ?? '') ?? 0 });
  const known = (await readTable(layers, 'etc/group')).find(([one]) => one === group);
  const gid = idOf(known?.[2] ?? group);
  if (gid === undefined)
    return failure(`The group of user '${text}' of the image is not in its /etc/group`);
  return ok({ uid, gid });
}

/** The largest is no id: to the kernel it means none. */
function idOf(text: string): number | undefined {
  const id = /^\d{1,10}$/u.test(text) ? Number(text) : Infinity;
  return id < 2 ** 32 - 1 ? id : undefined;
}

async function readTable(layers: readonly string[], name: string): Promise<readonly string[][]> {
  for (const layer of layers) {
    const text = await readPlain(join(layer, 'etc'), join(layer, name));
    if (text !== undefined) return text.split('\n').map((line) => line.split(':'));
  }
  return [];
}

/** Layers are strangers': no link is followed out of one, no pipe is waited for. */
async function readPlain(directory: string, path: string): Promise<string | undefined> {
  const parent = await fs.lstat(directory).catch(() => undefined);
  if (parent?.isDirectory() !== true) return undefined;
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    const file = await fs.open(path, flags);
    try {
      const { size } = await file.stat();
      return size > mostTableBytes ? undefined : await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENXIO', 'EISDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}
