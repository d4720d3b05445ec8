import { expect, it } from 'vitest';
import { Schedule } from './schedule.ts';
import { TestClock } from './test-support.ts';

/** Fires timers late, as a busy event loop does. */
class BusyClock extends TestClock {
  lateMs = 0;

  override after(delayMs: number, callback: () => void): ReturnType<TestClock['after']> {
    return super.after(delayMs + this.lateMs, callback);
  }
}

it('latency is what a run began later than asked, not what it was put off on purpose', () => {
  const clock = new BusyClock();
  const runs: [string, number][] = [];
  const schedule = new Schedule(clock, 1000, (kind, _nowMs, latencyMs) => {
    runs.push([kind, latencyMs]);
  });
  schedule.soon();
  clock.advance(10);
  clock.advance(300);
  schedule.atBatch();
  clock.advance(1000);
  clock.lateMs = 7;
  schedule.atOnce();
  clock.advance(7);
  expect(runs).toEqual([
    ['prompt', 0],
    ['batch', 0],
    ['prompt', 7],
  ]);
});
