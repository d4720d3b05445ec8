/**
 * Loads flags with Mesos' rules. Values are loaded in alphabetical order and the first error ends
 * it, so `--help` and `--version` are obeyed only when they sort before the mistake; what is
 * missing or breaks a rule is looked at last and never hides them. The texts of the errors are
 * Mesos' own where scripts may look for them.
 */
import { readFileSync } from 'node:fs';
import { failure, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { mergeGiven, readCommandLine, readEnvironment } from './command-line.ts';
import type { GivenFlag } from './command-line.ts';
import { isBoolean } from './flag-table.ts';
import type { AnyFlag, FlagTable, FlagValues } from './flag-table.ts';

export interface LoadOptions {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** 'MESOS_' for master, agent and mesos-local; tools read the command line only. */
  readonly environmentPrefix?: string;
  readonly readFile?: (path: string) => string;
}

export interface LoadedFlags<Table extends FlagTable> {
  readonly values: FlagValues<Table>;
  /** Deprecated names and forms that were used; to be logged once logging works. */
  readonly warnings: readonly string[];
  readonly positional: readonly string[];
  /** True when the command line or the environment gave this flag a value. */
  isGiven(name: keyof Table & string): boolean;
  /** Name -> text of every flag that has a value, sorted, as /flags shows it. */
  toStrings(): Record<string, string>;
}

/** `refused` has the text for stderr; a caller adds the hint or the usage, and exits with 1. */
export type LoadOutcome<Table extends FlagTable> =
  | { readonly kind: 'loaded'; readonly flags: LoadedFlags<Table> }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly error: string };

/** The value a flag got, under which name, and the text to show for it. */
interface LoadedValue {
  readonly value: unknown;
  readonly name: string;
  readonly shown: string;
}

interface Loading {
  readonly table: FlagTable;
  readonly canonicalNames: ReadonlyMap<string, string>;
  readonly loaded: Map<string, LoadedValue>;
  readonly warnings: string[];
  readonly readFile: (path: string) => string;
}

export function loadFlags<Table extends FlagTable>(
  table: Table,
  options: LoadOptions,
): LoadOutcome<Table> {
  const commandLine = readCommandLine(options.args);
  const environment =
    options.environmentPrefix === undefined
      ? []
      : readEnvironment(options.environment ?? process.env, options.environmentPrefix);
  const loading: Loading = {
    table,
    canonicalNames: canonicalNamesOf(table),
    loaded: new Map(),
    warnings: [],
    readFile: options.readFile ?? ((path) => readFileSync(path, 'utf8')),
  };
  const loadError = loadAll(loading, mergeGiven(environment, commandLine.given));
  if (loading.loaded.get('help')?.value === true) return { kind: 'help' };
  if (loading.loaded.get('version')?.value === true) return { kind: 'version' };
  const error = loadError ?? findBrokenRule(loading);
  if (error !== undefined) return { kind: 'refused', error };
  return { kind: 'loaded', flags: loadedFlags(table, loading, commandLine.positional) };
}

function canonicalNamesOf(table: FlagTable): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, row] of Object.entries(table)) {
    names.set(name, name);
    for (const alias of row.aliases ?? []) names.set(alias, name);
  }
  return names;
}

/** Returns the first error, leaving what was loaded before it. */
function loadAll(loading: Loading, given: readonly GivenFlag[]): string | undefined {
  for (const one of given) {
    const error = loadOne(loading, one);
    if (error !== undefined) return error;
  }
  return undefined;
}

function loadOne(loading: Loading, given: GivenFlag): string | undefined {
  const isNegated = given.spelling.startsWith('no-');
  const name = isNegated ? given.spelling.slice('no-'.length) : given.spelling;
  const canonical = loading.canonicalNames.get(name);
  if (canonical === undefined) {
    // The environment holds variables for tasks and other programs too: those are not ours.
    if (given.from === 'environment') return undefined;
    return `Failed to load unknown flag '${name}'${isNegated ? ` via '${given.spelling}'` : ''}`;
  }
  const before = loading.loaded.get(canonical)?.name ?? (given.repeated ? name : undefined);
  if (before !== undefined) return `Flag '${name}' is already loaded via name '${before}'`;
  const row = loading.table[canonical]!;
  const text = textOf(row, given, { name, isNegated });
  if (!text.ok) return text.error;
  const value = parseValue(loading, row, { name, text: text.value });
  if (!value.ok) {
    return `Failed to load flag '${name}': Failed to load value '${text.value}': ${value.error}`;
  }
  loading.loaded.set(canonical, value.value);
  if (name !== canonical) {
    loading.warnings.push(`Loaded deprecated flag '${name}'; its name now is '${canonical}'`);
  }
  return undefined;
}

/** The text to parse: booleans may come without one, or negated. */
function textOf(
  row: AnyFlag,
  given: GivenFlag,
  { name, isNegated }: { name: string; isNegated: boolean },
): Result<string> {
  if (!isBoolean(row)) {
    if (isNegated) {
      return failure(`Failed to load non-boolean flag '${name}' via '${given.spelling}'`);
    }
    if (given.text !== undefined) return ok(given.text);
    return failure(`Failed to load non-boolean flag '${name}': Missing value`);
  }
  if (given.text === undefined || given.text === '') return ok(isNegated ? 'false' : 'true');
  if (!isNegated) return ok(given.text);
  return failure(
    `Failed to load boolean flag '${name}' via '${given.spelling}' with value '${given.text}'`,
  );
}

function parseValue(
  loading: Loading,
  row: AnyFlag,
  { name, text }: { name: string; text: string },
): Result<LoadedValue> {
  const path = pathOfContent(row, text);
  let content = text;
  if (path !== undefined) {
    const file = readContent(loading, path);
    if (!file.ok) return file;
    content = file.value;
    if (path === text) {
      loading.warnings.push(`Flag '${name}' is a bare path; write 'file://${path}' instead`);
    }
  }
  const parsed = row.type.parse(content);
  if (!parsed.ok) return parsed;
  const shown = row.type.format(row.type.files === 'secret' ? text : parsed.value);
  return ok({ value: parsed.value, name, shown });
}

function pathOfContent(row: AnyFlag, text: string): string | undefined {
  if (row.type.files === 'never') return undefined;
  if (text.startsWith('file://')) return text.slice('file://'.length);
  return row.type.files === 'json' && text.startsWith('/') ? text : undefined;
}

/** Editors end files with a newline that nobody means; it is not part of the value. */
function readContent(loading: Loading, path: string): Result<string> {
  try {
    return ok(loading.readFile(path).replace(/\r?\n$/, ''));
  } catch (error) {
    return failure(`Error reading file '${path}': ${(error as Error).message}`);
  }
}

/** Required flags, rooms to come and each row's own rule; alphabetical, the first one counts. */
function findBrokenRule({ table, loaded }: Loading): string | undefined {
  for (const name of Object.keys(table).toSorted()) {
    const row = table[name]!;
    const given = loaded.get(name);
    if (given === undefined) {
      if (row.required) return `Flag '${name}' is required, but it was not provided`;
      continue;
    }
    const why = refusalOfPlanned(row, given) ?? row.validate?.(given.value);
    if (why !== undefined) return `Flag '${given.name}' cannot be '${given.shown}': ${why}`;
  }
  return undefined;
}

function refusalOfPlanned(row: AnyFlag, given: LoadedValue): string | undefined {
  if (row.planned === undefined) return undefined;
  const usual = row.default === undefined ? undefined : row.type.format(row.default);
  if (given.shown === usual) return undefined;
  const wayOut = usual === undefined ? 'leave it out' : `leave it out or at '${usual}'`;
  return `this version has no ${row.planned} yet; ${wayOut}`;
}

function loadedFlags<Table extends FlagTable>(
  table: Table,
  { loaded, warnings }: Loading,
  positional: readonly string[],
): LoadedFlags<Table> {
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    const given = loaded.get(name);
    values[name] = given === undefined ? row.default : given.value;
  }
  return {
    values: values as FlagValues<Table>,
    warnings,
    positional,
    isGiven: (name) => loaded.has(name),
    toStrings: () => shownFlags(table, loaded),
  };
}

/** `@compat` a flag given by an old name is shown under that name, as Mesos does. */
function shownFlags(
  table: FlagTable,
  loaded: ReadonlyMap<string, LoadedValue>,
): Record<string, string> {
  const shown: [string, string][] = [];
  for (const [name, row] of Object.entries(table)) {
    const given = loaded.get(name);
    if (given !== undefined) shown.push([given.name, given.shown]);
    else if (row.default !== undefined) shown.push([name, row.type.format(row.default)]);
  }
  return Object.fromEntries(shown.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
