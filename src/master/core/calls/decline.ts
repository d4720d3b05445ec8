/** DECLINE: offers go back, and stay away from this framework for refuse_seconds (default 5). */
import { takeOffer } from '../offers/offers.ts';
import { ownThings, schedulerCall } from './call.ts';

export const decline = schedulerCall({
  type: 'DECLINE',
  authorize: ownThings,
  field: 'decline',
  apply: (core, framework, call) => {
    core.count('master/messages_decline_offers');
    for (const { value: id } of call.offer_ids ?? []) {
      const offer = core.state.offers.get(id);
      if (offer?.framework !== framework) {
        core.log.info(`Ignoring decline of offer ${id}: it is no longer valid`);
        continue;
      }
      core.allocator.recoverResources({
        frameworkId: framework.id,
        agentId: offer.agent.id,
        resources: takeOffer(core, offer),
        filters: call.filters ?? {},
        reoffer: 'batch',
      });
    }
  },
});
