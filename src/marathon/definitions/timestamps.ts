/** Moments as clients write them: of the forms of ISO 8601, those that name their offset from UTC. */
import type { Timestamp } from '../model/ids.ts';

const iso = /^[+-]?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Undefined: it is none. */
export function readTimestamp(text: string): Timestamp | undefined {
  const time = iso.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
