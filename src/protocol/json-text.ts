/**
 * JSON text to values. The runtime's parser is fast but rounds integers beyond 2^53 and says little
 * about where a text is wrong; so texts with long integers, and texts that do not parse, go through
 * our own reader a second time.
 */
import { type Result, failure, ok } from '../foundation/result.ts';
import { type JsonFault, readJson } from './json-reader.ts';

/** A run of digits that a double may not hold exactly. Also matches inside strings: no harm. */
const longInteger = /\d{16}/;

/** Of a text that is wrong, so much is quoted: an error is for reading. */
export const mostShownCharacters = 80;

/**
 * No message nests deeper than a few dozen levels. The runtime's parser keeps a hundred bytes for
 * each open bracket, so that a body of brackets would cost gigabytes.
 */
const deepestNesting = 1000;

/** Below it brackets cannot cost much, and not looking saves time on every ordinary call. */
const alwaysCheapCharacters = 64 * 1024;

/** Mesos' wording: the line, and what stands there up to its end. */
function describe(text: string, { kind, position }: JsonFault): string {
  const near = text.slice(position, position + mostShownCharacters);
  if (kind === 'trailing') {
    // All that stands behind the value is shown, blanks before the fault included.
    const blanks = text.length > longestSearchedCharacters ? '' : blanksBefore(text, position);
    return `Parsed JSON included non-whitespace trailing characters: ${blanks}${near}`;
  }
  return `syntax error at line ${lineOf(text, position)} near: ${near.split('\n', 1)[0]}`;
}

function blanksBefore(text: string, position: number): string {
  return text.slice(text.slice(0, position).trimEnd().length, position);
}

function lineOf(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
    line++;
  }
  return line;
}

/** Counts brackets outside strings; a text that is wrong elsewhere is judged by the parser. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > deepestNesting) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x22: // "
        at = endOfString(text, at);
        break;
      default:
    }
  }
  return false;
}

/** Of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at;
    if (code === 0x5c) at++;
  }
  return text.length;
}

/** In larger texts the fault is not searched for: that takes longer than parsing. */
const longestSearchedCharacters = 1024 * 1024;

function runtimeFault(error: unknown): string {
  return error instanceof Error ? `syntax error: ${error.message}` : 'syntax error';
}

export function parseJson(text: string): Result<unknown> {
  if (text.length > alwaysCheapCharacters && nestsTooDeep(text)) {
    return failure(`it nests too deep, expecting at most ${deepestNesting} levels`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (!longInteger.test(text)) return ok(value);
  } catch (error) {
    if (text.length > longestSearchedCharacters) return failure(runtimeFault(error));
  }
  const read = readJson(text);
  return read.ok ? read : failure(describe(text, read.error));
}
