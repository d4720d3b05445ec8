/** What we write, others read, and what they write, we read: checked for random messages of all types. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from './reader.ts';
import { EnumType, type Field, type MessageSchema } from './schema.ts';
import { allMessages } from './test-support/all-messages.ts';
import { messageOf } from './test-support/arbitrary.ts';
import { Protoc, hasProtoc, loadProtobufJs } from './test-support/oracles.ts';
import { Writer } from './writer.ts';

/** A fixed seed: the messages of a failure are found again. */
const seed = 20_261_120;

/** As protobufjs shows it: 64-bit integers as text, bytes in base64, nothing filled in. */
function plain(type: MessageSchema, message: object): object {
  const entries = Object.entries(message).map(([name, value]: [string, unknown]) => {
    const field = type.fieldsByName.get(name)!;
    if (field.label === 'repeated') {
      return [name, (value as unknown[]).map((one) => plainValue(field, one))] as const;
    }
    if (field.label !== 'map') return [name, plainValue(field, value)] as const;
    const pairs = Object.entries(value as object).map(
      ([key, one]) => [key, plainValue(field, one)] as const,
    );
    return [name, Object.fromEntries(pairs)] as const;
  });
  return Object.fromEntries(entries);
}

function plainValue({ type }: Field, value: unknown): unknown {
  if (typeof type === 'function') return plain(type(), value as object);
  if (type instanceof EnumType) return value;
  if (type === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
  return type === 'int64' || type === 'uint64' ? String(value) : value;
}

describe('protobufjs', () => {
  const root = loadProtobufJs();
  const shown = { enums: String, longs: String, bytes: String };

  it.each(allMessages.map((type) => [type.typeName, type] as const))(
    'reads and writes %s as we do',
    (typeName, type) => {
      const theirs = root.lookupType(typeName);
      fc.assert(
        fc.property(messageOf(type), (message) => {
          const read = theirs.decode(type.encode(message));
          expect(theirs.toObject(read, shown)).toEqual(plain(type, message));
          expect(type.decode(theirs.encode(read).finish())).toEqual(message);
        }),
        { seed, numRuns: 10 },
      );
    },
  );
});

describe('protoc', () => {
  const samplesOfEach = 5;
  const samples = allMessages.map((type) =>
    fc.sample(messageOf(type), { seed, numRuns: samplesOfEach }),
  );

  function hold(): Buffer {
    const writer = new Writer();
    for (let i = allMessages.length - 1; i >= 0; i--) {
      for (const message of samples[i]!.toReversed()) {
        writer.bytes(allMessages[i]!.encode(message));
        writer.varint32(((i + 1) << 3) | 2);
      }
    }
    return writer.finish();
  }

  function open(bytes: Buffer): object[][] {
    const opened = allMessages.map((): object[] => []);
    const reader = new Reader(bytes);
    while (reader.pos < bytes.length) {
      const index = (reader.uint32() >>> 3) - 1;
      opened[index]!.push(allMessages[index]!.decode(reader.bytes()));
    }
    return opened;
  }

  it('knows every field that we write, and what it writes we read', (context) => {
    if (!hasProtoc) context.skip('protoc is not installed (Debian: protobuf-compiler)');
    const protoc = new Protoc(allMessages);
    try {
      const text = protoc.toText(hold());
      expect(text.match(/^\s*\d+[: ].*$/m)).toBeNull();
      const back = open(protoc.fromText(text));
      allMessages.forEach((type, i) => expect(back[i], type.typeName).toEqual(samples[i]));
    } finally {
      protoc.remove();
    }
  });
});
