/**
 * Agents that lost what they knew and registered anew: at the same address there is another agent now.
 * Nobody tells that of places where nothing runs, and on the agent of before they are never offered
 * again. They are lost, unless the new one offers them: of an agent whose id alone was lost, what is
 * reserved is kept.
 */
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { InstanceId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { Core } from '../environment.ts';
import { addressOf } from '../offers/constraints.ts';
import { labelsOf } from '../offers/ledger.ts';
import { instanceLabel } from '../offers/selectors.ts';

type Whereabouts = 'here' | 'elsewhere' | 'lost';

/** Where the place of an instance is that waits for it, by an offer. */
export function whereaboutsOf({ id, role, agent }: Instance, offer: Offer): Whereabouts {
  if (agent.agentId === offer.agent_id.value) return 'here';
  const { host, address } = agent;
  if (address === undefined || host !== offer.hostname || address !== addressOf(offer)) {
    return 'elsewhere';
  }
  const resources = offer.resources ?? [];
  if (resources.some((each) => labelsOf(each).get(instanceLabel) === id)) return 'here';
  // Offers to other roles would not have it in any case.
  return offer.allocation_info?.role === role ? 'lost' : 'elsewhere';
}

/** Of instances of which nothing runs: those whose place the offer shows to be lost. */
export function forgetLost(core: Core, ids: Iterable<InstanceId>, offer: Offer): void {
  for (const id of [...ids]) {
    const instance = core.instances.find(id);
    if (instance === undefined || whereaboutsOf(instance, offer) !== 'lost') continue;
    const { host, agentId } = instance.agent;
    core.log.warning(
      `Forgetting ${id}: ${host} registered anew, without what agent ${agentId} kept`,
    );
    core.instances.expunge(id);
  }
}
