import { describe, expect, it } from 'vitest';
import type { MarathonEvent } from '../steering/events.ts';
import { EventLines } from './event-lines.ts';

function eventsOf(...chunks: readonly string[]): readonly MarathonEvent[] {
  const events: MarathonEvent[] = [];
  const lines = new EventLines((event) => events.push(event));
  for (const chunk of chunks) expect(lines.take(Buffer.from(chunk))).toBe(true);
  return events;
}

describe('the stream of events', () => {
  it('says to which app something happened, wherever it is cut', () => {
    const frames =
      'event: status_update_event\r\ndata: {"eventType":"status_update_event","appId":"/ä/b"}\r\n\r\n\r\n' +
      'event: api_post_event\r\ndata: {"eventType":"api_post_event","appDefinition":{"id":"/c"}}\r\n\r\n';
    const whole = [
      { type: 'status_update_event', app: '/ä/b' },
      { type: 'api_post_event', app: '/c' },
    ];
    expect(eventsOf(frames)).toEqual(whole);
    const events: MarathonEvent[] = [];
    const lines = new EventLines((event) => events.push(event));
    for (const byte of Buffer.from(frames)) lines.take(new Uint8Array([byte]));
    expect(events).toEqual(whole);
  });

  it('of which something cannot be read may have told of any app', () => {
    expect(
      eventsOf('data: {"eventType":\n\ndata: 7\n\ndata: {"eventType":"group_change_success"}\n\n'),
    ).toEqual([{ type: 'unreadable' }, { type: 'unreadable' }, { type: 'group_change_success' }]);
  });

  it('has lines of a bounded length', () => {
    const lines = new EventLines(() => undefined);
    expect(lines.take(Buffer.alloc(16 * 1024 * 1024, 'x'))).toBe(true);
    expect(lines.take(Buffer.from('x'))).toBe(false);
  });
});
