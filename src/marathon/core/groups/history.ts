/**
 * How the tree was at an earlier version. No record of the past holds a whole tree: each app keeps its
 * own versions, with a mark where it was removed, and the tree at a moment is what each was then.
 */
import { rootId, type PathId, type Timestamp } from '../../model/ids.ts';
import { groupsAround } from '../../model/paths.ts';
import type { GroupVersion, RunSpecVersion } from './versions.ts';
import { CurrentTree } from './tree.ts';

export function treeAt(
  version: Timestamp,
  runSpecs: readonly RunSpecVersion[],
  groups: readonly GroupVersion[],
): CurrentTree {
  const versions = versionsOfGroups(version, [...runSpecs, ...groups]);
  return new CurrentTree(
    latestOf(groups, version).flatMap(({ id, group }) =>
      group === undefined ? [] : [{ ...group, version: versions.get(id) ?? group.version }],
    ),
    latestOf(runSpecs, version).flatMap(({ runSpec }) => (runSpec === undefined ? [] : [runSpec])),
  );
}

/** A group is of the version of the last change in it; the root, of every change. */
function versionsOfGroups(
  until: Timestamp,
  changes: readonly { readonly id: PathId; readonly version: Timestamp }[],
): ReadonlyMap<PathId, Timestamp> {
  const versions = new Map<PathId, Timestamp>();
  for (const { id, version } of changes) {
    if (version > until) continue;
    for (const groupId of [id, ...groupsAround(id)]) {
      versions.set(groupId, Math.max(versions.get(groupId) ?? 0, version));
    }
  }
  return versions.set(rootId, until);
}

function latestOf<T extends { readonly id: PathId; readonly version: Timestamp }>(
  versions: readonly T[],
  until: Timestamp,
): readonly T[] {
  const latest = new Map<PathId, T>();
  for (const each of versions) {
    const known = latest.get(each.id);
    if (each.version <= until && (known === undefined || known.version < each.version)) {
      latest.set(each.id, each);
    }
  }
  return [...latest.values()];
}
