import { describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { VirtualClock } from '../../foundation/virtual-clock.ts';
import { Follower, type StreamCallbacks } from './events.ts';

function aFollower() {
  const clock = new VirtualClock(0);
  const streams: (StreamCallbacks & { isClosed: boolean; atMs: number })[] = [];
  const asked: string[] = [];
  const options = {
    ...{ minReloadIntervalMs: 0, maxReloadRetries: 0, reloadRetryMs: 0, maxBackoffMs: 20_000 },
    ...{ leavesOutBadApps: true, changesAtRunTime: true },
  };
  const follower = new Follower({
    environment: {
      clock,
      random: new SeededRandom(1),
      log: silentLog,
      options,
      count: () => undefined,
    },
    open: (callbacks) => {
      const stream = { ...callbacks, isClosed: false, atMs: clock.now() };
      streams.push(stream);
      return { close: () => (stream.isClosed = true) };
    },
    silenceMs: 30_000,
    askForAll: () => asked.push('*'),
    askFor: (app) => asked.push(app),
  });
  const run = (ms: number): void => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs));
  };
  follower.start();
  return { follower, streams, asked, run };
}

describe('following events', () => {
  it('begins with a question for all apps and goes on with those of which something is told', () => {
    const { follower, streams, asked } = aFollower();
    expect(follower.isOpen).toBe(false);
    streams[0]!.onOpen();
    streams[0]!.onEvent({ type: 'status_update_event', app: '/a' });
    streams[0]!.onEvent({ type: 'group_change_success' });
    expect(asked).toEqual(['*', '/a', '*']);
    expect(follower.isOpen).toBe(true);
  });

  it('cuts a stream that says nothing, begins another and asks for all', () => {
    const { streams, asked, run } = aFollower();
    streams[0]!.onOpen();
    for (let beat = 0; beat < 10; beat++) {
      run(10_000);
      streams[0]!.onLife();
    }
    expect(streams).toHaveLength(1);
    run(31_000);
    expect(streams[0]!.isClosed).toBe(true);
    expect(streams).toHaveLength(2);
    streams[1]!.onOpen();
    expect(asked).toEqual(['*', '*']);
  });

  it('tries again at once when a good stream ends, and later and later when none can be opened', () => {
    const { streams, run } = aFollower();
    streams[0]!.onOpen();
    run(20_000);
    streams[0]!.onClosed('ended');
    run(200);
    expect(streams).toHaveLength(2);
    for (let at = 1; at < 30; at++) {
      streams[at]!.onClosed('refused');
      run(20_001);
      expect(streams).toHaveLength(at + 2);
    }
    const gaps = streams.map(({ atMs }) => atMs);
    expect(gaps[30]! - gaps[29]!).toBeGreaterThan(5_000);
  });

  it('ends when it is closed', () => {
    const { follower, streams, run } = aFollower();
    streams[0]!.onOpen();
    follower.close();
    expect(streams[0]!.isClosed).toBe(true);
    run(100_000);
    expect(streams).toHaveLength(1);
  });
});
