/**
 * Durations as Mesos writes them: a number and a unit without a space ("15secs", "1.5hrs").
 * Inside the program a duration is a number of milliseconds (names end in `Ms`), which may have a
 * fraction (exact to the nanosecond up to 13 days; whole milliseconds always are). Text comes back in the largest unit that leaves a whole number,
 * so that 600secs reads "10mins" while 90mins stays "90mins"; this is how /flags shows them.
 */
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';

/** Nanoseconds in each unit, smallest first. */
const units: readonly (readonly [string, number])[] = [
  ['ns', 1],
  ['us', 1e3],
  ['ms', 1e6],
  ['secs', 1e9],
  ['mins', 60e9],
  ['hrs', 3600e9],
  ['days', 86_400e9],
  ['weeks', 604_800e9],
];

const unitNames = "'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'";

/** Mesos counts nanoseconds in a signed 64-bit integer (292 years); longer ones do not fit. */
const longestNs = 2 ** 63;

/** The leading number and the rest; `@compat` a sign is not part of the number. */
const shape = /^([0-9.]*)(.*)$/s;

/** Reads a duration into milliseconds; the error says which part is wrong and what is allowed. */
export function parseDuration(text: string): Result<number> {
  const [, digits = '', unit = ''] = shape.exec(text) ?? [];
  if (unit === '') {
    return failure(`Invalid duration '${text}'; a number needs a unit: one of ${unitNames}`);
  }
  // '1.', '.5' and '007' are numbers for Mesos too; '', '.' and '1.2.3' are not.
  if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(digits)) {
    return failure(`Failed to convert '${digits}' to number`);
  }
  const unitNs = units.find(([name]) => name === unit)?.[1];
  if (unitNs === undefined) {
    return failure(`Unknown duration unit '${unit}'; supported units are ${unitNames}`);
  }
  const ns = Math.round(Number(digits) * unitNs);
  if (ns >= longestNs) {
    return failure(`Duration '${text}' is out of range; it must be shorter than 2^63 nanoseconds`);
  }
  return ok(nanosecondsToMs(ns));
}

/** For the wire's DurationInfo, which counts nanoseconds. */
export function nanosecondsToMs(nanoseconds: number | bigint): number {
  return Number(nanoseconds) / 1e6;
}

export function msToNanoseconds(durationMs: number): bigint {
  // Whole milliseconds are multiplied exactly; only fractions need rounding to a nanosecond.
  if (Number.isInteger(durationMs)) return BigInt(durationMs) * 1_000_000n;
  return BigInt(Math.round(durationMs * 1e6));
}

/** "15secs", "2weeks", "0ns": the largest unit that leaves a whole number. */
export function formatDuration(durationMs: number): string {
  const ns = msToNanoseconds(durationMs);
  if (ns === 0n) return '0ns';
  for (let i = units.length - 1; i > 0; i--) {
    const [name, unitNs] = units[i]!;
    const whole = BigInt(unitNs);
    if (ns % whole === 0n) return `${ns / whole}${name}`;
  }
  return `${ns}ns`;
}
