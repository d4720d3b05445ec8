import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import type { Call, Event } from '../../protocol/generated/scheduler.ts';
import { HandClock, HandDetector } from '../test-support.ts';
import { Subscription } from './subscription.ts';

const leaders = [1, 2].map((n) =>
  masterInfoOf({ ip: `10.0.0.${n}`, port: 5050, hostname: `m${n}` }, `M${n}`),
);
const urls = [1, 2].map((n) => `http://10.0.0.${n}:5050/api/v1/scheduler`);

function subscribedEvent(id = 'F1', heartbeat_interval_seconds = 15): Event {
  return {
    type: 'SUBSCRIBED',
    subscribed: { framework_id: { value: id }, heartbeat_interval_seconds },
  };
}

describe('a subscription', () => {
  let clock: HandClock;
  let told: string[];
  let opened: { attempt: number; url: string; call: Call }[];
  let detector: HandDetector;
  let subscription: Subscription;

  beforeEach(() => {
    clock = new HandClock();
    detector = new HandDetector(leaders[0]);
    told = [];
    opened = [];
    subscription = make();
  });

  function make(): Subscription {
    return new Subscription(
      { framework: { user: 'u', name: 'n' } },
      {
        clock,
        random: new SeededRandom(1),
        log: silentLog,
        detector,
        effects: {
          open: (attempt, url, call) => void opened.push({ attempt, url, call }),
          close: (attempt) => void told.push(`close ${attempt}`),
          onEvent: (event) => void told.push(`event ${event.type}`),
          onDisconnected: (why) => void told.push(`disconnected: ${why}`),
          onEnded: (why) => void told.push(`ended: ${why}`),
        },
      },
    );
  }

  const last = (): { attempt: number; url: string; call: Call } => opened.at(-1)!;

  function subscribe(): void {
    subscription.opened(last().attempt, `stream-${last().attempt}`);
    subscription.received(last().attempt, subscribedEvent());
  }

  it('begins without an id and learns it', () => {
    subscription.start();
    expect(last().call).toEqual({
      type: 'SUBSCRIBE',
      subscribe: { framework_info: { user: 'u', name: 'n' } },
    });
    expect(subscription.findTarget()).toBeUndefined();
    subscribe();
    expect(subscription.frameworkId).toBe('F1');
    expect(subscription.findTarget()).toEqual({ url: urls[0], streamId: 'stream-1' });
  });

  it('comes back as the same framework after the stream broke, and doubts who leads', () => {
    subscription.start();
    subscribe();
    subscription.closed(1, 'connection reset');
    expect(told).toContain('disconnected: connection reset');
    expect(subscription.findTarget()).toBeUndefined();
    expect(detector.doubtCount).toBe(1);
    clock.advance(250);
    expect(last().url).toBe(urls[0]);
    expect(last().call).toEqual({
      type: 'SUBSCRIBE',
      framework_id: { value: 'F1' },
      subscribe: { framework_info: { user: 'u', name: 'n', id: { value: 'F1' } } },
    });
    expect(told.filter((line) => line.startsWith('disconnected'))).toHaveLength(1);
  });

  it('follows a redirect at once', () => {
    subscription.start();
    subscription.refused(1, { status: 307, location: '//c:3/master/api/v1/scheduler', body: '' });
    expect(last().url).toBe('http://c:3/master/api/v1/scheduler');
    subscribe();
    expect(subscription.state).toBe('subscribed');
  });

  it('waits for a leader, and is there as soon as there is one', () => {
    detector = new HandDetector(undefined);
    const waiting = make();
    waiting.start();
    expect([waiting.state, opened.length, clock.waitingCount]).toEqual(['detecting', 0, 0]);
    detector.tell(undefined);
    expect(waiting.state).toBe('detecting');
    detector.tell(leaders[1]);
    clock.advance(250);
    expect(opened.map(({ url }) => url)).toEqual([urls[1]]);
  });

  it('follows the leader, as the same framework', () => {
    subscription.start();
    subscribe();
    detector.tell(leaders[1]);
    expect(told.slice(-2)).toEqual(['close 1', 'disconnected: there was an election']);
    expect(subscription.findTarget()).toBeUndefined();
    subscription.received(1, { type: 'ERROR', error: { message: 'from the old one' } });
    clock.advance(250);
    expect(last()).toMatchObject({ url: urls[1], call: { framework_id: { value: 'F1' } } });
    subscribe();
    expect(subscription.findTarget()?.url).toBe(urls[1]);
    expect(detector.doubtCount).toBe(0);
  });

  it('leaves a master that leads no longer, and waits for the next', () => {
    subscription.start();
    subscribe();
    detector.tell(undefined);
    expect(told.slice(-2)).toEqual(['close 1', 'disconnected: no master leads']);
    clock.advance(1_000_000);
    expect([subscription.state, opened.length]).toEqual(['detecting', 1]);
    detector.tell(leaders[0]);
    clock.advance(250);
    expect([subscription.state, opened.length]).toEqual(['connecting', 2]);
  });

  it('stays where it is when the same one is elected again', () => {
    subscription.start();
    subscribe();
    detector.tell(leaders[0]);
    expect([subscription.state, opened.length]).toEqual(['subscribed', 1]);
  });

  it('does not sit out a long wait for the old leader when there is a new one', () => {
    subscription.start();
    for (let i = 0; i < 8; i++) {
      subscription.closed(last().attempt, 'refused');
      const count = opened.length;
      while (opened.length === count) clock.advance(1);
    }
    subscription.closed(last().attempt, 'refused');
    detector.tell(leaders[1]);
    clock.advance(250);
    expect(last().url).toBe(urls[1]);
  });

  it('forgets where a redirect led when that one fails', () => {
    subscription.start();
    subscription.refused(1, { status: 307, location: '//c:3/api/v1/scheduler', body: '' });
    subscribe();
    subscription.closed(2, 'reset');
    clock.advance(250);
    expect(opened.map(({ url }) => url)).toEqual([urls[0], 'http://c:3/api/v1/scheduler', urls[0]]);
  });

  it('ends when nobody will ever know who leads', () => {
    subscription.start();
    detector.fail('no such znode');
    expect(told.slice(-2)).toEqual([
      'close 1',
      'ended: Cannot find the leading master: no such znode',
    ]);
    expect(detector.isClosed).toBe(true);
    expect(clock.waitingCount).toBe(0);
  });

  it('closes its detector', () => {
    subscription.start();
    subscription.stop();
    expect(detector.isClosed).toBe(true);
  });

  it('waits longer after each failure, up to a bound', () => {
    subscription.start();
    const delaysMs: number[] = [];
    for (let i = 0; i < 10; i++) {
      const before = clock.now();
      subscription.closed(last().attempt, 'refused');
      const count = opened.length;
      while (opened.length === count) clock.advance(1);
      delaysMs.push(clock.now() - before);
    }
    expect(delaysMs[0]).toBeLessThanOrEqual(250);
    expect(delaysMs[9]).toBeGreaterThan(7_000);
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(15_001);
  });

  it('gives up a master of which it hears nothing for five heartbeats', () => {
    subscription.start();
    subscribe();
    clock.advance(70_000);
    subscription.received(1, { type: 'HEARTBEAT' });
    clock.advance(74_999);
    expect(subscription.state).toBe('subscribed');
    clock.advance(1);
    expect(subscription.state).toBe('waiting');
    expect(told).toContain(`disconnected: no heartbeat from ${urls[0]} in 75 seconds`);
  });

  it('ends with an ERROR, which nothing can cure', () => {
    subscription.start();
    subscribe();
    subscription.received(1, { type: 'ERROR', error: { message: 'Framework failed over' } });
    expect(told.slice(-3)).toEqual(['event ERROR', 'close 1', 'ended: Framework failed over']);
    clock.advance(1_000_000);
    expect(opened).toHaveLength(1);
    expect(clock.waitingCount).toBe(0);
  });

  it.each([400, 401, 403, 415])('ends when it is refused with %i', (status) => {
    subscription.start();
    subscription.refused(1, { status, body: 'No' });
    expect(told.at(-1)).toBe(`ended: ${urls[0]} refused to subscribe the framework: ${status} No`);
  });

  it.each([404, 500, 503])('tries again after %i', (status) => {
    subscription.start();
    subscription.refused(1, { status, body: 'Later' });
    expect(subscription.state).toBe('waiting');
    clock.advance(250);
    expect(opened).toHaveLength(2);
  });

  it('hears nothing from streams that it left', () => {
    subscription.start();
    subscribe();
    subscription.closed(1, 'reset');
    clock.advance(250);
    told.length = 0;
    subscription.received(1, { type: 'ERROR', error: { message: 'late' } });
    subscription.closed(1, 'late');
    subscription.refused(1, { status: 400, body: 'late' });
    expect(told).toEqual([]);
    expect(subscription.state).toBe('connecting');
  });

  it('says after an update of the framework what the update said', () => {
    subscription.start();
    subscribe();
    const framework = { user: 'u', name: 'new', roles: ['r'] };
    subscription.replaceFramework({ framework, suppressedRoles: ['r'] });
    subscription.closed(1, 'reset');
    clock.advance(250);
    expect(last().call.subscribe).toEqual({
      framework_info: { ...framework, id: { value: 'F1' } },
      suppressed_roles: ['r'],
    });
  });

  it('has at most one stream and one timer, whatever happens in whatever order', () => {
    const step = fc.oneof(
      fc.constant('subscribe'),
      fc.constant('close'),
      fc.constant('refuse'),
      fc.constant('redirect'),
      fc.constant('advance'),
      fc.constant('elect'),
      fc.constant('depose'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const open = new Set<number>();
        const hand = new HandClock();
        const chance = new HandDetector(leaders[0]);
        let newest = 0;
        let electedCount = 0;
        const one: Subscription = new Subscription(
          { framework: { user: 'u', name: 'n' } },
          {
            clock: hand,
            random: new SeededRandom(2),
            log: silentLog,
            detector: chance,
            effects: {
              open: (attempt) => void open.add((newest = attempt)),
              close: (attempt) => void open.delete(attempt),
              onEvent: () => undefined,
              onDisconnected: () => undefined,
              onEnded: () => undefined,
            },
          },
        );
        const leave = (input: () => void): void => {
          open.delete(newest);
          input();
        };
        one.start();
        for (const name of steps) {
          if (name === 'advance') hand.advance(20_000);
          else if (name === 'elect') chance.tell(leaders[electedCount++ % 2]);
          else if (name === 'depose') chance.tell(undefined);
          else if (!open.has(newest)) continue;
          else if (name === 'close') leave(() => one.closed(newest, 'x'));
          else if (name === 'refuse') leave(() => one.refused(newest, { status: 503, body: '' }));
          else if (name === 'redirect') {
            leave(() => one.refused(newest, { status: 307, location: '//c:1/x', body: '' }));
          } else {
            one.opened(newest, 's');
            one.received(newest, subscribedEvent());
          }
          expect(open.size).toBeLessThanOrEqual(1);
          expect(hand.waitingCount).toBeLessThanOrEqual(1);
          const waits = one.state === 'detecting' ? 1 : 0;
          expect(open.size + hand.waitingCount + waits).toBeGreaterThan(0);
        }
        one.stop();
        expect([open.size, hand.waitingCount]).toEqual([0, 0]);
      }),
    );
  });
});
