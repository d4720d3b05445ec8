/**
 * What can be typed into the search box of every table. Words are joined by AND, commas by OR:
 *
 *   web -staging            has "web", and has not "staging"
 *   state:failed,lost       one of them
 *   cpus>1.5 mem<=512       numbers
 *   "two words"             exactly this
 *   /web-[0-9]+/            a pattern
 *   is:healthy has:reason   what a table knows to be true of a row
 *   label:tier=web,db       a label, or with its name alone that there is one
 *   -(a b),c                parentheses, see terms.ts
 *
 * A mistake is said, with the names that come nearest.
 */
import { type Term, termsOf } from './terms.ts';

export interface Searchable<Row> {
  /** Where words without a field are looked for. */
  readonly text: (row: Row) => string;
  readonly fields: Readonly<Record<string, (row: Row) => string | number>>;
  /** For `is:` */
  readonly facts: Readonly<Record<string, (row: Row) => boolean>>;
  /** For `label:` */
  readonly labels?: (row: Row) => Readonly<Record<string, unknown>>;
}

export type Search<Row> =
  | { readonly ok: true; readonly matches: (row: Row) => boolean; readonly isEmpty: boolean }
  | { readonly ok: false; readonly fault: SearchFault };

export interface SearchFault {
  readonly kind: 'field' | 'fact' | 'pattern' | 'number' | 'quote' | 'bracket';
  readonly word: string;
  readonly near: readonly string[];
}

type Test<Row> = (row: Row) => boolean;

class Mistake {
  readonly fault: SearchFault;
  constructor(kind: SearchFault['kind'], word: string, near: readonly string[] = []) {
    this.fault = { kind, word, near };
  }
}

const longestPattern = 200;

export function parseSearch<Row>(text: string, about: Searchable<Row>): Search<Row> {
  const terms = termsOf(text);
  if (!terms.ok) return { ok: false, fault: { kind: terms.kind, word: terms.word, near: [] } };
  try {
    const tests = terms.written.map(({ term }) => termTest(term, about));
    return {
      ok: true,
      isEmpty: tests.length === 0,
      matches: (row) => tests.every((test) => test(row)),
    };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, fault: error.fault };
    throw error;
  }
}

function termTest<Row>(term: Term, about: Searchable<Row>): Test<Row> {
  switch (term.kind) {
    case 'word':
      return wordTest(term.text, about);
    case 'not': {
      const test = termTest(term.of, about);
      return (row) => !test(row);
    }
    case 'all': {
      const tests = term.of.map((each) => termTest(each, about));
      return (row) => tests.every((test) => test(row));
    }
    case 'any': {
      const tests = term.of.map((each) => termTest(each, about));
      return (row) => tests.some((test) => test(row));
    }
  }
}

function wordTest<Row>(word: string, about: Searchable<Row>): Test<Row> {
  const pattern = /^\/(.+)\/$/.exec(word);
  if (pattern !== null) return patternTest(pattern[1]!, about);
  const fielded = /^([A-Za-z]\w*)(:|>=|<=|>|<|=)(.+)$/.exec(word);
  if (fielded !== null) return fieldTest(fielded[1]!, fielded[2]!, fielded[3]!, about);
  return anyOf(split(word), (part) => (row) => about.text(row).toLowerCase().includes(part));
}

function patternTest<Row>(source: string, { text }: Searchable<Row>): Test<Row> {
  try {
    if (source.length > longestPattern) throw new Error('too long');
    const pattern = new RegExp(source, 'i');
    return (row) => pattern.test(text(row));
  } catch {
    throw new Mistake('pattern', source);
  }
}

function fieldTest<Row>(
  name: string,
  sign: string,
  value: string,
  about: Searchable<Row>,
): Test<Row> {
  const { fields, facts } = about;
  if (name === 'is') {
    return anyOf(split(value), (part) => {
      const fact = facts[part];
      if (fact === undefined) throw new Mistake('fact', part, nearest(part, Object.keys(facts)));
      return fact;
    });
  }
  if (name === 'label' && about.labels !== undefined) return labelTest(value, about.labels);
  if (name === 'has') {
    const field = fieldOf(value, fields);
    return (row) => !['', 0, '0'].includes(field(row));
  }
  const field = fieldOf(name, fields);
  if (sign === ':' || sign === '=') {
    return anyOf(split(value), (part) => (row) => {
      const held = String(field(row)).toLowerCase();
      return sign === '=' ? held === part : held.includes(part);
    });
  }
  const bound = Number(value);
  if (Number.isNaN(bound)) throw new Mistake('number', value);
  return (row) => compare(Number(field(row)), sign, bound);
}

/** `tier=web,db`: one of two values; `tier,owner`: one of two labels, whatever they say. */
function labelTest<Row>(text: string, labels: NonNullable<Searchable<Row>['labels']>): Test<Row> {
  let lastKey: string | undefined;
  return anyOf(split(text), (part) => {
    const at = part.indexOf('=');
    if (at >= 0) lastKey = part.slice(0, at);
    const key = lastKey ?? part;
    const value = at >= 0 ? part.slice(at + 1) : lastKey === undefined ? undefined : part;
    return (row) =>
      Object.entries(labels(row)).some(
        ([name, held]) =>
          name.toLowerCase() === key &&
          (value === undefined || String(held).toLowerCase() === value),
      );
  });
}

function compare(held: number, sign: string, bound: number): boolean {
  switch (sign) {
    case '>':
      return held > bound;
    case '<':
      return held < bound;
    case '>=':
      return held >= bound;
    default:
      return held <= bound;
  }
}

function fieldOf<Row>(
  name: string,
  fields: Searchable<Row>['fields'],
): (row: Row) => string | number {
  const key = Object.keys(fields).find((each) => each.toLowerCase() === name.toLowerCase());
  if (key === undefined) throw new Mistake('field', name, nearest(name, Object.keys(fields)));
  return fields[key]!;
}

function anyOf<Row>(parts: readonly string[], make: (part: string) => Test<Row>): Test<Row> {
  const tests = parts.map(make);
  if (tests.length === 1) return tests[0]!;
  return (row) => tests.some((test) => test(row));
}

/** At commas outside quotes; without the quotes, in small letters. */
function split(text: string): string[] {
  const parts = text.match(/"[^"]*"|[^,]+/g) ?? [];
  return parts.map((part) => part.replaceAll('"', '').toLowerCase());
}

/** Up to three names that begin alike or differ by a letter or two. */
function nearest(word: string, names: readonly string[]): string[] {
  const scored = names.map((name) => ({
    name,
    away: distance(word.toLowerCase(), name.toLowerCase()),
  }));
  return scored
    .filter(({ name, away }) => away <= 2 || name.toLowerCase().startsWith(word.toLowerCase()))
    .toSorted((left, right) => left.away - right.away)
    .slice(0, 3)
    .map(({ name }) => name);
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[right.length]!;
}
