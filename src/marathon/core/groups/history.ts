/**
 * How the tree was at an earlier version. No record of the past holds a whole tree: each app keeps its
 * own versions, with a mark where it was removed, and the tree at a moment is what each was then.
 */
import type { PathId, Timestamp } from '../../model/ids.ts';
import type { GroupVersion, RunSpecVersion } from './versions.ts';
import { CurrentTree } from './tree.ts';

export function treeAt(
  version: Timestamp,
  runSpecs: readonly RunSpecVersion[],
  groups: readonly GroupVersion[],
): CurrentTree {
  return new CurrentTree(
    latestOf(groups, version).flatMap(({ group }) => (group === undefined ? [] : [group])),
    latestOf(runSpecs, version).flatMap(({ runSpec }) => (runSpec === undefined ? [] : [runSpec])),
  );
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
