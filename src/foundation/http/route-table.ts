/**
 * Patterns of paths, and what stands behind each. A part of a pattern is a text ("apps"), a parameter
 * (":id": one part of the path, never empty) or, as the last one, a rest ("*path": all that follows,
 * slashes included, or nothing). Texts go before parameters and parameters before rests, whatever
 * was added first, so the order of additions never decides.
 *
 * The table is a tree and a look-up comes by each of its nodes once at most: no path, however long or
 * odd, costs more than the table is large.
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
  /** The pattern whose rest begins here. */
  rest: Entry<T> | undefined;
}

/** What is told apart in a path comes through here: `decodeURIComponent`, or nothing. */
export type Decode = (text: string) => string;

const pattern = /^(\/|(\/[^/:*][^/]*|\/:\w+)*(\/[^/:*][^/]*|\/:\w+|\/\*\w+))$/;

export class RouteTable<T> {
  readonly #root: Node<T> = newNode();

  /** What stands behind this pattern; names of parameters do not matter. */
  get(path: string): T | undefined {
    const { node, isRest } = this.#place(path);
    return (isRest ? node.rest : node.end)?.value;
  }

  add(path: string, value: T): void {
    assert(pattern.test(path), `'${path}' is a pattern like /text/:parameter/*rest`);
    const { node, isRest, names } = this.#place(path);
    assert((isRest ? node.rest : node.end) === undefined, `the route '${path}' is registered once`);
    assert(
      new Set(names).size === names.length,
      `the parameters of '${path}' have different names`,
    );
    node[isRest ? 'rest' : 'end'] = { names, value };
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

  /** The node of a pattern, made when it is not there. */
  #place(path: string): { node: Node<T>; isRest: boolean; names: string[] } {
    const names: string[] = [];
    let node = this.#root;
    for (const part of path === '/' ? [] : path.slice(1).split('/')) {
      const kind = part[0];
      if (kind === ':' || kind === '*') names.push(part.slice(1));
      if (kind === '*') return { node, isRest: true, names };
      node = kind === ':' ? (node.parameter ??= newNode()) : textBelow(node, part);
    }
    return { node, isRest: false, names };
  }
}

function newNode<T>(): Node<T> {
  return { texts: new Map(), parameter: undefined, end: undefined, rest: undefined };
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
  if (node.rest !== undefined) asked.values.push(asked.decode(asked.path.slice(at)));
  return node.rest;
}
