/**
 * 64-bit integers of the wire. Almost all of them are small (ports, byte counts), so they are plain
 * numbers; the few that a double cannot hold exactly (nanoseconds since the epoch) are bigints.
 * `Long` makes the compiler ask which of the two one means. See docs/decisions/0003.
 */
export type Long = number | bigint;

/** The nearest double; exact up to 2^53. */
export function longToNumber(value: Long): number {
  return typeof value === 'number' ? value : Number(value);
}

/** The canonical form: a number when that is exact, a bigint otherwise. */
export function toLong(value: bigint): Long {
  const asNumber = Number(value);
  return Number.isSafeInteger(asNumber) ? asNumber : value;
}
