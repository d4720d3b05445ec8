import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { until } from './posix/test-support.ts';
import { Liveness } from './liveness.ts';

function busyMs(ms: number): void {
  for (const sinceMs = performance.now(); performance.now() - sinceMs < ms;);
}

it('looks at all soon, but lets others have turns between', async () => {
  const liveness = new Liveness(1_000_000);
  let looks = 0;
  const all = Array.from({ length: 10 }, () => () => {
    looks++;
    busyMs(3);
  });
  for (const look of all) liveness.add(look);
  expect(looks).toBe(0);
  const seen = new Set<number>();
  while (looks < all.length) {
    await nextTurn();
    seen.add(looks);
  }
  expect(seen.size).toBeGreaterThan(3);
  for (const look of all) liveness.remove(look);
});

it('looks again and again, until it is told not to, also from within a look', async () => {
  const liveness = new Liveness(1);
  const counts = [0, 0];
  const kept = (): void => void counts[0]!++;
  const leaving = (): void => {
    counts[1]!++;
    liveness.remove(leaving);
  };
  liveness.add(kept);
  liveness.add(leaving);
  await until(() => counts[0]! > 3);
  liveness.remove(kept);
  const last = counts[0];
  liveness.add(leaving);
  await until(() => counts[1] === 2);
  expect(counts).toEqual([last, 2]);
});
