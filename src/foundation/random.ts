/**
 * Chance, as something that is handed in. The edge hands out the machine's randomness, tests and
 * the simulation a seeded generator, so that the same seed gives the same run.
 */
import { randomFillSync } from 'node:crypto';

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** The 16 bytes of a version 4 UUID; real Mesos refuses updates whose uuid is not RFC 4122. */
  uuidBytes(): Uint8Array;
}

/** Sets the version and variant bits that RFC 4122 asks of a random UUID. */
function stampVersion4(bytes: Uint8Array): Uint8Array {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}

const uuidLength = 16;
/** Asked of the machine at once: a call for each uuid takes longer than what most uuids are for. */
const uuidsAtOnce = 256;

export class SystemRandom implements Random {
  readonly #bytes = new Uint8Array(uuidLength * uuidsAtOnce);
  #usedBytes = this.#bytes.length;

  next(): number {
    return Math.random();
  }

  uuidBytes(): Uint8Array {
    if (this.#usedBytes === this.#bytes.length) {
      randomFillSync(this.#bytes);
      this.#usedBytes = 0;
    }
    const start = this.#usedBytes;
    this.#usedBytes += uuidLength;
    return stampVersion4(this.#bytes.slice(start, this.#usedBytes));
  }
}

/** mulberry32: 32 bits of state, good enough to spread test cases, never used for secrets. */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  uuidBytes(): Uint8Array {
    const bytes = new Uint8Array(uuidLength);
    for (let i = 0; i < uuidLength; i++) bytes[i] = Math.floor(this.next() * 256);
    return stampVersion4(bytes);
  }
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx" of 16 raw bytes. */
export function uuidText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < uuidLength; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += hex[bytes[i]!];
  }
  return text;
}

/** A number in [0, below). */
export function randomInteger(random: Random, below: number): number {
  return Math.floor(random.next() * below);
}

/** Fisher-Yates in place; returns the same array. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
