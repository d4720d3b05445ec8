/**
 * What in a JSON value does not fit its message, and the way to it. The way is gathered while the
 * error travels up, so that reading what fits costs nothing for it.
 */
import { mostShownCharacters } from '../json-text.ts';
import { DecodeError } from './errors.ts';

/** A name or value of a stranger as an error quotes it. */
export function shown(text: string): string {
  return text.length <= mostShownCharacters ? text : `${text.slice(0, mostShownCharacters)}…`;
}

export class Misfit extends Error {
  readonly before: string;
  readonly after: string;
  #name: string | undefined;
  #path = '';

  /** The field's name goes between `before` and `after`. */
  constructor(before: string, after = '') {
    super(before);
    this.before = before;
    this.after = after;
  }

  withinField(name: string): this {
    this.#name ??= name;
    return this.#step(name);
  }

  withinItem(index: number): this {
    return this.#step(`[${index}]`);
  }

  /** In Mesos the two fields of an entry are called 'key' and 'value'. */
  withinEntry(key: string): this {
    this.#name ??= 'value';
    return this.#step(`[${shown(key)}]`);
  }

  #step(step: string): this {
    const joint = this.#path === '' || this.#path.startsWith('[') ? '' : '.';
    this.#path = step + joint + this.#path;
    return this;
  }

  /** "… field 'uuid'" or, below the top, "… field 'uuid' (acknowledge.uuid)": Mesos' words, then the way. */
  toDecodeError(): DecodeError {
    const place = this.#path === this.#name ? `'${this.#name}'` : `'${this.#name}' (${this.#path})`;
    return new DecodeError(`${this.before} ${place}${this.after}`);
  }
}

/** What JSON calls the kind of a value. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

export function unexpected(value: unknown): never {
  throw new Misfit(`Not expecting a JSON ${kindOf(value)} for field`);
}
