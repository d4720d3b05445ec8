import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import type { DetectionWatcher, Detector } from '../../leadership/core/election.ts';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import { HandClock, HandDetector } from '../../scheduler/test-support.ts';
import { FallbackDetector } from './detector.ts';
import { type StreamListener, Subscription } from './subscription.ts';

const leaders = [1, 2].map((n) =>
  masterInfoOf({ ip: `10.0.0.${n}`, port: 5050, hostname: `m${n}` }, `M${n}`),
);
const urlOf = (n: number): string => `http://10.0.0.${n}:5050/api/v1`;
const subscribed = {
  type: 'SUBSCRIBED' as const,
  subscribed: { heartbeat_interval_seconds: 10 },
};

class GivenDetector implements Detector {
  watcher: DetectionWatcher | undefined;
  isClosed = false;
  watch(watcher: DetectionWatcher): void {
    this.watcher = watcher;
  }
  doubt(): void {}
  close(): void {
    this.isClosed = true;
  }
}

describe('a subscription to events', () => {
  let clock: HandClock;
  let detector: GivenDetector;
  let streams: { url: string; listener: StreamListener; isClosed: boolean }[];
  let events: string[];
  let subscription: Subscription;

  beforeEach(() => {
    clock = new HandClock();
    detector = new GivenDetector();
    streams = [];
    events = [];
    subscription = new Subscription({
      clock,
      random: new SeededRandom(1),
      log: silentLog,
      detector,
      open: (url, listener) => {
        const stream = { url, listener, isClosed: false };
        streams.push(stream);
        return () => (stream.isClosed = true);
      },
      onEvent: ({ type }) => events.push(type ?? ''),
      onLeader: (leader) => events.push(`leader ${leader?.id}`),
      onMasters: () => undefined,
      onSubscribed: (url) => events.push(`at ${url}`),
      onFailed: (why) => events.push(`failed ${why}`),
    });
    subscription.start();
    detector.watcher!.changed(leaders[0]);
  });

  const last = () => streams.at(-1)!;

  it('follows the leader', () => {
    last().listener.opened();
    last().listener.received(subscribed);
    expect(events).toEqual(['leader M1', 'SUBSCRIBED', `at ${urlOf(1)}`]);
    expect(subscription.isSubscribed).toBe(true);
    detector.watcher!.changed(leaders[1]);
    expect(streams.map(({ url, isClosed }) => [url, isClosed])).toEqual([
      [urlOf(1), true],
      [urlOf(2), false],
    ]);
    streams[0]!.listener.received({ type: 'TASK_ADDED' });
    expect(events).not.toContain('TASK_ADDED');
  });

  it('goes where it is led, but not in circles', () => {
    const refuse = (): void =>
      last().listener.refused({ status: 307, location: '//10.0.0.2:5050/api/v1', body: '' });
    refuse();
    expect(last().url).toBe(urlOf(2));
    for (let i = 0; i < 10; i++) refuse();
    expect(streams.length).toBeLessThan(8);
    clock.advance(20_000);
    expect(last().url).toBe(urlOf(1));
  });

  it('subscribes again after a break', () => {
    last().listener.received(subscribed);
    last().listener.closed('gone');
    expect(subscription.isSubscribed).toBe(false);
    clock.advance(300);
    expect(streams.length).toBe(2);
  });

  it('notices a silent stream by its heartbeats', () => {
    last().listener.opened();
    last().listener.received(subscribed);
    clock.advance(29_000);
    last().listener.received({ type: 'HEARTBEAT' });
    clock.advance(29_000);
    expect(streams.length).toBe(1);
    clock.advance(2_000);
    expect(streams.length).toBe(2);
    expect(streams[0]!.isClosed).toBe(true);
  });

  it('waits when nobody leads, and ends when told to', () => {
    detector.watcher!.changed(undefined);
    clock.advance(60_000);
    expect(streams.length).toBe(1);
    subscription.close();
    expect(detector.isClosed).toBe(true);
    expect(clock.waitingCount).toBe(0);
  });
});

describe('ZooKeeper with a list behind it', () => {
  it('asks the list while ZooKeeper names nobody', () => {
    const clock = new HandClock();
    const first = new GivenDetector();
    const seconds: HandDetector[] = [];
    const make = (): Detector => {
      const second = new HandDetector(leaders[1]);
      seconds.push(second);
      return second;
    };
    const detector = new FallbackDetector(first, make, { clock, patienceMs: 60_000 });
    const told: (string | undefined)[] = [];
    detector.watch({ changed: (leader) => told.push(leader?.id), failed: () => undefined });
    clock.advance(59_000);
    expect(told).toEqual([]);
    clock.advance(1_000);
    expect(told).toEqual(['M2']);
    first.watcher!.changed(leaders[0]);
    expect(told).toEqual(['M2', 'M1']);
    expect(seconds[0]!.isClosed).toBe(true);
    first.watcher!.changed(undefined);
    clock.advance(60_000);
    expect(told).toEqual(['M2', 'M1', undefined, 'M2']);
    detector.close();
    expect(clock.waitingCount).toBe(0);
  });
});
