/** Wires what the web pages need: their files, the stream, agents through the master, terminals. */
import { text } from '../../foundation/http/index.ts';
import type { StaticSource } from '../../foundation/http/static/index.ts';
import type { EndpointOptions, EndpointRouter } from '../../manners/index.ts';
import { forEach, nobodyAsked, onceOn } from '../../security/authorization.ts';
import type { MasterContext } from '../endpoints/context.ts';
import { page } from '../endpoints/page.ts';
import type { MasterMetrics } from '../metrics.ts';
import { AgentProxy } from './agent-proxy.ts';
import { liveEndpoint } from './endpoint.ts';
import { liveFacts } from './facts.ts';
import type { LiveFeed } from './feed.ts';
import { Terminals } from './terminal.ts';
import { webPages } from './web-pages.ts';

interface WebParts {
  readonly live: LiveFeed;
  readonly metrics: MasterMetrics;
  /** Absent: `/` is a page of plain links. */
  readonly pages?: StaticSource | undefined;
  /** Of what only the leader serves. */
  readonly led: Pick<EndpointOptions, 'guard'>;
}

export function registerWebPages(
  router: EndpointRouter,
  context: MasterContext,
  { live, metrics, pages: files, led }: WebParts,
): void {
  live.attach(context.core, liveFacts(context, metrics));
  router.register('/master/live', liveEndpoint(context, live), {
    ...led,
    realm: 'readonly',
    authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK'),
    methods: ['GET'],
    summary: 'What the web pages follow: agents, frameworks and tasks, then each change.',
  });
  router.register('/master/agent', new AgentProxy(context).handle, {
    ...led,
    realm: 'readonly',
    authorize: nobodyAsked('the agent asks who reads, whose credentials go along'),
    methods: ['GET'],
    summary: 'What an agent answers, through the master: `/agent/<id>/files/browse?path=…`.',
  });
  router.register('/master/terminal', () => text(426, 'This is a WebSocket; ask with an upgrade'), {
    ...led,
    realm: 'readwrite',
    authorize: onceOn('LAUNCH_NESTED_CONTAINER_SESSION', () => [{}]),
    methods: ['GET'],
    upgrade: new Terminals(context).open,
    summary: 'A terminal in a task, as a WebSocket: `/terminal/<framework id>/<task id>`.',
  });
  registerFiles(router, context, files);
}

/** Not `led`: a page that finds no leader says so, and is there again when there is one. */
function registerFiles(
  router: EndpointRouter,
  context: MasterContext,
  files: StaticSource | undefined,
): void {
  const pages = files === undefined ? undefined : webPages(files);
  router.register('/master', (request) => pages?.index(request) ?? page(context), {
    realm: 'open',
    authorize: nobodyAsked('the pages ask for what they show in the name of their reader'),
    below: 'slash',
    summary: 'The web pages.',
  });
  if (pages === undefined) return;
  for (const folder of ['assets', 'app']) {
    router.register(`/master/${folder}`, pages.below(folder), {
      realm: 'open',
      authorize: nobodyAsked('they are the same for everybody'),
      methods: ['GET', 'HEAD'],
    });
  }
}
