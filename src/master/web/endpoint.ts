/**
 * GET /master/live: the stream that the web pages follow (feed.ts); /master/live/offers: what is
 * offered at this moment, which is too restless for a stream.
 */
import { events, type HttpResponse, json, notFound } from '../../foundation/http/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import { viewedBy } from '../endpoints/viewed.ts';
import type { MasterContext } from '../endpoints/context.ts';
import type { LiveFeed } from './feed.ts';
import { amounts } from './rows.ts';

const lines = 'application/x-ndjson';
/** Shown at most; the page says how many there are. */
const mostShownOffers = 1_000;

export function liveEndpoint(
  context: MasterContext,
  live: LiveFeed,
): (request: EndpointRequest) => HttpResponse {
  return ({ principal, rest }) => {
    const seen = viewedBy(context, principal);
    if (rest === '/offers') return json(offersJson(seen));
    if (rest !== '') return notFound();
    return events(lines, (stream) => live.add(stream, seen.view), {
      headers: [['Cache-Control', 'no-store']],
    });
  };
}

function offersJson({ core, view }: MasterContext): string {
  const { offers } = core.state;
  const shown = [];
  for (const { id, role, framework, agent, resources, unavailability } of offers.values()) {
    if (shown.length >= mostShownOffers) break;
    if (!view.showsFramework(framework.info) || !view.showsRole(role)) continue;
    const [cpus, gpus, mem, disk] = amounts(resources);
    shown.push({
      id,
      role,
      framework: framework.id,
      frameworkName: framework.info.name,
      agent: agent.id,
      host: agent.info.hostname,
      cpus,
      gpus,
      mem,
      disk,
      unavailableMs: Math.round(Number(unavailability?.start.nanoseconds ?? 0) / 1e6),
    });
  }
  return JSON.stringify({ total: offers.size, offers: shown });
}
