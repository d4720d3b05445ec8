/**
 * ACCEPT_INVERSE_OFFERS and DECLINE_INVERSE_OFFERS: answers to "please leave this machine". This
 * master makes no inverse offers, so every id in such a call is one that is no longer valid; those
 * are ignored, as a real master does.
 */
import { ownThings, schedulerCall } from './call.ts';

export const acceptInverseOffers = schedulerCall({
  type: 'ACCEPT_INVERSE_OFFERS',
  authorize: ownThings,
  field: 'accept_inverse_offers',
  apply: (core, framework) => {
    core.log.info(`Ignoring accepted inverse offers of framework ${framework.id}: not valid`);
  },
});

export const declineInverseOffers = schedulerCall({
  type: 'DECLINE_INVERSE_OFFERS',
  authorize: ownThings,
  field: 'decline_inverse_offers',
  apply: (core, framework) => {
    core.log.info(`Ignoring declined inverse offers of framework ${framework.id}: not valid`);
  },
});
