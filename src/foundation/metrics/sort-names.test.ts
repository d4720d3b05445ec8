import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortNames } from './sort-names.ts';

function sorted(names: readonly string[]): readonly string[] {
  const steps = sortNames(names);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

it('names come in the order of the engine, whatever they are and however many', () => {
  const few = fc.array(fc.string({ unit: 'binary', maxLength: 3 }), { maxLength: 30 });
  fc.assert(
    fc.property(few, fc.integer({ min: 1, max: 100 }), (names, times) => {
      const many = Array.from({ length: times }, (_, i) => names.map((name) => `${name}${i}`));
      const all = many.flat();
      expect(sorted(all).join()).toBe([...all].sort().join());
    }),
    { numRuns: 30 },
  );
});
