/**
 * Fields of a message that this version does not know, as they were written, at any depth. Readers
 * skip them; who writes an entry of somebody newer again puts them back where they were.
 *
 * What is inside a message that is there no longer goes with it. Of a list, an element is known again
 * by all that this version knows of it: one that was changed is another.
 */
import { Reader } from './reader.ts';
import type { Field, MessageSchema } from './schema.ts';

export interface UnknownFields {
  /** Of the message itself, in their order; protobuf does not mind where a field stands. */
  readonly own: Buffer;
  /** Of messages inside it; see `placeOf`. */
  readonly inside: ReadonlyMap<string, UnknownFields>;
}

/**
 * Undefined when there are none.
 * @throws DecodeError when the bytes are malformed
 */
export function unknownFieldsOf(type: MessageSchema, bytes: Uint8Array): UnknownFields | undefined {
  return divide(type, bytes).unknown;
}

/** `bytes`, a message of this version, with what another one had beside. */
export function withUnknownFields(
  type: MessageSchema,
  bytes: Uint8Array,
  unknown: UnknownFields,
): Buffer {
  if (unknown.inside.size === 0) return Buffer.concat([bytes, unknown.own]);
  const whole: Buffer[] = [];
  for (const { raw, field, body } of piecesOf(type, bytes)) {
    const inner = body && unknown.inside.get(placeOf(field!, body));
    if (inner === undefined) whole.push(raw);
    else whole.push(asPiece(field!, withUnknownFields(innerType(field!)!, body!, inner)));
  }
  return Buffer.concat([...whole, unknown.own]);
}

/** A field as it was written. */
interface Piece {
  readonly raw: Buffer;
  /** Undefined: unknown. */
  readonly field: Field | undefined;
  /** Of a message inside. */
  readonly body: Buffer | undefined;
}

/** What is known of `bytes`, and what is not. */
function divide(
  type: MessageSchema,
  bytes: Uint8Array,
): { readonly known: Buffer; readonly unknown: UnknownFields | undefined } {
  const known: Buffer[] = [];
  const own: Buffer[] = [];
  const inside = new Map<string, UnknownFields>();
  for (const { raw, field, body } of piecesOf(type, bytes)) {
    if (field === undefined) {
      own.push(raw);
      continue;
    }
    const inner = body === undefined ? undefined : divide(innerType(field)!, body);
    if (inner?.unknown === undefined) {
      known.push(raw);
      continue;
    }
    known.push(asPiece(field, inner.known));
    inside.set(placeOf(field, inner.known), inner.unknown);
  }
  const isAny = own.length > 0 || inside.size > 0;
  return {
    known: Buffer.concat(known),
    unknown: isAny ? { own: Buffer.concat(own), inside } : undefined,
  };
}

function* piecesOf(type: MessageSchema, bytes: Uint8Array): Iterable<Piece> {
  const reader = new Reader(bytes);
  while (reader.pos < bytes.length) {
    const start = reader.pos;
    const tag = reader.uint32();
    const bodyStart = reader.pos;
    reader.skip(tag);
    const raw = reader.buf.subarray(start, reader.pos);
    const field = type.fields.find(({ number }) => number === tag >>> 3);
    const isMessage = (tag & 7) === lengthDelimited && field && innerType(field) !== undefined;
    yield { raw, field, body: isMessage ? bodyOf(reader, bodyStart) : undefined };
  }
}

function bodyOf(reader: Reader, start: number): Buffer {
  const end = reader.pos;
  reader.pos = start;
  reader.span();
  const body = reader.buf.subarray(reader.pos, end);
  reader.pos = end;
  return body;
}

/** Undefined: it holds no messages, or those of a map, whose entries have no type of their own. */
function innerType({ type, label }: Field): MessageSchema | undefined {
  return typeof type === 'function' && label !== 'map' ? type() : undefined;
}

/** Which message of its field: there is one, or it is known by its bytes. */
function placeOf({ number, label }: Field, known: Buffer): string {
  return label === 'repeated' ? `${number} ${known.toString('latin1')}` : String(number);
}

const lengthDelimited = 2;

function asPiece({ number }: Field, body: Buffer): Buffer {
  const head = [...varint(((number << 3) | lengthDelimited) >>> 0), ...varint(body.length)];
  return Buffer.concat([Buffer.from(head), body]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}
