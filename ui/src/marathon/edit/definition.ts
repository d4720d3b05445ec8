/**
 * An app's definition while it is edited. The text is the truth; the form is a view over it, which
 * changes one place of the text and leaves alone whatever it does not know. Nothing is added that the
 * user did not set.
 */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Definition = { [name: string]: Json };

export type Parsed =
  { readonly ok: true; readonly value: Definition } | { readonly ok: false; readonly why: string };

export function parseDefinition(text: string): Parsed {
  try {
    const value = JSON.parse(text) as Json;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return { ok: false, why: 'An app is an object: { "id": … }' };
    }
    return { ok: true, value };
  } catch (error) {
    return { ok: false, why: (error as Error).message };
  }
}

export const definitionText = (value: Definition): string => JSON.stringify(value, undefined, 2);

export type Path = readonly (string | number)[];

export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as { [name: string | number]: Json })[step];
  }
  return at;
}

/** A copy with the place changed; undefined takes it away, and what became empty by that too. */
export function withValue(value: Definition, path: Path, changed: Json | undefined): Definition {
  return (put(value, path, changed) ?? {}) as Definition;
}

function put(value: Json | undefined, path: Path, changed: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return changed;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    const inner = put(list[step], rest, changed);
    if (inner === undefined) list.splice(step, 1);
    else list[step] = inner;
    return list.length === 0 ? undefined : list;
  }
  const object: Definition =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
  const inner = put(object[step], rest, changed);
  if (inner === undefined) delete object[step];
  else object[step] = inner;
  return Object.keys(object).length === 0 ? undefined : object;
}

/** What Marathon answers of an app that is no part of its definition. */
const answersOnly = [
  'version',
  'versionInfo',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'deployments',
  'tasks',
  'lastTaskFailure',
  'taskStats',
  'readinessCheckResults',
  'fetch_',
  'executor_',
];

export function definitionOf(app: object): Definition {
  const definition = { ...app } as Definition;
  for (const name of answersOnly) delete definition[name];
  return definition;
}

/** Only what differs is sent, so that what others changed meanwhile stays. */
export function changesOf(before: Definition, after: Definition): Definition {
  const changes: Definition = {};
  for (const [name, value] of Object.entries(after)) {
    if (JSON.stringify(value) !== JSON.stringify(before[name])) changes[name] = value;
  }
  for (const name of Object.keys(before))
    if (!(name in after)) changes[name] = emptyLike(before[name]!);
  return changes;
}

/** PUT keeps what is not named: what was taken away is sent as empty. */
function emptyLike(value: Json): Json {
  if (Array.isArray(value)) return [];
  if (value !== null && typeof value === 'object') return {};
  return null;
}

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Line by line, by the longest common part; what both begin and end with is left out of the search. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [left, right] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end++;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...left.slice(0, start).map(same),
    ...diffBetween(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...left.slice(left.length - end).map(same),
  ];
}

function diffBetween(left: readonly string[], right: readonly string[]): DiffLine[] {
  const lengths = commonLengths(left, right);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push({ kind: 'same', text: left[i]! });
      i++;
      j++;
    } else if (
      j < right.length &&
      (i >= left.length || lengths[i]![j + 1]! > lengths[i + 1]![j]!)
    ) {
      lines.push({ kind: 'added', text: right[j++]! });
    } else lines.push({ kind: 'removed', text: left[i++]! });
  }
  return lines;
}

function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const rows = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0),
  );
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      rows[i]![j] =
        left[i] === right[j]
          ? rows[i + 1]![j + 1]! + 1
          : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
    }
  }
  return rows;
}

export const idOf = ({ id }: Definition): string => {
  const text = typeof id === 'string' ? id : '';
  return text.startsWith('/') ? text : `/${text}`;
};
