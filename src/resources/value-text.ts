/**
 * Values as operators type them in flags: `4`, `0.5`, `[31000-32000, 33000-33010]`, `{a, b}`, and
 * for attributes also plain words. Spaces mean nothing.
 */
import type { Value } from '../protocol/generated/mesos.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const range = /^(\d+)-(\d+)$/;

export function parseValue(text: string): Result<Value> {
  const bare = text.replaceAll(/\s/g, '');
  if (bare === '') return failure('Expecting non-empty string');
  if (bare.startsWith('[')) return parseRanges(bare);
  if (bare.startsWith('{')) return parseSet(bare);
  // Attributes keep the spaces inside their words; only the ends are trimmed.
  if (!number.test(bare)) return ok({ type: 'TEXT', text: { value: text.trim() } });
  const value = Number(bare);
  if (!Number.isFinite(value)) return failure(`Invalid scalar value '${bare}'`);
  return ok({ type: 'SCALAR', scalar: { value } });
}

function parseRanges(bare: string): Result<Value> {
  if (!bare.endsWith(']')) return failure(`Failed to parse '${bare}': expecting ']' at the end`);
  const ranges: { begin: number; end: number }[] = [];
  for (const token of bare.slice(1, -1).split(',')) {
    if (token === '') continue;
    const match = range.exec(token);
    if (match === null)
      return failure(`Expecting one or more "ranges" in '${bare}', not '${token}'`);
    const begin = Number(match[1]);
    const end = Number(match[2]);
    if (begin > end) return failure(`Invalid range '${token}': begin > end`);
    if (!Number.isSafeInteger(end)) return failure(`Invalid range '${token}': end is too large`);
    ranges.push({ begin, end });
  }
  return ok({ type: 'RANGES', ranges: { range: ranges } });
}

function parseSet(bare: string): Result<Value> {
  if (!bare.endsWith('}')) return failure(`Failed to parse '${bare}': expecting '}' at the end`);
  const item = bare.slice(1, -1).split(',').filter(Boolean);
  return ok({ type: 'SET', set: { item } });
}
