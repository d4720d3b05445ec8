/**
 * A large message of the operator API as a document, in JSON or in protobuf. It is described once,
 * as a tree whose leaves are lists of records; every record is encoded by itself, and its text kept
 * (fragments.ts). The texts of all are taken in one moment (one-moment.ts). A protobuf message has
 * its length before it, so there the texts are measured first and written after.
 */
import { type MessageMediaType, jsonType } from '../../../operator-api/index.ts';
import type { Output } from '../../endpoints/body.ts';
import { eachOf, makeTexts } from '../../endpoints/one-moment.ts';
import { type Document, visitAll, writeElements } from '../../endpoints/renderer.ts';

export type Format = 'json' | 'protobuf';

/** A field of a message. Protobuf is bytes as latin1 text. */
export type Member =
  | {
      readonly kind: 'records';
      readonly name: string;
      readonly number: number;
      readonly records: readonly unknown[];
      /** Records that never change are encoded when they are written. */
      readonly isFixed: boolean;
      // A method, so that an encoder of tasks is good for a list of tasks.
      encode(this: void, record: unknown, format: Format): string;
    }
  | {
      readonly kind: 'message';
      readonly name: string;
      readonly number: number;
      readonly members: readonly Member[];
    }
  /** Already encoded; in protobuf with its tag. */
  | {
      readonly kind: 'plain';
      readonly name: string;
      readonly json: string;
      readonly protobuf: string;
    };

type Encode<T> = (record: T, format: Format) => string;

/** `encode` keeps the text until the record changes. */
export function records<T>(
  name: string,
  number: number,
  list: readonly T[],
  encode: Encode<T>,
): Member {
  const encodeAny = encode as Encode<unknown>;
  return { kind: 'records', name, number, records: list, isFixed: false, encode: encodeAny };
}

export function fixedRecords<T>(
  name: string,
  number: number,
  list: readonly T[],
  encode: Encode<T>,
): Member {
  const encodeAny = encode as Encode<unknown>;
  return { kind: 'records', name, number, records: list, isFixed: true, encode: encodeAny };
}

export function message(name: string, number: number, members: readonly Member[]): Member {
  return { kind: 'message', name, number, members };
}

/** `members` is asked several times; `begins` is called in the moment that the document shows. */
export function messageDocument(
  mediaType: MessageMediaType,
  members: () => readonly Member[],
  begins: () => void = () => undefined,
): Document {
  const format = mediaType === jsonType ? 'json' : 'protobuf';
  return function* document(output) {
    yield* makeTexts(() => passMembers(members(), format));
    begins();
    const taken = members().map((member) => take(member, format));
    if (format === 'json') yield* writeJson(output, taken);
    else yield* writeProtobuf(output, taken);
  };
}

function* passMembers(
  members: readonly Member[],
  format: Format,
): Generator<undefined, void, undefined> {
  for (const member of members) {
    if (member.kind === 'message') yield* passMembers(member.members, format);
    if (member.kind !== 'records' || member.isFixed) continue;
    yield* eachOf(member.records, (record) => member.encode(record, format));
  }
}

/** The same tree, whose records are their texts. */
function take(member: Member, format: Format): Member {
  if (member.kind === 'message') {
    return { ...member, members: member.members.map((inner) => take(inner, format)) };
  }
  if (member.kind !== 'records' || member.isFixed) return member;
  const { name, number, encode } = member;
  const texts = member.records.map((record) => encode(record, format));
  return fixedRecords(name, number, texts, (text) => text);
}

function* writeJson(
  output: Output,
  members: readonly Member[],
): Generator<undefined, void, undefined> {
  let separator = '{';
  for (const member of members) {
    output.write(`${separator}"${member.name}":`);
    separator = ',';
    if (member.kind === 'plain') {
      output.write(member.json);
    } else if (member.kind === 'message') {
      yield* writeJson(output, member.members);
    } else {
      // @compat empty lists are written here, other than in smaller messages.
      output.write('[');
      yield* writeElements(output, member.records, (record) => member.encode(record, 'json'));
      output.write(']');
    }
  }
  output.write(members.length === 0 ? '{}' : '}');
}

function* writeProtobuf(
  output: Output,
  members: readonly Member[],
): Generator<undefined, void, undefined> {
  const pieces: string[] = [];
  yield* collect(pieces, members);
  yield* visitAll(pieces, (piece) => output.write(piece));
}

/** Appends the members' bytes; gives how many they are. */
function* collect(
  pieces: string[],
  members: readonly Member[],
): Generator<undefined, number, undefined> {
  let size = 0;
  const append = (piece: string): void => {
    pieces.push(piece);
    size += piece.length;
  };
  for (const member of members) {
    if (member.kind === 'plain') {
      append(member.protobuf);
    } else if (member.kind === 'message') {
      const at = pieces.push('') - 1;
      const inner = yield* collect(pieces, member.members);
      pieces[at] = head(member.number, inner);
      size += pieces[at].length + inner;
    } else {
      const { number } = member;
      let count = 0;
      for (const record of member.records) {
        const encoded = member.encode(record, 'protobuf');
        append(head(number, encoded.length));
        append(encoded);
        if (++count % recordsPerStep === 0) yield;
      }
    }
  }
  return size;
}

const recordsPerStep = 16;
const lengthDelimited = 2;

/** Tag and length of a length-delimited field. */
function head(fieldNumber: number, length: number): string {
  return varint(fieldNumber * 8 + lengthDelimited) + varint(length);
}

function varint(value: number): string {
  let text = '';
  let rest = value;
  while (rest > 0x7f) {
    text += String.fromCharCode((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return text + String.fromCharCode(rest);
}
