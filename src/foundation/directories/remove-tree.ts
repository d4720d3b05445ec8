/**
 * `rm -r` for trees that belong to somebody else, who may change them meanwhile: no link is ever
 * followed, no mount point entered, and depth costs neither stack nor descriptors nor length of
 * paths: what lies deeper is moved up into the top directory first and removed from there.
 */
import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { codeOf, holding } from './held-directory.ts';
import type { HeldDirectory } from './held-directory.ts';

/** A tree that is not empty after so many times is being written to; the caller may try later. */
const mostPasses = 10;

/** Removes the file or tree `name`; nothing there is fine. `parent` must be nobody else's. */
export async function removeTree(parent: HeldDirectory, name: string): Promise<void> {
  for (let pass = 0; pass < mostPasses; pass++) {
    if (await removeSimple(parent, name)) return;
    await holding(parent.enter(name), async (top) => {
      for await (const entry of await fs.opendir(top.path)) await clear(top, entry.name);
    });
  }
  if (await removeSimple(parent, name)) return;
  throw new Error(`'${parent.shownPath}/${name}' is still being written to`);
}

/** Removes an entry of `top`, unless somebody fills it at the same time. */
async function clear(top: HeldDirectory, name: string): Promise<void> {
  const waiting = [name];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (await removeSimple(top, at)) continue;
    await holding(top.enter(at), async (inner) => {
      for await (const entry of await fs.opendir(inner.path)) {
        if (await removeSimple(inner, entry.name)) continue;
        const moved = `.moved-${randomUUID()}`; // a name that nobody can have taken
        await fs.rename(inner.at(entry.name), top.at(moved));
        waiting.push(moved);
      }
    });
    await removeSimple(top, at);
  }
}

/** False: it is a directory with something in it. */
async function removeSimple(directory: HeldDirectory, name: string): Promise<boolean> {
  try {
    await fs.unlink(directory.at(name));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    // Linux says EISDIR of a directory, others EPERM, which has other reasons too.
    if (codeOf(error) !== 'EISDIR' && codeOf(error) !== 'EPERM') throw error;
  }
  try {
    await fs.rmdir(directory.at(name));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
