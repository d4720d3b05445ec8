/**
 * Roles are names, or paths of names (`eng/backend`), to which frameworks subscribe and for which
 * resources are reserved. `*` is the role of everyone: nothing is ever reserved to it.
 *
 * The rules keep a role usable as a path in URLs and on disk; the texts of the refusals are those
 * that Mesos' clients have come to know.
 */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { RoleName } from '../protocol/ids.ts';

/** The role of resources that are reserved to nobody. */
export const unreservedRole = '*';

// Tab to carriage return, the space, and the delete character, which Mesos takes for backspace.
const invalidCharacters = /[\t\n\v\f\r \u007f]/;

/** A role is a path, and each of its levels a place in the tree of shares. Longer ones are refused. */
const longestRole = 1_024;
const shownOfLongRole = 80;

/** Why `role` is no valid role name, or the role itself. */
export function validateRole(role: RoleName): Result<string> {
  // Almost every role in use is `*`, which would not pass as a component of a path.
  if (role === unreservedRole) return ok(role);
  if (role === '') return failure('Role names cannot be the empty string');
  if (role.length > longestRole) {
    return failure(
      `Role '${role.slice(0, shownOfLongRole)}…' is longer than ${longestRole} characters`,
    );
  }
  if (role.startsWith('/')) return failure(`Role '${role}' cannot start with a slash`);
  if (role.endsWith('/')) return failure(`Role '${role}' cannot end with a slash`);
  if (role.includes('//')) return failure(`Role '${role}' cannot contain two adjacent slashes`);
  for (const component of role.split('/')) {
    const error = findComponentError(role, component);
    if (error !== undefined) return failure(error);
  }
  return ok(role);
}

function findComponentError(role: RoleName, component: string): string | undefined {
  if (component === '.' || component === '..' || component === unreservedRole) {
    return `Role '${role}' cannot include '${component}' as a component`;
  }
  if (component.startsWith('-')) {
    return `Role component '${component}' is invalid because it starts with a dash`;
  }
  if (invalidCharacters.test(component)) {
    return `Role component '${component}' is invalid because it contains backspace or whitespace`;
  }
  return undefined;
}

/** Validates each; the first refusal wins. */
export function validateRoles(roles: readonly string[]): Result<readonly string[]> {
  for (const role of roles) {
    const valid = validateRole(role);
    if (!valid.ok) return valid;
  }
  return ok(roles);
}

/** `eng` is a strict ancestor of `eng/backend`; no role is an ancestor of itself. */
export function isAncestor(ancestor: string, role: RoleName): boolean {
  return (
    role.length > ancestor.length &&
    role.charCodeAt(ancestor.length) === 47 && // "/"
    role.startsWith(ancestor)
  );
}

/** Whether what is reserved to `reservedTo` may be used by `role`. */
export function mayUseReservation(role: RoleName, reservedTo: string): boolean {
  return role === reservedTo || isAncestor(reservedTo, role);
}

export function isHierarchical(role: RoleName): boolean {
  return role.includes('/');
}

/** `eng/backend/web` -> [`eng`, `eng/backend`]: nearest to the root first. */
export function ancestorsOf(role: RoleName): string[] {
  const ancestors: string[] = [];
  for (let slash = role.indexOf('/'); slash !== -1; slash = role.indexOf('/', slash + 1)) {
    ancestors.push(role.slice(0, slash));
  }
  return ancestors;
}
