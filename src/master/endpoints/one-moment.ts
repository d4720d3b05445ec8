/**
 * A large answer takes many turns to write, and shows one moment all the same. The texts of records
 * are kept from one reading to the next (fragments.ts), so first those that are missing are made,
 * piece by piece; what changes meanwhile is made again, which is less each time. When there is little
 * left a document takes all the texts that it needs in one turn, and writes at leisure.
 */

import { madeTextBytes } from './fragments.ts';

/**
 * A pass that took less time, or made less, has left so little behind that the rest can be made in the
 * last turn: to look at a hundred thousand records takes longer than to make what has changed.
 */
const shortPassMs = 12;
const fewTextBytes = 512 * 1024;
/** Of a master that changes as fast as its texts are made: then the last turn is longer. */
const mostPasses = 5;
const recordsPerStep = 32;

/** Visits records, pausing; `visit` makes their texts. */
export type Pass = () => Generator<undefined, void, undefined>;

export function* makeTexts(pass: Pass): Generator<undefined, void, undefined> {
  for (let passes = 0; passes < mostPasses; passes++) {
    let workMs = 0;
    let workBytes = 0;
    const steps = pass();
    for (;;) {
      const startMs = performance.now();
      const startBytes = madeTextBytes();
      const { done } = steps.next();
      workMs += performance.now() - startMs;
      workBytes += madeTextBytes() - startBytes;
      if (done === true) break;
      yield;
    }
    if (workMs < shortPassMs || workBytes < fewTextBytes) return;
  }
}

/** A pass over one list. */
export function* eachOf<T>(
  records: Iterable<T>,
  visit: (record: T) => unknown,
): Generator<undefined, void, undefined> {
  let count = 0;
  for (const record of records) {
    visit(record);
    if (++count % recordsPerStep === 0) yield;
  }
}
