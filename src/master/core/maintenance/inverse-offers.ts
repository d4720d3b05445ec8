/**
 * Inverse offers ask a framework to leave an agent that will be unavailable. The allocator says whom
 * to ask; a framework accepts, declines or says nothing, and operators see what it said in the status
 * of the maintenance. Nothing is taken from anybody until the machine goes down.
 *
 * Invariant: an inverse offer is in the state, its framework's and its agent's set, or nowhere.
 */
import type { InverseOfferStatus_Status } from '../../../protocol/generated/allocator.ts';
import type { Filters, OfferID, Unavailability } from '../../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId } from '../../../protocol/ids.ts';
import { isActive } from '../agents/deactivation.ts';
import type { Core } from '../environment.ts';
import { agentUrl } from '../offers/offer-message.ts';
import { nextOfferId } from '../offers/offers.ts';
import {
  type AgentRecord,
  type FrameworkRecord,
  type InverseOfferRecord,
  touchTexts,
} from '../state.ts';

/** The allocator asks: `agents` will be unavailable, and the framework has something there. */
export function makeInverseOffers(
  core: Core,
  frameworkId: FrameworkId,
  agents: ReadonlyMap<AgentId, Unavailability>,
): void {
  const framework = core.state.frameworks.get(frameworkId);
  const made: InverseOfferRecord[] = [];
  for (const [agentId, unavailability] of agents) {
    const agent = core.state.agents.get(agentId);
    if (framework?.sink === undefined || agent === undefined || !isActive(agent)) {
      core.allocator.updateInverseOffer({ frameworkId, agentId });
    } else {
      made.push(addInverseOffer(core, framework, agent, unavailability));
    }
  }
  if (framework === undefined || made.length === 0) return;
  core.log.info(`Sending ${made.length} inverse offers to framework ${framework.id}`);
  const inverse_offers = made.map(({ message }) => message);
  framework.sink?.send({ type: 'INVERSE_OFFERS', inverse_offers: { inverse_offers } });
}

function addInverseOffer(
  core: Core,
  framework: FrameworkRecord,
  agent: AgentRecord,
  unavailability: Unavailability,
): InverseOfferRecord {
  const id = nextOfferId(core);
  const offer: InverseOfferRecord = {
    id,
    framework,
    agent,
    message: {
      id: { value: id },
      url: agentUrl(agent),
      framework_id: { value: framework.id },
      agent_id: { value: agent.id },
      unavailability,
    },
    timer: undefined,
  };
  core.state.inverseOffers.set(id, offer);
  framework.inverseOffers.add(offer);
  touchTexts(framework);
  agent.inverseOffers.add(offer);
  const { offerTimeoutMs } = core.options;
  if (offerTimeoutMs !== undefined) {
    offer.timer = core.clock.after(offerTimeoutMs, () =>
      removeInverseOffers(core, [offer], 'rescind'),
    );
  }
  return offer;
}

/** They are void; the framework is told or not. */
export function removeInverseOffers(
  core: Core,
  offers: Iterable<InverseOfferRecord>,
  how: 'rescind' | 'silent',
): void {
  for (const offer of [...offers]) {
    forget(core, offer);
    core.allocator.updateInverseOffer({ frameworkId: offer.framework.id, agentId: offer.agent.id });
    if (how === 'silent') continue;
    offer.framework.sink?.send({
      type: 'RESCIND_INVERSE_OFFER',
      rescind_inverse_offer: { inverse_offer_id: { value: offer.id } },
    });
  }
}

/** A framework says what it thinks of them; those that are not its own, or void, are ignored. */
export function answerInverseOffers(
  core: Core,
  framework: FrameworkRecord,
  answer: {
    readonly ids: readonly OfferID[];
    readonly status: Exclude<InverseOfferStatus_Status, 'UNKNOWN'>;
    readonly filters: Filters | undefined;
  },
): void {
  for (const { value: id } of answer.ids) {
    const offer = core.state.inverseOffers.get(id);
    if (offer?.framework !== framework) {
      core.log.info(`Ignoring the answer to inverse offer ${id}: it is no longer valid`);
      continue;
    }
    forget(core, offer);
    const nanoseconds = BigInt(Math.round(core.clock.timestamp())) * 1_000_000n;
    core.allocator.updateInverseOffer({
      frameworkId: framework.id,
      agentId: offer.agent.id,
      status: {
        status: answer.status,
        framework_id: { value: framework.id },
        timestamp: { nanoseconds },
      },
      filters: answer.filters ?? {},
    });
  }
}

function forget(core: Core, offer: InverseOfferRecord): void {
  offer.timer?.cancel();
  core.state.inverseOffers.delete(offer.id);
  offer.framework.inverseOffers.delete(offer);
  touchTexts(offer.framework);
  offer.agent.inverseOffers.delete(offer);
}
