/** Updates of groups: what they may say, and what they make of a tree. */
import { describe, expect, it } from 'vitest';
import { assert } from '../../foundation/result.ts';
import { applyGroupUpdate, restoreGroup } from './apply-group-update.ts';
import type { DefinitionContext } from './context.ts';
import { readGroupPatch, readGroupUpdate, readTaskIds } from './read-group.ts';
import { renderGroup } from './render/group.ts';
import { TestDraft, anApp, contextWith, violationsOf, written } from './test-support.ts';

const cmd = 'sleep 1';
const within = (base: string, more: Partial<DefinitionContext> = {}) => ({
  ...contextWith(),
  base,
  ...more,
});

function read(json: object, context = within('/')) {
  const update = readGroupUpdate(json, context);
  assert(update.ok, `the update is valid: ${JSON.stringify(update)}`);
  return update.value;
}

describe('updates of groups', () => {
  it('have ids relative to their group', () => {
    const update = read(
      {
        id: 'shop',
        dependencies: ['../base', '/x'],
        apps: [{ id: 'web', cmd, dependencies: ['eu/db', '/x'] }],
        groups: [{ id: 'eu', apps: [{ id: '/shop/eu/db', cmd }] }],
      },
      within('/'),
    );
    expect(update).toMatchObject({
      id: '/shop',
      dependencies: ['/base', '/x'],
      apps: [{ id: '/shop/web', dependencies: ['/shop/eu/db', '/x'] }],
      groups: [{ id: '/shop/eu', apps: [{ id: '/shop/eu/db' }] }],
    });
    expect(read({}, within('/shop'))).toEqual({ id: '/shop' });
  });

  it.each([
    [{ id: '/A' }, '/id: error.pattern'],
    [{ apps: [{ cmd }] }, `/apps(0)/id: 'id' is undefined on object: {"cmd":"sleep 1"}`],
    [{ apps: [{ id: '/a/b', cmd }] }, "/apps(0)/id: Identifier is not child of '/'"],
    [{ apps: [{ id: 'a', cmd: 'x' }] }, '/apps(0): must not be an empty string'],
    [{ apps: [{ id: 'a', cmd, user: '' }] }, '/apps(0)/user: must not be empty'],
    [
      { groups: [{ id: 'g', apps: [{ id: 'a', cmd, user: '' }] }] },
      '/groups(0)/apps(0)/user: must not be empty',
    ],
    [
      {
        apps: [
          { id: 'a', cmd },
          { id: '/a', cmd },
        ],
      },
      '/apps: Elements must be unique.',
    ],
    [{ groups: [{ id: 'a' }, { id: '/a' }] }, '/groups: Elements must be unique.'],
    [{ groups: [{}] }, '/groups(0)/id: not defined'],
    [{ groups: [{ id: 'a/b' }] }, "/groups(0)/id: Identifier is not child of '/'"],
    [
      { groups: [{ id: 'a', groups: [{ id: '/b' }] }] },
      "/groups(0)/groups(0)/id: Identifier is not child of '/a'",
    ],
    [{ dependencies: [1] }, '/dependencies(0): error.expected.jsstring'],
    [{ scaleBy: -1 }, '/scaleBy: error.min'],
    [{ scaleBy: 2, apps: [] }, '/scaleBy: not allowed in conjunction with other properties.'],
    [
      { version: '2018-07-14T23:59:39.123Z', dependencies: [] },
      '/version: not allowed in conjunction with other properties.',
    ],
    [{ version: 'x' }, '/version: error.expected.date.isoformat'],
    [
      { enforceRole: true },
      '/enforceRole: enforceRole can only be set for top-level groups, and / is not top-level',
    ],
    [
      { groups: [{ id: 'a', groups: [{ id: 'b', enforceRole: true }] }] },
      '/groups(0)/groups(0)/enforceRole: enforceRole can only be set for top-level groups, and /a/b is not top-level',
    ],
  ])('%j', (json, violation) => {
    expect(violationsOf(readGroupUpdate(json, within('/')))).toContain(violation);
  });

  it('say which roles the apps in them get', () => {
    const update = read({ id: 'g', enforceRole: true, apps: [{ id: 'a', cmd }] });
    expect(update.apps?.[0]?.role).toBe('g');
    const group = { id: '/g', dependencies: [], enforceRole: true, version: 0 };
    const root = new TestDraft([], [group]);
    expect(read({ apps: [{ id: 'a', cmd }] }, within('/g', { root })).apps?.[0]?.role).toBe('g');
    const change = { enforceRole: false, apps: [] };
    expect(violationsOf(readGroupUpdate(change, within('/g', { root })))).toEqual([
      '/enforceRole: enforceRole cannot be modified in a request that adds, removes or modifies services; please make these changes in separate requests.',
    ]);
  });
});

describe('an update applied', () => {
  const a = anApp({ id: '/g/a', instances: 3 });
  const b = anApp({ id: '/g/b' });
  const c = anApp({ id: '/g/h/c' });
  const ids = (draft: TestDraft) => draft.runSpecsBelow('/').map(({ id }) => id);

  function applied(json: object, draft = new TestDraft([a, b, c])): TestDraft {
    const update = read(json, within('/g', { root: draft }));
    expect(applyGroupUpdate(draft, update, 'off')).toBeUndefined();
    return draft;
  }

  it('replaces the lists that it has', () => {
    expect(ids(applied({ apps: [{ id: 'a', cmd }] }))).toEqual(['/g/a', '/g/h/c']);
    expect(ids(applied({ groups: [] }))).toEqual(['/g/a', '/g/b']);
    expect(ids(applied({ groups: [{ id: 'h' }] }))).toEqual(['/g/a', '/g/b', '/g/h/c']);
    expect(ids(applied({ groups: [{ id: 'i', apps: [{ id: 'd', cmd }] }] }))).toEqual([
      '/g/a',
      '/g/b',
      '/g/i/d',
    ]);
  });

  it('keeps what it does not name', () => {
    const group = { id: '/g', dependencies: ['/x'], enforceRole: true, version: 7 };
    const draft = new TestDraft([], [group]);
    applied({ dependencies: ['/y'] }, draft);
    expect(draft.findGroup('/g')).toEqual({ ...group, dependencies: ['/y'] });
  });

  it('scales', () => {
    const draft = applied({ scaleBy: 1.5 });
    expect(draft.runSpecsBelow('/').map(({ instances }) => instances)).toEqual([5, 2, 2]);
    const update = read({ scaleBy: 2 }, within('/none'));
    const empty = new TestDraft();
    expect(applyGroupUpdate(empty, update, 'off')).toBeUndefined();
    expect(empty.findGroup('/none')).toBeDefined();
  });

  it('enforces roles in new top-level groups, where the flag says so', () => {
    const draft = new TestDraft();
    applyGroupUpdate(draft, read({ id: 'n', groups: [{ id: 'm' }] }), 'top');
    expect(draft.findGroup('/n')?.enforceRole).toBe(true);
    expect(draft.findGroup('/n/m')?.enforceRole).toBe(false);
  });

  it('refuses circles and groups that are apps', () => {
    const draft = new TestDraft([a, anApp({ id: '/k/x', dependencies: ['/g'] })]);
    const circle = read({ dependencies: ['/k'] }, within('/g'));
    expect(applyGroupUpdate(draft, circle, 'off')).toMatchObject({
      kind: 'invalid',
      violations: [{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }],
    });
    expect(applyGroupUpdate(draft, read({ id: '/g/a' }), 'off')).toMatchObject({
      violations: [{ errors: ['Groups and Applications may not have the same identifier.'] }],
    });
  });

  it('goes back to what a group was', () => {
    const draft = new TestDraft([anApp({ id: '/g/new' }), anApp({ id: '/other' })]);
    expect(restoreGroup(draft, new TestDraft([a, c]), '/g')).toBeUndefined();
    expect(ids(draft)).toEqual(['/other', '/g/a', '/g/h/c']);
    expect(restoreGroup(draft, new TestDraft(), '/g')).toEqual({
      kind: 'unprocessable',
      message: 'Group /g not available in version 1970-01-01T00:00:00.000Z',
    });
  });
});

describe('the answer of a group', () => {
  const root = new TestDraft([anApp({ id: '/g/a' })]);

  it('has what is asked for', () => {
    const app = ({ id }: { id: string }) => ({ id });
    const empty = { apps: [], pods: [], groups: [], dependencies: [] };
    const version = '1970-01-01T00:00:00.000Z';
    expect(written(renderGroup(root, '/', { app, pod: undefined, groups: true }))).toEqual({
      ...empty,
      id: '/',
      groups: [{ ...empty, id: '/g', apps: [{ id: '/g/a' }], version, enforceRole: false }],
      version,
    });
    const bare = { app: undefined, pod: undefined, groups: false };
    expect(written(renderGroup(root, '/', bare))).toEqual({ ...empty, id: '/', version });
    expect(renderGroup(root, '/none', bare)).toBeUndefined();
  });

  it('leaves out what may not be seen', () => {
    const embeds = { app: undefined, pod: undefined, groups: true };
    const isVisible = (id: string) => id === '/g';
    expect(renderGroup(root, '/', { ...embeds, isVisible })).toHaveProperty('groups.0.id', '/g');
    expect(renderGroup(root, '/', { ...embeds, isVisible: () => false })).toBeUndefined();
  });
});

describe('small bodies', () => {
  it('PATCH of a group', () => {
    expect(readGroupPatch({ enforceRole: true }, '/g')).toEqual({
      ok: true,
      value: { enforceRole: true },
    });
    expect(violationsOf(readGroupPatch({}, '/g/h'))).toEqual(['/: Path needs to be top-level']);
    expect(violationsOf(readGroupPatch({ enforceRole: 1 }, '/g'))).toEqual([
      '/enforceRole: error.expected.jsboolean',
    ]);
  });

  it('ids of tasks', () => {
    expect(readTaskIds({ ids: ['a', 'b'] })).toEqual({ ok: true, value: ['a', 'b'] });
    expect(violationsOf(readTaskIds({}))).toEqual(["/ids: 'ids' is undefined on object: {}"]);
    expect(violationsOf(readTaskIds({ ids: [1] }))).toEqual(['/ids(0): error.expected.jsstring']);
  });
});
