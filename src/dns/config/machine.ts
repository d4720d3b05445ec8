/** What the machine says: its addresses, its resolvers, what names stand for. */
import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { parseIp } from '../model/ip.ts';
import type { LookUp } from '../model/host-addresses.ts';

/** Of all interfaces but loopback. */
export function machineAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address.replace(/%.*$/, ''));
}

/** The name servers of /etc/resolv.conf, but for addresses of this machine, which may be this program. */
export function localResolvers(path = '/etc/resolv.conf'): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  const own = new Set(
    Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .map(({ address }) => address),
  );
  const named = [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address]) => address!);
  return [...new Set(named)].filter((ip) => parseIp(ip) !== undefined && !own.has(ip));
}

export const lookUpHost: LookUp = (host, done) => {
  lookup(host, { all: true }).then(
    (found) => done(found.map(({ address }) => address)),
    ({ code }: NodeJS.ErrnoException) => done(code === 'ENOTFOUND' ? [] : undefined),
  );
};
