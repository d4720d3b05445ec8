/**
 * JSON text to values. The runtime's parser is fast but rounds integers beyond 2^53 and says little
 * about where a text is wrong; so texts with long integers, and texts that do not parse, go through
 * `lossless-json` (slower) a second time.
 */
import { isInteger, parse as parseLossless } from 'lossless-json';
import { type Result, failure, ok } from '../foundation/result.ts';
import { toLong } from './codec/long.ts';

/** A run of digits that a double may not hold exactly. Also matches inside strings: no harm. */
const longInteger = /\d{16}/;

function parseNumber(text: string): number | bigint {
  return isInteger(text) && longInteger.test(text) ? toLong(BigInt(text)) : Number(text);
}

/** Of a text that is wrong, so much is quoted. */
const mostShownCharacters = 80;

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Mesos' wording: the line, and what stands there up to its end. */
function syntaxError(text: string): string {
  let position = 0;
  try {
    parseLossless(text);
  } catch (error) {
    const found = /at position (\d+)/.exec(error instanceof Error ? error.message : '');
    if (found === null) return 'syntax error: it nests too deep or ends too early';
    position = Number(found[1]);
  }
  const value = text.slice(0, position).trimEnd();
  if (isWholeJson(value)) {
    const rest = text.slice(value.length).slice(0, mostShownCharacters);
    return `Parsed JSON included non-whitespace trailing characters: ${rest}`;
  }
  const line = text.slice(0, position).split('\n').length;
  const near = text.slice(position).split('\n', 1)[0]!.slice(0, mostShownCharacters);
  return `syntax error at line ${line} near: ${near}`;
}

export function parseJson(text: string): Result<unknown> {
  try {
    if (!longInteger.test(text)) return ok(JSON.parse(text));
    JSON.parse(text);
    return ok(parseLossless(text, undefined, parseNumber));
  } catch {
    return failure(syntaxError(text));
  }
}
