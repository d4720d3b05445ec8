/**
 * What a framework asks of its offers, beside its info, when it subscribes and with each update:
 * the roles in which it wants none for now, and its offer constraints. What is left out is cleared.
 */
import {
  type OfferConstraintsFilter,
  compileOfferConstraints,
  defaultPatternLimits,
} from '../../../allocator/offer-constraints.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type { OfferConstraints } from '../../../protocol/generated/scheduler.ts';
import type { Core } from '../environment.ts';
import { rolesOf } from '../frameworks/frameworks.ts';

interface Given {
  readonly framework_info: FrameworkInfo;
  readonly suppressed_roles?: readonly string[];
  readonly offer_constraints?: OfferConstraints;
}

export interface OfferOptions {
  readonly suppressedRoles: ReadonlySet<string>;
  readonly offerConstraints: OfferConstraintsFilter;
}

export function readOfferOptions(core: Core, given: Given): Result<OfferOptions> {
  const roles = rolesOf(given.framework_info);
  const suppressedRoles = new Set(given.suppressed_roles);
  const constraints = given.offer_constraints ?? {};
  const error =
    findSuppressedRolesError(roles, suppressedRoles) ??
    findConstrainedRoleError(roles, constraints);
  if (error !== undefined) return failure(error);
  const limits = core.options.offerConstraintPatternLimits ?? defaultPatternLimits;
  const compiled = compileOfferConstraints(constraints, limits);
  if (!compiled.ok) return failure(`Offer constraints are not valid: ${compiled.error}`);
  return ok({ suppressedRoles, offerConstraints: compiled.value });
}

function findSuppressedRolesError(
  roles: ReadonlySet<string>,
  suppressed: ReadonlySet<string>,
): string | undefined {
  const foreign = [...suppressed].filter((role) => !roles.has(role)).toSorted();
  if (foreign.length === 0) return undefined;
  return `Suppressed roles { ${foreign.join(', ')} } are not contained in the set of roles`;
}

function findConstrainedRoleError(
  roles: ReadonlySet<string>,
  constraints: OfferConstraints,
): string | undefined {
  const foreign = Object.keys(constraints.role_constraints ?? {}).find((role) => !roles.has(role));
  if (foreign === undefined) return undefined;
  // @compat no space behind the quoted role.
  return `Offer constraints specify \`role_constraints\` for a role '${foreign}'not contained in the set of roles`;
}
