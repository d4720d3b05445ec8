/**
 * Sums of what several owners hold at the same time: the tasks of a pod and its executor, all that
 * runs on an agent. The plain sum (`Resources.sum`) unites ports and words, so two owners of one port
 * look like one owner, and the port is free again when the first of them ends. Wherever owners come
 * together they are therefore added up here, which says when two of them hold the same.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { Entry } from './entry.ts';
import { findCommonNumber } from './ranges.ts';
import { Resources } from './resources.ts';

/** A failure names what two of them hold: "31000 of 'ports'". */
export function disjointSum(owners: Iterable<Resources>): Result<Resources> {
  const all = [...owners];
  const byKind = new Map<string, Entry[]>();
  for (const { entries } of all) {
    for (const entry of entries) {
      if (entry.kind.type === 'SCALAR') continue;
      const known = byKind.get(entry.kind.key);
      if (known === undefined) byKind.set(entry.kind.key, [entry]);
      else known.push(entry);
    }
  }
  for (const entries of byKind.values()) {
    const common = findCommon(entries);
    if (common !== undefined) {
      return failure(`${common} of '${entries[0]!.kind.name}'`);
    }
  }
  return ok(Resources.sum(all));
}

/** What two entries of the same kind both have. */
function findCommon(entries: readonly Entry[]): number | string | undefined {
  if (entries.length === 1 || entries[0]!.kind.isShared) return undefined;
  if (entries[0]!.kind.type === 'RANGES') return findCommonNumber(entries.map((one) => one.ranges));
  const seen = new Set<string>();
  for (const item of entries.flatMap(({ items }) => items)) {
    if (seen.has(item)) return `'${item}'`;
    seen.add(item);
  }
  return undefined;
}
