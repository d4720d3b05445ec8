/**
 * Sets of whole numbers, kept as inclusive ranges: ports 31000-32000 without 31005.
 *
 * The form is one flat array `[begin, end, begin, end, ...]`, sorted, without overlaps, and
 * coalesced: between two ranges at least one number is missing. Equal sets therefore have equal
 * arrays, and every operation is one merge pass. Arrays are never changed once made.
 */

export type Ranges = readonly number[];

export const emptyRanges: Ranges = [];

/** Brings pairs in any order, overlapping or touching, into the one normal form. */
export function normalizeRanges(pairs: readonly number[]): Ranges {
  if (isNormal(pairs)) return pairs;
  const order: [number, number][] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i]! <= pairs[i + 1]!) order.push([pairs[i]!, pairs[i + 1]!]);
  }
  order.sort((left, right) => left[0] - right[0]);
  const normal: number[] = [];
  for (const [begin, end] of order) appendRange(normal, begin, end);
  return normal;
}

function isNormal(pairs: readonly number[]): boolean {
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i]! > pairs[i + 1]!) return false;
    if (i > 0 && pairs[i]! <= pairs[i - 1]! + 1) return false;
  }
  return true;
}

/** Appends a range that begins at or after the last one's begin, coalescing the two. */
function appendRange(normal: number[], begin: number, end: number): void {
  const last = normal.length - 1;
  if (last > 0 && begin <= normal[last]! + 1) {
    if (end > normal[last]!) normal[last] = end;
  } else {
    normal.push(begin, end);
  }
}

/** Any number of sets; two, as nearly always, in one merge pass. */
export function uniteRanges(sets: readonly Ranges[]): Ranges {
  const [left = emptyRanges, right = emptyRanges] = sets;
  return sets.length > 2 ? normalizeRanges(sets.flat()) : addRanges(left, right);
}

export function addRanges(left: Ranges, right: Ranges): Ranges {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return withinHull(left, right, mergeRanges);
}

/** What is in `left` and not in `right`. */
export function subtractRanges(left: Ranges, right: Ranges): Ranges {
  if (left.length === 0 || right.length === 0) return left;
  return withinHull(left, right, cutRanges);
}

/** Numbers that are cheaper worked through than searched. */
const mostFew = 16;

/**
 * Most often one port is added to, or taken from, many: what lies outside of the right's ends, and
 * does not touch them, is copied as it is.
 */
function withinHull(
  left: Ranges,
  right: Ranges,
  operate: (left: Ranges, right: Ranges) => Ranges,
): Ranges {
  if (left.length <= mostFew) return operate(left, right);
  const from = findRange(left, (at) => left[at + 1]! >= right[0]! - 1);
  const to = findRange(left, (at) => left[at]! > right.at(-1)! + 1);
  return left.slice(0, from).concat(operate(left.slice(from, to), right), left.slice(to));
}

/** The place of the first range that is late enough; ranges stand in order. */
function findRange(ranges: Ranges, isLate: (at: number) => boolean): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLate(middle * 2)) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}

function mergeRanges(left: Ranges, right: Ranges): Ranges {
  const sum: number[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const takeLeft = j >= right.length || (i < left.length && left[i]! <= right[j]!);
    if (takeLeft) appendRange(sum, left[i++]!, left[i++]!);
    else appendRange(sum, right[j++]!, right[j++]!);
  }
  return sum;
}

function cutRanges(left: Ranges, right: Ranges): Ranges {
  const rest: number[] = [];
  let j = 0;
  for (let i = 0; i < left.length; i += 2) {
    let begin = left[i]!;
    const end = left[i + 1]!;
    while (j < right.length && right[j + 1]! < begin) j += 2;
    for (let k = j; k < right.length && right[k]! <= end; k += 2) {
      if (right[k]! > begin) rest.push(begin, right[k]! - 1);
      begin = right[k + 1]! + 1;
    }
    if (begin <= end) rest.push(begin, end);
  }
  return rest;
}

export function containsRanges(left: Ranges, right: Ranges): boolean {
  let i = 0;
  for (let j = 0; j < right.length; j += 2) {
    while (i < left.length && left[i + 1]! < right[j]!) i += 2;
    if (i >= left.length || left[i]! > right[j]! || left[i + 1]! < right[j + 1]!) return false;
  }
  return true;
}

export function equalRanges(left: Ranges, right: Ranges): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

/** The smallest number that two of these sets have. */
export function findCommonNumber(sets: readonly Ranges[]): number | undefined {
  const ranges: [number, number][] = [];
  for (const set of sets) {
    for (let i = 0; i < set.length; i += 2) ranges.push([set[i]!, set[i + 1]!]);
  }
  ranges.sort((left, right) => left[0] - right[0]);
  let last = -Infinity;
  for (const [begin, end] of ranges) {
    if (begin <= last) return begin;
    last = Math.max(last, end);
  }
  return undefined;
}

/** How many numbers the set has. */
export function countRanges(ranges: Ranges): number {
  let count = 0;
  for (let i = 0; i < ranges.length; i += 2) count += ranges[i + 1]! - ranges[i]! + 1;
  return count;
}

/** "[31000-32000, 33000-33000]", as Mesos writes it. */
export function rangesText(ranges: Ranges): string {
  const parts: string[] = [];
  for (let i = 0; i < ranges.length; i += 2) parts.push(`${ranges[i]}-${ranges[i + 1]}`);
  return `[${parts.join(', ')}]`;
}
