import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FewMap } from './few-map.ts';

const keys = Array.from({ length: 40 }, (_, number) => ({ number }));

const step = fc.oneof(
  fc.record({ what: fc.constant('set' as const), at: fc.nat(39), value: fc.nat(9) }),
  fc.record({ what: fc.constant('delete' as const), at: fc.nat(39), value: fc.constant(0) }),
);

it('says after any sequence of changes what a Map says, few or many, in the same order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const few = new FewMap<object, number>();
      const map = new Map<object, number>();
      for (const { what, at, value } of steps) {
        const key = keys[at]!;
        if (what === 'set') {
          few.set(key, value);
          map.set(key, value);
        } else {
          few.delete(key);
          map.delete(key);
        }
        expect(few.size).toBe(map.size);
        expect(few.get(key)).toBe(map.get(key));
      }
      expect([...few]).toEqual([...map]);
      expect([...few.keys()]).toEqual([...map.keys()]);
      expect([...few.values()]).toEqual([...map.values()]);
      for (const key of keys) expect(few.get(key)).toBe(map.get(key));
    }),
  );
});

it('finds all of many, and goes on when most of them are gone again', () => {
  const few = new FewMap<object, number>();
  for (const key of keys) few.set(key, key.number);
  expect(keys.map((key) => few.get(key))).toEqual(keys.map(({ number }) => number));
  for (const key of keys.slice(3)) few.delete(key);
  expect([...few]).toEqual(keys.slice(0, 3).map((key) => [key, key.number]));
  few.set(keys[1]!, 7);
  few.set(keys[5]!, 8);
  expect([...few.values()]).toEqual([0, 7, 2, 8]);
});

it('does not lose a value that is undefined or false', () => {
  const few = new FewMap<object, boolean | undefined>();
  few.set(keys[0]!, false);
  few.set(keys[1]!, undefined);
  expect([...few]).toEqual([
    [keys[0], false],
    [keys[1], undefined],
  ]);
  few.delete(keys[0]!);
  expect(few.size).toBe(1);
});
