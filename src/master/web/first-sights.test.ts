import { describe, expect, it } from 'vitest';
import type { EventStream } from '../../foundation/http/index.ts';
import { TestClock } from '../../allocator/test-support.ts';
import { FirstSights, SharedSight } from './first-sights.ts';

class Reader {
  readonly got: string[] = [];
  backlogBytes = 0;
  isDone = false;

  write(bytes: Uint8Array): boolean {
    this.got.push(Buffer.from(bytes).toString());
    return true;
  }

  readLog(): void {
    this.isDone = true;
  }

  get stream(): EventStream {
    return this as unknown as EventStream;
  }
}

/** Counts how often each line is made. */
function lines(count: number): { make: () => Iterator<Uint8Array>; made: number } {
  const counted = {
    made: 0,
    *make(): Generator<Uint8Array> {
      for (let i = 0; i < count; i++) {
        counted.made++;
        yield Buffer.from(`${i}`);
      }
    },
  };
  return counted;
}
const texts = (read: Iterator<Uint8Array>, count: number): string[] =>
  Array.from({ length: count }, () => String(read.next().value ?? 'end'));

describe('a shared first sight', () => {
  it('is made once, and has what changed since behind it', () => {
    const counted = lines(3);
    const sight = new SharedSight(() => counted.make(), 0);
    const first = sight.read();
    expect(texts(first, 2)).toEqual(['0', '1']);
    sight.note(Buffer.from('changed'));
    const second = sight.read();
    expect(texts(second, 5)).toEqual(['0', '1', 'changed', '2', 'end']);
    expect(texts(first, 3)).toEqual(['changed', '2', 'end']);
    expect(counted.made).toBe(3);
  });

  it('lets who is slow begin anew when it is released', () => {
    const sight = new SharedSight(() => lines(2).make(), 0);
    const slow = sight.read();
    expect(texts(slow, 1)).toEqual(['0']);
    expect([9_999, 10_000].map((ms) => sight.isShared(ms))).toEqual([true, false]);
    expect([29_999, 30_000].map((ms) => sight.isKept(ms))).toEqual([true, false]);
    sight.release();
    expect(texts(slow, 3)).toEqual(['0', '1', 'end']);
  });
});

describe('first sights', () => {
  it('are served together in one short turn, and all come to their end', () => {
    const clock = new TestClock();
    let all = 0;
    let inTurn = 0;
    let most = 0;
    const sights = new FirstSights({
      now: () => (inTurn++, clock.now() + ++all),
      timestamp: () => clock.timestamp(),
      after: (ms, act) =>
        clock.after(ms, () => {
          inTurn = 0;
          act();
          most = Math.max(most, inTurn);
        }),
    });
    const readers = Array.from({ length: 50 }, () => new Reader());
    for (const reader of readers) sights.show(reader.stream, lines(20).make());
    for (let i = 0; i < 2_000; i++) clock.advance(1);
    expect(readers.every(({ isDone, got }) => isDone && got.length === 20)).toBe(true);
    expect(most).toBeLessThan(10);
  });

  it('wait for who does not read, without keeping others waiting', () => {
    const clock = new TestClock();
    const sights = new FirstSights(clock);
    const [stalled, quick] = [new Reader(), new Reader()];
    stalled.backlogBytes = 2 * 1024 * 1024;
    sights.show(stalled.stream, lines(3).make());
    sights.show(quick.stream, lines(3).make());
    clock.advance(100);
    expect([stalled.got.length, quick.isDone]).toEqual([0, true]);
    stalled.backlogBytes = 0;
    clock.advance(100);
    expect(stalled.isDone).toBe(true);
    sights.remove(stalled.stream);
    expect(clock.timerCount).toBe(0);
  });
});
