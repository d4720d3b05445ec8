/** What is said before and beside operations: the session's opening, credentials, watches, pings. */
import { JuteReader, JuteWriter } from './jute.ts';
import { opcodes } from './operations.ts';
import type { Watches } from './watches.ts';

/** Transaction numbers of messages that are no operations. */
export const xids = { event: -1, ping: -2, auth: -4, setWatches: -8 } as const;

/** By which a session is known again. */
export interface SessionKey {
  readonly id: bigint;
  readonly password: Uint8Array;
}

export const noSession: SessionKey = { id: 0n, password: new Uint8Array(16) };

export interface Credential {
  /** "digest" */
  readonly scheme: string;
  /** "user:password" */
  readonly text: string;
}

const protocolVersion = 0;

export function connectRequest(key: SessionKey, lastZxid: bigint, timeoutMs: number): Uint8Array {
  const writer = new JuteWriter().int(protocolVersion).long(lastZxid).int(timeoutMs);
  return writer.long(key.id).buffer(key.password).bool(false).finish();
}

export interface ConnectAnswer {
  /** 0: the session that was asked for is gone. */
  readonly timeoutMs: number;
  readonly key: SessionKey;
}

export function readConnectAnswer(bytes: Uint8Array): ConnectAnswer {
  const reader = new JuteReader(bytes);
  reader.int();
  const timeoutMs = reader.int();
  return { timeoutMs, key: { id: reader.long(), password: reader.buffer() } };
}

export function authRequest({ scheme, text }: Credential): Uint8Array {
  const writer = new JuteWriter().int(xids.auth).int(opcodes.auth);
  return writer.int(0).text(scheme).text(text).finish();
}

export const pingRequest: Uint8Array = new JuteWriter().int(xids.ping).int(opcodes.ping).finish();

/** A server takes messages of a megabyte; more watches are set by several. */
const mostWatchBytes = 128 * 1024;

export function watchRequests(watches: Watches, lastZxid: bigint): Uint8Array[] {
  const requests: Uint8Array[] = [];
  const kinds = ['data', 'exists', 'children'] as const;
  let lists: Record<(typeof kinds)[number], string[]> = { data: [], exists: [], children: [] };
  let size = 0;
  const flush = (): void => {
    if (size === 0) return;
    const writer = new JuteWriter().int(xids.setWatches).int(opcodes.setWatches).long(lastZxid);
    for (const kind of kinds) writer.vector(lists[kind], (path) => writer.text(path));
    requests.push(writer.finish());
    lists = { data: [], exists: [], children: [] };
    size = 0;
  };
  for (const kind of kinds) {
    for (const path of watches.paths(kind)) {
      lists[kind].push(path);
      size += path.length + 4;
      if (size >= mostWatchBytes) flush();
    }
  }
  flush();
  return requests;
}
