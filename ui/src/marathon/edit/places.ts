/**
 * Where the values of a JSON text stand, by line, and where a text stops being JSON. Names that stand
 * twice in an object are found: of those a reader of JSON keeps the last alone.
 */
import type { EditWord } from '../../texts/areas/edit.ts';
import type { Path } from './definition.ts';
import { textOfPath } from './faults.ts';

export interface BadText {
  readonly line: number;
  readonly column: number;
  readonly rule: EditWord;
}

export interface Places {
  /** From 1, by the text of a path. */
  readonly lines: ReadonlyMap<string, number>;
  readonly twice: readonly Path[];
  readonly bad: BadText | undefined;
}

/** No definition is nested as deep. */
const mostDepth = 100;
const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids them in strings.
const stringValue = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const blanks = /[ \t\r\n]*/y;

class Stop extends Error {
  constructor(readonly rule: EditWord) {
    super(rule);
  }
}

export function placesOf(text: string): Places {
  const scan = new Scan(text);
  try {
    scan.value([]);
    scan.end();
    return { lines: scan.lines, twice: scan.twice, bad: undefined };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const before = text.slice(0, scan.at).split('\n');
    const bad = { line: before.length, column: before.at(-1)!.length + 1, rule: error.rule };
    return { lines: scan.lines, twice: scan.twice, bad };
  }
}

/** The line of a place, or of what it would be in. */
export function lineOf({ lines }: Places, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(textOfPath(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}

class Scan {
  readonly lines = new Map<string, number>();
  readonly twice: Path[] = [];
  at = 0;
  readonly #text: string;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: Path): void {
    if (path.length > mostDepth) throw new Stop('badDepth');
    this.#skip();
    this.#note(path);
    const next = this.#text[this.at];
    if (next === '{') this.#object(path);
    else if (next === '[') this.#list(path);
    else if (next === '"') this.#string();
    else if (this.#match(plainValue) === undefined) throw new Stop('badValue');
  }

  end(): void {
    this.#skip();
    if (this.at < this.#text.length) throw new Stop('badEnd');
  }

  #note(path: Path): void {
    const name = textOfPath(path);
    if (!this.lines.has(name)) this.lines.set(name, this.#line);
  }

  #object(path: Path): void {
    const names = new Set<string>();
    this.#items('}', () => {
      this.#skip();
      if (this.#text[this.at] !== '"') throw new Stop('badName');
      const name = JSON.parse(this.#string()) as string;
      const place = [...path, name];
      if (names.has(name)) this.twice.push(place);
      names.add(name);
      this.#note(place);
      this.#skip();
      if (this.#text[this.at] !== ':') throw new Stop('badColon');
      this.at++;
      this.value(place);
    });
  }

  #list(path: Path): void {
    let index = 0;
    this.#items(']', () => this.value([...path, index++]));
  }

  #items(close: string, item: () => void): void {
    this.at++;
    this.#skip();
    if (this.#text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      this.#skip();
      const next = this.#text[this.at];
      if (next !== close && next !== ',') throw new Stop('badComma');
      this.at++;
      if (next === close) return;
    }
  }

  #string(): string {
    const found = this.#match(stringValue);
    if (found === undefined) throw new Stop('badString');
    return found;
  }

  #skip(): void {
    const found = this.#match(blanks) ?? '';
    for (const letter of found) if (letter === '\n') this.#line++;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
