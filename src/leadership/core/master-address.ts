/**
 * What --master may be, and the `master` of a framework: "host:port", "master@host:port",
 * "http://host:port", or several of these with commas. A path, which only frameworks have a use for,
 * leads to a master behind a proxy.
 */
import { hostPortText } from '../../foundation/host-port.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';

export interface MasterAddress {
  /** A name or an IP address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Where the scheduler API is when it is not where masters have it: "/proxy/api/v1/scheduler". */
  readonly path?: string;
}

/** At least one; the error is the rule that the text breaks, to be put behind what names it. */
export function parseMasterAddresses(text: string): Result<readonly MasterAddress[]> {
  const given = text.trim();
  const parts = given.split(',').map((part) => part.trim());
  const addresses: MasterAddress[] = [];
  for (const part of parts) {
    const address = parseOne(part);
    if (address.ok) addresses.push(address.value);
    else return parts.length === 1 ? address : failure(`'${part}' in it: ${address.error}`);
  }
  return ok(addresses);
}

const form = /^(?:http:\/\/|master@)?([^\s:/@[\]?#]+|\[[0-9a-fA-F:.]+\]):([0-9]{1,5})(\/.*)?$/;

function parseOne(text: string): Result<MasterAddress> {
  if (text.startsWith('https://')) {
    return failure('this version has no TLS yet; give http://host:port');
  }
  const [, host, port, path] = form.exec(text) ?? [];
  if (host === undefined || port === undefined) {
    return failure(
      'it must be host:port of the master, http://host:port, or several of these with commas',
    );
  }
  if (Number(port) < 1 || Number(port) > 65_535) return failure(`there is no port ${port}`);
  const address = { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  const isPlain = path === undefined || path === '/' || path === '/master';
  return ok(isPlain ? address : { ...address, path });
}

export function addressText({ host, port }: MasterAddress): string {
  return hostPortText(host, port);
}
