/**
 * How fresh what is shown is. A stream that is tried again and again is as old as the moment when it
 * was lost first; what is shown stays until there is something newer.
 */
import type { Connection } from '../live/messages.ts';

export interface Freshness {
  readonly kind: 'live' | 'first' | 'seen' | 'catchingUp' | 'stale' | 'offline';
  /** Since when what is shown is not true any more; 0: it is. */
  readonly sinceMs: number;
  /** When it is tried again; 0: now. */
  readonly retryAtMs: number;
  readonly why: string;
}

export const firstFreshness: Freshness = { kind: 'first', sinceMs: 0, retryAtMs: 0, why: '' };

/**
 * `isWhole`: there is something to show. `asOfMs`: what is shown before that is of an earlier visit,
 * of that time.
 */
export function nextFreshness(
  before: Freshness,
  connection: Connection,
  isWhole: boolean,
  nowMs: number,
  asOfMs = 0,
): Freshness {
  const isShown = isWhole || asOfMs > 0;
  switch (connection.kind) {
    case 'live':
      return { kind: 'live', sinceMs: 0, retryAtMs: 0, why: '' };
    case 'connecting':
      if (!isWhole && asOfMs > 0 && before.retryAtMs === 0) {
        return { ...before, kind: 'seen', sinceMs: asOfMs };
      }
      if (before.sinceMs === 0) return { ...before, kind: isWhole ? 'catchingUp' : 'first' };
      return { ...before, kind: isShown ? 'catchingUp' : 'offline', retryAtMs: 0 };
    case 'lost':
      return {
        kind: isShown ? 'stale' : 'offline',
        sinceMs: isWhole || asOfMs === 0 ? before.sinceMs || connection.sinceMs : asOfMs,
        retryAtMs: nowMs + connection.retryMs,
        why: connection.why,
      };
  }
}
