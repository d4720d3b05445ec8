/** Addresses as the original reads and writes them: one text for each address. */
import { isIP } from 'node:net';

export interface Ip {
  readonly text: string;
  readonly kind: 'A' | 'AAAA';
}

/** Undefined: it is none, or has a zone. */
export function parseIp(text: string): Ip | undefined {
  const version = isIP(text);
  if (version === 4) return { text, kind: 'A' };
  if (version !== 6 || text.includes('%')) return undefined;
  const shortest = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(shortest) ?? [];
  if (high === undefined || low === undefined) return { text: shortest, kind: 'AAAA' };
  const number = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255);
  return { text: parts.join('.'), kind: 'A' };
}

/** "4.3.2.1.in-addr.arpa." or its like below ip6.arpa. */
export function reverseName({ text, kind }: Ip): string {
  if (kind === 'A') return `${text.split('.').reverse().join('.')}.in-addr.arpa.`;
  const digits = groupsOf(text)
    .map((group) => group.padStart(4, '0'))
    .join('');
  return `${digits.split('').reverse().join('.')}.ip6.arpa.`;
}

function groupsOf(text: string): string[] {
  const [head = '', tail] = text.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const after = tail === '' ? [] : tail.split(':');
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

/** The first 24 bits of an IPv4 address, the first 64 of another, as a text to compare. */
export function networkOf(address: string): string | undefined {
  const ip = parseIp(address.replace(/%.*$/, ''));
  if (ip?.kind === 'A') return ip.text.slice(0, ip.text.lastIndexOf('.'));
  return ip && groupsOf(ip.text).slice(0, 4).join(':');
}
