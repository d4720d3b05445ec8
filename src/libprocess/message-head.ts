/**
 * Is this request a libprocess message? It is when it is `POST /<id>/<name>` and says who sent it,
 * by `Libprocess-From` or by `User-Agent: libprocess/<upid>`. The text of the head (without the
 * empty line) goes in; `undefined` comes out for everything that is for the HTTP server to judge,
 * malformed requests included.
 */
import { remembering } from '../foundation/remembering.ts';
import type { Result } from '../foundation/result.ts';
import { TextCache } from '../foundation/text-cache.ts';
import { parseUpid, type Upid } from './upid.ts';

export interface MessageHead {
  readonly toId: string;
  readonly name: string;
  readonly from: Result<Upid>;
  /** Of the body; -1 when it is chunked. */
  readonly contentLength: number;
  /** What it holds in memory while its body is on the way. */
  readonly keptBytes: number;
  /** False when the sender asked to close after the answer. */
  readonly keepAlive: boolean;
}

interface Headers {
  libprocessFrom?: string;
  userAgent?: string;
  contentLength?: string;
  transferEncoding?: string;
  connection?: string;
  browser?: string;
}

/** The headers that matter here, by lower-case name. */
const fieldOf: ReadonlyMap<string, keyof Headers> = new Map([
  ['libprocess-from', 'libprocessFrom'],
  ['user-agent', 'userAgent'],
  ['content-length', 'contentLength'],
  ['transfer-encoding', 'transferEncoding'],
  ['connection', 'connection'],
  // Said by web browsers alone: what pages send is for the HTTP server to judge, never a message.
  ['origin', 'browser'],
  ['sec-fetch-site', 'browser'],
]);

/** What may stand in a request target; anything else is for the strict parser to refuse. */
const plainTarget = /^[\x21-\x7e]+$/;
/** RFC 9110: a name with a space before its colon, or a folded line, must not be read past. */
const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const userAgentPrefix = 'libprocess/';

/** The UPID that the sender gives itself, if it does. */
export function senderText(
  libprocessFrom: string | undefined,
  userAgent: string | undefined,
): string | undefined {
  if (libprocessFrom !== undefined) return libprocessFrom;
  if (userAgent?.startsWith(userAgentPrefix)) return userAgent.slice(userAgentPrefix.length);
  return undefined;
}

/** "/slave(1)/mesos.internal.PingSlaveMessage" -> id and name. */
export function splitMessagePath(path: string): { toId: string; name: string } | undefined {
  const slash = path.indexOf('/', 1);
  if (path[0] !== '/' || slash <= 1 || slash === path.length - 1) return undefined;
  const toId = decodeId(path.slice(1, slash));
  if (toId === undefined) return undefined;
  return { toId, name: path.slice(slash + 1) };
}

function decodeId(raw: string): string | undefined {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}

/**
 * A peer sends the same few heads again and again: same process, same message, often same length.
 * Room for some ten thousand of all connections, and for the senders in them.
 */
const mostHeadBytes = 8 * 1024 * 1024;
const mostSenderBytes = 4 * 1024 * 1024;
const knownHeads = new TextCache<MessageHead>(mostHeadBytes);
/** Heads differ by length and name; the sender in them hardly ever. */
const upidOf = remembering(mostSenderBytes, parseUpid);
/** Its object and the texts' own. */
const keptHeadBytes = 512;
/** Longer ones may be honest, but not often. Nothing is kept of them. */
const longestRememberedHead = 1024;

export class MessageHeadParser {
  parse(head: string): MessageHead | undefined {
    const known = knownHeads.find(head);
    if (known !== undefined) return known;
    const parsed = this.#parse(head);
    if (parsed === undefined) return undefined;
    if (head.length <= longestRememberedHead) knownHeads.keep(head, parsed);
    return parsed;
  }

  #parse(head: string): MessageHead | undefined {
    const lineEnd = endOfLine(head, 0);
    const version = head.slice(lineEnd - 9, lineEnd);
    if (!head.startsWith('POST /') || (version !== ' HTTP/1.1' && version !== ' HTTP/1.0')) {
      return undefined;
    }
    const path = head.slice(5, lineEnd - 9);
    const target = plainTarget.test(path) ? splitMessagePath(path) : undefined;
    const headers = readHeaders(head, lineEnd);
    if (target === undefined || headers === undefined) return undefined;
    const sender = senderText(headers.libprocessFrom, headers.userAgent);
    const contentLength = bodyLength(headers);
    if (sender === undefined || contentLength === undefined) return undefined;
    const { toId, name } = target;
    const keepAlive = headers.connection?.toLowerCase() !== 'close' && version !== ' HTTP/1.0';
    return {
      toId: copyOf(toId),
      name: copyOf(name),
      from: upidOf(copyOf(sender)),
      contentLength,
      keptBytes: keptHeadBytes + toId.length + name.length + sender.length,
      keepAlive,
    };
  }
}

/** Part of a text keeps the whole of it alive; this does not. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

function endOfLine(head: string, start: number): number {
  const end = head.indexOf('\r\n', start);
  return end < 0 ? head.length : end;
}

/** Undefined when a line is no header, hides a line break of its own, or a header that must be single comes twice. */
function readHeaders(head: string, requestLineEnd: number): Headers | undefined {
  const headers: Headers = {};
  for (let start = requestLineEnd + 2; start < head.length;) {
    const end = endOfLine(head, start);
    const colon = head.indexOf(':', start);
    const feed = head.indexOf('\n', start);
    if (colon <= start || colon > end || (feed >= 0 && feed !== end + 1)) return undefined;
    const name = head.slice(start, colon);
    if (!headerName.test(name)) return undefined;
    const field = fieldOf.get(name.toLowerCase());
    if (field !== undefined) {
      if (headers[field] !== undefined || field === 'browser') return undefined;
      headers[field] = head.slice(colon + 1, end).trim();
    }
    start = end + 2;
  }
  return headers;
}

/** Undefined when the framing is ambiguous or unknown: the strict parser shall refuse it. */
function bodyLength(headers: Headers): number | undefined {
  if (headers.transferEncoding !== undefined) {
    const chunkedOnly = headers.transferEncoding.toLowerCase() === 'chunked';
    return chunkedOnly && headers.contentLength === undefined ? -1 : undefined;
  }
  if (headers.contentLength === undefined) return 0;
  return /^\d{1,15}$/.test(headers.contentLength) ? Number(headers.contentLength) : undefined;
}
