/**
 * From JSON to what a schema says, or to a refusal in the words of Marathon: the path of each value
 * that does not fit ("/portDefinitions(0)/port") and what was expected there ("error.expected.int").
 */
import type { z } from 'zod';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Refusal, Violation } from '../core/refusal.ts';
import { findTooMany } from './bounds.ts';
import { textOf, type Path } from './json-paths.ts';

type Issue = z.core.$ZodIssue;

/** A body with more of them is refused all the same; nobody reads the rest. */
const maxViolations = 100;
/** Of the object in which something is missing. */
const maxQuotedLength = 1000;

export function parse<T>(schema: z.ZodType<T>, json: unknown): Result<T, Refusal> {
  const tooMany = findTooMany(json);
  if (tooMany !== undefined) return failure({ kind: 'invalid', violations: [tooMany] });
  const parsed = parseTypes(schema, json);
  return parsed.ok ? parsed : failure(wrongTypes(parsed.error));
}

/** Of a body, or a part of one, of which `findTooMany` was asked already. */
export function parseTypes<T>(
  schema: z.ZodType<T>,
  json: unknown,
): Result<T, readonly Violation[]> {
  const parsed = schema.safeParse(json, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  const byPath = new Map<string, Set<string>>();
  for (const issue of parsed.error.issues) collect(issue, [], json, byPath);
  return failure([...byPath].map(([path, errors]) => ({ path, errors: [...errors] })));
}

export function wrongTypes(violations: readonly Violation[]): Refusal {
  return { kind: 'invalid', wrongTypes: true, violations: violations.slice(0, maxViolations) };
}

function collect(issue: Issue, base: Path, json: unknown, byPath: Map<string, Set<string>>): void {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    for (const inner of likeliest(issue.errors, valueAt(json, path))) {
      collect(inner, path, json, byPath);
    }
    return;
  }
  const text = textOf(path);
  const errors = byPath.get(text) ?? new Set();
  byPath.set(text, errors.add(errorOf(issue, path, json)));
}

/** Of the forms that a value may have: what is wrong with the one that was most likely meant. */
function likeliest(forms: readonly (readonly Issue[])[], value: unknown): readonly Issue[] {
  const isObject = typeof value === 'object' && value !== null;
  const ofKind = forms.filter(
    (issues) => !isObject || !issues.some(({ path }) => path.length === 0),
  );
  const named = ofKind.filter((issues) =>
    issues.every(({ path }) => path.length === 0 || valueAt(value, path.slice(0, 1)) !== undefined),
  );
  return named[0] ?? ofKind.at(-1) ?? forms.at(-1) ?? [];
}

function errorOf(issue: Issue, path: Path, json: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeError(issue.expected, path, json);
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'error.minLength'
        : rangeError(Number(issue.minimum), 'error.min');
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'error.maxLength'
        : rangeError(Number(issue.maximum), 'error.max');
    case 'invalid_format':
    case 'invalid_key':
      return 'error.pattern';
    case 'invalid_value':
      return isMissing(json, path) ? missing(path, json) : 'error.unknown.enum.literal';
    case 'custom':
      return issue.message;
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_element':
      return 'error.invalid';
  }
}

/** The ends of what an int or a long holds are a matter of types. */
function rangeError(bound: number, error: string): string {
  if (Math.abs(bound) === Number.MAX_SAFE_INTEGER) return 'error.expected.long';
  return bound === 2 ** 31 - 1 || bound === -(2 ** 31) ? 'error.expected.int' : error;
}

function typeError(expected: string, path: Path, json: unknown): string {
  if (path.length > 0 && isMissing(json, path)) return missing(path, json);
  switch (expected) {
    case 'int':
      return typeof valueAt(json, path) === 'number'
        ? 'error.expected.int'
        : 'error.expected.jsnumber';
    case 'record':
      return 'error.expected.jsobject';
    default:
      return `error.expected.js${expected}`;
  }
}

function isMissing(json: unknown, path: Path): boolean {
  return valueAt(json, path) === undefined;
}

function missing(path: Path, json: unknown): string {
  const parent = JSON.stringify(valueAt(json, path.slice(0, -1))).slice(0, maxQuotedLength);
  return `'${String(path.at(-1))}' is undefined on object: ${parent}`;
}

function valueAt(json: unknown, path: Path): unknown {
  let at = json;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
