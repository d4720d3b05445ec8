/**
 * Expected failures are values: what may go wrong at an edge (a body that does not parse, a flag
 * that makes no sense) is returned, not thrown. Bugs are assertions: they stop the process, which
 * is restarted and recovers.
 */

export type Result<T, E = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failure<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** For the start of a program, which cannot go on: @throws Error with the failure's sentence */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

/** States an invariant; throws when it does not hold. */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${why}`);
}

/** Ends an exhaustive switch; a new case that is not handled fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
