/**
 * The user of an appc image, `user[:group]`: as with Docker, but that either may be the path of a file of the image, whose
 * owner and group are meant.
 */
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../foundation/directories/held-directory.ts';
import { failure } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ImageUser } from '../isolator.ts';
import { resolveImageUser } from './image-user.ts';

/** `layers`: uppermost first. */
export async function resolveAppcUser(
  text: string,
  layers: readonly string[],
): Promise<Result<ImageUser>> {
  const ids: string[] = [];
  for (const [i, name] of text.split(':').entries()) {
    const file = name.startsWith('/') ? await findFile(layers, name) : undefined;
    if (name.startsWith('/') && file === undefined) {
      return failure(`The image has no file '${name}', whose owner it names`);
    }
    ids.push(file === undefined ? name : String(i === 0 ? file.uid : file.gid));
  }
  return resolveImageUser(ids.join(':'), layers);
}

/** No link is followed on the way: it would lead out of the layer. */
async function findFile(layers: readonly string[], path: string): Promise<Stats | undefined> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return undefined;
  for (const layer of layers) {
    const found = await findBelow(layer, parts);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function findBelow(layer: string, parts: readonly string[]): Promise<Stats | undefined> {
  let at = layer;
  let stats: Stats | undefined;
  for (const part of parts) {
    if (stats?.isDirectory() === false) return undefined;
    at = join(at, part);
    try {
      stats = await lstat(at);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
  return stats;
}
