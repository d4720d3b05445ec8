/** Messages as plain JSON values, by the same mapping as their texts (json-write.ts). */
import { base64 } from './json-write.ts';
import type { Field, MessageSchema } from './schema.ts';

type Dictionary = Record<string, unknown>;

/** What JSON shows of a field: its value, else its stated default, else nothing. */
function shownValue(field: Field, message: Dictionary): unknown {
  const value = message[field.name];
  if (value === undefined || value === null) return field.default;
  if (field.label === 'repeated' && (value as unknown[]).length === 0) return undefined;
  if (field.label === 'map' && Object.keys(value).length === 0) return undefined;
  return value;
}

function plainValue(field: Field, value: unknown): unknown {
  if (typeof field.type === 'function') return messageJsonValue(field.type(), value as object);
  return field.type === 'bytes' ? base64(value as Uint8Array) : value;
}

export function messageJsonValue(type: MessageSchema, message: object): Dictionary {
  const json: Dictionary = {};
  for (const field of type.fields) {
    const value = shownValue(field, message as Dictionary);
    if (value === undefined) continue;
    if (field.label === 'repeated') {
      json[field.name] = (value as unknown[]).map((one) => plainValue(field, one));
    } else if (field.label === 'map') {
      json[field.name] = Object.fromEntries(
        Object.entries(value as Dictionary).map(([key, one]) => [key, plainValue(field, one)]),
      );
    } else {
      json[field.name] = plainValue(field, value);
    }
  }
  return json;
}
