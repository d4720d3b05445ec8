/**
 * Messages as somebody would send them who means no good: right in form, with every number that may
 * hurt, and with the names of things that exist where names are expected, so that they are not just
 * refused at the door.
 */
import type { Random } from '../../../foundation/random.ts';
import type { MessageType } from '../message.ts';
import { EnumType, type Field, type MessageSchema, type ScalarKind } from '../schema.ts';

export interface HostileWords {
  /** Texts for a field: of "mesos.TaskID" and "value", say. */
  readonly texts: (typeName: string, field: string) => readonly string[];
  /** A whole message, undefined for one made up field by field. */
  readonly message?: (typeName: string) => object | undefined;
}

/** Below this depth only required fields are filled in. */
const deepest = 6;

const numbers: Readonly<
  Record<Exclude<ScalarKind, 'string' | 'bytes' | 'bool'>, readonly unknown[]>
> = {
  int32: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)],
  uint32: [0, 1, 7, 65_535, 65_536, 2 ** 32 - 1],
  int64: [0, 1, -1, 5_000_000_000, 2n ** 63n - 1n, -(2n ** 63n), 2 ** 53 - 1],
  uint64: [0, 1, 3, 10, 2n ** 64n - 1n, 2n ** 53n],
  double: [0, 0.1, 1, 1, 5, -1, NaN, Infinity, -Infinity, 1e300, 1e-300],
  float: [0, 1, -1, NaN],
};

export class HostileSender {
  readonly #random: Random;
  readonly #words: HostileWords;

  constructor(random: Random, words: HostileWords) {
    this.#random = random;
    this.#words = words;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random.next() * items.length)]!;
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  make<T extends object>(type: MessageType<T>): T {
    return this.#message(type, 0) as T;
  }

  #message(type: MessageSchema, depth: number): object {
    const given = this.#words.message?.(type.typeName);
    if (given !== undefined) return given;
    const message: Record<string, unknown> = {};
    for (const field of type.fields) {
      const isWanted = field.label === 'required' || (depth < deepest && this.chance(0.35));
      if (isWanted) message[field.name] = this.#field(type, field, depth);
    }
    return message;
  }

  #field(type: MessageSchema, field: Field, depth: number): unknown {
    const value = (): unknown => this.#value(type, field, depth + 1);
    if (field.label === 'repeated') {
      return Array.from({ length: Math.floor(this.#random.next() * 4) }, value);
    }
    return field.label === 'map' ? { [this.pick(['', '*', 'cpus', 'x'])]: value() } : value();
  }

  #value(type: MessageSchema, field: Field, depth: number): unknown {
    if (typeof field.type === 'function') return this.#message(field.type(), depth);
    if (field.type instanceof EnumType) return this.pick(field.type.names);
    switch (field.type) {
      case 'string':
        return this.pick(this.#words.texts(type.typeName, field.name));
      case 'bytes':
        return new Uint8Array(this.pick([0, 1, 16])).fill(this.pick([0, 1, 2]));
      case 'bool':
        return this.chance(0.5);
      case 'double':
      case 'float':
      case 'int32':
      case 'int64':
      case 'uint32':
      case 'uint64':
        return this.pick(numbers[field.type]);
    }
  }
}
