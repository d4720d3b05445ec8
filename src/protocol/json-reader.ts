/**
 * A JSON parser for the two things the runtime's own cannot do: keep integers beyond 2^53 exact,
 * and say where a text stops being JSON. It is slower (a few 10 MB/s), so json-text.ts asks it only
 * then. Texts are hostile: it works in one pass, without recursion and without backtracking, so time
 * is linear in the text whatever stands in it.
 */
import { type Result, failure, ok } from '../foundation/result.ts';
import { toLong } from './codec/long.ts';

export interface JsonFault {
  /** 'trailing': a whole value, and then something else. */
  readonly kind: 'syntax' | 'trailing';
  /** The first character that cannot stand where it stands. */
  readonly position: number;
}

type Container = unknown[] | Record<string, unknown>;

interface Frame {
  readonly container: Container;
  /** Of an object: the name whose value comes next. */
  key: string;
}

class Fault extends Error {
  readonly fault: JsonFault;

  constructor(kind: JsonFault['kind'], position: number) {
    super(kind);
    this.fault = { kind, position };
  }
}

const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const closeBrace = 0x7d;
const comma = 0x2c;
const colon = 0x3a;
const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const firstLetter = 0x61;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

const longInteger = /^-?\d{16,}$/;
/** So many digits a double may not hold exactly... */
const shortestLong = 16;
/** ...and so many no 64-bit integer has; making a bigint of millions of digits takes minutes. */
const longestInteger = 40;

export function readJson(text: string): Result<unknown, JsonFault> {
  try {
    return ok(new JsonReader(text).readAll());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failure(error.fault);
  }
}

class JsonReader {
  readonly #text: string;
  #at = 0;
  readonly #frames: Frame[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): unknown {
    const value = this.#readValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new Fault('trailing', this.#at);
    return value;
  }

  #readValue(): unknown {
    for (;;) {
      this.#skipSpace();
      const opened = this.#open();
      if (opened !== undefined && !this.#skip(closing(opened))) {
        this.#frames.push({ container: opened, key: '' });
        this.#readKey();
        continue;
      }
      let value = opened ?? this.#readScalar();
      // A value is complete: it goes into what encloses it, and may complete that in turn.
      for (;;) {
        const frame = this.#frames.at(-1);
        if (frame === undefined) return value;
        store(frame, value);
        this.#skipSpace();
        if (this.#skip(comma)) break;
        if (!this.#skip(closing(frame.container))) throw this.#fault();
        value = this.#frames.pop()!.container;
      }
      this.#readKey();
    }
  }

  /** The container that begins here. */
  #open(): Container | undefined {
    const container = this.#skip(openBracket) ? [] : this.#skip(openBrace) ? {} : undefined;
    if (container !== undefined) this.#skipSpace();
    return container;
  }

  /** The name and colon before the next value, when an object is open. */
  #readKey(): void {
    const frame = this.#frames.at(-1)!;
    if (Array.isArray(frame.container)) return;
    this.#skipSpace();
    frame.key = this.#readString();
    this.#skipSpace();
    if (!this.#skip(colon)) throw this.#fault();
  }

  #readScalar(): unknown {
    if (this.#text.charCodeAt(this.#at) === quote) return this.#readString();
    if (this.#text.charCodeAt(this.#at) >= firstLetter) return this.#readLiteral();
    number.lastIndex = this.#at;
    const digits = number.exec(this.#text)?.[0];
    if (digits === undefined) throw this.#fault();
    this.#at += digits.length;
    const mayBeLong = digits.length >= shortestLong && digits.length <= longestInteger;
    return mayBeLong && longInteger.test(digits) ? toLong(BigInt(digits)) : Number(digits);
  }

  #readLiteral(): unknown {
    const found = literals.find(([word]) => word.charCodeAt(0) === this.#text.charCodeAt(this.#at));
    if (found === undefined) throw this.#fault();
    for (const letter of found[0]) {
      if (!this.#skip(letter.charCodeAt(0))) throw this.#fault();
    }
    return found[1];
  }

  #readString(): string {
    const text = this.#text;
    const start = this.#at;
    if (text.charCodeAt(start) !== quote) throw this.#fault();
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.#at = at + 1;
        // Not a slice: that would keep the whole text in memory for as long as the string lives.
        return JSON.parse(text.slice(start, at + 1)) as string;
      }
      if (code === backslash) {
        escape.lastIndex = at;
        if (!escape.test(text)) throw new Fault('syntax', at);
        at = escape.lastIndex - 1;
      } else if (!(code >= firstPrintable)) {
        // A control character, or NaN: the end of the text.
        throw new Fault('syntax', at);
      }
    }
  }

  #skip(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #fault(): Fault {
    return new Fault('syntax', this.#at);
  }
}

function closing(container: Container): number {
  return Array.isArray(container) ? closeBracket : closeBrace;
}

function store({ container, key }: Frame, value: unknown): void {
  if (Array.isArray(container)) {
    container.push(value);
  } else if (key === '__proto__') {
    // Assigning would change what the object is.
    Object.defineProperty(container, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    container[key] = value;
  }
}
