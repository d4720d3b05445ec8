import { expect, it } from 'vitest';
import {
  ancestorsOf,
  isAncestor,
  mayUseReservation,
  validateRole,
  validateRoles,
} from './roles.ts';

it.each(['*', 'web', 'a/b/c', 'a.b', 'a..b', 'x*', 'a-b', 'ünïcode', '...'])(
  'accepts %j',
  (role) => {
    expect(validateRole(role)).toEqual({ ok: true, value: role });
  },
);

it.each([
  ['', 'Role names cannot be the empty string'],
  ['/a', "Role '/a' cannot start with a slash"],
  ['a/', "Role 'a/' cannot end with a slash"],
  ['a//b', "Role 'a//b' cannot contain two adjacent slashes"],
  ['a/../b', "Role 'a/../b' cannot include '..' as a component"],
  ['.', "Role '.' cannot include '.' as a component"],
  ['a/*', "Role 'a/*' cannot include '*' as a component"],
  ['a/-b', "Role component '-b' is invalid because it starts with a dash"],
])('refuses %j', (role, error) => {
  expect(validateRole(role)).toEqual({ ok: false, error });
});

it.each(['a b', 'a\tb', 'a\u007fb', 'a\n', '\va', 'a/\fb'])(
  'refuses the characters of %j',
  (role) => {
    expect(validateRole(role).ok).toBe(false);
  },
);

it('names the first bad role of a list', () => {
  expect(validateRoles(['a', '', '/'])).toEqual({
    ok: false,
    error: 'Role names cannot be the empty string',
  });
});

it('knows the tree of roles', () => {
  expect(isAncestor('eng', 'eng/web')).toBe(true);
  expect(isAncestor('eng', 'eng')).toBe(false);
  expect(isAncestor('eng', 'engine/web')).toBe(false);
  expect(mayUseReservation('eng/web', 'eng')).toBe(true);
  expect(mayUseReservation('eng', 'eng/web')).toBe(false);
  expect(ancestorsOf('a/b/c')).toEqual(['a', 'a/b']);
});
