import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../foundation/virtual-clock.ts';
import { LaunchTokens } from './tokens.ts';

describe('tokens for launches', () => {
  it('are taken, come back one by one, and are never more than at first', () => {
    const tokens = new LaunchTokens(new VirtualClock(0), 2, 30_000, () => undefined);
    expect(tokens.giveBack()).toBe(false);
    expect(tokens.left).toBe(2);
    tokens.take();
    tokens.take();
    expect(tokens.left).toBe(0);
    expect(tokens.giveBack()).toBe(true);
    expect(tokens.giveBack()).toBe(false);
    expect(tokens.left).toBe(2);
  });

  it('are all there again after a while, which is told where there were none', () => {
    const clock = new VirtualClock(0);
    let told = 0;
    const tokens = new LaunchTokens(clock, 2, 30_000, () => told++);
    tokens.take();
    while (clock.step(30_000));
    expect([tokens.left, told]).toEqual([2, 0]);
    tokens.take();
    tokens.take();
    while (clock.step(60_000));
    expect([tokens.left, told]).toEqual([2, 1]);
  });
});
