/**
 * Sorts a hundred thousand names piece by piece. One call of the engine's `sort` over all of them
 * would be a tenth of a second in which nothing else happens, so it sorts short runs, and those are
 * merged two by two. The order is that of `sort`.
 */
import type { Steps } from './in-turns.ts';

/** About a millisecond of sorting. */
const namesPerRun = 1_000;
/** Comparing is cheaper than sorting. */
const namesPerStep = 2_000;

export function* sortNames(names: Iterable<string>): Steps<readonly string[]> {
  const all = [...names];
  let runs: (readonly string[])[] = [];
  for (let from = 0; from < all.length; from += namesPerRun) {
    runs.push(all.slice(from, from + namesPerRun).sort());
    yield;
  }
  while (runs.length > 1) runs = yield* mergeNeighbours(runs);
  return runs[0] ?? [];
}

/** Half as many, each twice as long. */
function* mergeNeighbours(runs: readonly (readonly string[])[]): Steps<(readonly string[])[]> {
  const merged: (readonly string[])[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const [left, right] = [runs[i]!, runs[i + 1]];
    merged.push(right === undefined ? left : yield* merge(left, right));
  }
  return merged;
}

function* merge(left: readonly string[], right: readonly string[]): Steps<readonly string[]> {
  const merged: string[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    merged.push(right[r]! < left[l]! ? right[r++]! : left[l++]!);
    if (merged.length % namesPerStep === 0) yield;
  }
  return merged.concat(left.slice(l), right.slice(r));
}
