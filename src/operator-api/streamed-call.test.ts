import { allowAll, nobodyAsked } from '../security/authorization.ts';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpServer, text } from '../foundation/http/index.ts';
import { EndpointRouter } from '../manners/index.ts';
import { silentLog } from '../foundation/log.ts';
import { Call, Response } from '../protocol/generated/agent.ts';
import { frameRecord } from '../protocol/recordio.ts';
import { agentDialect, registerCallEndpoint, reply } from './index.ts';
import { RecordReader } from './streamed-call.ts';

const router = new EndpointRouter('slave(1)');
registerCallEndpoint(router, '/slave(1)/api/v1', {
  callType: Call,
  responseType: Response,
  dialect: agentDialect,
  authorizer: allowAll,
  calls: [
    {
      name: 'GET_HEALTH',
      authorize: nobodyAsked('of a test'),
      apply: () => reply({ type: 'GET_HEALTH' as const }),
    },
    {
      name: 'ATTACH_CONTAINER_INPUT',
      authorize: nobodyAsked('of a test'),
      apply: async (_context, _call, { records }) => {
        const heard: string[] = [];
        while (heard.length < 3) {
          const record = await records!.next();
          if (!record.ok) return record.error;
          heard.push(Buffer.from(record.value ?? []).toString());
        }
        return text(200, heard.join('|'));
      },
    },
  ],
  context: {},
});
const server = new HttpServer({ router, log: silentLog });
let port = 0;

beforeAll(async () => {
  ({ port } = await server.listen(0, '127.0.0.1'));
});

afterAll(() => server.close());

type Headers = Record<string, string>;

/** Sends the pieces and, like somebody who is attached, keeps the request open. */
function post(headers: Headers, ...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, method: 'POST', path: '/api/v1', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => {
        resolve(`${answer.statusCode} ${text}`);
        sent.destroy();
      });
    });
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    if (!headers['Content-Type']?.endsWith('recordio')) sent.end();
  });
}

const json = 'application/json';
const protobuf = 'application/x-protobuf';
const recordio = 'application/recordio';
const accepts: readonly Headers[] = [
  {},
  { Accept: json },
  { Accept: recordio, 'Message-Accept': json },
  { Accept: recordio, 'Message-Accept': protobuf },
];

const containerId = { value: 'c', parent: { value: 'p' } };
const input: Call = {
  type: 'ATTACH_CONTAINER_INPUT',
  attach_container_input: { type: 'CONTAINER_ID', container_id: containerId },
};

describe('a call that comes as a stream', () => {
  it('has what follows it, however the pieces are cut', async () => {
    for (const accept of [{}, { Accept: json }]) {
      const asRecords = { ...accept, 'Content-Type': recordio };
      const inner = { ...asRecords, 'Message-Content-Type': json };
      const all = Buffer.concat([
        frameRecord(Call.toJson(input)),
        ...['one', '', 'three'].map((text) => frameRecord(text)),
      ]);
      for (const cut of [3, 40, all.length - 3, all.length]) {
        const pieces = [all.subarray(0, cut), all.subarray(cut)];
        expect(await post(inner, ...pieces)).toBe('200 one||three');
      }
      const binary = { ...asRecords, 'Message-Content-Type': protobuf };
      const record = frameRecord(Call.encode(input));
      expect(await post(binary, record, '1\n', 'a1\nb1\nc')).toBe('200 a|b|c');
    }
  });

  it('is refused when a later record makes no sense, or is too large', async () => {
    const headers = { 'Content-Type': recordio, 'Message-Content-Type': json };
    const record = frameRecord(Call.toJson(input));
    expect(await post(headers, record, 'x')).toMatch(/^400 Failed to decode length: /);
    expect(await post(headers, record, '1048577\n')).toMatch(/^400 .*expecting at most 1048576$/);
  });

  it('is named when this version does not have it, whatever is accepted', async () => {
    const call: Call = {
      type: 'ATTACH_CONTAINER_OUTPUT',
      attach_container_output: { container_id: containerId },
    };
    for (const accept of accepts) {
      const headers = { ...accept, 'Content-Type': json };
      expect(await post(headers, Call.toJson(call))).toBe(
        '501 ATTACH_CONTAINER_OUTPUT is not supported by this version',
      );
    }
  });
});

const health = '{"type":"GET_HEALTH"}';

const faults: readonly (readonly [string, Headers, string])[] = [
  [
    "415 Streaming 'Content-Type' application/recordio is not supported for GET_HEALTH call",
    { 'Content-Type': recordio, 'Message-Content-Type': json },
    `${health.length}\n${health}`,
  ],
  [
    "415 Expecting 'Content-Type' to be application/recordio for ATTACH_CONTAINER_INPUT call",
    { 'Content-Type': json },
    Call.toJson(input),
  ],
  [
    '406 Streaming response is not supported for GET_HEALTH call',
    { 'Content-Type': json, Accept: recordio },
    health,
  ],
  [
    "415 Expecting 'Message-Content-Type' of application/json or application/x-protobuf",
    { 'Content-Type': recordio, 'Message-Content-Type': 'text/plain' },
    '',
  ],
  [
    "400 Expecting 'Message-Content-Type' to be set for streaming requests",
    { 'Content-Type': recordio },
    '',
  ],
  [
    "415 Expecting 'Message-Content-Type' to be not set for non-streaming requests",
    { 'Content-Type': json, 'Message-Content-Type': json },
    health,
  ],
  [
    "406 Expecting 'Message-Accept' to be not set for non-streaming responses",
    { 'Content-Type': json, 'Message-Accept': json },
    health,
  ],
  [
    "406 Expecting 'Message-Accept' to allow application/json or application/x-protobuf",
    { 'Content-Type': json, Accept: recordio, 'Message-Accept': 'text/plain' },
    health,
  ],
  [
    '400 Failed to decode length: expecting decimal digits and a newline, not "x"',
    { 'Content-Type': recordio, 'Message-Content-Type': json },
    'x',
  ],
  [
    '400 Failed to decode length: 99999... bytes are too many, expecting at most 65536',
    { 'Content-Type': recordio, 'Message-Content-Type': json },
    '99999\n',
  ],
];

describe('headers and streams that make no sense are refused', () => {
  it.each(faults)('%s', async (expected, headers, body) => {
    expect(await post(headers, body)).toBe(expected);
  });

  it('a stream that ends, breaks or never begins', async () => {
    const stream = (next: () => Promise<IteratorResult<Uint8Array>>) => ({
      [Symbol.asyncIterator]: () => ({ next }),
    });
    const none = stream(() => Promise.resolve({ done: true, value: undefined }));
    expect(await new RecordReader(none).first()).toMatchObject({
      error: { text: 'Received EOF while reading request body' },
    });
    const broken = stream(() => Promise.reject(new Error('reset')));
    expect(await new RecordReader(broken).first()).toMatchObject({
      error: { text: 'The request body is truncated' },
    });
    const silent = stream(() => new Promise(() => undefined));
    expect(await new RecordReader(silent).first(1)).toMatchObject({ error: { status: 408 } });
  });
});
