/** JSON that does not fit: every refusal names the field, and nothing is guessed. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json-text.ts';
import { ContainerID, TaskInfo } from '../generated/mesos.ts';
import { Call } from '../generated/scheduler.ts';
import { DecodeError } from './errors.ts';
import type { MessageType } from './message.ts';
import { EnumType, type Field } from './schema.ts';
import { allMessages } from './test-support/all-messages.ts';
import { messageOf } from './test-support/arbitrary.ts';

const numbers = ['abc', '', '5 x', '1e999', true, {}, []];

/** What each kind of field does not take. */
const wrongScalars: Readonly<Record<string, readonly unknown[]>> = {
  string: [1, true, {}, []],
  bytes: [1, true, {}, [], 'a$b', 'a-b'],
  bool: ['yes', '', 0, 1, {}, []],
  int32: [...numbers, 2n ** 63n],
  uint32: [...numbers, 2n ** 63n],
  int64: [...numbers, 2n ** 63n, 1e30],
  uint64: [...numbers, 2n ** 64n, 1e30],
  double: numbers,
  float: numbers,
};

/** In a list an empty list is nothing, and a list is its values. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function wrongValues({ type, label }: Field): readonly unknown[] {
  const one =
    typeof type === 'function'
      ? ['text', 1, true, []]
      : type instanceof EnumType
        ? [1, true, {}, ...(label === 'required' ? ['NO_SUCH_NAME', '1'] : [])]
        : wrongScalars[type]!;
  if (label === 'map') return ['text', 1, ...one.map((value) => ({ key: value }))];
  if (label !== 'repeated') return one;
  const items = one.filter((value) => !isEmptyList(value));
  return [...items, ...items.map((value) => [value]), ...items.map((value) => [[], [value]])];
}

describe.each(allMessages.map((type) => [type.typeName, type] as const))('%s', (_, type) => {
  it('names the field that has a value of the wrong kind', () => {
    for (const field of type.fields) {
      for (const wrong of wrongValues(field)) {
        const label = `${field.name}: ${inspect(wrong)}`;
        expect(() => type.fromJson({ [field.name]: wrong }), label).toThrow(DecodeError);
        expect(() => type.fromJson({ [field.name]: wrong }), label).toThrow(field.name);
      }
    }
  });

  it('takes null for absent and passes over names that it does not know', () => {
    const nulls = Object.fromEntries(type.fields.map((field) => [field.name, null]));
    const read = (): object => type.fromJson({ ...nulls, no_such_field: { a: [1] } });
    if (type.requiredNames.length === 0) expect(read()).toEqual({});
    else expect(read).toThrow(`Missing required fields: ${type.requiredNames.join(', ')}`);
  });
});

describe('the text', () => {
  it('of a message that is cut at any byte is refused', () => {
    for (const message of fc.sample(messageOf(TaskInfo), { seed: 3, numRuns: 2 })) {
      const text = TaskInfo.toJson(message).slice(0, 3000);
      for (let end = 0; end < text.length - 1; end++) {
        expect(parseJson(text.slice(0, end)).ok).toBe(false);
      }
    }
  });

  it('of any JSON value is a message or refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<MessageType<object>>(Call, TaskInfo),
        fc.jsonValue(),
        (t, json) => {
          try {
            t.fromJson(json);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        },
      ),
    );
  });

  it('that nests 100,000 deep is refused', () => {
    const depth = 100_000;
    const text = `${'{"parent":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    const parsed = parseJson(text);
    const read = (): unknown => {
      if (!parsed.ok) throw new DecodeError(parsed.error);
      return ContainerID.fromJson(parsed.value);
    };
    expect(read).toThrow(DecodeError);
  });

  it('cannot reach the prototype of objects', () => {
    const parsed = parseJson('{"__proto__":{"polluted":1},"type":"REVIVE"}');
    expect(parsed.ok && Call.fromJson(parsed.value)).toEqual({ type: 'REVIVE' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('64-bit integers', () => {
  it('beyond 2^53 keep every digit through JSON text', () => {
    const parsed = parseJson('{"begin":9007199254740993,"end":18446744073709551615}');
    expect(parsed).toEqual({
      ok: true,
      value: { begin: 9007199254740993n, end: 18446744073709551615n },
    });
  });
});
