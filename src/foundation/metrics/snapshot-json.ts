/**
 * The body of /metrics/snapshot, sorted by name and written piece by piece: with 100,000 numbers it
 * has ten megabytes.
 */
import type { Steps } from './in-turns.ts';
import { sortNames } from './sort-names.ts';

/** Half a millisecond of writing. */
const numbersPerStep = 500;

/** `@compat` every number has a point, as doubles do in Mesos. */
export function* snapshotJson(numbers: ReadonlyMap<string, number>): Steps<Buffer> {
  // JSON has no word for what is not finite; a number that cannot be told is left out.
  const names = (yield* sortNames(numbers.keys())).filter((name) =>
    Number.isFinite(numbers.get(name)),
  );
  const pieces = [Buffer.from('{')];
  for (let from = 0; from < names.length; from += numbersPerStep) {
    const fields = names
      .slice(from, from + numbersPerStep)
      .map((name) => `${JSON.stringify(name)}:${doubleText(numbers.get(name)!)}`);
    pieces.push(Buffer.from(`${from === 0 ? '' : ','}${fields.join()}`));
    yield;
  }
  pieces.push(Buffer.from('}'));
  return Buffer.concat(pieces);
}

function doubleText(value: number): string {
  const text = JSON.stringify(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
