/** Requests to Marathon and to balancers: bounded in time and size, and failures are sentences. */
import { Agent, request } from 'undici';
import { failure, ok, type Result } from '../../foundation/result.ts';

const answerTimeoutMs = 45_000;
const mostAnswerBytes = 512 * 1024 * 1024;
const shownCharacters = 300;

export interface HttpOptions {
  /** "user:password" */
  readonly credentials?: string;
  /** Only with it certificates are looked at. @compat */
  readonly caCertificate?: string;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export class HttpClient {
  readonly #agent: Agent;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ credentials, caCertificate }: HttpOptions) {
    const connect =
      caCertificate === undefined ? { rejectUnauthorized: false } : { ca: caCertificate };
    this.#agent = new Agent({ connect, maxResponseSize: mostAnswerBytes });
    this.#headers =
      credentials === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  }

  /** The body of an answer of success. */
  async text(method: Method, url: string, body?: unknown): Promise<Result<string>> {
    try {
      const answer = await request(url, {
        method,
        headers: { ...this.#headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return ok(text);
      const shown = text.slice(0, shownCharacters);
      return failure(`${method} ${url}: status ${answer.statusCode}: ${shown}`);
    } catch (error) {
      return failure(`${method} ${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async json(url: string): Promise<Result<unknown>> {
    const text = await this.text('GET', url);
    if (!text.ok) return text;
    try {
      return ok(JSON.parse(text.value));
    } catch {
      return failure(`GET ${url}: the answer is no JSON`);
    }
  }

  close(): void {
    void this.#agent.destroy();
  }
}
