/** Moments as Marathon's API writes them: "2018-07-14T23:59:39.123Z". */
import type { Timestamp } from './ids.ts';

export function renderTimestamp(at: Timestamp): string {
  return new Date(Math.floor(at)).toISOString();
}
