/**
 * Requests that are wrong in one way each: as HTTP, or as two readers of HTTP would read them
 * differently.
 */
import { get, post } from './wire.ts';

export const json = 'Content-Type: application/json\r\n';
export const chunked = 'Transfer-Encoding: chunked\r\n';

/** Each with the path of a call; none of them is a request that may be answered 2xx. */
export const malformed: readonly (readonly [string, (path: string) => string])[] = [
  ['no request at all', () => 'GARBAGE\r\n\r\n'],
  ['zero bytes', () => '\0\0\0\0\r\n\r\n'],
  ['a TLS greeting', () => '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03'],
  ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['no version', (path) => `GET ${path}\r\n\r\n`],
  ['an unknown version', (path) => `GET ${path} HTTP/9.9\r\n\r\n`],
  ['an unknown method', (path) => `BREW ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ['a target with spaces', () => 'POST /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a tunnel', () => 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a header without colon', (path) => `GET ${path} HTTP/1.1\r\nNo colon\r\n\r\n`],
  ['a header with a zero byte', (path) => `GET ${path} HTTP/1.1\r\nX: a\0b\r\n\r\n`],
  ['a header name with a space', (path) => `GET ${path} HTTP/1.1\r\nX y : a\r\n\r\n`],
  ['a huge header', (path) => get(path, `X: ${'x'.repeat(1_000_000)}\r\n`)],
  ['a huge target', () => get(`/${'x'.repeat(1_000_000)}`)],
  ['many headers', (path) => get(path, 'X: y\r\n'.repeat(100_000))],
  ['a negative length', (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Length: -1\r\n\r\n`],
  ['a length in words', (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Length: ten\r\n\r\n`],
  [
    'an endless length',
    (path) =>
      post(path, '')
        .toString()
        .replace(': 0', `: ${'9'.repeat(30)}`),
  ],
  ['a bad chunk size', (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\nzz\r\n`],
  [
    'a huge chunk size',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n${'f'.repeat(20)}\r\n`,
  ],
  [
    'a chunk longer than said',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n1\r\nabc\r\n0\r\n\r\n`,
  ],
  [
    'a malformed trailer',
    (path) => `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2\r\n{}\r\n0\r\nno colon\r\n\r\n`,
  ],
  [
    'endless trailers',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2\r\n{}\r\n0\r\n${'T: x\r\n'.repeat(50_000)}\r\n`,
  ],
  [
    'an endless chunk extension',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}${chunked}\r\n2;${'x'.repeat(200_000)}\r\n{}\r\n0\r\n\r\n`,
  ],
  ['an unknown expectation', (path) => `POST ${path} HTTP/1.1\r\n${json}Expect: tea\r\n\r\n`],
  [
    'an unknown body coding',
    (path) => `POST ${path} HTTP/1.1\r\n${json}Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}`,
  ],
  [
    'a broken gzip body',
    (path) =>
      `POST ${path} HTTP/1.1\r\n${json}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
  ],
];

/** A second request hides in what one of two readers takes for the body of the first. */
const hidden = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
export const smuggled: readonly (readonly [string, string])[] = [
  ['length and chunks', `Content-Length: 4\r\n${chunked}\r\n0\r\n\r\n${hidden}`],
  ['two lengths', `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['a list of lengths', `Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`],
  ['a length with a sign', `Content-Length: +${hidden.length}\r\n\r\n${hidden}`],
  ['a space before the colon', `Content-Length : ${hidden.length}\r\n\r\n${hidden}`],
  ['a folded line', `X: a\r\n Content-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['a bare line feed', `X: a\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['an unknown transfer coding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['a transfer coding twice', `${chunked}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`],
  ['chunk lines without CR', `${chunked}\r\n0\n\n${hidden}`],
];
