/**
 * A large message of the operator API as a document, in JSON or in protobuf. It is described once,
 * as a tree whose leaves are lists of records; every record is encoded by itself, and its bytes kept
 * (fragments.ts). The fragments of all are taken in one moment (one-moment.ts). A protobuf message
 * has its length before it, so there they are measured first and written after.
 */
import { type MessageMediaType, jsonType } from '../../../operator-api/index.ts';
import type { Output } from '../../endpoints/body.ts';
import { eachOf, makeTexts } from '../../endpoints/one-moment.ts';
import { type Document, visitAll } from '../../endpoints/renderer.ts';
import { Fragment, Shelf } from '../../endpoints/shelf.ts';

export type Format = 'json' | 'protobuf';

/** A field of a message. */
export type Member =
  | {
      readonly kind: 'records';
      readonly name: string;
      readonly records: readonly unknown[];
      /** They never change, and are encoded when they are written. */
      readonly isFixed: boolean;
      // A method, so that a list of tasks is good for a list of anything.
      fragmentOf(this: void, record: unknown, format: Format): Fragment;
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
      readonly protobuf: Uint8Array;
    };

/**
 * A list, element by element: in JSON each with a comma before it, in protobuf with tag and length.
 * `fragmentOf` keeps what it makes until the record changes.
 */
export function records<T>(
  name: string,
  list: readonly T[],
  fragmentOf: (record: T, format: Format) => Fragment,
): Member {
  return { kind: 'records', name, records: list, isFixed: false, fragmentOf: fragmentOf as OfAny };
}

type OfAny = (record: unknown, format: Format) => Fragment;

/** The same of what never changes and is not kept. */
export function fixedRecords<T>(
  name: string,
  list: readonly T[],
  encode: (record: T, format: Format) => string | Uint8Array,
): Member {
  const shelf = new Shelf();
  const fragmentOf = (record: unknown, format: Format): Fragment =>
    shelf.put(encode(record as T, format));
  return { kind: 'records', name, records: list, isFixed: true, fragmentOf };
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
    yield* eachOf(member.records, (record) => member.fragmentOf(record, format));
  }
}

/** The same tree, whose records are their fragments. */
function take(member: Member, format: Format): Member {
  if (member.kind === 'message') {
    return { ...member, members: member.members.map((inner) => take(inner, format)) };
  }
  if (member.kind !== 'records' || member.isFixed) return member;
  const fragments = member.records.map((record) => member.fragmentOf(record, format));
  return { ...member, records: fragments, isFixed: true, fragmentOf: itself };
}

function itself(fragment: unknown): Fragment {
  return fragment as Fragment;
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
      let first = 1;
      yield* eachOf(member.records, (record) => {
        output.writeFragment(member.fragmentOf(record, 'json'), { first });
        first = 0;
      });
      output.write(']');
    }
  }
  output.write(members.length === 0 ? '{}' : '}');
}

function* writeProtobuf(
  output: Output,
  members: readonly Member[],
): Generator<undefined, void, undefined> {
  const pieces: Piece[] = [];
  yield* collect(pieces, members);
  yield* visitAll(pieces, (piece) =>
    piece instanceof Fragment ? output.writeFragment(piece) : output.write(piece),
  );
}

type Piece = Fragment | Uint8Array;

/** Appends the members' bytes; gives how many they are. */
function* collect(
  pieces: Piece[],
  members: readonly Member[],
): Generator<undefined, number, undefined> {
  let size = 0;
  const append = (piece: Piece): void => {
    pieces.push(piece);
    size += piece.length;
  };
  for (const member of members) {
    if (member.kind === 'plain') {
      append(member.protobuf);
    } else if (member.kind === 'message') {
      const at = pieces.push(noBytes) - 1;
      const inner = yield* collect(pieces, member.members);
      pieces[at] = head(member.number, inner);
      size += pieces[at].length + inner;
    } else {
      yield* eachOf(member.records, (record) => append(member.fragmentOf(record, 'protobuf')));
    }
  }
  return size;
}

const noBytes = new Uint8Array(0);
const lengthDelimited = 2;

/** Tag and length of a length-delimited field. */
function head(fieldNumber: number, length: number): Uint8Array {
  return Uint8Array.from([...varint(fieldNumber * 8 + lengthDelimited), ...varint(length)]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}
