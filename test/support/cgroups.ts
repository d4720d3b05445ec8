/** The cgroups of an agent that was started by a test, which nobody else takes away when it has ended. */
import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { findHierarchy } from '../../src/containers/cgroups/hierarchy.ts';
import { unwrap } from '../../src/foundation/result.ts';
import { eventually } from './cluster.ts';

const mountPoint = '/sys/fs/cgroup';

/** Of `--cgroups_root=<name>`, in all hierarchies; their processes have been killed, or are about to be gone. */
export async function removeCgroups(name: string): Promise<void> {
  if (!existsSync(mountPoint)) return;
  const places = [mountPoint, ...foldersIn(mountPoint)].map((place) => join(place, name));
  for (const place of places) {
    await eventually(`${place} is gone`, () => isRemoved(place) || undefined);
  }
}

/** Those of containers, below `--cgroups_root=<name>` of all hierarchies; of either version. */
export function containerCgroups(name: string): readonly string[] {
  const roots = unwrap(findHierarchy(mountPoint)).tops.map((top) => join(top, name));
  return roots.filter((root) => existsSync(root)).flatMap((root) => foldersIn(root));
}

function foldersIn(path: string): readonly string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
}

/** Inner ones first; the kernel refuses one that still has a process. */
function isRemoved(path: string): boolean {
  try {
    if (!existsSync(path)) return true;
    for (const folder of foldersIn(path)) isRemoved(folder);
    rmdirSync(path);
  } catch {
    return false;
  }
  return true;
}
