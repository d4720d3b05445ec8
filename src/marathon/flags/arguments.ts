/**
 * How Marathon's command line and environment are written: `--name value`, `--toggle` and
 * `--disable_toggle`, MARATHON_NAME=value, and an empty variable for a switch. Brought into the form of
 * our other programs (`--name=value`), whose loader does the rest. The command line counts before the
 * environment.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { FlagTable } from '../../foundation/flags/flag-table.ts';
import { isBoolean } from '../../foundation/flags/flag-table.ts';

const environmentPrefix = 'MARATHON_';
/** Of tasks, not of Marathon. */
const taskPrefix = 'MARATHON_APP_';
/** @compat Names that stand for a flag although they do not begin like the others. */
const otherNames: Readonly<Record<string, string>> = {
  MESOSPHERE_HTTP_CREDENTIALS: 'http_credentials',
  MESOSPHERE_KEYSTORE_PATH: 'ssl_keystore_path',
  MESOSPHERE_KEYSTORE_PASS: 'ssl_keystore_password',
};
/** @compat Names that are not written in small letters alone. */
const capitalNames: Readonly<Record<string, string>> = {
  killsPerBatch: 'killsperbatch',
  killBatchDuration: 'killbatchduration',
};
/** @compat A switch of its own, beside --disable_NAME of toggles. */
const disablePrefix = 'disable_';

type Environment = Readonly<Record<string, string | undefined>>;

interface Given {
  readonly name: string;
  /** Undefined: the name alone. */
  readonly value: string | undefined;
}

export function readArguments(
  table: FlagTable,
  args: readonly string[],
  environment: Environment,
): Result<readonly string[]> {
  const commandLine = readCommandLine(table, args);
  if (!commandLine.ok) return commandLine;
  const all = new Map<string, string>();
  for (const given of readEnvironment(table, environment)) {
    const flag = flagOf(table, given);
    if (!flag.ok) return flag;
    all.set(flag.value.name, flag.value.value);
  }
  const seen = new Set<string>();
  for (const given of commandLine.value) {
    const flag = flagOf(table, given);
    if (!flag.ok) return flag;
    const { name, value } = flag.value;
    if (seen.has(name)) return failure(`Option '${name}' is given twice`);
    seen.add(name);
    all.set(name, value);
  }
  return ok([...all].map(([name, value]) => `--${name}=${value}`));
}

/** Variables of others are not ours to refuse. */
function readEnvironment(table: FlagTable, environment: Environment): readonly Given[] {
  const given: Given[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    const name = otherNames[variable] ?? nameOfVariable(variable);
    if (name === undefined || !isKnown(table, name)) continue;
    given.push({ name, value: value === '' ? undefined : value });
  }
  return given;
}

function nameOfVariable(variable: string): string | undefined {
  if (!variable.startsWith(environmentPrefix) || variable.startsWith(taskPrefix)) return undefined;
  return variable.slice(environmentPrefix.length).toLowerCase();
}

function readCommandLine(table: FlagTable, args: readonly string[]): Result<readonly Given[]> {
  const given: Given[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (!word.startsWith('--')) return failure(`Excess arguments provided: '${word}'`);
    const [written = '', ...rest] = word.slice(2).split('=');
    const name = capitalNames[written] ?? written;
    if (!isKnown(table, name)) return failure(`Unknown option '${name}'`);
    if (rest.length > 0) given.push({ name, value: rest.join('=') });
    else if (takesValue(table, name)) {
      const value = args[++at];
      if (value === undefined) return failure(`Option '${name}' needs a value`);
      given.push({ name, value });
    } else given.push({ name, value: undefined });
  }
  return ok(given);
}

function takesValue(table: FlagTable, name: string): boolean {
  const row = table[name];
  return row !== undefined && !isBoolean(row);
}

/** As it is, or the other way round of a toggle. */
function isKnown(table: FlagTable, name: string): boolean {
  return Object.hasOwn(table, name) || toggledBy(table, name) !== undefined;
}

function toggledBy(table: FlagTable, name: string): string | undefined {
  if (!name.startsWith(disablePrefix) || Object.hasOwn(table, name)) return undefined;
  const toggle = name.slice(disablePrefix.length);
  const row = table[toggle];
  return row !== undefined && isBoolean(row) ? toggle : undefined;
}

function flagOf(
  table: FlagTable,
  { name, value }: Given,
): Result<{ readonly name: string; readonly value: string }> {
  const toggle = toggledBy(table, name);
  if (toggle !== undefined) {
    return value === undefined || value === 'true'
      ? ok({ name: toggle, value: 'false' })
      : failure(`Option '${name}' takes no value`);
  }
  if (value !== undefined) return ok({ name, value });
  return takesValue(table, name)
    ? failure(`Option '${name}' needs a value`)
    : ok({ name, value: 'true' });
}
