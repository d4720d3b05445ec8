/** What is wrong with a definition, collected: a client learns all of it at once. */
import type { Refusal } from '../core/refusal.ts';

export class Problems {
  readonly #byPath = new Map<string, Set<string>>();

  /** `path` "": the whole of it. */
  add(path: string, error: string): void {
    const key = path === '' ? '/' : path;
    const errors = this.#byPath.get(key) ?? new Set();
    this.#byPath.set(key, errors.add(error));
  }

  /** A rule that has to hold. */
  unless(holds: boolean, path: string, error: string): void {
    if (!holds) this.add(path, error);
  }

  get refusal(): Refusal | undefined {
    if (this.#byPath.size === 0) return undefined;
    const violations = [...this.#byPath].map(([path, errors]) => ({ path, errors: [...errors] }));
    return { kind: 'invalid', violations };
  }
}

export function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** As Scala writes a double: "1.0". */
export function asDouble(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
