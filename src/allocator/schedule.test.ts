import { expect, it } from 'vitest';
import { Schedule } from './schedule.ts';
import { TestClock, TestCluster } from './test-support.ts';

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

it('the allocator tells it to whoever keeps the figures', () => {
  const clock = new BusyClock();
  const cluster = new TestCluster({}, 1, clock);
  const latencies: number[] = [];
  cluster.allocator.metrics.onRun = (_runMs, latencyMs) => latencies.push(latencyMs);
  clock.lateMs = 7;
  cluster.addAgent('a');
  cluster.addFramework('f');
  expect(cluster.pass(7)).toHaveLength(1);
  expect(latencies).toEqual([7]);
});
