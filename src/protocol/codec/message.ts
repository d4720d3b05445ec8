/**
 * A message type: its name, its fields, and the four ways in and out of it. Writing, and
 * reading protobuf, go through generated code (fast); reading JSON, missing-field paths and
 * comparisons go through the table of fields.
 */
import { DecodeError, EncodeError } from './errors.ts';
import { explainMalformed } from './malformed.ts';
import { readMessageJson } from './json-read.ts';
import { messageJsonValue } from './json-value.ts';
import { Reader } from './reader.ts';
import type { Field, MessageSchema } from './schema.ts';
import { type UnknownFields, unknownFieldsOf } from './unknown-fields.ts';
import { Writer } from './writer.ts';

export interface MessageParts<T extends object> {
  readonly typeName: string;
  readonly fields: readonly Field[];
  // Methods, not properties: a MessageType<TaskInfo> is to be usable as a MessageType<object>.
  write(this: void, writer: Writer, message: T): void;
  read(this: void, reader: Reader, end: number): T;
  json(this: void, message: T): string;
}

/** One writer serves all: encoding is synchronous and never nests. */
const sharedWriter = new Writer();
const lengthDelimited = 2;

export class MessageType<T extends object> implements MessageSchema {
  readonly typeName: string;
  readonly fields: readonly Field[];
  readonly fieldsByName: ReadonlyMap<string, Field>;
  readonly requiredNames: readonly string[];
  readonly write: MessageParts<T>['write'];
  readonly read: MessageParts<T>['read'];
  /** The message as JSON text in Mesos' mapping. */
  readonly toJson: MessageParts<T>['json'];

  constructor(parts: MessageParts<T>) {
    this.typeName = parts.typeName;
    this.fields = parts.fields;
    this.fieldsByName = new Map(parts.fields.map((field) => [field.name, field]));
    this.requiredNames = parts.fields
      .filter((field) => field.label === 'required')
      .map((field) => field.name);
    this.write = parts.write;
    this.read = parts.read;
    this.toJson = parts.json;
  }

  /** @throws EncodeError naming the path of a missing required field or of a wrong value */
  encode(message: T): Buffer {
    return this.#write(message).finish();
  }

  /**
   * As an element of a message's repeated field with this number: with tag and length. The bytes are
   * lent: the next message that is encoded is written over them.
   * @throws EncodeError as `encode`
   */
  encodeElement(fieldNumber: number, message: T): Uint8Array {
    const writer = this.#write(message);
    writer.varint32(writer.size());
    writer.varint32(fieldNumber * 8 + lengthDelimited);
    return writer.lend();
  }

  #write(message: T): Writer {
    const writer = sharedWriter;
    writer.reset();
    try {
      this.write(writer, message);
    } catch (error) {
      throw this.#explain(message, error);
    }
    if (writer.incomplete) throw new EncodeError(`Not initialized: ${this.missing(message)}`);
    return writer;
  }

  /**
   * `mostParts`: of texts, byte strings and messages in it, which bounds the time that hostile bytes
   * can take.
   * @throws DecodeError when the bytes are malformed or lack required fields, which it names
   */
  decode(bytes: Uint8Array, mostParts?: number): T {
    return this.#read(new Reader(bytes, mostParts));
  }

  /**
   * For who writes the message again; `unknown` is undefined when this version knows all of it.
   * @throws DecodeError as `decode`
   */
  decodeWhole(bytes: Uint8Array): { message: T; unknown: UnknownFields | undefined } {
    const reader = new Reader(bytes);
    const message = this.#read(reader);
    return { message, unknown: reader.hasSkipped ? unknownFieldsOf(this, bytes) : undefined };
  }

  #read(reader: Reader): T {
    let message: T;
    try {
      message = this.read(reader, reader.buf.length);
    } catch (error) {
      throw explainMalformed(this, reader.buf, error);
    }
    if (reader.incomplete) throw new DecodeError(`Not initialized: ${this.missing(message)}`);
    return message;
  }

  /** The message as a plain JSON value (bytes in base64, defaults filled in as in `toJson`). */
  toJsonValue(message: T): Record<string, unknown> {
    return messageJsonValue(this, message);
  }

  /** @throws DecodeError naming the path of the field that does not fit */
  fromJson(value: unknown): T {
    const { message, incomplete } = readMessageJson(this, value);
    // What is missing may be in a field that another one has excluded since.
    const missing = incomplete ? this.missing(message as T) : '';
    if (missing !== '') throw new DecodeError(`Missing required fields: ${missing}`);
    return message as T;
  }

  /** Paths of missing required fields, comma separated, the first hundred; '' when none is missing. */
  missing(message: T): string {
    const paths: string[] = [];
    collectMissing(this, message, '', paths);
    if (paths.length < mostMissingPaths) return paths.join(', ');
    return `${paths.slice(0, mostMissingPaths).join(', ')}, …`;
  }

  #explain(message: T, error: unknown): Error {
    const wrong = findWrong(this, message, '');
    const why = error instanceof Error ? error.message : String(error);
    return new EncodeError(wrong ?? why);
  }
}

/** Hostile messages lack a million; naming all of them would take seconds and megabytes. */
const mostMissingPaths = 100;

/** Calls back for each message in a field, with its path. */
function forEachNested(
  field: Field,
  value: unknown,
  path: string,
  visit: (type: MessageSchema, nested: object, path: string) => void,
): void {
  if (typeof field.type !== 'function' || value === null || typeof value !== 'object') return;
  const type = field.type();
  if (field.label === 'repeated') {
    if (!Array.isArray(value)) return;
    value.forEach((one: object, i) => visit(type, one, `${path}[${i}]`));
  } else if (field.label === 'map') {
    for (const [key, one] of Object.entries(value)) visit(type, one as object, `${path}[${key}]`);
  } else {
    visit(type, value, path);
  }
}

function collectMissing(
  type: MessageSchema,
  message: object,
  prefix: string,
  paths: string[],
): void {
  if (paths.length >= mostMissingPaths) return;
  for (const field of type.fields) {
    const value = (message as Record<string, unknown>)[field.name];
    if (value === undefined) {
      if (field.label === 'required') paths.push(prefix + field.name);
      continue;
    }
    forEachNested(field, value, prefix + field.name, (nestedType, nested, path) =>
      collectMissing(nestedType, nested, `${path}.`, paths),
    );
  }
}

/** Which field, as deep as possible, cannot be written even alone, and why. */
function findWrong(type: MessageSchema, message: object, prefix: string): string | undefined {
  for (const field of type.fields) {
    const value = (message as Record<string, unknown>)[field.name];
    if (value === undefined) continue;
    const path = prefix + field.name;
    let inner: string | undefined;
    forEachNested(field, value, path, (nestedType, nested, nestedPath) => {
      inner ??= findWrong(nestedType, nested, `${nestedPath}.`);
    });
    if (inner !== undefined) return inner;
    try {
      type.write(new Writer(64), { [field.name]: value });
    } catch (error) {
      return `Wrong value in field '${path}': ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return undefined;
}
