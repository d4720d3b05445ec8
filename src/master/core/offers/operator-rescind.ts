/**
 * Offers that an operator takes back, one or all of an agent. It is as if they had lapsed: their
 * framework is told, what was offered is the allocator's again, and what runs runs on. Who gets it next,
 * maybe the same framework, the allocator decides.
 */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { AgentId, OfferId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { removeOffersOf } from './offers.ts';

export type Rescinded =
  | { readonly kind: 'offer'; readonly offerId: OfferId }
  | { readonly kind: 'agent'; readonly agentId: AgentId };

/** How many were taken back. */
export function rescindForOperator(core: Core, what: Rescinded): Result<number> {
  switch (what.kind) {
    case 'offer': {
      const offer = core.state.offers.get(what.offerId);
      if (offer === undefined) {
        const known = 'it was answered or taken back meanwhile, or never made';
        return failure(`There is no outstanding offer '${what.offerId.slice(0, 100)}': ${known}`);
      }
      core.log.info(
        `An operator takes offer ${offer.id} back from framework ${offer.framework.id}`,
      );
      removeOffersOf(core, [offer], 'rescind');
      return ok(1);
    }
    case 'agent': {
      const agent = core.state.agents.get(what.agentId);
      if (agent === undefined) {
        return failure(`There is no agent '${what.agentId.slice(0, 100)}' registered here`);
      }
      const count = agent.offers.size;
      core.log.info(`An operator takes all ${count} offers of agent ${agent.id} back`);
      removeOffersOf(core, agent.offers, 'rescind');
      return ok(count);
    }
  }
}
