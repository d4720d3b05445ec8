/**
 * A scheduler's stream broke. Its offers are void at once; its tasks run on, and it has
 * failover_timeout seconds to subscribe again before it is removed with them.
 */
import type { StreamId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { removeInverseOffers } from '../maintenance/inverse-offers.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type FrameworkRecord, touch } from '../state.ts';
import { goAway } from './away.ts';
import { awaitReturn, failoverTimeoutOf } from './failover.ts';
import { dropStream } from './subscribe.ts';

export function streamClosed(core: Core, framework: FrameworkRecord, streamId: StreamId): void {
  if (framework.streamId !== streamId) return;
  core.log.info(`Framework ${framework.id} (${framework.info.name}) disconnected`);
  dropStream(framework);
  framework.state = 'disconnected';
  touch(framework);
  goAway(core, framework);
  core.allocator.deactivateFramework(framework.id);
  removeOffersOf(core, framework.offers, 'silent');
  removeInverseOffers(core, framework.inverseOffers, 'silent');
  awaitReturn(core, framework, failoverTimeoutOf(framework.info));
}

/** The same will be done in one of the next turns; until then nothing more is offered there. */
export function setAside(core: Core, framework: FrameworkRecord, streamId: StreamId): void {
  if (framework.streamId === streamId) core.allocator.setFrameworkAside(framework.id);
}
