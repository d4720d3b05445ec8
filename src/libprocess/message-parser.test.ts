import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ByteAccumulator } from '../foundation/byte-accumulator.ts';
import { appendFrame } from './frame.ts';
import { ByteBudget } from '../foundation/byte-budget.ts';
import { MessageParser } from './message-parser.ts';
import { makeUpid } from './upid.ts';

interface Seen {
  messages: { from: string; toId: string; name: string; body: string }[];
  other: string | undefined;
  violation: string | undefined;
}

function parse(pieces: readonly Uint8Array[], maxBodyBytes = 1000): Seen {
  const seen: Seen = { messages: [], other: undefined, violation: undefined };
  const parser = new MessageParser(
    {
      onMessage: ({ from, toId, name }, body) => {
        const sender = from.ok ? from.value.text : from.error;
        seen.messages.push({
          from: sender,
          toId,
          name,
          body: Buffer.from(body).toString('latin1'),
        });
      },
      onOther: (rest) => (seen.other = rest.toString('latin1')),
      onViolation: (status, why) => (seen.violation = `${status} ${why}`),
    },
    maxBodyBytes,
  );
  for (const [index, piece] of pieces.entries()) {
    parser.push(Buffer.from(piece));
    // Once the connection is HTTP, the bytes that follow belong to the HTTP server.
    if (seen.other !== undefined) {
      seen.other += Buffer.concat(pieces.slice(index + 1)).toString('latin1');
      break;
    }
  }
  return seen;
}

/** Cuts bytes at the given places (fractions of the length). */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((p) => Math.floor(p * bytes.length)).sort((a, b) => a - b)];
  return at.map((start, i) => bytes.subarray(start, at[i + 1] ?? bytes.length));
}

const from = 'Libprocess-From: slave(1)@127.0.0.1:5051\r\n';
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('MessageParser', () => {
  it('reads back pipelined frames however they are cut', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(bodies, places, (messages, cuts) => {
        const out = new ByteAccumulator();
        const sender = makeUpid('slave(1)', '127.0.0.1', 5051);
        const to = makeUpid('master', '::1', 5050);
        for (const body of messages) appendFrame(out, { from: sender, to, name: 'a.B', body });
        const seen = parse(cut(out.take(), cuts));
        expect(seen).toEqual({
          messages: messages.map((body) => ({
            from: sender.text,
            toId: 'master',
            name: 'a.B',
            body: Buffer.from(body).toString('latin1'),
          })),
          other: undefined,
          violation: undefined,
        });
      }),
    );
  });

  it('reads lengths, many chunks, extensions, trailers and any case of names', () => {
    const text =
      `POST /slave%281%29/x.Y HTTP/1.1\r\nlibprocess-FROM: a@1.2.3.4:5\r\ncontent-LENGTH: 3\r\n\r\nabc` +
      `POST /m/x.Y HTTP/1.1\r\nUser-Agent: libprocess/b@1.2.3.4:5\r\ntransfer-encoding: Chunked\r\n\r\n` +
      `2;ext=1\r\nde\r\n1\r\nf\r\n0\r\nTrailer: 1\r\nOther: 2\r\n\r\n` +
      `POST /m/x.Y HTTP/1.1\r\n${from}\r\n`;
    fc.assert(
      fc.property(places, (cuts) => {
        expect(parse(cut(Buffer.from(text), cuts)).messages).toEqual([
          { from: 'a@1.2.3.4:5', toId: 'slave(1)', name: 'x.Y', body: 'abc' },
          { from: 'b@1.2.3.4:5', toId: 'm', name: 'x.Y', body: 'def' },
          { from: 'slave(1)@127.0.0.1:5051', toId: 'm', name: 'x.Y', body: '' },
        ]);
      }),
    );
  });

  it.each([
    'GET /state HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /api/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}',
    `POST /m HTTP/1.1\r\n${from}\r\n`,
    `POST /m/x HTTP/2.0\r\n${from}\r\n`,
    `POST /m/x HTTP/1.1\r\n${from}no colon\r\n\r\n`,
    `POST /m/x HTTP/1.1\r\n${from}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    `POST /m/x HTTP/1.1\r\n${from}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    `POST /m/x HTTP/1.1\r\n${from}Content-Length: -1\r\n\r\n`,
    `POST /m/x HTTP/1.1\r\n${from}Transfer-Encoding: gzip, chunked\r\n\r\n`,
    `POST /m/x HTTP/1.1\r\n${from}Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    '\0\x01garbage',
  ])('leaves %j to HTTP from its first byte on', (other) => {
    const message = `POST /m/x HTTP/1.1\r\n${from}Content-Length: 1\r\n\r\n1`;
    fc.assert(
      fc.property(places, (cuts) => {
        const seen = parse(cut(Buffer.from(message + other, 'latin1'), cuts));
        expect(seen.messages).toHaveLength(1);
        expect(seen.other).toBe(other);
        expect(seen.violation).toBeUndefined();
      }),
    );
  });

  it.each([
    ['Content-Length: 1001\r\n\r\n', '413 The message body of 1001 bytes is too large'],
    ['Content-Length: 999999999999999\r\n\r\n', '413 '],
    [
      'Transfer-Encoding: chunked\r\n\r\n3E9\r\n',
      '413 The message body of 1001 bytes is too large',
    ],
    ['Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n', '413 '],
    ['Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n3E8\r\n', '413 '],
    ['Transfer-Encoding: chunked\r\n\r\nzz\r\n', '400 Malformed chunked body: "zz" is not a chunk'],
    ['Transfer-Encoding: chunked\r\n\r\n-1\r\n', '400 '],
    ['Transfer-Encoding: chunked\r\n\r\n\r\n', '400 '],
    ['Transfer-Encoding: chunked\r\n\r\n1\nab', '400 '],
    [
      'Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n',
      '400 Malformed chunked body: a chunk is too',
    ],
    [
      `Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(2000)}`,
      '400 Malformed chunked body: a line',
    ],
    [
      `Transfer-Encoding: chunked\r\n\r\n0\r\n${'T: x\r\n'.repeat(40)}`,
      '400 Malformed chunked body',
    ],
  ])('refuses the body of %j', (rest, why) => {
    const bytes = Buffer.from(`POST /m/x HTTP/1.1\r\n${from}${rest}`);
    fc.assert(
      fc.property(places, (cuts) => {
        const seen = parse(cut(bytes, cuts));
        expect(seen.violation?.slice(0, why.length)).toBe(why);
        expect(seen.messages).toEqual([]);
      }),
    );
  });

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), places, (junk, cuts) => {
        const start = Buffer.from(
          `POST /m/x HTTP/1.1\r\n${from}Transfer-Encoding: chunked\r\n\r\n`,
        );
        const seen = parse(cut(Buffer.concat([start, junk]), cuts));
        expect(seen.messages.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('refuses what is too much together with the messages of others, and gives back its share', () => {
    const together = new ByteBudget(1000);
    const statuses: number[] = [];
    const delivered: number[] = [];
    const sink = {
      onMessage: (_: unknown, body: Uint8Array) => void delivered.push(body.length),
      onOther: () => undefined,
      onViolation: (status: number) => void statuses.push(status),
    };
    const head = `POST /m/x HTTP/1.1\r\n${from}Content-Length: 900\r\n\r\n`;
    const [first, second, third] = [0, 1, 2].map(() => new MessageParser(sink, 2000, together));
    first!.push(Buffer.from(head + 'x'.repeat(800)));
    second!.push(Buffer.from(head + 'x'.repeat(800)));
    expect(statuses).toEqual([503]);
    first!.push(Buffer.from('x'.repeat(100)));
    third!.push(Buffer.from(head + 'x'.repeat(800)));
    third!.stop();
    expect(delivered).toEqual([900]);
    expect(statuses).toEqual([503]);
    expect(together.takenBytes).toBe(0);
  });

  it.each([
    `POST /m/x HTTP/1.1\r\n${from}Content-Length : 3\r\n\r\nabc`,
    `POST /m/x HTTP/1.1\r\n${from}X: a\nContent-Length: 3\r\n\r\nabc`,
    `POST /m/x HTTP/1.1\r\n${from}X: a\r\n Content-Length: 3\r\n\r\nabc`,
    `POST /m/x y HTTP/1.1\r\n${from}Content-Length: 3\r\n\r\nabc`,
  ])('leaves heads that two readers could read in two ways to the strict parser (%#)', (text) => {
    const seen = parse([Buffer.from(text)]);
    expect(seen.messages).toEqual([]);
    expect(seen.other).toBe(text);
  });

  it('says when it is in the middle of a message', () => {
    const parser = new MessageParser({
      onMessage: () => undefined,
      onOther: () => undefined,
      onViolation: () => undefined,
    });
    expect(parser.isPartial).toBe(false);
    parser.push(Buffer.from('POST /m'));
    expect(parser.isPartial).toBe(true);
    parser.push(Buffer.from(`/x HTTP/1.1\r\n${from}Content-Length: 2\r\n\r\na`));
    expect(parser.isPartial).toBe(true);
    parser.push(Buffer.from('b'));
    expect(parser.isPartial).toBe(false);
  });
});
