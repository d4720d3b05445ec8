/** What is refused of a quota as it is asked for, whatever others have; the texts are Mesos'. */
import type { Quota } from '../../../allocator/quota.ts';
import type { Resource, Value_Scalar } from '../../../protocol/generated/mesos.ts';
import type { QuotaConfig, QuotaRequest } from '../../../protocol/generated/quota.ts';
import type { Quantities } from '../../../resources/resources.ts';
import type { RoleName } from '../../../protocol/ids.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { isHierarchical, validateRole } from '../../../resources/roles.ts';
import { validateResources } from '../../../resources/validate.ts';
import { contains, isWithin, quantitiesText, quotaOfConfig } from './quota.ts';

/** Agents have about ten kinds of resources; each name of a quota is looked at in each allocation. */
const mostNamesInQuota = 100;
/** As of resources. */
const longestName = 255;

type Scalars = Readonly<Record<string, Value_Scalar>>;

export function findConfigError(config: QuotaConfig): string | undefined {
  const { role, guarantees = {}, limits = {} } = config;
  const valid = validateRole(role);
  if (!valid.ok) return `Invalid 'QuotaConfig.role': ${valid.error}`;
  for (const [field, scalars] of Object.entries({ guarantees, limits })) {
    const error = findNamesError(scalars) ?? findTooLargeError(scalars);
    if (error !== undefined) return `Invalid 'QuotaConfig.${field}': ${error}`;
  }
  const error = findScalarError('guarantee', guarantees) ?? findScalarError('limit', limits);
  if (error !== undefined) return error;
  const quota = quotaOfConfig(config);
  if (isWithin(quota.limits, quota.guarantees)) return undefined;
  return `'QuotaConfig.guarantees' ${scalarsText(guarantees)} is not contained within the 'QuotaConfig.limits' ${scalarsText(limits)}`;
}

function findNamesError(scalars: Scalars): string | undefined {
  const names = Object.keys(scalars);
  if (names.length > mostNamesInQuota) {
    return `${names.length} resources are more than ${mostNamesInQuota}`;
  }
  const isLong = names.some((name) => name.length > longestName);
  return isLong ? `The name of a resource is longer than ${longestName} characters` : undefined;
}

const exabyteInMegabytes = 1024 ** 4;
const trillion = 1_000_000_000_000;

function findTooLargeError(scalars: Scalars): string | undefined {
  for (const [name, { value }] of Object.entries(scalars)) {
    const isBytes = name === 'mem' || name === 'disk';
    const most = isBytes ? exabyteInMegabytes : trillion;
    if (!(value > most)) continue;
    const unit = isBytes ? '1 exabyte' : '1 trillion';
    return `{'${name}': ${value}} is invalid: values greater than ${unit} (${most}) are not supported`;
  }
  return undefined;
}

function findScalarError(what: string, scalars: Scalars): string | undefined {
  for (const [name, { value }] of Object.entries(scalars)) {
    const error = findValueError(value);
    if (error !== undefined) return `Invalid ${what} configuration {'${name}': ${value}}: ${error}`;
  }
  return undefined;
}

/** Below it a double has fewer digits; nobody means such an amount. */
const leastNormal = 2 ** -1022;

function findValueError(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN not supported';
  if (!Number.isFinite(value)) return 'Infinite values not supported';
  if (value !== 0 && Math.abs(value) < leastNormal) return 'Subnormal values not supported';
  return value < 0 ? 'Negative values not supported' : undefined;
}

function scalarsText(scalars: Scalars): string {
  const entries = Object.entries(scalars).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{ ${entries.map(([name, { value }]) => `${name}: ${value}`).join(', ')} }`;
}

/** The same of the older form. */
export function findRequestError({ role, guarantee = [] }: QuotaRequest): string | undefined {
  if (guarantee.length > mostNamesInQuota) {
    return `QuotaInfo with ${guarantee.length} resources, more than ${mostNamesInQuota}`;
  }
  const resources = validateResources(guarantee);
  if (!resources.ok) return `QuotaInfo with invalid resource: ${resources.error}`;
  const valid = validateRole(role ?? '');
  if (!valid.ok) return `QuotaInfo with invalid role: ${valid.error}`;
  if (guarantee.length === 0) return "QuotaInfo with empty 'guarantee'";
  const names = new Set<string>();
  for (const resource of guarantee.map(convertToPostRefinement)) {
    const error = findGuaranteeError(resource, names);
    if (error !== undefined) return error;
  }
  return undefined;
}

function findGuaranteeError(resource: Resource, names: Set<string>): string | undefined {
  const { name, reservations = [], disk, revocable, type } = resource;
  if (reservations.length > 0) return 'QuotaInfo must not contain any ReservationInfo';
  if (disk !== undefined) return 'QuotaInfo must not contain DiskInfo';
  if (revocable !== undefined) return 'QuotaInfo must not contain RevocableInfo';
  if (type !== 'SCALAR') return 'QuotaInfo must not include non-scalar resources';
  if (names.has(name)) return `QuotaInfo contains duplicate resource name '${name}'`;
  names.add(name);
  return undefined;
}

/** A role is guaranteed at least what the roles below it are together; the deepest is looked at first. */
export function findHierarchyError(quotas: ReadonlyMap<string, Quota>): string | undefined {
  const ofChildren = new Map<string, Map<string, number>>();
  for (const [role, { guarantees }] of quotas) {
    if (isHierarchical(role)) addTo(ofChildren, role.slice(0, role.lastIndexOf('/')), guarantees);
  }
  for (const [parent, children] of ofChildren) {
    const own = quotas.get(parent)?.guarantees ?? new Map<string, number>();
    if (contains(own, children)) continue;
    const name = parent.slice(parent.lastIndexOf('/') + 1);
    return `Invalid quota configuration. Parent role '${name}' with guarantees (${quantitiesText(own)}) does not contain the sum of its children's guarantees (${quantitiesText(children)})`;
  }
  return undefined;
}

function addTo(sums: Map<string, Map<string, number>>, role: RoleName, more: Quantities): void {
  let sum = sums.get(role);
  if (sum === undefined) sums.set(role, (sum = new Map()));
  for (const [name, thousandths] of more) sum.set(name, (sum.get(name) ?? 0) + thousandths);
}

/** Guarantees of roles below are part of what those above are guaranteed. */
export function totalGuarantees(quotas: ReadonlyMap<string, Quota>): Quantities {
  const total = new Map<string, Map<string, number>>();
  for (const [role, { guarantees }] of quotas) {
    if (!isHierarchical(role)) addTo(total, '', guarantees);
  }
  return total.get('') ?? new Map();
}
