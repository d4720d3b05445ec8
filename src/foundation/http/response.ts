/**
 * Answers as values. A handler returns one of these; how it becomes bytes (header order, gzip,
 * back-pressure) is the business of respond.ts.
 */
import type { EventStream } from './event-stream.ts';
import type { Shared } from './unread.ts';

/** In the order in which they are written. */
export type Headers = readonly (readonly [name: string, value: string])[];

export type HttpResponse =
  | { readonly kind: 'empty'; readonly status: number; readonly headers: Headers }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
    }
  /** JSON text, its length before its type as in Mesos' older endpoints. */
  | { readonly kind: 'json'; readonly status: number; readonly body: string | Uint8Array }
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly headers: Headers;
      readonly contentType: string;
      readonly body: string | Uint8Array;
      /** Its length is said before its type. */
      readonly lengthFirst?: boolean;
    }
  /** Written as the reader takes it. Without a length it is chunked. */
  | {
      readonly kind: 'source';
      readonly status: number;
      readonly headers: Headers;
      readonly contentType: string;
      readonly contentLength?: number;
      readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
      /** What is in memory until then, for this reader and others. */
      readonly holds?: Shared;
      /** Called once when nothing of the chunks is needed any more: sent, or given up. */
      readonly onDone?: () => void;
    }
  /** A stream that stays open; `open` is called once the head is on its way. */
  | {
      readonly kind: 'events';
      readonly headers: Headers;
      readonly contentType: string;
      readonly maxQueuedBytes?: number;
      readonly open: (stream: EventStream) => void;
    };

export function empty(status = 200, headers: Headers = []): HttpResponse {
  return { kind: 'empty', status, headers };
}

export function accepted(): HttpResponse {
  return empty(202);
}

export function text(status: number, body: string, headers: Headers = []): HttpResponse {
  return { kind: 'text', status, headers, text: body };
}

export function json(body: string | Uint8Array, status = 200): HttpResponse {
  return { kind: 'json', status, body };
}

export function bytes(
  contentType: string,
  body: string | Uint8Array,
  options: { status?: number; headers?: Headers; lengthFirst?: boolean } = {},
): HttpResponse {
  const { status = 200, headers = [], lengthFirst = false } = options;
  return { kind: 'bytes', status, headers, contentType, body, lengthFirst };
}

export function source(
  contentType: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: {
    status?: number;
    headers?: Headers;
    contentLength?: number;
    holds?: Shared;
    onDone?: () => void;
  } = {},
): HttpResponse {
  const { status = 200, headers = [], ...more } = options;
  return { kind: 'source', status, headers, contentType, chunks, ...more };
}

export function events(
  contentType: string,
  open: (stream: EventStream) => void,
  options: { headers?: Headers; maxQueuedBytes?: number } = {},
): HttpResponse {
  const { headers = [], maxQueuedBytes } = options;
  const bound = maxQueuedBytes === undefined ? {} : { maxQueuedBytes };
  return { kind: 'events', headers, contentType, open, ...bound };
}

/** Mesos sends clients of another master on with 307, so that POST stays POST. */
export function redirect(location: string): HttpResponse {
  return empty(307, [['Location', location]]);
}
