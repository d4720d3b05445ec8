/**
 * Reading JSON of others: what has another type than expected counts as absent, as null does.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function objectIn(parent: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(parent?.[key]);
}

/** The objects of a list; anything else in it is passed over. */
export function objectsIn(parent: JsonObject | undefined, key: string): readonly JsonObject[] {
  return listIn(parent, key).flatMap<JsonObject>((entry) => asObject(entry) ?? []);
}

export function listIn(parent: JsonObject | undefined, key: string): readonly unknown[] {
  const value = parent?.[key];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function textIn(parent: JsonObject | undefined, key: string): string | undefined {
  const value = parent?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number of at least 0. */
export function countIn(parent: JsonObject | undefined, key: string): number | undefined {
  const value = parent?.[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
