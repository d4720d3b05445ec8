/**
 * Changing quotas: each role is validated, then the change as a whole against what is guaranteed to
 * others, used, and there at all. What is too little for the cluster or for those who use it can be
 * forced. It is durable before it is in force, and in force before it is answered.
 */
import type { Quota } from '../../../allocator/quota.ts';
import type { QuotaConfig, QuotaRequest } from '../../../protocol/generated/quota.ts';
import { type Result, ok } from '../../../foundation/result.ts';
import type { RoleName } from '../../../protocol/ids.ts';
import { isHierarchical } from '../../../resources/roles.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { WriteOperation } from '../../../storage/key-value-store.ts';
import { type Decision, type Outcome, type Refusal, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { type Registry, asOneName, drop, put, roleQuota } from '../registry-kinds.ts';
import { sumQuantities, sumRoles } from '../roles-report.ts';
import { wellFormed } from '../well-formed.ts';
import {
  configOf,
  contains,
  isDefault,
  isWithin,
  quantitiesText,
  quotaOfConfig,
  quotaOfRequest,
} from './quota.ts';
import { rescindForQuota } from './rescind.ts';
import {
  findConfigError,
  findHierarchyError,
  findRequestError,
  totalGuarantees,
} from './validation.ts';

/** Each is looked at in each allocation. Clusters have some hundreds of roles. */
export const mostQuotas = 10_000;

/** More in one request are refused: each is checked and written in the turn that it comes in. */
export const mostQuotasAtOnce = 1_000;

type Done = (outcome: Outcome) => void;
type Quotas = ReadonlyMap<RoleName, Quota>;

export function recoverQuotas(core: Core, registry: Registry): void {
  for (const [role, config] of registry.quotas) {
    core.state.quotas.set(role, quotaOfConfig(config));
  }
  core.allocator.recover(registry.admitted.size, core.state.quotas);
}

/** UPDATE_QUOTA: sets all of them or none. One without guarantees and limits is taken away. */
export function updateQuotas(
  core: Core,
  { configs, isForced }: { readonly configs: readonly QuotaConfig[]; readonly isForced: boolean },
  done: Done,
): void {
  core.decisions.decide(() => {
    if (configs.length > mostQuotasAtOnce) {
      return refuse(
        `Invalid QuotaConfig: ${configs.length} quotas are more than ${mostQuotasAtOnce} at once`,
      );
    }
    const given = new Map<RoleName, Quota>();
    for (const config of configs) {
      const error = findOneError(core, config);
      if (error !== undefined) return refuse(error);
      given.set(wellFormed(config.role), quotaOfConfig(config));
    }
    const error = findWholeError(core, given, isForced);
    return error === undefined ? decisionOf(core, given) : refuse(`Invalid QuotaConfig: ${error}`);
  }, done);
}

function findOneError(core: Core, config: QuotaConfig): string | undefined {
  const { role } = config;
  if (core.options.rolesWhitelist?.has(role) === false) {
    return `Invalid QuotaConfig: '${role}' is not on the roles whitelist`;
  }
  // @compat Mesos knows quotas of roles below roles, and takes none.
  if (isHierarchical(role)) return `Updating quota on nested role '${role}' is not supported yet`;
  const error = findConfigError(config);
  return error && `Invalid QuotaConfig: ${error}`;
}

const wayOut = "(use 'force' flag to bypass this check)";

function findWholeError(core: Core, given: Quotas, isForced: boolean): string | undefined {
  if (!isForced) {
    const { consumedBy } = usageOf(core);
    for (const [role, { limits }] of given) {
      const consumed = consumedBy(role);
      if (isWithin(limits, consumed)) continue;
      return `Role '${role}' is already consuming '${quantitiesText(consumed)}'; this is more than the requested limits '${quantitiesText(limits)}' ${wayOut}`;
    }
  }
  const all = withGiven(core, given);
  const error = findTooManyError(all) ?? findHierarchyError(all);
  if (error !== undefined || isForced) return error;
  const overcommitment = findOvercommitment(core, all);
  if (overcommitment === undefined) return undefined;
  const { total, capacity } = overcommitment;
  return `total quota guarantees '${total}' exceed cluster capacity '${capacity}' ${wayOut}`;
}

/** SET_QUOTA and POST /quota: the older form, for a role that has none. */
export function setQuotaOnce(core: Core, request: QuotaRequest, done: Done): void {
  core.decisions.decide(() => {
    const invalid = 'Failed to validate set quota request';
    const error = findRequestError(request);
    if (error !== undefined) return refuse(`${invalid}: ${error}`);
    const role = wellFormed(request.role!);
    if (core.options.rolesWhitelist?.has(role) === false) {
      return refuse(`${invalid}: Unknown role '${role}'`);
    }
    if (core.state.quotas.has(role)) {
      return refuse(`${invalid}: Cannot set quota for role '${role}' which already has quota`);
    }
    const given = new Map([[role, quotaOfRequest(request)]]);
    const all = withGiven(core, given);
    const whole = findTooManyError(all) ?? findHierarchyError(all);
    if (whole !== undefined) return refuse(`${invalid}: ${whole}`);
    if (isHierarchical(role)) {
      return refuse(`Setting quota on nested role '${role}' is not supported yet`);
    }
    const overcommitment = request.force === true ? undefined : findOvercommitment(core, all);
    if (overcommitment === undefined) return decisionOf(core, given);
    const { total, capacity } = overcommitment;
    return refuse(
      `Quota guarantees overcommit the cluster (use 'force' to bypass this check): Total quota guarantees '${total}' exceed cluster capacity '${capacity}'`,
      409,
    );
  }, done);
}

/** REMOVE_QUOTA and DELETE /quota; `refused` is how a refusal begins. */
export function removeQuota(
  core: Core,
  { role, refused }: { readonly role: RoleName; readonly refused: string },
  done: Done,
): void {
  core.decisions.decide(() => {
    if (!core.state.quotas.has(role)) return refuse(`${refused}: Role '${role}' has no quota set`);
    const given = new Map([[role, { guarantees: new Map(), limits: new Map() }]]);
    const error = findHierarchyError(withGiven(core, given));
    return error === undefined ? decisionOf(core, given) : refuse(`${refused}: ${error}`);
  }, done);
}

function withGiven(core: Core, given: Quotas): Quotas {
  const all = new Map(core.state.quotas);
  for (const [role, quota] of given) {
    if (isDefault(quota)) all.delete(role);
    else all.set(role, quota);
  }
  return all;
}

function findTooManyError(all: Quotas): string | undefined {
  if (all.size <= mostQuotas) return undefined;
  return `${all.size} roles would have a quota; at most ${mostQuotas} may`;
}

/** All that is guaranteed against all registered agents, those that are away for a moment included. */
function findOvercommitment(
  core: Core,
  all: Quotas,
): { readonly total: string; readonly capacity: string } | undefined {
  let capacity: Quantities = new Map();
  for (const { total } of core.state.agents.values()) {
    capacity = sumQuantities(capacity, total.nonRevocable().quantities());
  }
  const total = totalGuarantees(all);
  if (contains(capacity, total)) return undefined;
  return { total: quantitiesText(total), capacity: quantitiesText(capacity) };
}

/** Reads the books of all frameworks once. */
function usageOf(core: Core): { consumedBy(this: void, role: RoleName): Quantities } {
  const sums = sumRoles(core, 'everything');
  return { consumedBy: (role) => sums.get(role)?.consumed ?? new Map<string, number>() };
}

function decisionOf(core: Core, given: Quotas): Result<Decision, Refusal> {
  const changes: WriteOperation[] = [...given].map(([role, quota]) =>
    isDefault(quota)
      ? drop(roleQuota, asOneName(role))
      : put(roleQuota, { config: configOf(role, quota) }),
  );
  const apply = (): void => {
    for (const [role, quota] of given) {
      core.log.info(
        `Quota of role '${role}': guarantees ${quantitiesText(quota.guarantees)}, limits ${quantitiesText(quota.limits)}`,
      );
      setQuota(core, role, quota);
    }
    for (const [role, quota] of given) rescindForQuota(core, role, quota);
  };
  return ok({ changes, apply });
}

function setQuota(core: Core, role: RoleName, quota: Quota): void {
  if (isDefault(quota)) {
    core.state.quotas.delete(role);
    core.allocator.removeQuota(role);
  } else {
    core.state.quotas.set(role, quota);
    core.allocator.setQuota(role, quota);
  }
}
