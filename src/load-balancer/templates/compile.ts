/**
 * Templates are as the original's, which are Python's: `{key}` stands for a value, `{{` and `}}`
 * for braces. A key that the template does not have is an error of the text, found before any app
 * is written with it.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export type Values = Readonly<Record<string, string | number>>;

export interface Template {
  /** The text between keys: one more than there are keys. */
  readonly texts: readonly string[];
  readonly keys: readonly string[];
}

const piece = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/** What is wrong is said as a rule: "must …". */
export function compile(text: string, known: readonly string[]): Result<Template> {
  const texts: string[] = [];
  const keys: string[] = [];
  let at = 0;
  let soFar = '';
  for (const match of text.matchAll(piece)) {
    soFar += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}') {
      soFar += match[0][0];
      continue;
    }
    const key = match[1];
    if (key === undefined) return failure('must double braces that are no keys: {{ and }}');
    if (!known.includes(key)) {
      return failure(`must not name {${key}}; there are {${known.join('}, {')}}`);
    }
    texts.push(soFar);
    keys.push(key);
    soFar = '';
  }
  texts.push(soFar + text.slice(at));
  return ok({ texts, keys });
}

/** A text without keys. */
export function literal(text: string): Template {
  return { texts: [text], keys: [] };
}

/** A key without value becomes nothing. */
export function fill({ texts, keys }: Template, values: Values): string {
  let text = texts[0] ?? '';
  for (let at = 0; at < keys.length; at++) {
    text += String(values[keys[at] ?? ''] ?? '') + (texts[at + 1] ?? '');
  }
  return text;
}
