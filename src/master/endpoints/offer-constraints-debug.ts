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
    let separator = '';
    output.write('{"frameworks":{');
    // Between two frameworks others have their turn: each looks at all agents.
    for (const framework of [...core.state.frameworks.values()]) {
      output.write(`${separator}${quoted(framework.id)}:${describe(framework)}`);
      separator = ',';
      yield;
    }
    output.write('}}');
  };

  function describe({ id, roles, suppressedRoles }: FrameworkRecord): string {
    const excluded = [...roles]
      .toSorted()
      .map((role) => `${quoted(role)}:${quotedList(core.allocator.excludedAgents(id, role))}`);
    return (
      `{"suppressed_roles":${quotedList([...suppressedRoles].toSorted())}` +
      `,"excluded_by_attribute_constraints":{${excluded.join()}}}`
    );
  }
}
