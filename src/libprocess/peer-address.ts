/**
 * Does a message come from where its sender says it lives? Off by default, as in Mesos, because it
 * breaks processes that advertise another address than the one they send from; switched on by
 * LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH, it keeps others from speaking in an agent's name.
 */
import { hostPortText } from '../foundation/host-port.ts';
import type { Socket } from 'node:net';
import { booleanType } from '../foundation/flags/flag-types.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Upid } from './upid.ts';

const variable = 'LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH';

/** Whether the environment asks for it; no value is no. */
export function readPeerAddressRule(
  environment: Readonly<Record<string, string | undefined>>,
): Result<boolean> {
  const text = environment[variable];
  if (text === undefined) return ok(false);
  const parsed = booleanType.parse(text);
  return parsed.ok ? parsed : failure(`Failed to parse ${variable} '${text}': ${parsed.error}`);
}

/** @compat the sentence of the real product, which its operators search their logs for. */
export function findPeerFault(from: Upid, socket: Socket): string | undefined {
  const { remoteAddress = '', remotePort = 0 } = socket;
  const ip = remoteAddress.replace(/^::ffff:(?=[\d.]+$)/, '');
  if (canonical(from.ip) === canonical(ip)) return undefined;
  return `UPID IP address validation failed: Message from ${from.text} was sent from IP ${hostPortText(ip, remotePort)}`;
}

/** One IPv6 address has many spellings. */
function canonical(ip: string): string {
  const url = `http://[${ip}]`;
  return ip.includes(':') && URL.canParse(url) ? new URL(url).hostname : ip;
}
