/** Whether the offers of one ACCEPT can be used together: all valid, of one agent and one role. */
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';

export function findOffersError(
  core: Core,
  framework: FrameworkRecord,
  ids: readonly string[],
): string | undefined {
  if (ids.length === 0) return 'No offers specified';
  const seen = new Set<string>();
  let first;
  for (const id of ids) {
    if (seen.has(id)) return `Duplicate offer ${id} in offer list`;
    seen.add(id);
    const offer = core.state.offers.get(id);
    if (offer === undefined) return `Offer ${id} is no longer valid`;
    if (offer.framework !== framework) {
      return `Offer ${id} has invalid framework ${offer.framework.id} while framework ${framework.id} is expected`;
    }
    first ??= offer;
    if (offer.agent !== first.agent) {
      return `Aggregated offers must belong to one single agent. Offer ${id} uses agent ${offer.agent.id} and agent ${first.agent.id}`;
    }
    if (offer.role !== first.role) {
      return `Aggregated offers must be allocated to the same role. Offer ${id} uses role '${offer.role}' but another is using role '${first.role}'`;
    }
    if (!offer.agent.isConnected) {
      return `Offer ${id} outlived disconnected agent ${offer.agent.id}`;
    }
  }
  return undefined;
}
