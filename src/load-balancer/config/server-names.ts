/**
 * Names, ids and cookies of servers. They follow from where the server is, so that it keeps them
 * over every change of its neighbours: sessions and statistics are found again by them.
 */
import { hash } from 'node:crypto';

/** Ids are of 16 bits with sign in HAProxy. */
const idsPerBackend = 32_767;

/** Far below the number of ids, so that a free one is found soon. */
export const maxServersOfBackend = 10_000;

/** `10_0_1_2_31000`; with the agent's name before it where that is not the address. */
export function serverName(host: string, address: string, port: number): string {
  return cleanName(host === address ? `${address}_${port}` : `${host}_${address}_${port}`);
}

export function cleanName(text: string): string {
  return text.replaceAll(/[^a-zA-Z0-9-]/g, '_');
}

export function cookieOf(name: string): string {
  return hash('sha1', name).slice(0, 10);
}

/** From 1 on; the next one by the name's hash when that id is taken. */
export function serverId(name: string, taken: Set<number>): number {
  for (let text = name; ;) {
    const digest = hash('sha256', text, 'buffer');
    const id = remainder(digest, idsPerBackend);
    if (id > 0 && !taken.has(id)) {
      taken.add(id);
      return id;
    }
    text = `${text} ${digest.toString('hex')}`;
  }
}

function remainder(number: Uint8Array, divisor: number): number {
  let rest = 0;
  for (const byte of number) rest = (rest * 256 + byte) % divisor;
  return rest;
}
