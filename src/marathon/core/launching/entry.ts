/** An app in the queue: how many instances it waits for, and what became of the offers it saw. */
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { Timestamp } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { NoMatch } from '../offers/match.ts';
import { funnelReason, type QueueEntry, type RejectionReason, type UnusedOffer } from '../parts.ts';

/** Of as many agents an example is kept. */
const mostExamples = 20;

export class Entry implements QueueEntry {
  runSpec: RunSpec;
  count: number;
  readonly since: Timestamp;
  delayedUntil: Timestamp | undefined;
  processedOffers = 0;
  unusedOffers = 0;
  lastUsedOfferAt: Timestamp | undefined;
  lastUnusedOfferAt: Timestamp | undefined;
  readonly rejections = new Map<RejectionReason, number>();
  readonly #examples = new Map<string, UnusedOffer>();
  /** The number of the last change that may let it use offers which were of no use to it. */
  change = 0;
  /** Offers were asked for since it began to wait for more. */
  isRevived = false;

  constructor(runSpec: RunSpec, count: number, since: Timestamp) {
    this.runSpec = runSpec;
    this.count = count;
    this.since = since;
  }

  get lastUnusedOffers(): readonly UnusedOffer[] {
    return [...this.#examples.values()];
  }

  used(at: Timestamp): void {
    this.processedOffers++;
    this.lastUsedOfferAt = at;
  }

  rejected(offer: Offer, { reasons, detail }: NoMatch, at: Timestamp): void {
    this.processedOffers++;
    this.unusedOffers++;
    this.lastUnusedOfferAt = at;
    const reason = funnelReason(reasons);
    if (reason !== undefined) this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + 1);
    const agentId = offer.agent_id.value;
    this.#examples.delete(agentId);
    if (this.#examples.size >= mostExamples) {
      const [oldest] = this.#examples.keys();
      this.#examples.delete(oldest!);
    }
    this.#examples.set(agentId, { at, offer, reasons, detail });
  }
}

/** Those that have waited longest since they changed: whoever comes next goes on from there. */
export function firstOf(entries: readonly Entry[], most: number): readonly Entry[] {
  if (entries.length <= most) return entries;
  return entries.toSorted((a, b) => a.change - b.change).slice(0, Math.ceil(most));
}
