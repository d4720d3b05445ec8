/** Short digests for noticing damage, not for keeping out forgers: 48 bits, which a number holds. */
import { createHash } from 'node:crypto';

export const digestBytes = 6;
export const digestLimit = 2 ** (8 * digestBytes);

/** Of a text (an entry's key, or what a file is) together with the bytes that belong to it. */
export function digestOf(name: string, bytes: Uint8Array): number {
  const hash = createHash('sha256').update(name).update('\0').update(bytes).digest();
  return hash.readUIntBE(0, digestBytes);
}
