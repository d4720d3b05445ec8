/**
 * The shape of JSON: which keys, which kinds of values (whole or broken numbers apart, as Mesos
 * writes them), which forms of texts. Learned from what the real Mesos answered, held against what
 * we answer. Values differ, shapes must not.
 */
import { isLosslessNumber, parse } from 'lossless-json';

type Kind = 'object' | 'array' | 'text' | 'whole number' | 'broken number' | 'boolean' | 'null';

export interface Shape {
  readonly kinds: Set<Kind>;
  /** Forms of the texts seen here; see `textForms`. */
  readonly forms: Set<string>;
  /** Of objects: each key, and in how many of the objects it was. */
  readonly keys: Map<string, { shape: Shape; count: number }>;
  objectCount: number;
  items: Shape | undefined;
}

/** In this order: the first that matches. A text without form may be anything. */
const textForms: readonly (readonly [string, RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
  ['agent id', /^[0-9a-f]{8}-[0-9a-f-]{27}-S\d+$/],
  ['offer id', /^[0-9a-f]{8}-[0-9a-f-]{27}-O\d+$/],
  ['framework id', /^[0-9a-f]{8}-[0-9a-f-]{27}-\d{4,}$/],
  ['pid', /^[\w()-]+@[\d.]+:\d+$/],
  ['ranges', /^\[\d+-\d+(, ?\d+-\d+)*\]$/],
  ['duration', /^\d+(\.\d+)?(ns|us|ms|secs|mins|hrs|days|weeks)$/],
  ['16 bytes in base64', /^[A-Za-z0-9+/]{22}==$/],
  ['constant', /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/],
];

const formOf = (text: string): string => textForms.find(([, form]) => form.test(text))?.[0] ?? '';

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isLosslessNumber(value)) return /[.eE]/.test(value.value) ? 'broken number' : 'whole number';
  if (typeof value === 'object') return 'object';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

const newShape = (): Shape => ({
  kinds: new Set(),
  forms: new Set(),
  keys: new Map(),
  objectCount: 0,
  items: undefined,
});

/** Keys that are ids, or have them in them, are all one key. */
const neutralKey = (key: string): string =>
  key
    .replace(/^\/.*\/slaves\//, '<work directory>/slaves/')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-[SO]?\d+)?/g, '<id>');

/** Numbers stay as they are written. */
export const parseExactly = (text: string): unknown => parse(text);

/** Adds a value to what is known of a place. */
export function learn(value: unknown, shape: Shape = newShape()): Shape {
  const kind = kindOf(value);
  shape.kinds.add(kind);
  if (kind === 'text') shape.forms.add(formOf(value as string));
  if (kind === 'array') {
    for (const item of value as unknown[]) shape.items = learn(item, shape.items);
  }
  if (kind === 'object') {
    shape.objectCount++;
    for (const [name, one] of Object.entries(value as object) as [string, unknown][]) {
      const key = neutralKey(name);
      const known = shape.keys.get(key) ?? { shape: newShape(), count: 0 };
      learn(one, known.shape);
      shape.keys.set(key, { shape: known.shape, count: known.count + 1 });
    }
  }
  return shape;
}

/** In words, what of a value does not fit the shape; each begins with the path. */
export function differences(shape: Shape, value: unknown, path = ''): readonly string[] {
  const kind = kindOf(value);
  const at = path === '' ? 'the document' : path;
  if (!shape.kinds.has(kind)) return [`${at} is a ${kind}, not a ${[...shape.kinds].join(' or ')}`];
  if (kind === 'text') return textDifferences(shape, value as string, at);
  if (kind === 'array') {
    const { items } = shape;
    if (items === undefined) return [];
    const all = (value as unknown[]).flatMap((item) => differences(items, item, `${path}[]`));
    return [...new Set(all)];
  }
  return kind === 'object' ? objectDifferences(shape, value as Record<string, unknown>, path) : [];
}

function textDifferences(shape: Shape, text: string, at: string): readonly string[] {
  if (shape.forms.has('') || shape.forms.has(formOf(text))) return [];
  return [`${at} is '${text.slice(0, 60)}', not a ${[...shape.forms].join(' or ')}`];
}

function objectDifferences(
  shape: Shape,
  value: Record<string, unknown>,
  path: string,
): readonly string[] {
  const found: string[] = [];
  const names = new Set(Object.keys(value).map(neutralKey));
  const join = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const [key, { count }] of shape.keys) {
    if (count >= shape.objectCount && !names.has(key)) found.push(`${join(key)} is missing`);
  }
  for (const [name, one] of Object.entries(value)) {
    const key = neutralKey(name);
    const known = shape.keys.get(key);
    if (known === undefined) found.push(`${join(key)} is not known`);
    else found.push(...differences(known.shape, one, join(key)));
  }
  return [...new Set(found)];
}
