/**
 * GET /master/agent/<id>/<endpoint>: what an agent answers, through the master, so that the browser
 * of an operator need not reach agents. No open relay: only registered agents, at the address that
 * they registered with, only reading, and only the endpoints that the pages need. Who asks is the
 * reader: its credentials go along, and the agent decides. How many and how long is bounded.
 */
import { request as httpRequest, Agent as Connections, type IncomingMessage } from 'node:http';
import {
  badRequest,
  findHeader,
  type HttpResponse,
  notFound,
  refusal,
  source,
} from '../../foundation/http/index.ts';
import { findUpid } from '../../libprocess/index.ts';
import type { EndpointRequest } from '../../manners/index.ts';
import type { AgentId } from '../../protocol/ids.ts';
import type { AgentRecord, State } from '../core/state.ts';
import type { MasterContext } from '../endpoints/context.ts';

/** Of the agent's own process, or of one beside it ("/files/browse"). */
const ownEndpoints: ReadonlySet<string> = new Set([
  'state',
  'flags',
  'containers',
  'monitor/statistics',
]);
const otherEndpoints: ReadonlySet<string> = new Set([
  'files/browse',
  'files/read',
  'files/download',
  'metrics/snapshot',
  'version',
]);

interface ProxyLimits {
  /** For all pages together; more are told to come back. */
  readonly mostRequests: number;
  /** An agent that says nothing for so long, though its reader waits, is given up. */
  readonly answerTimeoutMs: number;
}

const usualLimits: ProxyLimits = { mostRequests: 256, answerTimeoutMs: 10_000 };
const mostConnectionsToAgent = 16;
/** Passed on to the reader, as the agent says them. */
const shownHeaders = ['content-disposition', 'etag', 'last-modified'] as const;

export class AgentProxy {
  readonly #context: MasterContext;
  readonly #connections = new Connections({ keepAlive: true, maxSockets: mostConnectionsToAgent });
  readonly #limits: ProxyLimits;
  #requests = 0;

  constructor(context: MasterContext, limits = usualLimits) {
    this.#context = context;
    this.#limits = limits;
  }

  readonly handle = async (request: EndpointRequest): Promise<HttpResponse> => {
    const [, id = '', endpoint = ''] = /^\/([^/]+)\/(.+)$/.exec(request.rest) ?? [];
    if (endpoint === '') return badRequest('Expecting an agent and an endpoint: /agent/<id>/state');
    const { state } = this.#context.core;
    const agent = state.agents.get(id);
    if (agent === undefined) return refusal(404, whyThereIsNone(state, id));
    const path = pathOf(agent, endpoint);
    if (path === undefined) return notFound();
    const { mostRequests } = this.#limits;
    if (this.#requests >= mostRequests) {
      return refusal(503, `More than ${mostRequests} requests to agents are under way; try again`);
    }
    return this.#ask(agent, path + queryOf(request.target), request);
  };

  #ask(agent: AgentRecord, target: string, asked: EndpointRequest): Promise<HttpResponse> {
    const upid = findUpid(agent.pid);
    if (upid === undefined) return Promise.resolve(notFound());
    this.#requests++;
    let isDone = false;
    const done = (): void => {
      if (!isDone) this.#requests--;
      isDone = true;
    };
    const authorization = findHeader(asked, 'authorization');
    const { answerTimeoutMs } = this.#limits;
    let given: IncomingMessage | undefined;
    return new Promise((resolve) => {
      const fail = (why: string): void => {
        done();
        resolve(
          refusal(502, `Agent ${agent.id} at ${upid.ip}:${upid.port} did not answer: ${why}`),
        );
      };
      const ask = httpRequest(
        {
          host: upid.ip,
          port: upid.port,
          path: target,
          agent: this.#connections,
          timeout: answerTimeoutMs,
          headers: authorization === undefined ? {} : { Authorization: authorization },
        },
        (answer) => {
          given = answer;
          resolve(passOn(answer, done));
        },
      );
      ask.on('timeout', () => {
        // What is there and not taken is the reader's fault, for which its own bound is.
        const isReaderSlow = given !== undefined && given.readableLength > 0;
        if (!isReaderSlow) ask.destroy(new Error(`not within ${answerTimeoutMs / 1000} s`));
      });
      asked.onAborted(() => {
        if (!isDone) ask.destroy(new Error('the reader left'));
      });
      ask.on('error', (error) => fail(error.message));
      ask.end();
    });
  }
}

/** What a reader would ask next: whether the agent can come back. */
function whyThereIsNone(state: State, id: AgentId): string {
  const unreachable = state.unreachableAgents.get(id);
  if (unreachable !== undefined) {
    const since = new Date(unreachable.sinceMs).toISOString();
    return `Agent '${id}' is unreachable since ${since}; this can be asked of it when it comes back`;
  }
  const gone = state.goneAgents.get(id);
  if (gone !== undefined) {
    return `Agent '${id}' was marked gone at ${new Date(gone).toISOString()} and does not come back`;
  }
  if (state.recoveredAgents.has(id)) {
    return `Agent '${id}' has not registered again since this master was elected`;
  }
  return `There is no agent '${id.slice(0, 100)}' registered here`;
}

function passOn(answer: IncomingMessage, done: () => void): HttpResponse {
  const { statusCode = 502, headers } = answer;
  answer.once('close', done);
  const length = Number(headers['content-length']);
  const shown = shownHeaders.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return source(headers['content-type'] ?? 'application/octet-stream', answer, {
    status: statusCode,
    // What a task wrote must not run as a page of ours.
    headers: [
      ...shown,
      ['Content-Security-Policy', "sandbox; default-src 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
    ],
    ...(Number.isSafeInteger(length) ? { contentLength: length } : {}),
    onDone: () => {
      answer.destroy();
      done();
    },
  });
}

function pathOf({ pid }: AgentRecord, endpoint: string): string | undefined {
  if (otherEndpoints.has(endpoint)) return `/${endpoint}`;
  return ownEndpoints.has(endpoint) ? `/${findUpid(pid)?.id ?? ''}/${endpoint}` : undefined;
}

function queryOf(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at);
}
