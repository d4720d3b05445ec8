/**
 * A UPID names a process on the libprocess network: "slave(1)@127.0.0.1:5051", or
 * "master@[::1]:5050" for IPv6. It is both the return address of a message and the place where
 * answers are sent, so it only holds what can be dialled: a literal IP and a port.
 */
import { hostPortText } from '../foundation/host-port.ts';
import { isIPv4, isIPv6 } from 'node:net';
import { failure, ok, type Result } from '../foundation/result.ts';

export interface Upid {
  readonly id: string;
  /** Without brackets. */
  readonly ip: string;
  readonly port: number;
  /** "ip:port", brackets around an IPv6 ip; the key of the connection. */
  readonly address: string;
  /** "id@address". */
  readonly text: string;
}

/** Longer ones only come from someone who tries; real ids are a UUID and a few letters. */
const longestUpid = 1024;
/** What would break the request line or the header that a UPID is written into. */
const unsafeId = /[^\x21-\x7e]|\//;

export function makeUpid(id: string, ip: string, port: number): Upid {
  const address = hostPortText(ip, port);
  return { id, ip, port, address, text: `${id}@${address}` };
}

export function formatUpid(upid: Upid): string {
  return upid.text;
}

export function parseUpid(text: string): Result<Upid> {
  // The id may contain '@'; an address never does.
  const at = text.lastIndexOf('@');
  const colon = text.lastIndexOf(':');
  if (at <= 0 || colon < at || text.length > longestUpid) return refuse(text);
  const id = text.slice(0, at);
  const ip = hostOf(text.slice(at + 1, colon));
  const port = portOf(text.slice(colon + 1));
  if (unsafeId.test(id) || ip === undefined || port === undefined) return refuse(text);
  return ok(makeUpid(id, ip, port));
}

/** Undefined for what is none. */
export function findUpid(text: string): Upid | undefined {
  const parsed = parseUpid(text);
  return parsed.ok ? parsed.value : undefined;
}

function refuse(text: string): Result<never> {
  const shown = text.length > 100 ? `${text.slice(0, 100)}...` : text;
  return failure(`Invalid UPID '${shown}': expecting 'id@ip:port'`);
}

function hostOf(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : '';
  return isIPv6(bare) ? bare : undefined;
}

function portOf(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port > 0 && port <= 65535 ? port : undefined;
}
