import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, placesOf } from './places.ts';

const text = `{
  "id": "/a",
  "env": {
    "A": "x", "B": ["\\"", 1.5e3, null]
  },
  "env": {}
}`;

describe('where values stand in a text', () => {
  it('knows the lines of all places, and of what is around a missing one', () => {
    const places = placesOf(text);
    expect(places.bad).toBeUndefined();
    expect(lineOf(places, ['id'])).toBe(2);
    expect(lineOf(places, ['env', 'B', 2])).toBe(4);
    expect(lineOf(places, ['env', 'none', 'deeper'])).toBe(3);
    expect(lineOf(places, ['none'])).toBe(1);
    expect(places.twice).toEqual([['env']]);
  });

  it('says where it stops being JSON, and what is expected there', () => {
    expect(placesOf('{\n  "a" 1\n}').bad).toEqual({ line: 2, column: 7, rule: 'badColon' });
    expect(placesOf('{"a": 1 "b": 2}').bad).toEqual({ line: 1, column: 9, rule: 'badComma' });
    expect(placesOf('{"a": 1,\n}').bad).toEqual({ line: 2, column: 1, rule: 'badName' });
    expect(placesOf('{"a": ten}').bad).toMatchObject({ rule: 'badValue' });
    expect(placesOf('{"a": "x\ny"}').bad).toMatchObject({ rule: 'badString' });
    expect(placesOf('{} {}').bad).toMatchObject({ rule: 'badEnd' });
    expect(placesOf('['.repeat(200)).bad).toMatchObject({ rule: 'badDepth' });
  });

  it('takes what JSON.parse takes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        expect(placesOf(json).bad).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('{', '}', '[', ']', '"', ',', ':', 'x'),
        (json, at, letter) => {
          const broken =
            json.slice(0, at % (json.length + 1)) + letter + json.slice(at % (json.length + 1));
          const isTaken = ((): boolean => {
            try {
              JSON.parse(broken);
              return true;
            } catch {
              return false;
            }
          })();
          expect(placesOf(broken).bad === undefined).toBe(isTaken);
        },
      ),
    );
  });
});
