/** The launch queue as the API shows it. */
import type { Core } from '../../core/environment.ts';
import {
  funnelReason,
  rejectionReasons,
  type QueueEntry,
  type UnusedOffer,
} from '../../core/parts.ts';
import { renderApp } from '../../definitions/render/app.ts';
import { renderPod } from '../../definitions/render/pod.ts';
import { isPod } from '../../model/run-spec.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';

export function renderEntry(core: Core, entry: QueueEntry, withOffers: boolean): unknown {
  const { runSpec, count, since, delayedUntil } = entry;
  const leftMs = delayedUntil === undefined ? 0 : delayedUntil - core.clock.timestamp();
  return {
    count,
    delay: { timeLeftSeconds: Math.max(0, Math.ceil(leftMs / 1000)), overdue: leftMs <= 0 },
    since: renderTimestamp(since),
    processedOffersSummary: summaryOf(entry),
    ...(withOffers ? { lastUnusedOffers: entry.lastUnusedOffers.map(renderUnused) } : {}),
    ...(isPod(runSpec) ? { pod: renderPod(runSpec) } : { app: renderApp(runSpec) }),
    role: runSpec.role,
  };
}

function summaryOf(entry: QueueEntry): unknown {
  const { processedOffers, unusedOffers, lastUnusedOfferAt, lastUsedOfferAt } = entry;
  return {
    processedOffersCount: processedOffers,
    unusedOffersCount: unusedOffers,
    ...(lastUnusedOfferAt === undefined
      ? {}
      : { lastUnusedOfferAt: renderTimestamp(lastUnusedOfferAt) }),
    ...(lastUsedOfferAt === undefined ? {} : { lastUsedOfferAt: renderTimestamp(lastUsedOfferAt) }),
    rejectSummaryLastOffers: funnelOf(
      entry.lastUnusedOffers.length,
      countReasons(entry.lastUnusedOffers),
    ),
    rejectSummaryLaunchAttempt: funnelOf(processedOffers, entry.rejections),
  };
}

type Counts = ReadonlyMap<string, number>;

function countReasons(offers: readonly UnusedOffer[]): Counts {
  const counts = new Map<string, number>();
  for (const { reasons } of offers) {
    const reason = funnelReason(reasons);
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

/** Each reason is looked for among the offers that no earlier reason ruled out. */
function funnelOf(offers: number, counts: Counts): readonly unknown[] {
  let processed = offers;
  return rejectionReasons.map((reason) => {
    const declined = counts.get(reason) ?? 0;
    const row = { reason, declined, processed };
    processed -= declined;
    return row;
  });
}

function renderUnused({ at, offer, reasons }: UnusedOffer): unknown {
  return { offer: renderOffer(offer), reason: reasons, timestamp: renderTimestamp(at) };
}

function renderOffer({ id, agent_id, hostname, resources = [], attributes = [] }: Offer): unknown {
  return {
    id: id.value,
    agentId: agent_id.value,
    hostname,
    resources: resources.map(({ name, role, scalar, ranges, set }) => ({
      name,
      role: role ?? '*',
      ...(scalar === undefined ? {} : { scalar: scalar.value }),
      ...(ranges === undefined ? {} : { ranges: ranges.range ?? [] }),
      ...(set === undefined ? {} : { set: set.item ?? [] }),
    })),
    attributes: attributes.map(({ name, text, scalar, ranges, set }) => ({
      name,
      ...(text === undefined ? {} : { text: text.value }),
      ...(scalar === undefined ? {} : { scalar: scalar.value }),
      ...(ranges === undefined ? {} : { ranges: ranges.range ?? [] }),
      ...(set === undefined ? {} : { set: set.item ?? [] }),
    })),
  };
}
