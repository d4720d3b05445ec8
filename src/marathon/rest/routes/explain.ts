/**
 * GET /v2/apps/<id>/explain, beyond Marathon: why does it wait? What is missing, what holds it up, and
 * what was wrong with the offers that were seen.
 */
import { describeProgress } from '../../core/deployments/actions/census.ts';
import { funnelReason } from '../../core/parts.ts';
import type { PathId } from '../../model/ids.ts';
import { renderTimestamp } from '../../model/timestamps.ts';
import { notFound, ok, type Answer } from '../answer.ts';
import type { Api } from '../api.ts';

export function explainApp({ core }: Api, id: PathId): Answer {
  const runSpec = core.groups.root.findRunSpec(id);
  if (runSpec === undefined) return notFound(`App '${id}' does not exist`);
  const entry = core.queue.find(id);
  const deployment = core.deployments.of(id);
  const failure = core.instances.lastFailureOf(id);
  const isDelayed = entry?.delayedUntil !== undefined;
  const examples = entry?.lastUnusedOffers ?? [];
  return ok({
    id,
    summary: summaryOf(entry?.count ?? 0, isDelayed, examples.at(-1)?.detail),
    state: describeProgress(core, runSpec),
    deployment:
      deployment === undefined
        ? null
        : {
            id: deployment.plan.id,
            blocker: deployment.blockers().get(id) ?? 'it waits for an earlier step',
          },
    waiting:
      entry === undefined
        ? null
        : {
            count: entry.count,
            since: renderTimestamp(entry.since),
            delayedUntil: isDelayed ? renderTimestamp(entry.delayedUntil!) : null,
            delayedBecause: isDelayed ? (failure?.message ?? 'instances failed') : null,
            offersSeen: entry.processedOffers,
            offersUnused: entry.unusedOffers,
            declined: Object.fromEntries(entry.rejections),
            nearMisses: examples.map(({ at, offer, reasons, detail }) => ({
              at: renderTimestamp(at),
              agentId: offer.agent_id.value,
              host: offer.hostname,
              reason: funnelReason(reasons) ?? null,
              reasons,
              detail,
            })),
          },
    isConnectedToMesos: core.mesos.isConnected,
  });
}

function summaryOf(count: number, isDelayed: boolean, detail: string | undefined): string {
  if (count === 0) return 'Nothing waits to be launched.';
  const waiting = count === 1 ? '1 instance waits' : `${count} instances wait`;
  if (isDelayed) return `${waiting}, because earlier ones failed.`;
  if (detail === undefined) return `${waiting} for the first offer.`;
  return `${waiting}. The last offer was of no use: ${detail}.`;
}
