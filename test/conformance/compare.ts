/**
 * Holds an answer of ours against the one that was recorded: status, the headers that clients act
 * on, and the body: JSON by shape, protobuf by the shape of its JSON, other texts word for word but
 * for ids, addresses and places.
 */
import { gunzipSync } from 'node:zlib';
import type { MessageType } from '../../src/protocol/codec/message.ts';
import { allowedDifferences } from './allowed-differences.ts';
import type { Answer } from './exchange.ts';
import { differences, learn, parseExactly } from './shape.ts';

const comparedHeaders = [
  'content-type',
  'content-encoding',
  'allow',
  'content-disposition',
  'transfer-encoding',
];

/** What no two clusters have in common. */
export function neutral(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-[SO]?\d+)?/g, '<id>')
    .replace(/(\d+\.\d+\.\d+\.\d+|localhost):\d+/g, '<address>')
    .replace(/\/[\w.-]+(\/[^\s'"]*)?/g, '<path>');
}

/** The JSON of a body, out of its compression and out of the call that JSONP puts around it. */
function jsonOf({ headers, body }: Answer): string {
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
  return text.replace(/^\w+\(([^]*)\);?$/, '$1');
}

/** `responseType`: of bodies in protobuf. */
function bodyDifferences(
  expected: Answer,
  actual: Answer,
  responseType?: MessageType<object>,
): readonly string[] {
  const type = expected.headers['content-type'] ?? '';
  if (type.startsWith('application/json') || type.startsWith('text/javascript')) {
    return differences(learn(parseExactly(jsonOf(expected))), parseExactly(jsonOf(actual)));
  }
  if (type === 'application/x-protobuf' && responseType !== undefined) {
    const json = (body: Buffer): unknown =>
      parseExactly(responseType.toJson(responseType.decode(body)));
    return differences(learn(json(expected.body)), json(actual.body));
  }
  const [theirs, ours] = [expected, actual].map(({ body }) => neutral(body.toString()));
  return theirs === ours ? [] : [`the body is "${ours}", not "${theirs}"`];
}

/** What differs and has no reason to, for the recording of this name. */
export function unexpectedDifferences(
  name: string,
  expected: Answer | undefined,
  actual: Answer | undefined,
  responseType?: MessageType<object>,
): readonly string[] {
  return unexplained(name, allDifferences(expected, actual, responseType));
}

export function unexplained(name: string, found: readonly string[]): readonly string[] {
  return found.filter(
    (difference) =>
      !allowedDifferences.some(
        ({ where, difference: allowed }) => where.test(name) && allowed.test(difference),
      ),
  );
}

function allDifferences(
  expected: Answer | undefined,
  actual: Answer | undefined,
  responseType?: MessageType<object>,
): readonly string[] {
  if (expected === undefined || actual === undefined) {
    return expected === actual ? [] : [`the answer is ${actual?.status ?? 'a closed connection'}`];
  }
  if (expected.status !== actual.status) {
    const body = actual.body.toString().slice(0, 200);
    return [`the status is ${actual.status} (${body}), not ${expected.status}`];
  }
  const headers = comparedHeaders
    .filter((name) => expected.headers[name] !== actual.headers[name])
    .map((name) => `${name} is ${actual.headers[name]}, not ${expected.headers[name]}`);
  return [...headers, ...bodyDifferences(expected, actual, responseType)];
}
