/**
 * Patterns of paths, and what stands behind each. A part of a pattern is a text ("apps"), a parameter
 * (":id": one part of the path, never empty) or, once, a rest ("*path": all that follows, slashes
 * included). At the end of a pattern a rest may be nothing. In the middle it is something, and what
 * stands behind it, its tail, are the last parts of the path: "/apps/*id/tasks" is "/apps/a/b/tasks",
 * "/apps/tasks/tasks" and "/apps//a/tasks" (whose rest is "//a"), but neither "/apps/tasks" nor
 * "/apps//tasks".
 *
 * Where several patterns fit, they are compared part by part from the left, whatever was added first:
 * texts go before parameters and parameters before rests. Of rests at the same place the one whose
 * tail has more texts goes first, then the one with the longer tail, then the one whose tail has a
 * text where the other has a parameter; so a rest without a tail comes last.
 *
 * Parts are told apart before they are decoded: "%2F" is a slash within one, and an empty part is a
 * part. The table is a tree and a look-up comes by each of its nodes and tails once at most: no path,
 * however long or odd, costs more than the table is large.
 */
import { assert } from '../result.ts';

export interface Found<T> {
  readonly value: T;
  /** By name, for the patterns that have some. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Entry<T> {
  readonly names: readonly string[];
  readonly value: T;
}

interface Node<T> {
  readonly texts: Map<string, Node<T>>;
  parameter: Node<T> | undefined;
  /** The pattern that ends here. */
  end: Entry<T> | undefined;
  /** The patterns whose rest begins here, in the order in which they are tried. */
  readonly rests: Rest<T>[];
}

interface Rest<T> extends Entry<T> {
  readonly tail: readonly TailPart[];
}

/** A text, or a parameter. */
type TailPart = string | undefined;

/** What is told apart in a path comes through here: `decodeURIComponent`, or nothing. */
export type Decode = (text: string) => string;

const pattern = /^(\/|(\/[^/:*][^/]*|\/:\w+)*(\/\*\w+)?(\/[^/:*][^/]*|\/:\w+)*)$/;

export class RouteTable<T> {
  readonly #root: Node<T> = newNode();

  /** What stands behind this pattern; names of parameters do not matter. */
  get(path: string): T | undefined {
    return findEntry(this.#place(path))?.value;
  }

  add(path: string, value: T): void {
    assert(path !== '' && pattern.test(path), `'${path}' is a pattern like /text/:parameter/*rest`);
    const place = this.#place(path);
    const { node, tail, names } = place;
    assert(findEntry(place) === undefined, `the route '${path}' is registered once`);
    assert(
      new Set(names).size === names.length,
      `the parameters of '${path}' have different names`,
    );
    if (tail === undefined) node.end = { names, value };
    else {
      node.rests.push({ tail, names, value });
      node.rests.sort((one, other) => compareTails(one.tail, other.tail));
    }
  }

  /** `path` begins with "/". A rest is given as "" or "/...". */
  find(path: string, decode: Decode = (text) => text): Found<T> | undefined {
    const values: string[] = [];
    const entry = path === '/' ? this.#root.end : undefined;
    const found = entry ?? search(this.#root, { path, decode, values }, 0);
    if (found === undefined) return undefined;
    const named = found.names.map((name, index) => [name, values[index]!] as const);
    return { value: found.value, parameters: Object.fromEntries(named) };
  }

  /** The node where a pattern ends or its rest begins, made when it is not there. */
  #place(path: string): Place<T> {
    const names: string[] = [];
    let node = this.#root;
    const parts = path === '/' ? [] : path.slice(1).split('/');
    for (const [index, part] of parts.entries()) {
      const kind = part[0];
      if (kind === ':' || kind === '*') names.push(part.slice(1));
      if (kind === '*') {
        const behind = parts.slice(index + 1);
        names.push(...behind.filter(isParameter).map((one) => one.slice(1)));
        const tail = behind.map((one) => (isParameter(one) ? undefined : one));
        return { node, tail, names };
      }
      node = kind === ':' ? (node.parameter ??= newNode()) : textBelow(node, part);
    }
    return { node, tail: undefined, names };
  }
}

interface Place<T> {
  readonly node: Node<T>;
  /** Undefined: the pattern has no rest. */
  readonly tail: readonly TailPart[] | undefined;
  readonly names: readonly string[];
}

function isParameter(part: string): boolean {
  return part.startsWith(':');
}

function findEntry<T>({ node, tail }: Place<T>): Entry<T> | undefined {
  if (tail === undefined) return node.end;
  return node.rests.find((rest) => compareTails(rest.tail, tail) === 0);
}

/** Negative: `one` is tried before `other`. Zero: they fit the same paths. */
function compareTails(one: readonly TailPart[], other: readonly TailPart[]): number {
  const texts = (tail: readonly TailPart[]): number =>
    tail.reduce((count, part) => (part === undefined ? count : count + 1), 0);
  const byTexts = texts(other) - texts(one);
  const byLength = other.length - one.length;
  if (byTexts !== 0 || byLength !== 0) return byTexts || byLength;
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return 0;
  const [a, b] = [one[at], other[at]];
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  // No path fits both.
  return a < b ? -1 : 1;
}

function newNode<T>(): Node<T> {
  return { texts: new Map(), parameter: undefined, end: undefined, rests: [] };
}

function textBelow<T>(node: Node<T>, part: string): Node<T> {
  const known = node.texts.get(part) ?? newNode<T>();
  node.texts.set(part, known);
  return known;
}

interface Search {
  readonly path: string;
  readonly decode: Decode;
  /** Of the parameters on the way to where the search is. */
  readonly values: string[];
}

/** `at` is where the path goes on below `node`: at a slash, or at its end. */
function search<T>(node: Node<T>, asked: Search, at: number): Entry<T> | undefined {
  const { path, decode, values } = asked;
  if (at === path.length) return node.end ?? restOf(node, asked, at);
  const slash = path.indexOf('/', at + 1);
  const end = slash < 0 ? path.length : slash;
  const part = decode(path.slice(at + 1, end));
  const text = node.texts.get(part);
  const byText = text === undefined ? undefined : search(text, asked, end);
  if (byText !== undefined) return byText;
  if (node.parameter !== undefined && part !== '') {
    values.push(part);
    const byParameter = search(node.parameter, asked, end);
    if (byParameter !== undefined) return byParameter;
    values.pop();
  }
  return restOf(node, asked, at);
}

function restOf<T>(node: Node<T>, asked: Search, at: number): Entry<T> | undefined {
  return node.rests.find((rest) => fits(rest, asked, at));
}

/** Only when it fits are its values told. */
function fits<T>({ tail }: Rest<T>, { path, decode, values }: Search, at: number): boolean {
  const found: string[] = [];
  let end = path.length;
  for (const expected of tail.toReversed()) {
    const slash = path.lastIndexOf('/', end - 1);
    // Of a rest with a tail there is more than its slash.
    if (slash <= at + 1) return false;
    const part = decode(path.slice(slash + 1, end));
    if (expected === undefined ? part === '' : part !== expected) return false;
    if (expected === undefined) found.push(part);
    end = slash;
  }
  values.push(decode(path.slice(at, end)), ...found.toReversed());
  return true;
}
