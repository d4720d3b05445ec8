/**
 * The quota of a role: what it is guaranteed, and what it may have at most. Amounts are in thousandths
 * by name of the resource. A resource without a limit is not limited; a guarantee of nothing is none.
 */
import type { Quota } from '../../../allocator/quota.ts';
import type {
  QuotaConfig,
  QuotaInfo,
  QuotaRequest,
  QuotaStatus,
} from '../../../protocol/generated/quota.ts';
import type { Value_Scalar } from '../../../protocol/generated/mesos.ts';
import type { RoleName } from '../../../protocol/ids.ts';
import { fromThousandths, toThousandths } from '../../../resources/entry.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { View } from '../../../security/view.ts';
import { wellFormed } from '../well-formed.ts';

export function isDefault({ guarantees, limits }: Quota): boolean {
  return guarantees.size === 0 && limits.size === 0;
}

export function quotaOfConfig({ guarantees = {}, limits = {} }: QuotaConfig): Quota {
  return { guarantees: withoutNothing(amounts(guarantees)), limits: amounts(limits) };
}

/** In the older form the guarantee is the limit too. */
export function quotaOfRequest({ guarantee = [] }: QuotaRequest): Quota {
  const limits = new Map<string, number>();
  for (const { name, scalar } of guarantee) {
    limits.set(wellFormed(name), toThousandths(scalar?.value ?? 0));
  }
  return { guarantees: withoutNothing(limits), limits };
}

function amounts(scalars: Readonly<Record<string, Value_Scalar>>): Map<string, number> {
  return new Map(
    Object.entries(scalars).map(([name, { value }]) => [wellFormed(name), toThousandths(value)]),
  );
}

function withoutNothing(quantities: Quantities): Quantities {
  return new Map([...quantities].filter(([, thousandths]) => thousandths > 0));
}

export function configOf(role: RoleName, { guarantees, limits }: Quota): QuotaConfig {
  return {
    role,
    ...(guarantees.size === 0 ? {} : { guarantees: scalarsOf(guarantees) }),
    ...(limits.size === 0 ? {} : { limits: scalarsOf(limits) }),
  };
}

/** The older form, which knows no limits. */
export function infoOf(role: RoleName, { guarantees }: Quota): QuotaInfo {
  if (guarantees.size === 0) return { role };
  const guarantee = sorted(guarantees).map(([name, thousandths]) => ({
    name,
    type: 'SCALAR' as const,
    scalar: { value: fromThousandths(thousandths) },
  }));
  return { role, guarantee };
}

function scalarsOf(quantities: Quantities): Record<string, Value_Scalar> {
  return Object.fromEntries(
    sorted(quantities).map(([name, thousandths]) => [
      name,
      { value: fromThousandths(thousandths) },
    ]),
  );
}

/** As much of everything, or more. */
export function contains(whole: Quantities, part: Quantities): boolean {
  for (const [name, thousandths] of part) {
    if ((whole.get(name) ?? 0) < thousandths) return false;
  }
  return true;
}

/** What has no limit may be as much as it is. */
export function isWithin(limits: Quantities, quantities: Quantities): boolean {
  for (const [name, thousandths] of quantities) {
    if ((limits.get(name) ?? Infinity) < thousandths) return false;
  }
  return true;
}

/** "cpus:5000.5; mem:16", "{}" when there is nothing. */
export function quantitiesText(quantities: Quantities): string {
  if (quantities.size === 0) return '{}';
  return sorted(quantities)
    .map(([name, thousandths]) => `${name}:${fromThousandths(thousandths)}`)
    .join('; ');
}

function sorted(quantities: Quantities): [string, number][] {
  return [...quantities].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What an operator is asked about who sets one. */
export function askedInfo({ role, guarantee }: QuotaRequest): QuotaInfo {
  return {
    ...(role === undefined ? {} : { role }),
    ...(guarantee === undefined ? {} : { guarantee }),
  };
}

/** All that somebody may see, in both forms. */
export function quotaStatus(quotas: ReadonlyMap<RoleName, Quota>, view: View): QuotaStatus {
  const seen = [...quotas].filter(([role]) => view.showsQuota(role));
  if (seen.length === 0) return {};
  return {
    infos: seen.map(([role, quota]) => infoOf(role, quota)),
    configs: seen.map(([role, quota]) => configOf(role, quota)),
  };
}
