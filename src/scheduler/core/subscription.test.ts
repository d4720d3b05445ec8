import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import type { Call, Event } from '../../protocol/generated/scheduler.ts';
import { HandClock } from '../test-support.ts';
import { Subscription } from './subscription.ts';

const masters = ['http://a:1/api/v1/scheduler', 'http://b:2/api/v1/scheduler'];

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
  let subscription: Subscription;

  beforeEach(() => {
    clock = new HandClock();
    told = [];
    opened = [];
    subscription = new Subscription(
      { masters, framework: { user: 'u', name: 'n' } },
      {
        clock,
        random: new SeededRandom(1),
        log: silentLog,
        effects: {
          open: (attempt, url, call) => void opened.push({ attempt, url, call }),
          close: (attempt) => void told.push(`close ${attempt}`),
          onEvent: (event) => void told.push(`event ${event.type}`),
          onDisconnected: (why) => void told.push(`disconnected: ${why}`),
          onEnded: (why) => void told.push(`ended: ${why}`),
        },
      },
    );
  });

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
    expect(subscription.findTarget()).toEqual({ url: masters[0], streamId: 'stream-1' });
  });

  it('comes back as the same framework, elsewhere, after the stream broke', () => {
    subscription.start();
    subscribe();
    subscription.closed(1, 'connection reset');
    expect(told).toContain('disconnected: connection reset');
    expect(subscription.findTarget()).toBeUndefined();
    clock.advance(250);
    expect(last().url).toBe(masters[1]);
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
    expect(told).toContain(`disconnected: no heartbeat from ${masters[0]} in 75 seconds`);
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
    expect(told.at(-1)).toBe(
      `ended: ${masters[0]} refused to subscribe the framework: ${status} No`,
    );
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
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const open = new Set<number>();
        const hand = new HandClock();
        let newest = 0;
        const one: Subscription = new Subscription(
          { masters, framework: { user: 'u', name: 'n' } },
          {
            clock: hand,
            random: new SeededRandom(2),
            log: silentLog,
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
          expect(open.size + hand.waitingCount).toBeGreaterThan(0);
        }
        one.stop();
        expect([open.size, hand.waitingCount]).toEqual([0, 0]);
      }),
    );
  });
});
