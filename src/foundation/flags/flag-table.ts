/**
 * The declarative table of a program's flags: the one source for parsing, `--help`, the pages of
 * docs/ and the answer of /flags. A row says what type the value has, its default, other names, and
 * whether the room that would obey it exists yet (`planned`): then Mesos' default is accepted and
 * shown, while any other value refuses the start, so that nobody believes in a lock that is not
 * there. Every other row is read by somebody; test/house/flags-are-read.test.ts looks who.
 */
import type { FlagType } from './flag-types.ts';
import {
  booleanType,
  bytesType,
  doubleType,
  durationType,
  integerType,
  jsonOrTextType,
  jsonType,
  secretJsonType,
  listType,
  pathType,
  rateType,
  secretType,
  stringType,
} from './flag-types.ts';
import type { Json } from './flag-types.ts';
import type { Rate } from '../units/number.ts';

/** A row without a default and not required may have no value: its value type has `undefined`. */
export interface Flag<T, Optional extends boolean = boolean> {
  readonly type: FlagType<T>;
  readonly help: string;
  readonly default?: T;
  /** A default that is shown in --help but depends on the machine, or on other flags. */
  readonly defaultText?: string;
  readonly required?: true;
  /** Older names; the first start that uses one is told to use the new name. */
  readonly aliases?: readonly string[];
  /** Names the room that is still to come; only the default is accepted until then. */
  readonly planned?: string;
  /** Why it may be accepted although nothing reads it; without a reason a test refuses such a row. */
  readonly unread?: string;
  /** The rule that the value breaks, or undefined; `value` is already of the right type. */
  readonly validate?: (value: T) => string | undefined;
  /** Only for the type checker: tells rows that always have a value from the others. */
  readonly optional?: Optional;
}

// Rows of all types live in one table; what each of them holds comes back through inference.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyFlag = Flag<any>;
export type FlagTable = Readonly<Record<string, AnyFlag>>;

export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Flag<infer T, infer Optional>
    ? Optional extends false
      ? T
      : T | undefined
    : never;
};

/** What a table file says of a row, beside its type. */
export type FlagOptions<T> = Omit<Flag<T>, 'type' | 'default' | 'required' | 'optional'>;
export type FilledOptions<T> = FlagOptions<T> &
  ({ readonly default: T } | { readonly required: true });

interface FlagMaker<T> {
  (options: FilledOptions<T>): Flag<T, false>;
  (options: FlagOptions<T>): Flag<T, true>;
}

function maker<T>(type: FlagType<T>): FlagMaker<T> {
  const make = (options: FlagOptions<T>): Flag<T> => ({ ...options, type });
  // The two call signatures differ only in what the type checker is told about `undefined`.
  return make as FlagMaker<T>;
}

const sizeLimits = { min: 0, max: Number.MAX_SAFE_INTEGER };

export const flag: {
  readonly bool: FlagMaker<boolean>;
  readonly string: FlagMaker<string>;
  readonly secret: FlagMaker<string>;
  readonly path: FlagMaker<string>;
  readonly list: FlagMaker<readonly string[]>;
  readonly integer: FlagMaker<number>;
  readonly port: FlagMaker<number>;
  readonly double: FlagMaker<number>;
  readonly duration: FlagMaker<number>;
  readonly bytes: FlagMaker<number>;
  readonly rate: FlagMaker<Rate>;
  readonly json: FlagMaker<Json>;
  readonly secretJson: FlagMaker<Json>;
  readonly jsonOrText: FlagMaker<string>;
} = {
  bool: maker(booleanType),
  string: maker(stringType),
  secret: maker(secretType),
  path: maker(pathType),
  list: maker(listType),
  integer: maker(integerType(sizeLimits)),
  port: maker(integerType({ min: 0, max: 65_535 })),
  double: maker(doubleType),
  duration: maker(durationType),
  bytes: maker(bytesType),
  rate: maker(rateType),
  json: maker(jsonType),
  secretJson: maker(secretJsonType),
  jsonOrText: maker(jsonOrTextType),
};

/** Checks the table itself once, at start: every name, old or new, belongs to one row only. */
export function defineFlags<const Table extends FlagTable>(table: Table): Table {
  const seen = new Set<string>();
  for (const [name, row] of Object.entries(table)) {
    for (const spelling of [name, ...(row.aliases ?? [])]) {
      if (!/^[a-z][a-z0-9_]*$/.test(spelling)) throw new Error(`Flag name '${spelling}' is odd`);
      if (seen.has(spelling)) throw new Error(`Flag name '${spelling}' is defined twice`);
      seen.add(spelling);
    }
  }
  return table;
}

export function isBoolean(row: AnyFlag): boolean {
  return row.type.kind === booleanType.kind;
}
