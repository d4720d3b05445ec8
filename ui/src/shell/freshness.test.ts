import { describe, expect, it } from 'vitest';
import type { Connection } from '../live/messages.ts';
import { firstFreshness, type Freshness, nextFreshness } from './freshness.ts';

const lost = (sinceMs: number): Connection => ({
  kind: 'lost',
  sinceMs,
  retryMs: 500,
  why: 'closed',
});

function after(isWhole: boolean, ...steps: readonly [Connection, number][]): Freshness {
  return steps.reduce(
    (before, [connection, nowMs]) => nextFreshness(before, connection, isWhole, nowMs),
    firstFreshness,
  );
}

describe('freshness', () => {
  it('is as old as the first loss, however often it is tried again', () => {
    expect(
      after(
        true,
        [{ kind: 'live' }, 0],
        [lost(1_000), 1_000],
        [{ kind: 'connecting' }, 1_500],
        [lost(2_000), 2_000],
      ),
    ).toEqual({ kind: 'stale', sinceMs: 1_000, retryAtMs: 2_500, why: 'closed' });
    expect(
      after(true, [{ kind: 'live' }, 0], [lost(1_000), 1_000], [{ kind: 'connecting' }, 1_500]),
    ).toEqual({ kind: 'catchingUp', sinceMs: 1_000, retryAtMs: 0, why: 'closed' });
  });

  it('is whole again with the stream', () => {
    expect(after(true, [lost(1_000), 1_000], [{ kind: 'live' }, 2_000])).toEqual({
      ...firstFreshness,
      kind: 'live',
    });
  });

  it('tells what was never there from what is old', () => {
    expect(after(false, [{ kind: 'connecting' }, 0]).kind).toBe('first');
    expect(after(false, [lost(1), 1]).kind).toBe('offline');
    expect(after(false, [lost(1), 1], [{ kind: 'connecting' }, 2]).kind).toBe('offline');
  });

  it('tells what is of an earlier visit, and since when no master answers', () => {
    const seen = nextFreshness(firstFreshness, { kind: 'connecting' }, false, 9_000, 5_000);
    expect(seen).toMatchObject({ kind: 'seen', sinceMs: 5_000 });
    expect(nextFreshness(seen, lost(9_500), false, 9_500, 5_000)).toEqual({
      ...{ kind: 'stale', sinceMs: 5_000, retryAtMs: 10_000, why: 'closed' },
    });
    expect(nextFreshness(seen, { kind: 'live' }, true, 10_000).kind).toBe('live');
  });
});
