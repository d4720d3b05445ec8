/**
 * Offers: made when the allocator gives resources to a framework, gone when they are answered,
 * rescinded or void. However an offer ends, its resources go one way only: to tasks, or back to the
 * allocator.
 */
import type { FrameworkOffers } from '../../../allocator/options.ts';
import { assert } from '../../../foundation/result.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId, OfferId, RoleName } from '../../../protocol/ids.ts';
import type { Resources } from '../../../resources/resources.ts';
import { isActive } from '../agents/deactivation.ts';
import type { Core } from '../environment.ts';
import { machineOf } from '../maintenance/machine.ts';
import { type AgentRecord, type FrameworkRecord, type OfferRecord, touch } from '../state.ts';
import { makeOfferMessage } from './offer-message.ts';

/** One round of the allocator for one framework: one offer per agent and role, one event. */
export function offerResources(core: Core, frameworkId: FrameworkId, given: FrameworkOffers): void {
  const framework = core.state.frameworks.get(frameworkId);
  const offers: Offer[] = [];
  for (const [role, byAgent] of given) {
    for (const [agentId, resources] of byAgent) {
      const agent = core.state.agents.get(agentId);
      if (framework?.sink === undefined || agent === undefined || !isActive(agent)) {
        core.allocator.recoverResources({ frameworkId, agentId, resources, reoffer: 'batch' });
      } else {
        offers.push(addOffer(core, framework, agent, role, resources).message);
      }
    }
  }
  if (offers.length === 0 || framework === undefined) return;
  core.log.verbose(1, `Sending ${offers.length} offers to framework ${framework.id}`);
  framework.sink?.send({ type: 'OFFERS', offers: { offers } });
}

function addOffer(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  role: RoleName,
  resources: Resources,
): OfferRecord {
  const id = nextOfferId(core);
  const unavailability = machineOf(core.state, agent)?.unavailability;
  const offer: OfferRecord = {
    id,
    framework,
    agent,
    role,
    resources,
    message: makeOfferMessage({ id, framework, agent, role, resources, unavailability }),
    timer: undefined,
  };
  core.state.offers.set(id, offer);
  framework.offers.add(offer);
  agent.offers.add(offer);
  framework.offered = framework.offered.add(resources);
  agent.offered = agent.offered.add(resources);
  touch(framework);
  touch(agent);
  const { offerTimeoutMs } = core.options;
  if (offerTimeoutMs !== undefined) {
    offer.timer = core.clock.after(offerTimeoutMs, () => removeOffersOf(core, [offer], 'rescind'));
  }
  return offer;
}

/** Inverse offers have their names from the same row. */
export function nextOfferId({ masterInfo, state }: Core): OfferId {
  return `${masterInfo.id}-O${state.nextOfferNumber++}`;
}

/** Takes the offer out of the state; its resources are the caller's to place. */
export function takeOffer(core: Core, offer: OfferRecord): Resources {
  const { framework, agent, resources } = offer;
  offer.timer?.cancel();
  // Whose resources were placed before would be given out twice.
  assert(core.state.offers.delete(offer.id), `offer ${offer.id} is taken once`);
  framework.offers.delete(offer);
  agent.offers.delete(offer);
  // Of several agents the same port counts once, so here the books cannot agree.
  framework.offered = framework.offered.subtractWhatIsThere(resources);
  agent.offered = agent.offered.subtract(resources);
  touch(framework);
  touch(agent);
  return resources;
}

/** Voids offers: the resources return to the allocator, the framework is told or not. */
export function removeOffersOf(
  core: Core,
  offers: Iterable<OfferRecord>,
  how: 'rescind' | 'silent',
): void {
  for (const offer of [...offers]) {
    const resources = takeOffer(core, offer);
    core.allocator.recoverResources({
      frameworkId: offer.framework.id,
      agentId: offer.agent.id,
      resources,
      reoffer: 'batch',
    });
    if (how === 'rescind') {
      offer.framework.sink?.send({ type: 'RESCIND', rescind: { offer_id: { value: offer.id } } });
    }
  }
}
