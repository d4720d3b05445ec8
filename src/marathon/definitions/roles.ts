/**
 * Which roles a run spec may have: that of the flag, or the name of its top-level group, which a group
 * that enforces roles demands. What it has already, it may keep.
 */
import type { RootView } from '../core/parts.ts';
import type { PathId } from '../model/ids.ts';
import type { DefinitionOptions } from './context.ts';
import { topLevelOf } from './path-ids.ts';
import { parentOf } from '../model/paths.ts';
import type { Problems } from './problems.ts';
import { rootId } from '../model/ids.ts';

export interface RoleSettings {
  readonly defaultRole: string;
  readonly validRoles: readonly string[];
  readonly previousRole: string | undefined;
}

export function roleSettingsOf(
  id: PathId,
  root: Pick<RootView, 'findGroup' | 'findRunSpec'> | undefined,
  { mesosRole, newGroupEnforceRole }: Pick<DefinitionOptions, 'mesosRole' | 'newGroupEnforceRole'>,
): RoleSettings {
  const topLevel = topLevelOf(id);
  if (topLevel === undefined || parentOf(id) === rootId) {
    return { defaultRole: mesosRole, validRoles: [mesosRole], previousRole: undefined };
  }
  const group = root?.findGroup(`/${topLevel}`);
  const isEnforced = group?.enforceRole ?? newGroupEnforceRole === 'top';
  const previousRole = root?.findRunSpec(id)?.role;
  const roles = isEnforced ? [topLevel] : [mesosRole, topLevel];
  return {
    defaultRole: isEnforced ? topLevel : mesosRole,
    validRoles: withRole(roles, previousRole),
    previousRole,
  };
}

export function withRole(roles: readonly string[], role: string | undefined): readonly string[] {
  return [...new Set(role === undefined ? roles : [...roles, role])];
}

export interface RoleHolder {
  readonly role: string;
  readonly acceptedResourceRoles: readonly string[] | undefined;
  /** Has reservations under its role. */
  readonly isResident: boolean;
}

export function checkRole(
  what: 'apps' | 'pods',
  { role, acceptedResourceRoles, isResident }: RoleHolder,
  { validRoles, previousRole }: RoleSettings,
  force: boolean,
  path: string,
  problems: Problems,
): void {
  problems.unless(
    validRoles.includes(role),
    `${path}/role`,
    `got ${role}, expected one of: [${validRoles.join(', ')}]`,
  );
  checkAcceptedRoles(acceptedResourceRoles, role, `${path}/acceptedResourceRoles`, problems);
  if (!isResident) return;
  problems.unless(role !== '*', `${path}/role`, `Resident ${what} cannot have the role *`);
  problems.unless(
    force || previousRole === undefined || previousRole === role,
    `${path}/role`,
    `It is not possible to change the role for existing reservations. If you proceed with this change, all existing instances will continue to run under the previous role, ${previousRole}. Only new instances will be allocated with the new role, ${role}. In order to continue, retry your request with ?force=true`,
  );
}

function checkAcceptedRoles(
  accepted: readonly string[] | undefined,
  role: string,
  path: string,
  problems: Problems,
): void {
  const valid = [...new Set(['*', role])].toSorted();
  problems.unless(
    (accepted ?? []).every((each) => valid.includes(each)),
    path,
    `acceptedResourceRoles can only contain ${valid.join(' and ')}`,
  );
}

const forbiddenCharacters = [
  ['\t', 'horizontal tab (\\x09)'],
  ['\n', 'line feed (\\x0a)'],
  ['\v', 'vertical tab (\\x0b)'],
  ['\f', 'form feed (\\x0c)'],
  ['\r', 'carriage return (\\x0d)'],
  [' ', 'space (\\x20)'],
  ['/', 'slash (\\x2f)'],
  ['\x7f', 'backspace (\\x7f)'],
] as const;

/** Names of roles that resources are accepted of: never none. */
export function checkAcceptedRoleNames(
  what: 'app' | 'pod',
  accepted: readonly string[],
  isResident: boolean,
  path: string,
  problems: Problems,
): void {
  problems.unless(accepted.length > 0, path, 'must not be empty');
  for (const [index, role] of accepted.entries()) {
    const at = `${path}(${index})`;
    for (const bad of ['', '.', '..']) {
      problems.unless(role !== bad, at, `A role name must not be "${bad}".`);
    }
    problems.unless(!role.startsWith('-'), at, "A role name must not start with a '-'.");
    for (const [character, words] of forbiddenCharacters) {
      const error = `A role name must not include a ${words} character.`;
      problems.unless(!role.includes(character), at, error);
    }
  }
  problems.unless(
    !isResident || (accepted.length === 1 && accepted[0] === '*'),
    path,
    `A resident ${what} must have \`acceptedResourceRoles = ["*"]\`.`,
  );
}
