/**
 * JSON values to the scalars of messages, by the rules of Mesos' reader: numbers and booleans may
 * come as text, integers lose their fraction and are reduced to the width of the field. Where those
 * rules are silent (a number that no 64-bit integer holds) the value is refused; nothing is guessed.
 */
import { parseJson } from '../json-text.ts';
import { toLong } from './long.ts';
import { Misfit, shown, unexpected } from './misfit.ts';
import type { ScalarKind } from './schema.ts';

const lowestLong = -(2n ** 63n);
const highestLong = 2n ** 64n - 1n;

/** A number as the text of a body has it. Only one that overflowed is not finite. */
function checkedNumber(value: number): number {
  if (!Number.isFinite(value)) throw new Misfit('Value out of range for field');
  return value;
}

/** Digits that mean an exact integer, of whatever size a 64-bit one can have. */
const integerForm = /^-?\d{1,20}$/;
const numberStart = /^[-\d][-+.\deE]*/;
const numberForm = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** The number that a text is, or why it is none. */
function numberIn(text: string): number | bigint | { readonly why: string } {
  const [start, end] = visiblePart(text);
  const digits = numberStart.exec(text.slice(start, end))?.[0];
  if (digits === undefined) return { why: whyNot(text) };
  const behind = start + digits.length;
  if (!numberForm.test(digits)) return { why: syntaxError(text, behind) };
  if (behind < text.length && behind + 1 !== end) return { why: trailing(text, behind + 1, end) };
  if (integerForm.test(digits)) return toLong(BigInt(digits));
  const number = Number(digits);
  return Number.isFinite(number) ? number : { why: 'Value out of range' };
}

/** Where the blanks of JSON before and behind a text end and begin. */
function visiblePart(text: string): [start: number, end: number] {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/**
 * @compat The character behind a number is read together with it, and only what follows is judged:
 * "5s" is 5, while "5 s" and "5 " are refused.
 */
function trailing(text: string, at: number, end: number): string {
  const rest = text.slice(at, at > end ? undefined : end);
  return `Parsed JSON included non-whitespace trailing characters: ${shown(rest)}`;
}

function syntaxError(text: string, at: number): string {
  const line = text.slice(0, at).split('\n').length;
  return `syntax error at line ${line} near: ${shown(text.slice(at).split('\n', 1)[0]!)}`;
}

const otherType = 'Unexpected JSON type parsed';

function whyNot(text: string): string {
  const parsed = parseJson(text);
  return parsed.ok ? otherType : parsed.error;
}

function readNumberText(text: string): number | bigint {
  const read = numberIn(text);
  if (typeof read !== 'object') return read;
  throw new Misfit(`Failed to parse '${shown(text)}' as a JSON number for field`, `: ${read.why}`);
}

function readNumber(value: unknown): number | bigint {
  if (typeof value === 'number') return checkedNumber(value);
  if (typeof value === 'bigint') return value;
  return typeof value === 'string' ? readNumberText(value) : unexpected(value);
}

/** @compat An integer that is too wide for its field keeps its lowest bits, as a cast does in C++. */
function fitInteger(kind: ScalarKind, value: number | bigint): number | bigint {
  if (kind === 'int32') return Number(BigInt.asIntN(32, BigInt(value)));
  if (kind === 'uint32') return Number(BigInt.asUintN(32, BigInt(value)));
  if (kind === 'int64') return toLong(BigInt.asIntN(64, BigInt(value)));
  return toLong(BigInt.asUintN(64, BigInt(value)));
}

function readInteger(kind: ScalarKind, value: unknown): number | bigint {
  // Most integers are small and fit everywhere.
  if (typeof value === 'number' && value >= 0 && value <= 0x7fffffff) return Math.trunc(value);
  const number = readNumber(value);
  const whole = typeof number === 'bigint' ? number : Math.trunc(number) + 0;
  const highest = kind === 'uint64' ? highestLong : highestLong >> 1n;
  if (whole < lowestLong || whole > highest) {
    throw new Misfit(`Expecting an ${kind}, not ${String(value)}, for field`);
  }
  return fitInteger(kind, whole);
}

function readDouble(value: unknown): number {
  if (typeof value === 'number') return checkedNumber(value);
  if (value === 'Infinity' || value === '-Infinity') return Number(value);
  return Number(readNumber(value));
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function readBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return unexpected(value);
  const boolean = booleans.get(value.slice(...visiblePart(value)));
  if (boolean !== undefined) return boolean;
  const number = numberIn(value);
  const why = typeof number === 'object' ? number.why : otherType;
  throw new Misfit(`Failed to parse '${shown(value)}' as a JSON boolean for field`, `: ${why}`);
}

const notBase64 = /[^A-Za-z0-9+/ \t\n\v\f\r]/u;

/** Blanks are passed over, and the text ends at its first '='; how many there are is not looked at. */
function readBytes(value: unknown): Uint8Array {
  if (typeof value !== 'string') return unexpected(value);
  const padding = value.indexOf('=');
  const text = padding < 0 ? value : value.slice(0, padding);
  const wrong = notBase64.exec(text)?.[0];
  if (wrong !== undefined) {
    throw new Misfit('Failed to base64 decode bytes field', `: Invalid character '${wrong}'`);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function readScalar(kind: ScalarKind, value: unknown): unknown {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : unexpected(value);
    case 'bool':
      return readBoolean(value);
    case 'bytes':
      return readBytes(value);
    case 'double':
    case 'float':
      return readDouble(value);
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
      return readInteger(kind, value);
  }
}
