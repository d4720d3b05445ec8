import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../foundation/virtual-clock.ts';
import { anApp } from '../../test-support/test-marathon.ts';
import { Delays } from './delays.ts';

const backoff = { backoffSeconds: 10, backoffFactor: 2, maxLaunchDelaySeconds: 60 };
const app = anApp({ backoff });

function passing(clock: VirtualClock, ms: number): void {
  const until = clock.now() + ms;
  clock.after(ms, () => undefined);
  while (clock.step(until));
}

describe('the delay of an app', () => {
  it('is none at first, and grows with each failure up to its bound', () => {
    const delays = new Delays(new VirtualClock(0));
    const left: number[] = [delays.leftMs(app)];
    for (let failures = 0; failures < 5; failures++) {
      delays.failed(app);
      left.push(delays.leftMs(app));
    }
    expect(left).toEqual([0, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('is never longer than its bound, also the first', () => {
    const delays = new Delays(new VirtualClock(0));
    const short = anApp({ backoff: { ...backoff, maxLaunchDelaySeconds: 5 } });
    delays.failed(short);
    expect(delays.leftMs(short)).toBe(5_000);
  });

  it('passes with time, and counts anew when an instance gets further', () => {
    const clock = new VirtualClock(0);
    const delays = new Delays(clock);
    delays.failed(app);
    passing(clock, 4_000);
    expect(delays.leftMs(app)).toBe(6_000);
    delays.progressed(app);
    expect(delays.leftMs(app)).toBe(10_000);
  });

  it('is forgotten when nothing failed for as long as its bound', () => {
    const clock = new VirtualClock(0);
    const delays = new Delays(clock);
    delays.failed(app);
    delays.failed(app);
    passing(clock, 60_000);
    delays.failed(app);
    expect(delays.leftMs(app)).toBe(40_000);
    passing(clock, 60_001);
    delays.failed(app);
    expect(delays.leftMs(app)).toBe(10_000);
  });

  it('is none of a new version, but of the same one at another size', () => {
    const delays = new Delays(new VirtualClock(0));
    delays.failed(app);
    const scaled = { ...app, instances: 5, versionInfo: { ...app.versionInfo, lastScalingAt: 9 } };
    expect(delays.leftMs(scaled)).toBe(10_000);
    const changed = { ...app, versionInfo: { lastScalingAt: 9, lastConfigChangeAt: 9 } };
    expect(delays.leftMs(changed)).toBe(0);
  });

  it('is taken away at once', () => {
    const delays = new Delays(new VirtualClock(0));
    delays.failed(app);
    delays.reset(app.id);
    expect(delays.leftMs(app)).toBe(0);
  });
});
