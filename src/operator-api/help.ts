/**
 * /help, /help/<process> and /help/<process>/<endpoint>: written from the routes themselves, so that
 * what is listed is what is handled. Markdown for tools of the command line, a page for browsers.
 */
import {
  badRequest,
  bytes,
  findHeader,
  json,
  type HttpRequest,
  type HttpResponse,
} from '../foundation/http/index.ts';
import {
  actionsOf,
  type Endpoint,
  type EndpointRequest,
  type EndpointRouter,
} from '../manners/index.ts';
import { nobodyAsked } from '../security/authorization.ts';

interface Topic {
  /** "/state", "/" for the process' own path. */
  readonly name: string;
  readonly text: string;
}

/** By process, both sorted. */
type Topics = ReadonlyMap<string, readonly Topic[]>;

/** `delegate` is the process whose endpoints can be asked for without it. */
export function registerHelp(router: EndpointRouter, delegate: string): void {
  router.register('/help', (request) => help(topicsOf(router, delegate), request), {
    realm: 'open',
    authorize: nobodyAsked('it says what there is, and nothing of what runs here'),
  });
}

function topicsOf(router: EndpointRouter, delegate: string): Topics {
  const topics = new Map<string, Topic[]>();
  for (const route of router.routes.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const { summary } = route.options;
    if (summary === undefined) continue;
    const [, process = '', ...rest] = route.path.split('/');
    const list = topics.get(process) ?? [];
    topics.set(process, list);
    list.push({ name: `/${rest.join('/')}`, text: describe(route, summary, delegate) });
  }
  return topics;
}

function describe(endpoint: Endpoint, summary: string, delegate: string): string {
  const { path, options } = endpoint;
  const [, process, ...rest] = path.split('/');
  const usages = process === delegate ? [`/${rest.join('/')}`, path] : [path];
  const { methods } = options;
  const credentials =
    options.realm === 'open'
      ? 'Nobody is asked for credentials.'
      : `Asks for credentials where the realm '${options.realm}' has an authenticator.`;
  const asked = actionsOf(endpoint);
  const actions = asked === 'nobody' ? 'No action of ACLs by itself.' : `Actions: ${asked}.`;
  const takes =
    methods === undefined
      ? 'Any method is answered alike.'
      : `Methods: ${methods.join(', ')}. Others are answered 405.`;
  return (
    `### USAGE ###\n${usages.map((usage) => `>        ${usage}\n`).join('')}\n` +
    `### TL;DR; ###\n${summary}\n\n### DESCRIPTION ###\n${takes}\n\n` +
    `### AUTHENTICATION ###\n${credentials}\n\n### AUTHORIZATION ###\n${actions}\n`
  );
}

function help(topics: Topics, request: EndpointRequest): HttpResponse {
  const [process, ...rest] = request.rest.split('/').filter((part) => part !== '');
  if (process === undefined && request.query.get('format') === 'json') {
    return json(topicsJson(topics));
  }
  if (process === undefined) return page(request, listOf('HELP', [...topics.keys()]));
  const ofProcess = topics.get(process);
  if (ofProcess === undefined) return badRequest(`No help available for '/${process}'.\n`);
  if (rest.length === 0) {
    const names = ofProcess.map(({ name }) => (name === '/' ? process : process + name));
    return page(request, listOf(`\`/${process}\` ##`, names));
  }
  const name = `/${rest.join('/')}`;
  const topic = ofProcess.find((one) => one.name === name);
  if (topic === undefined) return badRequest(`No help available for '/${process}${name}'.\n`);
  return page(request, `${topic.text}\n`);
}

/** A list of links; Markdown keeps where they lead in lines of their own. */
function listOf(title: string, names: readonly string[]): string {
  const links = names.map((name) => `> [/${name}][${name}]\n`).join('');
  const references = names.map((name) => `[${name}]: /help/${name}\n`).join('');
  return `## ${title}\n${links}\n${references}`;
}

function topicsJson(topics: Topics): string {
  const processes = [...topics].map(([id, endpoints]) => ({ id, endpoints }));
  return JSON.stringify({ processes });
}

function page(request: HttpRequest, markdown: string): HttpResponse {
  const isTool = /^(curl|HTTPie)/.test(findHeader(request, 'user-agent') ?? '');
  if (isTool) return bytes('text/x-markdown', markdown);
  const head =
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Help</title></head>';
  return bytes('text/html', `${head}<body>${htmlOf(markdown)}</body></html>`);
}

/** For the few forms that the pages here are written in. */
function htmlOf(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => {
      const heading = /^##+ (.*?)( #+)?$/.exec(line)?.[1];
      if (heading !== undefined) return `<h3>${escapeHtml(heading.replaceAll('`', ''))}</h3>`;
      const link = /^> \[(.*)\]\[(.*)\]$/.exec(line);
      if (link !== null) {
        return `<p><a href="/help/${escapeHtml(link[2]!)}">${escapeHtml(link[1]!)}</a></p>`;
      }
      if (line.startsWith('>  ')) return `<pre>${escapeHtml(line.slice(1).trim())}</pre>`;
      return line === '' || line.startsWith('[') ? '' : `<p>${escapeHtml(line)}</p>`;
    })
    .join('');
}

/** Text between tags or quotes of a page. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
