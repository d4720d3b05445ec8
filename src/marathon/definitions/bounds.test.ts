import { describe, expect, it } from 'vitest';
import { deepestNesting, findTooMany, mostMembers } from './bounds.ts';

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index}`, '']));

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

describe('what a body holds in one place', () => {
  it('may be as much as somebody means, and not more', () => {
    expect(findTooMany({ labels: many(mostMembers) })).toBeUndefined();
    expect(findTooMany({ apps: [{ labels: many(mostMembers + 1) }] })).toEqual({
      path: '/apps(0)/labels',
      errors: [`holds ${mostMembers + 1} values; at most ${mostMembers} are taken`],
    });
    const dependencies = Array.from({ length: mostMembers + 1 }, (_, index) => `/app-${index}`);
    expect(findTooMany({ dependencies })?.path).toBe('/dependencies');
  });

  it('may be any number of apps, groups or ids', () => {
    const list = Array.from({ length: mostMembers + 1 }, () => ({}));
    expect(findTooMany(list)).toBeUndefined();
    expect(findTooMany({ groups: [{ apps: list }], ids: list })).toBeUndefined();
    expect(findTooMany({ apps: many(mostMembers + 1) })?.path).toBe('/apps');
  });

  it('is not nested without end', () => {
    expect(findTooMany(nested(deepestNesting))).toBeUndefined();
    expect(findTooMany(nested(100_000))?.errors).toEqual([
      `values are nested more than ${deepestNesting} deep`,
    ]);
  });
});
