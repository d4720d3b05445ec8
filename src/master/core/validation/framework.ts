/**
 * Whether a FrameworkInfo may subscribe, and whether one may take the place of another. The texts
 * are those that frameworks read in ERROR events of real masters.
 */
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import { validateRole } from '../../../resources/roles.ts';
import type { Core } from '../environment.ts';
import { capabilitiesOf, rolesOf } from '../frameworks/frameworks.ts';
import { findIdError } from './ids.ts';
import { repeatedOf } from './lists.ts';
import { findFrameworkUserError } from './users.ts';

/** Seconds that still fit a 64-bit count of nanoseconds, as clients in other languages hold it. */
const longestFailoverTimeoutSecs = 2 ** 63 / 1e9;

export function findFrameworkInfoError(core: Core, info: FrameworkInfo): string | undefined {
  return (
    findRolesError(info) ??
    findFrameworkIdError(info) ??
    findOfferFiltersError(info) ??
    findFailoverTimeoutError(info) ??
    findWhitelistError(core, info) ??
    findFrameworkUserError(core, info.user)
  );
}

function findRolesError(info: FrameworkInfo): string | undefined {
  const isMultiRole = capabilitiesOf(info).has('MULTI_ROLE');
  const roles = info.roles ?? [];
  if (isMultiRole && info.role !== undefined) {
    return "'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable";
  }
  if (!isMultiRole && roles.length > 0) {
    return "'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable";
  }
  const duplicates = repeatedOf(roles);
  if (duplicates.length > 0) {
    return `'FrameworkInfo.roles' contains duplicate items: { ${duplicates.join(', ')} }`;
  }
  for (const role of isMultiRole ? roles : [info.role ?? '*']) {
    const valid = validateRole(role);
    if (valid.ok) continue;
    return isMultiRole
      ? `'FrameworkInfo.roles' contains invalid role: ${valid.error}`
      : `'FrameworkInfo.role' is not a valid role: ${valid.error}`;
  }
  return undefined;
}

function findFrameworkIdError(info: FrameworkInfo): string | undefined {
  const id = info.id?.value ?? '';
  const error = id === '' ? undefined : findIdError(id);
  return error === undefined ? undefined : `'FrameworkInfo.id' is invalid: ${error}`;
}

function findOfferFiltersError(info: FrameworkInfo): string | undefined {
  for (const [role, filters] of Object.entries(info.offer_filters ?? {})) {
    for (const { quantities } of filters.min_allocatable_resources?.quantities ?? []) {
      if (Object.keys(quantities ?? {}).length === 0) {
        return `Invalid offer filters for role '${role}': Resource quantities must contain at least one quantity`;
      }
      for (const [name, { value }] of Object.entries(quantities ?? {})) {
        if (!(value >= 0) || !Number.isFinite(value)) {
          return `Invalid offer filters for role '${role}': Invalid resource quantity for '${name}': ${value}`;
        }
      }
    }
  }
  return undefined;
}

function findFailoverTimeoutError(info: FrameworkInfo): string | undefined {
  const seconds = info.failover_timeout ?? 0;
  if (seconds >= 0 && seconds < longestFailoverTimeoutSecs) return undefined;
  return `The framework failover_timeout (${seconds}) is invalid: it must be between 0 and ${longestFailoverTimeoutSecs} seconds`;
}

function findWhitelistError(core: Core, info: FrameworkInfo): string | undefined {
  const { rolesWhitelist } = core.options;
  if (rolesWhitelist === undefined) return undefined;
  const refused = [...rolesOf(info)].filter((role) => !rolesWhitelist.has(role));
  if (refused.length === 0) return undefined;
  return `Roles {${refused.join(', ')}} are not present in the master's --roles`;
}

/** What may never change while a framework lives. */
export function findChangeError(known: FrameworkInfo, given: FrameworkInfo): string | undefined {
  if (known.principal === given.principal) return undefined;
  return "Changing framework's principal is not allowed.";
}

/** UPDATE_FRAMEWORK refuses what SUBSCRIBE ignores. */
export function findFixedFieldError(
  known: FrameworkInfo,
  given: FrameworkInfo,
): string | undefined {
  if (known.user !== given.user) {
    return `Updating 'FrameworkInfo.user' is unsupported; attempted to update from '${known.user}' to '${given.user}'`;
  }
  if ((known.checkpoint ?? false) !== (given.checkpoint ?? false)) {
    return `Updating 'FrameworkInfo.checkpoint' is unsupported; attempted to update from '${known.checkpoint ?? false}' to '${given.checkpoint ?? false}'`;
  }
  return undefined;
}
