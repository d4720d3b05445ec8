/**
 * What only agents know, asked of the leading master, which passes it on (`/master/agent/<id>/…`), with
 * Marathon's own credentials. Which agent and what of it is the caller's to decide; how many questions
 * there are at once, how long one may take and how large its answer may be is bounded here.
 */
import { Agent as Connections, request as httpRequest, type IncomingMessage } from 'node:http';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { AgentId } from '../../protocol/ids.ts';

/** `missing`: the agent is there, what was asked for is not. */
export interface Unread {
  readonly kind: 'missing' | 'unknown-agent' | 'busy' | 'away' | 'late' | 'refused';
  readonly why: string;
}

export interface AgentReader {
  /** JSON; `endpoint` as the agent has it: "files/read". */
  read(
    agentId: AgentId,
    endpoint: string,
    query?: Readonly<Record<string, string>>,
  ): Promise<Result<unknown, Unread>>;
}

export interface ReaderLimits {
  /** More are told to come back. */
  readonly mostQuestions: number;
  /** To the master at the same time; the other questions wait. */
  readonly mostConnections: number;
  readonly answerTimeoutMs: number;
  readonly mostAnswerBytes: number;
}

const usualLimits: ReaderLimits = {
  mostQuestions: 64,
  mostConnections: 8,
  answerTimeoutMs: 5_000,
  mostAnswerBytes: 8 * 1024 * 1024,
};
const longestShownCharacters = 300;

export interface ReaderParts {
  /** "http://host:port" of the leading master; undefined while there is none. */
  readonly masterUrl: () => string | undefined;
  readonly credential: { readonly principal: string; readonly secret: string } | undefined;
  readonly limits?: ReaderLimits;
}

interface MasterAnswer {
  readonly status: number;
  readonly body: string;
}

export class MasterReader implements AgentReader {
  readonly #parts: ReaderParts;
  readonly #limits: ReaderLimits;
  readonly #connections: Connections;
  readonly #headers: Readonly<Record<string, string>>;
  #questions = 0;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? usualLimits;
    const { mostConnections } = this.#limits;
    this.#connections = new Connections({ keepAlive: true, maxSockets: mostConnections });
    this.#headers = headersOf(parts.credential);
  }

  async read(
    agentId: AgentId,
    endpoint: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Result<unknown, Unread>> {
    const url = this.#parts.masterUrl();
    if (url === undefined) return unread('away', 'Marathon is not connected to Mesos');
    if (this.#questions >= this.#limits.mostQuestions) {
      return unread('busy', 'Too many questions to agents are under way; try again');
    }
    const path = `/master/agent/${encodeURIComponent(agentId)}/${endpoint}`;
    const text = new URLSearchParams(query).toString();
    this.#questions++;
    try {
      const answer = await this.#ask(new URL(`${path}${text === '' ? '' : `?${text}`}`, url));
      return answer.ok ? readAnswer(answer.value, url, agentId) : answer;
    } finally {
      this.#questions--;
    }
  }

  #ask(url: URL): Promise<Result<MasterAnswer, Unread>> {
    const { answerTimeoutMs, mostAnswerBytes } = this.#limits;
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(answerTimeoutMs);
      const fail = (error: Error): void =>
        resolve(
          signal.aborted
            ? unread('late', `Mesos did not answer within ${answerTimeoutMs} ms`)
            : unread('away', `Mesos at ${url.host} did not answer: ${error.message}`),
        );
      const options = { agent: this.#connections, headers: this.#headers, signal };
      const asked = httpRequest(url, options, (answer) => {
        take(answer, mostAnswerBytes).then(
          (body) => resolve(ok({ status: answer.statusCode ?? 0, body })),
          fail,
        );
      });
      asked.on('error', fail);
      asked.end();
    });
  }
}

function headersOf(credential: ReaderParts['credential']): Readonly<Record<string, string>> {
  if (credential === undefined) return { Accept: 'application/json' };
  const { principal, secret } = credential;
  const basic = Buffer.from(`${principal}:${secret}`).toString('base64');
  return { Accept: 'application/json', Authorization: `Basic ${basic}` };
}

async function take(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection, too.
    if (bytes > mostBytes) throw new Error(`its answer is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function readAnswer(
  { status, body }: MasterAnswer,
  url: string,
  agentId: AgentId,
): Result<unknown, Unread> {
  const said = body.trim().slice(0, longestShownCharacters);
  if (status === 404 && /^(There is no agent|Agent ')/.test(said))
    return unread('unknown-agent', said);
  if (status === 404) return unread('missing', said);
  if (status === 401 || status === 403) {
    return unread('refused', `Mesos does not let Marathon see that (${status}) ${said}`.trim());
  }
  // Of an agent that is away, a sentence of the master's.
  if (status !== 200) return unread('away', said === '' ? `Mesos answered ${status}` : said);
  try {
    return ok(JSON.parse(body) as unknown);
  } catch {
    return unread('away', `Mesos at ${url} answered no JSON for agent ${agentId}`);
  }
}

function unread(kind: Unread['kind'], why: string): { readonly ok: false; readonly error: Unread } {
  return failure({ kind, why });
}
