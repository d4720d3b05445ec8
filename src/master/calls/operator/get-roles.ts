/** GET_ROLES: who subscribes to which role, and what the role holds. */
import { forEach } from '../../../security/authorization.ts';
import { reply } from '../../../operator-api/index.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { fromThousandths } from '../../../resources/entry.ts';
import type { Quantities } from '../../../resources/resources.ts';
import { reportRoles, sumQuantities } from '../../core/roles-report.ts';
import { View } from '../../../security/view.ts';
import type { MasterCall } from './call.ts';

export const getRoles: MasterCall = {
  name: 'GET_ROLES',
  authorize: forEach('VIEW_ROLE'),
  apply: ({ core }, _call, { http }) => {
    const view = new View(core.authorizer, http.principal);
    const roles = reportRoles(core, view, 'scalars').map(
      ({ name, weight, frameworkIds, allocated, offered }) => ({
        name,
        weight,
        frameworks: frameworkIds.map((value) => ({ value })),
        resources: scalars(sumQuantities(allocated, offered)),
      }),
    );
    return reply({ type: 'GET_ROLES', get_roles: { roles } });
  },
};

function scalars(quantities: Quantities): Resource[] {
  return [...quantities]
    .filter(([, thousandths]) => thousandths > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, thousandths]) => ({
      name,
      type: 'SCALAR',
      scalar: { value: fromThousandths(thousandths) },
    }));
}
