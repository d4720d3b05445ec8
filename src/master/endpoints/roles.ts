/** /roles: the report on roles in the shape of the older endpoints. */
import { quantitiesJson, quoted, quotedList } from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import type { MasterContext } from './context.ts';
import { reportRoles, type RoleReport, sumQuantities } from './roles-report.ts';

export function rolesJson(context: MasterContext): string {
  return `{"roles":[${reportRoles(context).map(roleJson).join()}]}`;
}

function roleJson(role: RoleReport): string {
  const name = quoted(role.name);
  return (
    `{"name":${name},"weight":${doubleJson(role.weight)}` +
    `,"quota":{"role":${name},"guarantee":{},"limit":{},"consumed":${quantitiesJson(role.consumed)}}` +
    `,"resources":${quantitiesJson(sumQuantities(role.allocated, role.offered))}` +
    `,"allocated":${quantitiesJson(role.allocated)},"offered":${quantitiesJson(role.offered)}` +
    `,"reserved":${quantitiesJson(role.reserved)},"frameworks":${quotedList(role.frameworkIds)}}`
  );
}
