/**
 * The command line as the original takes it: `--name value`, `--name=value`, `-m value`, several values
 * after --marathon, --group as often as one likes, and beginnings of names that are not ambiguous.
 * Brought into the form of our other programs (`--name=value`), whose loader does the rest.
 */
import { isBoolean, type FlagTable } from '../../foundation/flags/flag-table.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';

/** What runs: events are followed, Marathon is asked now and then, or a configuration is made once. */
export type Mode = 'sse' | 'poll' | 'once';

export type ShortNames = Readonly<Record<string, string>>;

const shortNamesOfBalancer: ShortNames = {
  m: 'marathon',
  c: 'command',
  s: 'sse',
  H: 'health_check',
  d: 'dry',
  h: 'help',
};

/** Of these more than one value may follow. */
const severalValues: ReadonlySet<string> = new Set(['marathon']);
/** Given again, they are more; others are what was given last. */
const collected: ReadonlySet<string> = new Set(['group']);

/** What the first word says; undefined: neither `sse` nor `poll` nor an option. */
export function modeOf(args: readonly string[]): Mode | undefined {
  const [word] = args;
  if (word === 'sse' || word === 'poll') return word;
  return word?.startsWith('-') === true ? 'once' : undefined;
}

export function readArguments(
  table: FlagTable,
  args: readonly string[],
  shortNames: ShortNames = shortNamesOfBalancer,
): Result<readonly string[]> {
  const values = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const found = readName(table, args[at]!, shortNames);
    if (!found.ok) return found;
    const { name } = found.value;
    let { value } = found.value;
    if (isBoolean(table[name]!)) {
      if (value !== undefined)
        return failure(`argument ${spelled(name)}: ignored explicit argument '${value}'`);
      values.set(name, 'true');
      continue;
    }
    if (value === undefined) {
      const following = valuesAfter(args, at, severalValues.has(name));
      if (following.length === 0)
        return failure(`argument ${spelled(name)}: expected one argument`);
      at += following.length;
      value = following.join(',');
    }
    const before = values.get(name);
    values.set(name, before !== undefined && collected.has(name) ? `${before},${value}` : value);
  }
  return ok([...values].map(([name, value]) => `--${name}=${value}`));
}

function spelled(name: string): string {
  return `--${name.replaceAll('_', '-')}`;
}

function readName(
  table: FlagTable,
  word: string,
  shortNames: ShortNames,
): Result<{ readonly name: string; readonly value: string | undefined }> {
  const long = /^--([\w-]+)(?:=([^]*))?$/.exec(word);
  if (long !== null) {
    const name = nameOf(table, long[1]!.replaceAll('-', '_'));
    return name.ok ? ok({ name: name.value, value: long[2] }) : name;
  }
  const short = /^-(\w)([^]*)$/.exec(word);
  const name = short === null ? undefined : shortNames[short[1]!];
  if (name === undefined) return failure(`unrecognized arguments: ${word}`);
  return ok({ name, value: short![2] === '' ? undefined : short![2] });
}

function nameOf(table: FlagTable, given: string): Result<string> {
  if (Object.hasOwn(table, given)) return ok(given);
  const candidates = Object.keys(table).filter((name) => name.startsWith(given));
  if (candidates.length === 1) return ok(candidates[0]!);
  if (candidates.length === 0) return failure(`unrecognized arguments: ${spelled(given)}`);
  return failure(
    `ambiguous option: ${spelled(given)} could match ${candidates.map(spelled).join(', ')}`,
  );
}

function valuesAfter(args: readonly string[], at: number, several: boolean): readonly string[] {
  const values: string[] = [];
  for (const word of args.slice(at + 1)) {
    const isOption = word.startsWith('-') && !/^-\d+$/.test(word);
    if (isOption || (values.length === 1 && !several)) break;
    values.push(word);
  }
  return values;
}
