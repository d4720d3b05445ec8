/**
 * What a .proto says of a message, kept at run time: the table that JSON, error paths and tools
 * walk. Protobuf bytes do not need it; they go through generated code.
 */
import { EncodeError } from './errors.ts';
import type { Writer } from './writer.ts';

export type ScalarKind =
  'string' | 'bytes' | 'bool' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'double' | 'float';

export type FieldLabel = 'required' | 'optional' | 'repeated' | 'map';

export interface Field {
  readonly name: string;
  readonly number: number;
  readonly label: FieldLabel;
  /** What the value (of each element; of each map entry, whose keys are strings) is. */
  readonly type: ScalarKind | EnumType | (() => MessageSchema);
  /** The default that the .proto states, if any. JSON shows it where the field is absent. */
  readonly default?: string | number | boolean;
  /** Fields of one oneof exclude each other. */
  readonly oneof?: string;
}

/** What the table says of a message type; message.ts makes the whole of it. */
export interface MessageSchema {
  readonly typeName: string;
  readonly fields: readonly Field[];
  readonly fieldsByName: ReadonlyMap<string, Field>;
  readonly requiredNames: readonly string[];
  write(this: void, writer: Writer, message: object): void;
}

export class EnumType<Name extends string = string> {
  readonly typeName: string;
  readonly #byName: Map<string, number>;
  readonly #byNumber: Map<number, Name>;

  constructor(typeName: string, values: Readonly<Record<Name, number>>) {
    this.typeName = typeName;
    const entries = Object.entries(values) as [Name, number][];
    this.#byName = new Map(entries);
    this.#byNumber = new Map(entries.map(([name, number]) => [number, name]));
  }

  /** Undefined for a number that this version does not know: the field then counts as absent. */
  nameOf(number: number): Name | undefined {
    return this.#byNumber.get(number | 0);
  }

  numberOf(name: Name): number {
    const number = this.#byName.get(name);
    if (number === undefined) throw new EncodeError(`${name} is not a ${this.typeName}`);
    return number;
  }

  has(name: string): name is Name {
    return this.#byName.has(name);
  }

  get names(): readonly Name[] {
    return [...this.#byName.keys()] as Name[];
  }
}
