import { describe, expect, it } from 'vitest';
import type { Refusal, Violation } from '../core/refusal.ts';
import { parseGroupUpdate } from './parse-group.ts';
import { parse } from './parse.ts';
import { groupUpdate } from './schema/group.ts';
import { atOnce } from './steps.ts';

const violationsOf = (refusal: Refusal): readonly Violation[] =>
  refusal.kind === 'invalid'
    ? [...refusal.violations].sort((a, b) => (a.path < b.path ? -1 : 1))
    : [];

const app = { id: 'a', cmd: 'true', labels: { a: '1' } };

describe('an update of groups, app by app', () => {
  it.each<[string, unknown]>([
    ['of apps in groups in groups', { groups: [{ id: 'g', apps: [app], groups: [{ apps: [] }] }] }],
    ['without lists', { id: '/g', apps: null, groups: null, dependencies: ['/h'] }],
    ['of nothing', {}],
  ])('%s is read as if it was read at once', (_what, json) => {
    expect(atOnce(parseGroupUpdate(json))).toEqual(parse(groupUpdate, json));
  });

  it.each<[string, unknown]>([
    ['in an app', { apps: [app, { id: 1 }] }],
    ['that is missing', { groups: [{ id: 'g', apps: [app, {}] }] }],
    [
      'in several places',
      { scaleBy: 'x', apps: [{ id: 'a', cpus: 'x', env: [] }], groups: [{ apps: [1] }] },
    ],
    ['in the place of a list', { apps: {}, groups: 1 }],
    ['in the place of it all', []],
  ])('names what is wrong %s, as if it was read at once', (_what, json) => {
    const [found, expected] = [atOnce(parseGroupUpdate(json)), parse(groupUpdate, json)];
    if (found.ok || expected.ok) return expect.fail('it is taken');
    expect(violationsOf(found.error)).toEqual(violationsOf(expected.error));
    expect(violationsOf(found.error).length).toBeGreaterThan(0);
  });

  it('stops after each app', () => {
    const apps = Array.from({ length: 5 }, (_, index) => ({ ...app, id: `a${index}` }));
    const steps = parseGroupUpdate({ apps, groups: [{ apps }] });
    let count = 0;
    while (steps.next().done !== true) count++;
    expect(count).toBe(10);
  });
});
