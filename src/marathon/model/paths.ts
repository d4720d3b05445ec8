/** Paths of apps, pods and groups: absolute, segments between slashes, "/" for the root. */
import { rootId, type PathId } from './ids.ts';

export function parentOf(id: PathId): PathId {
  const end = id.lastIndexOf('/');
  return end <= 0 ? rootId : id.slice(0, end);
}

/** Below it at any depth, or itself. */
export function isWithin(id: PathId, groupId: PathId): boolean {
  return groupId === rootId || id === groupId || id.startsWith(`${groupId}/`);
}

/** The groups around it from its parent up to the root; of the root: none. */
export function groupsAround(id: PathId): readonly PathId[] {
  const groups: PathId[] = [];
  for (let at = id; at !== rootId;) {
    at = parentOf(at);
    groups.push(at);
  }
  return groups;
}

/** "shop_db" of "/shop/db": how ids of tasks and instances begin. */
export function safePath(id: PathId): string {
  return id.slice(1).replaceAll('/', '_');
}

export function comparePaths(a: PathId, b: PathId): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
