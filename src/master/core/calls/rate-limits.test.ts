import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../allocator/test-support.ts';
import type { RateLimits } from '../../../protocol/generated/mesos.ts';
import { CallLimiter, parseRateLimits } from './rate-limits.ts';

function limiterOf(limits: RateLimits) {
  const clock = new TestClock();
  const limiter = new CallLimiter(clock, limits);
  const done: string[] = [];
  const call = (name: string, principal?: string, bytes = 10) =>
    limiter.take({ type: name, principal, bytes }, () => void done.push(name));
  return { clock, limiter, done, call };
}

describe('calls of a limited principal', () => {
  it('are taken at its rate, in order', () => {
    const { clock, limiter, done, call } = limiterOf({ limits: [{ principal: 'p', qps: 10 }] });
    for (const name of ['a', 'b', 'c']) expect(call(name, 'p').ok).toBe(true);
    expect(done).toEqual(['a']);
    expect(limiter.waitingCount).toBe(2);
    clock.advance(100);
    expect(done).toEqual(['a', 'b']);
    clock.advance(100);
    expect(done).toEqual(['a', 'b', 'c']);
    // Idle time is no credit.
    clock.advance(10_000);
    call('d', 'p');
    call('e', 'p');
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('above its capacity are refused, and the ones that wait stay', () => {
    const limits = { limits: [{ principal: 'p', qps: 1, capacity: 2 }] };
    const { clock, done, call } = limiterOf(limits);
    for (const name of ['a', 'b', 'c']) expect(call(name, 'p').ok).toBe(true);
    expect(call('KILL', 'p')).toEqual({
      ok: false,
      error: 'Message KILL dropped: capacity(2) exceeded',
    });
    clock.advance(5_000);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('may not hold more memory than a bound, whatever its capacity', () => {
    const { call } = limiterOf({ limits: [{ principal: 'p', qps: 1 }] });
    const bytes = 4 * 1024 * 1024;
    const answers = Array.from({ length: 20 }, () => call('ACCEPT', 'p', bytes).ok);
    expect(answers.filter((isTaken) => isTaken)).toHaveLength(17);
  });

  it('faster than timers are taken at its rate all the same', () => {
    const { clock, done, call } = limiterOf({ limits: [{ principal: 'p', qps: 5_000 }] });
    for (let i = 0; i < 100; i++) call(String(i), 'p');
    clock.advance(10);
    expect(done.length).toBeGreaterThanOrEqual(50);
    expect(done.length).toBeLessThanOrEqual(52);
  });
});

describe('who is limited', () => {
  const limits: RateLimits = {
    limits: [{ principal: 'free' }, { principal: 'p', qps: 1 }],
    aggregate_default_qps: 1,
    aggregate_default_capacity: 1,
  };

  it('is not a principal without a rate', () => {
    const { done, call } = limiterOf(limits);
    for (const name of ['a', 'b', 'c']) call(name, 'free');
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('are all others together, with or without a principal', () => {
    const { done, call } = limiterOf(limits);
    expect(call('a', 'other').ok).toBe(true);
    expect(call('b').ok).toBe(true);
    expect(call('c', 'third').ok).toBe(false);
    expect(call('d', 'p').ok).toBe(true);
    expect(done).toEqual(['a', 'd']);
  });

  it('is nobody without a default', () => {
    const { done, call } = limiterOf({ limits: [{ principal: 'p', qps: 1 }] });
    for (const name of ['a', 'b']) call(name);
    expect(done).toEqual(['a', 'b']);
  });
});

it('what waits when the master stops is forgotten', () => {
  const { clock, limiter, done, call } = limiterOf({ limits: [{ principal: 'p', qps: 1 }] });
  for (const name of ['a', 'b']) call(name, 'p');
  limiter.stop();
  clock.advance(10_000);
  expect(done).toEqual(['a']);
});

it.each([
  [{ limits: [{ principal: 'p' }, { principal: 'p' }] }, /^Duplicate principal p found/],
  [{ limits: [{ principal: 'p', qps: 0 }] }, /^Invalid qps: 0\. It must be a positive number$/],
  [{ aggregate_default_qps: -1 }, /^Invalid aggregate_default_qps: -1\./],
  [{ limits: [{ qps: 1 }] }, /^Invalid value for --rate_limits: .*principal/],
  [[], /^Invalid value for --rate_limits/],
])('a configuration that makes no sense is refused: %j', (json, why) => {
  const parsed = parseRateLimits(json);
  expect(parsed.ok ? 'taken' : parsed.error).toMatch(why);
});
