/**
 * The value of --modules: which modules are loaded from which libraries, with their parameters. What
 * Mesos has in libraries is part of this program, so that files are not looked at. As in all JSON of
 * Mesos one value stands for a list.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';

export interface ModuleParameter {
  readonly key: string;
  readonly value: string;
}

/** By name; of one that is named twice the parameters of both. */
export type Modules = ReadonlyMap<string, readonly ModuleParameter[]>;

export function readModules(json: unknown): Result<Modules> {
  const modules = new Map<string, readonly ModuleParameter[]>();
  const libraries = objectsOf(json === undefined ? {} : json, 'libraries');
  if (!libraries.ok) return libraries;
  for (const library of libraries.value) {
    const fault = addModules(modules, library);
    if (fault !== undefined) return failure(fault);
  }
  return ok(modules);
}

function addModules(
  modules: Map<string, readonly ModuleParameter[]>,
  library: object,
): string | undefined {
  const listed = objectsOf(library, 'modules');
  if (!listed.ok) return listed.error;
  for (const one of listed.value) {
    const { name } = one as { name?: unknown };
    if (typeof name !== 'string') return "a module needs a 'name', a text";
    const parameters = parametersOf(one);
    if (!parameters.ok) return `${name}: ${parameters.error}`;
    modules.set(name, [...(modules.get(name) ?? []), ...parameters.value]);
  }
  return undefined;
}

function parametersOf(one: object): Result<readonly ModuleParameter[]> {
  const listed = objectsOf(one, 'parameters');
  if (!listed.ok) return listed;
  const isParameter = (value: object): value is ModuleParameter =>
    'key' in value &&
    'value' in value &&
    typeof value.key === 'string' &&
    typeof value.value === 'string';
  if (listed.value.every(isParameter)) return ok(listed.value);
  return failure('a parameter needs a key and a value, both texts');
}

function objectsOf(holder: unknown, field: string): Result<readonly object[]> {
  if (!isObject(holder)) return failure('it must be an object');
  const value = (holder as Readonly<Record<string, unknown>>)[field] ?? [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.every(isObject)) return ok(list);
  return failure(`'${field}' must be a list of objects`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
