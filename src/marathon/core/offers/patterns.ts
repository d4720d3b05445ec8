/** Patterns of LIKE and UNLIKE, compiled once. */
import { compileRe2, type Re2 } from '../../../foundation/re2/re2.ts';

/** More than any pattern that somebody wrote by hand. */
const mostBytes = 1024 * 1024;
const mostKept = 1000;
const compiled = new Map<string, Re2 | undefined>();

/** A pattern that is none matches nothing: definitions with such are refused (definitions/). */
export function isWholeMatch(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) {
    if (compiled.size >= mostKept) compiled.clear();
    const result = compileRe2(pattern, mostBytes);
    compiled.set(pattern, result.ok ? result.value : undefined);
  }
  return compiled.get(pattern)?.matches(text) ?? false;
}
