/**
 * /allocator/offer_constraints_debug: for whoever wonders why a framework gets no offers. It tells of
 * each framework the roles that it suppressed, and by role the agents that its constraints exclude.
 */
import { quoted, quotedList } from '../../operator-api/index.ts';
import type { FrameworkRecord } from '../core/state.ts';
import type { MasterContext } from './context.ts';
import type { Document } from './renderer.ts';

export function offerConstraintsDocument({ core }: MasterContext): Document {
  return function* document(output) {
    // One moment: nothing pauses before all is taken.
    const exclusions = core.allocator.exclusionsNow();
    const frameworks = Array.from(core.state.frameworks.values(), take);
    let separator = '';
    output.write('{"frameworks":{');
    // Between two roles others have their turn: each looks at all agents.
    for (const { id, roles, suppressedRoles } of frameworks) {
      output.write(`${separator}${quoted(id)}:{"suppressed_roles":${quotedList(suppressedRoles)}`);
      output.write(',"excluded_by_attribute_constraints":{');
      separator = '';
      for (const role of roles) {
        output.write(`${separator}${quoted(role)}:${quotedList(exclusions(id, role))}`);
        separator = ',';
        yield;
      }
      output.write('}}');
      separator = ',';
    }
    output.write('}}');
  };
}

interface Taken {
  readonly id: string;
  readonly roles: readonly string[];
  readonly suppressedRoles: readonly string[];
}

function take({ id, roles, suppressedRoles }: FrameworkRecord): Taken {
  return { id, roles: [...roles].toSorted(), suppressedRoles: [...suppressedRoles].toSorted() };
}
