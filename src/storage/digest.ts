/** Short digests for noticing damage, not for keeping out forgers: 48 bits, which a number holds. */
import { hash } from 'node:crypto';

export const digestBytes = 6;
export const digestLimit = 2 ** (8 * digestBytes);

/** Of a text (an entry's key, or what a file is) together with the bytes that belong to it. */
export function digestOf(name: string, bytes: Uint8Array): number {
  const nameBytes = Buffer.byteLength(name);
  const whole = Buffer.allocUnsafe(nameBytes + 1 + bytes.length);
  whole.write(name);
  whole[nameBytes] = 0;
  whole.set(bytes, nameBytes + 1);
  // In one piece and as a text: a third of what an object for the hash costs.
  return Number.parseInt(hash('sha256', whole).slice(0, 2 * digestBytes), 16);
}
