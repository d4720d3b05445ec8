/**
 * GET /master/live: the stream that the web pages follow (feed.ts); /master/live/offers: what is
 * offered at this moment and which inverse offers wait for an answer, and /master/live/frameworks:
 * when each framework was offered something last, which are too restless for a stream;
 * /master/live/task: one task (one-task.ts).
 */
import { events, type HttpResponse, json, notFound } from '../../foundation/http/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import type { Principal } from '../../security/principal.ts';
import { machineOf } from '../core/maintenance/machine.ts';
import { viewedBy } from '../endpoints/viewed.ts';
import type { MasterContext } from '../endpoints/context.ts';
import type { LiveFeed } from './feed.ts';
import { oneTask } from './one-task.ts';
import { amounts } from './rows.ts';

const lines = 'application/x-ndjson';
/** Shown at most; the page says how many there are. */
const mostShownOffers = 1_000;

export function liveEndpoint(
  context: MasterContext,
  live: LiveFeed,
): (request: EndpointRequest) => HttpResponse {
  return ({ principal, rest, query }) => {
    const seen = viewedBy(context, principal);
    if (rest === '/offers') return json(offersJson(seen));
    if (rest === '/frameworks') return json(lastOffersJson(seen));
    if (rest === '/task') return oneTask(seen, query);
    if (rest !== '') return notFound();
    return events(lines, (stream) => live.add(stream, seen.view, readerOf(principal)), {
      headers: [['Cache-Control', 'no-store']],
    });
  };
}

/** So that a page that keeps something never shows it to somebody else. */
function readerOf(principal: Principal | undefined): string {
  if (principal === undefined) return '';
  return principal.value ?? JSON.stringify([...principal.claims]);
}

function offersJson({ core, view }: MasterContext): string {
  const { offers } = core.state;
  const shown = [];
  for (const offer of offers.values()) {
    const { id, role, framework, agent, resources, unavailability, madeMs } = offer;
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
      madeMs: Math.round(madeMs),
      unavailableMs: Math.round(Number(unavailability?.start.nanoseconds ?? 0) / 1e6),
    });
  }
  const inverse = inverseOffersOf({ core, view });
  return JSON.stringify({ total: offers.size, offers: shown, inverse });
}

/** Whom the master asked to leave a machine, and who has not answered yet. */
function inverseOffersOf({ core, view }: Pick<MasterContext, 'core' | 'view'>): object[] {
  const shown: object[] = [];
  for (const { framework, agent } of core.state.inverseOffers.values()) {
    if (shown.length >= mostShownOffers) break;
    const machine = machineOf(core.state, agent)?.id;
    if (machine === undefined || !view.showsFramework(framework.info)) continue;
    if (!view.showsMaintenance(machine)) continue;
    shown.push({ machine, framework: framework.id, frameworkName: framework.info.name });
  }
  return shown;
}

/** Since this master leads; 0: never. */
function lastOffersJson({ core }: MasterContext): string {
  const frameworks = Array.from(core.state.frameworks.values(), ({ id, offers, lastOfferMs }) => ({
    id,
    offers: offers.size,
    lastOfferMs: Math.round(lastOfferMs ?? 0),
  }));
  return JSON.stringify({ frameworks });
}
