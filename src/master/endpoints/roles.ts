/** /roles: the report on roles in the shape of the older endpoints. */
import { quantitiesJson, quoted, quotedList } from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { fromThousandths } from '../../resources/entry.ts';
import type { Quantities } from '../../resources/resources.ts';
import type { MasterContext } from './context.ts';
import { reportRoles, type RoleReport, sumQuantities } from '../core/roles-report.ts';

export function rolesJson(context: MasterContext): string {
  return `{"roles":[${reportRoles(context.core, context.view, 'everything').map(roleJson).join()}]}`;
}

function roleJson(role: RoleReport): string {
  const name = quoted(role.name);
  return (
    `{"name":${name},"weight":${doubleJson(role.weight)}` +
    `,"quota":{"role":${name},"guarantee":${quantitiesJson(role.quota.guarantees)}` +
    `,"limit":${limitsJson(role.quota.limits)},"consumed":${quantitiesJson(role.consumed)}}` +
    `,"resources":${quantitiesJson(sumQuantities(role.allocated, role.offered))}` +
    `,"allocated":${quantitiesJson(role.allocated)},"offered":${quantitiesJson(role.offered)}` +
    `,"reserved":${quantitiesJson(role.reserved)},"frameworks":${quotedList(role.frameworkIds)}}`
  );
}

/** Other than in other quantities, nothing of something is said: none may be had. */
function limitsJson(limits: Quantities): string {
  const sorted = [...limits].sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = sorted.map(
    ([name, thousandths]) => `${quoted(name)}:${doubleJson(fromThousandths(thousandths))}`,
  );
  return `{${fields.join()}}`;
}
