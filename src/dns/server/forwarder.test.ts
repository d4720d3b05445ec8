import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import type { Place } from '../config/places.ts';
import { DnsCounters } from './counters.ts';
import { Forwarder, mostInFlight } from './forwarder.ts';
import { readQuery } from './query.ts';
import { FrameReader, framed } from './tcp-frames.ts';

const sockets: (Socket | Server)[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

type Reply = (request: Buffer, send: (answer: Buffer) => void, from: RemoteInfo) => void;

async function resolver(reply: Reply): Promise<Place> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.on('message', (request, from) =>
    reply(request, (answer) => socket.send(answer, from.port, from.address), from),
  );
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { host: '127.0.0.1', port: socket.address().port };
}

function answerTo(request: Buffer, data = '192.0.2.1'): Buffer {
  const { id, questions } = dnsPacket.decode(request);
  return dnsPacket.encode({
    id,
    type: 'response',
    questions,
    answers: [{ name: questions![0]!.name, type: 'A', ttl: 5, data }],
  });
}

function queryOf(name: string) {
  const read = readQuery(dnsPacket.encode({ id: 99, questions: [{ name, type: 'A' }] }));
  if (read.kind !== 'query') throw new Error('no query');
  return read.query;
}

function makeForwarder(timeoutMs = 5_000) {
  const counters = new DnsCounters();
  const forwarder = new Forwarder({ clock: new SystemClock(), counters, timeoutMs });
  const forward = (resolvers: readonly Place[], protocol: 'udp' | 'tcp' = 'udp') =>
    new Promise<Buffer | undefined>((resolve) =>
      forwarder.forward(queryOf('example.com'), protocol, resolvers, resolve),
    );
  return { forwarder, counters, forward };
}

describe('a forwarder', () => {
  it('passes on the question with another id, and the answer with the client’s', async () => {
    const ids: number[] = [];
    const place = await resolver((request, send) => {
      ids.push(request.readUInt16BE(0));
      send(answerTo(request));
    });
    const { forward } = makeForwarder();
    const answers = [await forward([place]), await forward([place]), await forward([place])];
    expect(answers.map((answer) => answer?.readUInt16BE(0))).toEqual([99, 99, 99]);
    expect(new Set(ids).size).toBeGreaterThan(1);
  });

  it('does not listen to what answers something else', async () => {
    const place = await resolver((request, send) => {
      const wrongId = answerTo(request, '192.0.2.66');
      wrongId.writeUInt16BE((request.readUInt16BE(0) + 1) & 0xffff, 0);
      send(wrongId);
      const wrongName = answerTo(request, '192.0.2.67');
      wrongName[13] = 'z'.charCodeAt(0);
      send(wrongName);
      send(Buffer.from([1, 2, 3]));
      send(request);
      send(answerTo(request));
    });
    const answer = await makeForwarder().forward([place]);
    expect(dnsPacket.decode(answer!).answers).toMatchObject([{ data: '192.0.2.1' }]);
  });

  it('asks the next when one is silent, and that one first from then on', async () => {
    let silentCount = 0;
    const silent = await resolver(() => silentCount++);
    const good = await resolver((request, send) => send(answerTo(request)));
    const { forward } = makeForwarder(50);
    expect(await forward([silent, good])).toBeDefined();
    expect(await forward([silent, good])).toBeDefined();
    expect(silentCount).toBe(1);
  });

  it('gives up when nobody answers', async () => {
    const { forward, counters, forwarder } = makeForwarder(30);
    const silent = await resolver(() => undefined);
    expect(await forward([silent, { host: '127.0.0.1', port: 1 }])).toBeUndefined();
    expect(counters.forwardFailures).toBe(1);
    expect(forwarder.inFlight).toBe(0);
  });

  it('has a bound of questions on their way', async () => {
    const { forwarder, counters } = makeForwarder(5_000);
    const silent = await resolver(() => undefined);
    const outcomes: unknown[] = [];
    const forward = (): void =>
      forwarder.forward(queryOf('example.com'), 'udp', [silent], (answer) => outcomes.push(answer));
    for (let i = 0; i < mostInFlight + 3; i++) forward();
    await new Promise((resolve) => setImmediate(resolve));
    expect(outcomes).toEqual([undefined, undefined, undefined]);
    expect(counters.forwardOverflows).toBe(3);
    forwarder.close();
    expect(forwarder.inFlight).toBe(0);
  });

  it('speaks TCP with those who came by it', async () => {
    const server = createServer((socket) => {
      const reader = new FrameReader();
      socket.on('data', (chunk: Buffer) => {
        reader.push(chunk);
        const request = reader.take();
        if (request === undefined) return;
        const frame = framed(answerTo(request));
        socket.write(frame.subarray(0, 5));
        setTimeout(() => socket.write(frame.subarray(5)), 5);
      });
    });
    sockets.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const answer = await makeForwarder().forward([{ host: '127.0.0.1', port }], 'tcp');
    expect(dnsPacket.decode(answer!).answers).toHaveLength(1);
  });
});

it('messages on a stream come out whole, however they were cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      (messages, sizes) => {
        const stream = Buffer.concat(messages.map((message) => framed(Buffer.from(message))));
        const reader = new FrameReader();
        const taken: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = sizes[turn % sizes.length]!;
          reader.push(stream.subarray(at, at + size));
          at += size;
          for (let next = reader.take(); next !== undefined; next = reader.take()) taken.push(next);
        }
        expect(taken.map((each) => [...each])).toEqual(messages.map((each) => [...each]));
      },
    ),
  );
});
