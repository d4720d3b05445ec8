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
  if (hasPlaceOf(id, offer)) return 'here';
  // Offers to other roles would not have it in any case.
  return offer.allocation_info?.role === role ? 'lost' : 'elsewhere';
}

/** Of instances of which nothing runs: those whose place is lost, or never was, as the offer shows. */
export function forgetLost(core: Core, ids: Iterable<InstanceId>, offer: Offer): void {
  for (const id of [...ids]) {
    const instance = core.instances.find(id);
    if (instance === undefined) continue;
    const { host, agentId } = instance.agent;
    if (whereaboutsOf(instance, offer) === 'lost') {
      const why = `${host} registered anew, without what agent ${agentId} kept`;
      core.log.warning(`Forgetting ${id}: ${why}`);
    } else if (wasNeverReserved(core, instance, offer)) {
      core.log.info(`Forgetting ${id}: nothing was reserved for it on ${host}`);
    } else continue;
    core.instances.expunge(id);
  }
}

/** Its reservation never arrived: its agent offers to its role, long after, and has nothing of it. */
function wasNeverReserved(
  { clock, options }: Core,
  { id, since, role, agent, incarnation }: Instance,
  offer: Offer,
): boolean {
  return (
    incarnation === 0 &&
    agent.agentId === offer.agent_id.value &&
    offer.allocation_info?.role === role &&
    clock.timestamp() - since > options.taskReservationTimeoutMs &&
    !hasPlaceOf(id, offer)
  );
}

function hasPlaceOf(id: InstanceId, { resources = [] }: Offer): boolean {
  return resources.some((each) => labelsOf(each).get(instanceLabel) === id);
}
