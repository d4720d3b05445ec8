import { describe, expect, it } from 'vitest';
import { leastBetweenMs, tellInMs } from './tell-in.ts';

describe('telling a verdict', () => {
  it('is silent while it is the same, and leaves time between two', () => {
    const told = { verdict: 'calm', atMs: 1_000 };
    expect(tellInMs(told, 'calm', 99_000)).toBeUndefined();
    expect(tellInMs(told, 'trouble', 1_500)).toBe(leastBetweenMs - 500);
    expect(tellInMs(told, 'trouble', 1_000 + leastBetweenMs)).toBe(0);
    expect(tellInMs(told, 'trouble', 99_000)).toBe(0);
  });
});
