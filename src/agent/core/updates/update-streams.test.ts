/** What streams promise whatever their updates are about; here they are of paper. */
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../foundation/log.ts';
import { PaperClock } from '../test-support/paper-clock.ts';
import { UpdateStreams } from './update-streams.ts';
import type { StreamRecord, UpdateKind } from './update-streams.ts';

/** About a number; "end" is the last. */
interface Note {
  readonly about: number;
  readonly word: string;
}

function uuidOf({ word }: Note): Uint8Array {
  return Buffer.from(word.padEnd(16, '.'));
}

const notes: UpdateKind<number, Note> = {
  keyOf: ({ about }) => about,
  textOf: String,
  uuidOf,
  isLast: ({ word }) => word === 'end',
  describe: ({ about, word }) => `${word} of ${about}`,
  encode: (record) => Buffer.from(recordText(record)),
};

function recordText(record: StreamRecord<Note>): string {
  return record.type === 'ACK'
    ? `ack ${Buffer.from(record.uuid).toString().replaceAll('.', '')}`
    : record.update.word;
}

/** A disk that takes its time: what is asked for is durable when the test says so. */
class Desk {
  readonly clock = new PaperClock();
  readonly sent: string[] = [];
  readonly safe: string[] = [];
  readonly written: string[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly streams = new UpdateStreams(notes, {
    clock: this.clock,
    log: silentLog,
    checkpoints: {
      appendRecord: (path, bytes, done) => {
        this.written.push(`${path}: ${Buffer.from(bytes).toString()}`);
        if (done !== undefined) this.#waiting.push(done);
      },
      whenDurable: (done) => this.#waiting.push(done),
    },
    forward: ({ about, word }) => this.sent.push(`${about} ${word}`),
  });

  constructor() {
    this.streams.resume();
  }

  flush(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  add(about: number, word: string, path?: string): void {
    this.streams.add({ about, word }, path, () => this.safe.push(`${about} ${word}`));
  }

  acknowledge(about: number, word: string): string {
    const outcome = this.streams.acknowledge(about, uuidOf({ about, word }));
    if (outcome.kind === 'unexpected') return outcome.why;
    return outcome.isLast ? `${outcome.update.word}, the last` : outcome.update.word;
  }
}

describe('streams of updates', () => {
  it('send and tell nothing before it is durable', () => {
    const desk = new Desk();
    desk.add(1, 'a', 'file');
    expect(desk.written).toEqual(['file: a']);
    expect([desk.sent, desk.safe]).toEqual([[], []]);
    // Nor of a double, which is not written again.
    desk.add(1, 'a', 'file');
    expect(desk.safe).toEqual([]);
    desk.flush();
    expect(desk.sent).toEqual(['1 a']);
    expect(desk.safe).toEqual(['1 a', '1 a']);
    expect(desk.written).toEqual(['file: a']);
  });

  it('write nothing without a file', () => {
    const desk = new Desk();
    desk.add(1, 'a');
    expect([desk.sent, desk.safe, desk.written]).toEqual([['1 a'], ['1 a'], []]);
  });

  it('have one update of each subject on its way', () => {
    const desk = new Desk();
    for (const word of ['a', 'b', 'end']) desk.add(1, word, 'file');
    desk.add(2, 'z');
    desk.flush();
    expect(desk.sent).toEqual(['2 z', '1 a']);
    expect(desk.acknowledge(1, 'b')).toMatch(/^update .* is not the one on its way$/);
    expect(desk.acknowledge(1, 'a')).toBe('a');
    expect(desk.acknowledge(1, 'a')).toBe('it has been acknowledged before');
    expect(desk.acknowledge(3, 'a')).toBe('nothing waits for it');
    desk.flush();
    expect(desk.sent).toEqual(['2 z', '1 a', '1 b']);
    expect(desk.written).toEqual(['file: a', 'file: b', 'file: end', 'file: ack a']);
    desk.acknowledge(1, 'b');
    expect(desk.streams.has(1)).toBe(true);
    expect(desk.acknowledge(1, 'end')).toBe('end, the last');
    expect(desk.streams.has(1)).toBe(false);
  });

  it('send the next when it is durable that the one before was acknowledged', () => {
    const desk = new Desk();
    for (const word of ['a', 'b']) desk.add(1, word, 'file');
    desk.flush();
    desk.acknowledge(1, 'a');
    // Whatever happens meanwhile.
    desk.streams.pause();
    desk.streams.resume();
    desk.streams.resume(() => true);
    expect(desk.sent).toEqual(['1 a']);
    desk.flush();
    expect(desk.sent).toEqual(['1 a', '1 b']);
    // One that came while its predecessor's acknowledgement was being written waits, too.
    desk.acknowledge(1, 'b');
    desk.add(1, 'end', 'file');
    expect(desk.sent).toEqual(['1 a', '1 b']);
    desk.flush();
    expect(desk.sent).toEqual(['1 a', '1 b', '1 end']);
  });

  it('take nothing after the last', () => {
    const desk = new Desk();
    desk.add(1, 'end');
    expect(desk.streams.isNews({ about: 1, word: 'late' })).toBe(false);
    desk.add(1, 'late');
    expect(desk.sent).toEqual(['1 end']);
    // Whoever says it is still told that there is nothing more to do.
    expect(desk.safe).toEqual(['1 end', '1 late']);
  });

  it('repeat with pauses that double from 10 s to 10 min', () => {
    const desk = new Desk();
    desk.add(1, 'a');
    const pauses: number[] = [];
    let sinceMs = 0;
    for (let sent = desk.sent.length; pauses.length < 9; sinceMs += 1_000) {
      if (desk.sent.length > sent) {
        pauses.push(sinceMs / 1_000);
        sent = desk.sent.length;
        sinceMs = 0;
      }
      desk.clock.advance(1_000);
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  });

  it('wait while there is nobody to send to, then begin anew', () => {
    const desk = new Desk();
    desk.add(1, 'a');
    desk.streams.pause();
    desk.add(2, 'b');
    desk.clock.advance(60_000);
    expect(desk.sent).toEqual(['1 a']);
    desk.streams.resume();
    expect(desk.sent).toEqual(['1 a', '1 a', '2 b']);
    // The pauses too: it is not twice on its way.
    desk.clock.advance(10_000);
    expect(desk.sent).toEqual(['1 a', '1 a', '2 b', '1 a', '2 b']);
  });

  it('send again, or forget, those that are meant', () => {
    const desk = new Desk();
    for (const about of [1, 2, 3]) desk.add(about, 'a');
    desk.add(4, 'b', 'file');
    desk.sent.length = 0;
    desk.streams.resume((about) => about === 2);
    expect(desk.sent).toEqual(['2 a']);
    desk.streams.remove((about) => about !== 3);
    desk.flush();
    desk.clock.advance(10_000);
    expect(desk.sent).toEqual(['2 a', '3 a']);
    expect([1, 2, 3, 4].filter((about) => desk.streams.has(about))).toEqual([3]);
  });

  it('go on after a restart where their file ends', () => {
    const desk = new Desk();
    const came = (word: string): StreamRecord<Note> => ({
      type: 'UPDATE',
      update: { about: 1, word },
    });
    const answered = (word: string): StreamRecord<Note> => ({
      type: 'ACK',
      uuid: uuidOf({ about: 1, word }),
    });
    const { streams } = desk;
    streams.pause();
    const some = streams.recover(1, 'file', [came('a'), came('b'), answered('a'), came('end')]);
    expect(some).toEqual({ isTerminated: true, isSettled: false });
    expect(streams.recover(2, 'file', [came('end'), answered('end')]).isSettled).toBe(true);
    expect(streams.recover(3, 'file', [])).toEqual({ isTerminated: false, isSettled: false });
    expect([1, 2, 3].filter((about) => streams.has(about))).toEqual([1]);
    streams.resume();
    expect(desk.sent).toEqual(['1 b']);
    expect(desk.acknowledge(1, 'a')).toBe('it has been acknowledged before');
    expect(streams.isNews({ about: 1, word: 'b' })).toBe(false);
    expect(desk.acknowledge(1, 'b')).toBe('b');
    desk.flush();
    expect(desk.sent).toEqual(['1 b', '1 end']);
    expect(desk.written).toEqual(['file: ack b']);
  });
});
