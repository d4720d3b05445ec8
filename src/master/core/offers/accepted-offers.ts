/** Whether the offers of one ACCEPT can be used together: all valid, of one agent and one role. */
import type { Core } from '../environment.ts';
import type { FrameworkRecord, OfferRecord } from '../state.ts';
import { findRepeated } from '../validation/lists.ts';

export function findOffersError(
  core: Core,
  framework: FrameworkRecord,
  ids: readonly string[],
): string | undefined {
  if (ids.length === 0) return 'No offers specified';
  const repeated = findRepeated(ids);
  if (repeated !== undefined) return `Duplicate offer ${repeated} in offer list`;
  const offers: OfferRecord[] = [];
  for (const id of ids) {
    const offer = core.state.offers.get(id);
    if (offer === undefined) return `Offer ${id} is no longer valid`;
    if (offer.framework !== framework) {
      return `Offer ${id} has invalid framework ${offer.framework.id} while framework ${framework.id} is expected`;
    }
    offers.push(offer);
  }
  return findMixtureError(offers);
}

function findMixtureError(offers: readonly OfferRecord[]): string | undefined {
  const first = offers[0]!;
  for (const { id, role } of offers) {
    if (role !== first.role) {
      return `Aggregated offers must be allocated to the same role. Offer ${id} uses role '${role}' but another is using role '${first.role}'`;
    }
  }
  for (const { id, agent } of offers) {
    if (!agent.isConnected) return `Offer ${id} outlived disconnected agent ${agent.id}`;
    if (agent !== first.agent) {
      return `Aggregated offers must belong to one single agent. Offer ${id} uses agent ${agent.id} and agent ${first.agent.id}`;
    }
  }
  return undefined;
}
