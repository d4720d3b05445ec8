/** Moments as Marathon writes them: "2018-07-14T23:59:39.123Z", in UTC, with three digits of milliseconds. */
import type { Timestamp } from '../model/ids.ts';

export function renderTimestamp(time: Timestamp): string {
  return new Date(time).toISOString();
}

const iso = /^[+-]?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Any form of ISO 8601 with an offset; undefined: it is none. */
export function readTimestamp(text: string): Timestamp | undefined {
  const time = iso.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
