/**
 * Offers: made when the allocator gives resources to a framework, gone when they are answered,
 * rescinded or void. However an offer ends, its resources go one way only: to tasks, or back to the
 * allocator.
 */
import type { FrameworkOffers } from '../../../allocator/options.ts';
import { assert } from '../../../foundation/result.ts';
import type { FrameworkId, OfferId } from '../../../protocol/ids.ts';
import { Resources } from '../../../resources/resources.ts';
import { isActive } from '../agents/deactivation.ts';
import type { Core } from '../environment.ts';
import { machineOf } from '../maintenance/machine.ts';
import { type AgentRecord, type FrameworkRecord, type OfferRecord, touchTexts } from '../state.ts';
import { agentUrl } from './offer-message.ts';

/** One round of the allocator for one framework: one offer per agent and role, one event. */
export function offerResources(core: Core, frameworkId: FrameworkId, given: FrameworkOffers): void {
  const framework = core.state.frameworks.get(frameworkId);
  const offers: OfferRecord[] = [];
  const madeMs = core.clock.timestamp();
  for (const [role, byAgent] of given) {
    for (const [agentId, resources] of byAgent) {
      const agent = core.state.agents.get(agentId);
      if (framework?.sink === undefined || agent === undefined || !isActive(agent)) {
        core.allocator.recoverResources({ frameworkId, agentId, resources, reoffer: 'batch' });
      } else {
        offers.push(addOffer(core, framework, agent, { role, resources, madeMs }));
      }
    }
  }
  if (offers.length === 0 || framework === undefined) return;
  core.log.verbose(1, `Sending ${offers.length} offers to framework ${framework.id}`);
  framework.sink?.sendOffers(offers);
}

function addOffer(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  made: Pick<OfferRecord, 'role' | 'resources' | 'madeMs'>,
): OfferRecord {
  const id = nextOfferId(core);
  const executors = agent.executors.get(framework.id);
  const offer: OfferRecord = {
    id,
    framework,
    agent,
    role: made.role,
    resources: made.resources,
    madeMs: made.madeMs,
    agentInfo: agent.info,
    url: agentUrl(agent),
    executorIds: executors === undefined ? undefined : [...executors.keys()],
    unavailability: machineOf(core.state, agent)?.unavailability,
    capabilities: framework.capabilities,
    timer: undefined,
  };
  framework.lastOfferMs = offer.madeMs;
  core.state.offers.set(id, offer);
  framework.offers.add(offer);
  agent.offers.add(offer);
  agent.offered = agent.offered.add(made.resources);
  touchTexts(framework);
  touchTexts(agent);
  const { offerTimeoutMs } = core.options;
  if (offerTimeoutMs !== undefined) {
    offer.timer = core.clock.after(offerTimeoutMs, () => removeOffersOf(core, [offer], 'rescind'));
  }
  return offer;
}

/** What is offered to it; asked for by readers only. Of several agents the same port counts once. */
export function offeredTo(framework: FrameworkRecord): Resources {
  return Resources.sum(Array.from(framework.offers, ({ resources }) => resources));
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
  agent.offered = agent.offered.subtract(resources);
  touchTexts(framework);
  touchTexts(agent);
  return resources;
}

/** Those that hold something that the agent may call back. */
export function revocableOffersOf({ offers }: AgentRecord): readonly OfferRecord[] {
  return [...offers].filter(({ resources }) => !resources.revocable().isEmpty());
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
