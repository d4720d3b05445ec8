import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.ts';
import { TestClock, TestCluster, type TestOffer } from './test-support.ts';

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
  clock.advance(1);
  // Put off for the sake of the one before.
  schedule.soon();
  clock.advance(300);
  schedule.atBatch();
  clock.advance(1000);
  clock.lateMs = 7;
  schedule.atOnce();
  clock.advance(7);
  expect(runs).toEqual([
    ['prompt', 0],
    ['prompt', 0],
    ['batch', 0],
    ['prompt', 7],
  ]);
});

describe('what may wait', () => {
  /** Times of runs, each of which takes `runMs`, when something is freed at all of `freedAtMs`. */
  function runsAt(freedAtMs: readonly number[], runMs = 0): number[] {
    const clock = new TestClock();
    const startMs = clock.now();
    const runs: number[] = [];
    const schedule = new Schedule(clock, 1000, () => {
      runs.push(clock.now() - startMs);
      clock.advance(runMs);
    });
    for (const atMs of freedAtMs) clock.after(atMs, () => schedule.soon());
    clock.advance(10_000);
    return runs;
  }

  it('runs at once after a quiet time, however often', () => {
    expect(runsAt([5, 8, 12, 100])).toEqual([5, 8, 12, 100]);
  });

  it('is coalesced when it comes in floods', () => {
    const flood = Array.from({ length: 100 }, (_, i) => 50 + i / 10);
    expect(runsAt(flood)).toEqual([50, 52, 54, 56, 58, 60]);
  });

  it('rests as long as a run took, and never longer than a tenth of a second', () => {
    expect(runsAt([0, 41, 121], 40)).toEqual([0, 80, 160]);
    expect(runsAt([0, 301], 300)).toEqual([0, 400]);
  });
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

describe('frameworks that come while thousands of offers are dealt with', () => {
  const declineAll = (cluster: TestCluster, offers: readonly TestOffer[]): void => {
    for (const offer of offers) cluster.decline(offer, 3_600);
  };

  function setUp(agentCount: number): TestCluster {
    const cluster = new TestCluster();
    for (let i = 0; i < agentCount; i++) cluster.addAgent(`a${i}`);
    cluster.addFramework('f0');
    const offers = cluster.pass(1);
    expect(offers).toHaveLength(agentCount);
    declineAll(cluster, offers);
    return cluster;
  }

  it('see a few agents soon, and the next batch serves all of them', () => {
    const cluster = new TestCluster();
    for (let i = 0; i < 2_000; i++) cluster.addAgent(`a${i}`);
    cluster.addFramework('f0');
    declineAll(cluster, cluster.pass(1));
    const names = ['f1', 'f2', 'f3'];
    for (const id of names) cluster.addFramework(id);
    expect(cluster.pass(99)).toEqual([]);
    const seen = cluster.pass(1);
    expect(new Set(seen.map(({ frameworkId }) => frameworkId))).toEqual(new Set(names));
    expect(seen.length).toBeLessThanOrEqual(6);
    const offers = cluster.pass(1_000);
    expect(offers).toHaveLength(2_000 - seen.length);
    expect(new Set(offers.map(({ frameworkId }) => frameworkId))).toEqual(new Set(names));
  });

  it('do not wait when few were made, nor when they are dealt with', () => {
    const few = setUp(20);
    few.addFramework('f1');
    expect(few.pass(1)).toHaveLength(20);
    const late = setUp(1_200);
    late.pass(200);
    late.addFramework('f1');
    expect(late.pass(1)).toHaveLength(1_200);
  });
});
