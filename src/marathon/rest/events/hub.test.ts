import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../foundation/virtual-clock.ts';
import { EventHub } from './hub.ts';

/** Takes what it is given, or says that it is full. */
class PretendResponse extends EventEmitter {
  text = '';
  isFull = false;
  isDestroyed = false;

  write(frame: string): boolean {
    this.text += frame;
    return !this.isFull;
  }

  flushHeaders(): void {
    this.text = '';
  }

  destroy(): void {
    this.isDestroyed = true;
    this.emit('close');
  }

  end(): void {
    this.emit('close');
  }
}

function aHub(mostWaiting = 10) {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1));
  const sizes: number[] = [];
  const hub = new EventHub(clock, mostWaiting, (bytes) => sizes.push(bytes));
  const follow = (types: readonly string[] = [], address = '10.0.0.1'): PretendResponse => {
    const response = new PretendResponse();
    hub.follow(response as unknown as ServerResponse, address, types);
    return response;
  };
  const terminate = (appId: string): void => hub.publish({ type: 'app_terminated_event', appId });
  return { clock, hub, follow, terminate, sizes };
}

const frame = (type: string, json: object): string =>
  `event: ${type}\r\ndata: ${JSON.stringify(json)}\r\n\r\n`;

describe('who follows events', () => {
  it('is told first that it does, then what happens, in frames', () => {
    const { follow, terminate, sizes } = aHub();
    const response = follow();
    terminate('/a');
    const timestamp = '2026-01-01T00:00:00.000Z';
    const attached = 'event_stream_attached';
    expect(response.text).toBe(
      frame(attached, { remoteAddress: '10.0.0.1', eventType: attached, timestamp }) +
        frame('app_terminated_event', {
          appId: '/a',
          eventType: 'app_terminated_event',
          timestamp,
        }),
    );
    expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(response.text.length);
  });

  it('is told only of the types it names', () => {
    const { follow, terminate } = aHub();
    const [some, none] = [follow(['app_terminated_event', 'odd']), follow(['deployment_info'])];
    terminate('/a');
    expect(some.text.match(/^event: .*$/gm)).toEqual(['event: app_terminated_event']);
    expect(none.text).toBe('');
  });

  it('hears that others come and go', () => {
    const { follow, hub } = aHub();
    const first = follow();
    const second = follow([], '10.0.0.2');
    second.destroy();
    expect(hub.count).toBe(1);
    expect(first.text).toMatch(/event_stream_attached[^]*10\.0\.0\.2[^]*event_stream_detached/);
  });

  it('gets a blank line every ten seconds', () => {
    const { follow, clock } = aHub();
    const response = follow(['none']);
    while (clock.step(clock.now() + 1) || clock.now() < Date.UTC(2026, 0, 1) + 30_500);
    expect(response.text).toMatch(/^(\r\n){3}$/);
  });

  it('but does not read is given what waited, and is cut off beyond the bound', () => {
    const { follow, terminate, hub } = aHub(2);
    const slow = follow(['app_terminated_event']);
    slow.isFull = true;
    terminate('/1');
    terminate('/2');
    terminate('/3');
    expect(slow.text.match(/"appId":"[^"]*"/g)).toEqual(['"appId":"/1"']);
    slow.isFull = false;
    slow.emit('drain');
    expect(slow.text.match(/"appId":"[^"]*"/g)).toHaveLength(3);
    slow.isFull = true;
    for (const id of ['/4', '/5', '/6', '/7']) terminate(id);
    expect(slow.isDestroyed).toBe(true);
    expect(hub.count).toBe(0);
  });
});
