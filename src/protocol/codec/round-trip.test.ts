/** Both ways of every message: protobuf and JSON give back what went in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json-text.ts';
import { FrameworkInfo, Resource, Value_Scalar } from '../generated/mesos.ts';
import type { Field, MessageSchema } from './schema.ts';
import { allMessages } from './test-support/all-messages.ts';
import { messageOf } from './test-support/arbitrary.ts';

const runs = { numRuns: 20 };

type Dictionary = Record<string, unknown>;

function parsed(text: string): unknown {
  const result = parseJson(text);
  if (!result.ok) throw new Error(`${result.error} in ${text}`);
  return result.value;
}

/** The message with the defaults that JSON writes for absent fields, all the way down. */
function withDefaults(type: MessageSchema, message: object): Dictionary {
  const filled: Dictionary = {};
  for (const field of type.fields) {
    const value = (message as Dictionary)[field.name] ?? field.default;
    if (value !== undefined) filled[field.name] = nestedDefaults(field, value);
  }
  return filled;
}

function nestedDefaults(field: Field, value: unknown): unknown {
  if (typeof field.type !== 'function') return value;
  const type = field.type();
  if (field.label === 'repeated') return (value as object[]).map((one) => withDefaults(type, one));
  if (field.label !== 'map') return withDefaults(type, value as object);
  const entries = Object.entries(value as Record<string, object>);
  return Object.fromEntries(entries.map(([key, one]) => [key, withDefaults(type, one)]));
}

describe('all messages', () => {
  it('are found', () => {
    expect(allMessages.length).toBeGreaterThan(300);
    expect(new Set(allMessages.map((type) => type.typeName)).size).toBe(allMessages.length);
  });
});

describe.each(allMessages.map((type) => [type.typeName, type] as const))('%s', (_, type) => {
  it('survives protobuf', () => {
    fc.assert(
      fc.property(messageOf(type), (message) => {
        expect(type.decode(type.encode(message))).toEqual(message);
      }),
      runs,
    );
  });

  it('survives JSON, with its defaults written out', () => {
    fc.assert(
      fc.property(messageOf(type), (message) => {
        const text = type.toJson(message);
        const back = type.fromJson(parsed(text));
        expect(back).toEqual(withDefaults(type, message));
        expect(type.toJson(back)).toBe(text);
      }),
      runs,
    );
  });
});

describe('JSON', () => {
  it('shows defaults of absent fields, but not of deprecated ones', () => {
    const framework = FrameworkInfo.toJsonValue({ user: 'u', name: 'n' });
    expect(framework).toEqual({ user: 'u', name: 'n', failover_timeout: 0, checkpoint: false });
    expect(Resource.toJsonValue({ name: 'cpus', type: 'SCALAR' })).not.toHaveProperty('role');
  });

  it('writes doubles with a fraction, infinities as the largest number', () => {
    expect(Value_Scalar.toJson({ value: 1 })).toBe('{"value":1.0}');
    expect(Value_Scalar.toJson({ value: Infinity })).toBe('{"value":1.7976931348623157e308}');
    expect(Value_Scalar.toJson({ value: 0.1 })).toBe('{"value":0.1}');
  });
});
