/**
 * Random messages of any type, made from its table of fields: what a correct sender could send.
 * Deep nesting is cut short by leaving out optional messages; a oneof has at most one field set.
 */
import fc from 'fast-check';
import { toLong } from '../long.ts';
import type { MessageType } from '../message.ts';
import { EnumType, type Field, type MessageSchema, type ScalarKind } from '../schema.ts';

/** Below this depth only required messages are filled in. */
const deepestOptional = 3;

type Dictionary = Record<string, unknown>;

const text = fc.string({ unit: 'grapheme', maxLength: 50 });

/** JSON has neither infinities nor a negative zero, so they are left out here and tested apart. */
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const scalars: Readonly<Record<ScalarKind, fc.Arbitrary<unknown>>> = {
  string: text,
  bytes: fc.uint8Array({ maxLength: 50 }),
  bool: fc.boolean(),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(toLong),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(toLong),
  double: fc.oneof(double, fc.integer()),
  float: fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((value) => value / 8),
};

function valueOf(field: Field, depth: number): fc.Arbitrary<unknown> {
  const { type } = field;
  if (typeof type === 'function') return shapedLike(type(), depth + 1);
  return type instanceof EnumType ? fc.constantFrom(...type.names) : scalars[type];
}

function fieldOf(field: Field, depth: number): fc.Arbitrary<unknown> {
  const value = valueOf(field, depth);
  if (field.label === 'repeated') return fc.array(value, { minLength: 1, maxLength: 3 });
  if (field.label === 'map') return fc.dictionary(text, value, { minKeys: 1, maxKeys: 3 });
  return value;
}

const isLeftOut = (field: Field, depth: number): boolean =>
  field.label !== 'required' && typeof field.type === 'function' && depth >= deepestOptional;

function keepOneOfEach(type: MessageSchema, message: Dictionary): Dictionary {
  const taken = new Set<string>();
  for (const { name, oneof } of type.fields) {
    if (oneof === undefined || message[name] === undefined) continue;
    if (taken.has(oneof)) delete message[name];
    taken.add(oneof);
  }
  return message;
}

export function messageOf<T extends object>(type: MessageType<T>): fc.Arbitrary<T> {
  return shapedLike(type, 0) as fc.Arbitrary<T>;
}

function shapedLike(type: MessageSchema, depth: number): fc.Arbitrary<object> {
  const fields = type.fields.filter((field) => !isLeftOut(field, depth));
  const model = Object.fromEntries(fields.map((field) => [field.name, lazily(field, depth)]));
  return fc
    .record(model, { requiredKeys: [...type.requiredNames], noNullPrototype: true })
    .map((message) => keepOneOfEach(type, message));
}

/** Built only when a message has the field: all messages together are a very large tree. */
function lazily(field: Field, depth: number): fc.Arbitrary<unknown> {
  return fc.constant(null).chain(() => fieldOf(field, depth));
}
