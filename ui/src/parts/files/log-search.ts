/**
 * What is looked for in lines: a part of them, large or small letters alike, or a /pattern/. Which lines
 * have it is kept up while lines come at both ends and go: none is looked at twice, but the last one,
 * which may still grow.
 */
import type { LineRing } from '../../live/line-ring.ts';
import { plainText } from './ansi.ts';

export type Span = readonly [from: number, to: number];

export interface Needle {
  readonly text: string;
  /** Where it is in a line without control sequences. */
  readonly spans: (plain: string) => readonly Span[];
}

const mostSpansInLine = 100;

/** A string: why it is none. */
export function needleOf(text: string): Needle | string | undefined {
  if (text === '') return undefined;
  const [, pattern] = /^\/(.+)\/$/.exec(text) ?? [];
  try {
    const source = pattern ?? text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const regexp = new RegExp(source, 'gi');
    return { text, spans: (plain) => spansOf(regexp, plain) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function spansOf(regexp: RegExp, plain: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { 0: found, index } of plain.matchAll(regexp)) {
    if (found !== '') spans.push([index, index + found.length]);
    if (spans.length >= mostSpansInLine) break;
  }
  return spans;
}

/** The numbers of the lines that have it, in order. */
export class Matches {
  readonly #needle: Needle;
  #found: number[] = [];
  /** Lines from here to there were looked at. */
  #first = 0;
  #end = 0;

  constructor(needle: Needle) {
    this.#needle = needle;
  }

  get numbers(): readonly number[] {
    return this.#found;
  }

  update(ring: LineRing): void {
    if (this.#end <= ring.first || this.#first > ring.end) {
      this.#found = [];
      this.#first = this.#end = ring.first;
    }
    const before: number[] = [];
    for (let i = ring.first; i < this.#first; i++) if (this.#has(ring, i)) before.push(i);
    const gone = this.#first < ring.first ? lowerBound(this.#found, ring.first) : 0;
    const next = Math.max(ring.first, this.#first, this.#end - 1);
    while ((this.#found.at(-1) ?? -Infinity) >= next) this.#found.pop();
    const after: number[] = [];
    for (let i = next; i < ring.end; i++) if (this.#has(ring, i)) after.push(i);
    if (before.length + gone > 0) this.#found = before.concat(this.#found.slice(gone), after);
    else for (const number of after) this.#found.push(number);
    this.#first = ring.first;
    this.#end = ring.end;
  }

  #has(ring: LineRing, number: number): boolean {
    const line = ring.lineAt(number);
    return line !== undefined && this.#needle.spans(plainText(line.text)).length > 0;
  }
}

/** The place of the first that is not smaller. */
export function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Heights between 0 and 1 at which a scroll bar is marked: as many as can be told apart. */
export function marksOf(numbers: readonly number[], first: number, end: number): number[] {
  const steps = 200;
  const marked = new Set<number>();
  for (const number of numbers) {
    marked.add(Math.floor(((number - first) / Math.max(1, end - first)) * steps));
  }
  return [...marked].map((step) => step / steps);
}
