/**
 * ACCEPT_INVERSE_OFFERS and DECLINE_INVERSE_OFFERS: answers to "please leave this machine". They
 * are shown to operators; the filter says how long the framework is not to be asked again.
 */
import { answerInverseOffers } from '../maintenance/inverse-offers.ts';
import { ownThings, schedulerCall } from './call.ts';

export const acceptInverseOffers = schedulerCall({
  type: 'ACCEPT_INVERSE_OFFERS',
  authorize: ownThings,
  field: 'accept_inverse_offers',
  apply: (core, framework, { inverse_offer_ids: ids = [], filters }) =>
    answerInverseOffers(core, framework, { ids, status: 'ACCEPT', filters }),
});

export const declineInverseOffers = schedulerCall({
  type: 'DECLINE_INVERSE_OFFERS',
  authorize: ownThings,
  field: 'decline_inverse_offers',
  apply: (core, framework, { inverse_offer_ids: ids = [], filters }) =>
    answerInverseOffers(core, framework, { ids, status: 'DECLINE', filters }),
});
