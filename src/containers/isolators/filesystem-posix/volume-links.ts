/**
 * Links from sandboxes to persistent volumes. Sandboxes belong to tasks, which may run while a link is
 * made: no link of theirs is followed on the way, and what stands in the place of one is left alone.
 */
import { promises as fs } from 'node:fs';
import { basename, dirname } from 'node:path';
import { codeOf, HeldDirectory, holding } from '../../../foundation/directories/held-directory.ts';
import { openSandbox } from '../../sandbox-files.ts';
import type { VolumePlace } from '../../persistent-volumes.ts';

export interface VolumeLink {
  readonly workDirectory: string;
  readonly sandbox: string;
  /** In the sandbox; one name, no path. */
  readonly name: string;
  readonly place: VolumePlace;
}

/**
 * Makes the link. `takesOver`: the volume becomes the sandbox's user's; of one that others use, too,
 * the owner stays. Throws with a sentence for the task's user.
 */
export async function linkVolume(link: VolumeLink, takesOver: boolean): Promise<void> {
  const { workDirectory, sandbox, name, place } = link;
  await holding(openSandbox(workDirectory, sandbox), async (held) => {
    const { uid, gid } = await held.stat();
    await holding(openVolume(place), async (volume) => {
      const owner = await volume.stat();
      // Root may use it as it is, and so may whoever has it.
      if (takesOver && uid !== 0 && owner.uid !== uid) await volume.chown({ uid, gid });
    });
    await makeLink(held, name, place.path);
  });
}

/** Takes the link away, if it is the one that was made. */
export async function unlinkVolume(link: VolumeLink): Promise<void> {
  const { workDirectory, sandbox, name, place } = link;
  await holding(openSandbox(workDirectory, sandbox), async (held) => {
    if ((await findTarget(held, name)) === place.path) await fs.rm(held.at(name), { force: true });
  });
}

/** The agent made it; its parent is the agent's or the operator's. */
export function openVolume({ path, ownsRoot }: VolumePlace): Promise<HeldDirectory> {
  if (!ownsRoot) return HeldDirectory.open(path);
  return holding(HeldDirectory.open(dirname(path)), (parent) => parent.enter(basename(path)));
}

async function makeLink(sandbox: HeldDirectory, name: string, target: string): Promise<void> {
  try {
    await fs.symlink(target, sandbox.at(name));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if ((await findTarget(sandbox, name)) === target) return;
    throw new Error(
      `'${sandbox.shownPath}/${name}' is there already and is not the persistent volume '${target}'`,
      { cause: error },
    );
  }
}

async function findTarget(sandbox: HeldDirectory, name: string): Promise<string | undefined> {
  try {
    return await fs.readlink(sandbox.at(name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}
