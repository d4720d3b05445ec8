/**
 * Marathon's REST API, of several Marathons: who answered last is asked first, the others in turn when
 * it does not. Answers are bounded in time and size; a stream of events has no end but is watched by
 * who follows it.
 */
import { Agent, request, type Dispatcher } from 'undici';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { OpenStream } from '../steering/events.ts';
import { EventLines, eventTypes } from './event-lines.ts';

const connectTimeoutMs = 3_000;
const answerTimeoutMs = 45_000;
/** All apps with all tasks of a large cluster are about 30 MB. */
const mostAnswerBytes = 512 * 1024 * 1024;
const shownBytes = 200;

interface ClientOptions {
  readonly urls: readonly string[];
  /** "user:password" */
  readonly credentials?: string;
  /** Only with it certificates are looked at. @compat */
  readonly caCertificate?: string;
}

export class MarathonClient {
  readonly #urls: string[];
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: Agent;

  constructor({ urls, credentials, caCertificate }: ClientOptions) {
    this.#urls = urls.map((url) => url.replace(/\/+$/, ''));
    this.#headers = {
      'user-agent': 'marathon-lb',
      ...(credentials === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    };
    const tls = caCertificate === undefined ? { rejectUnauthorized: false } : { ca: caCertificate };
    this.#agent = new Agent({
      connect: { timeout: connectTimeoutMs, ...tls },
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
  }

  /** JSON, or undefined where there is no such thing (404). */
  async get(path: string): Promise<Result<unknown>> {
    const faults: string[] = [];
    for (const url of [...this.#urls]) {
      const result = await this.#get(`${url}${path}`);
      if (result.ok) {
        this.#prefer(url);
        return result;
      }
      faults.push(result.error);
    }
    return failure(faults.join('; '));
  }

  /** Of the preferred one; when that fails the next one is preferred. */
  readonly follow: OpenStream = (callbacks) => {
    const aborted = new AbortController();
    const url = this.#urls[0]!;
    const closed = (why: string): void => {
      if (aborted.signal.aborted) return;
      aborted.abort();
      this.#putLast(url);
      callbacks.onClosed(`${url}: ${why}`);
    };
    const run = async (): Promise<void> => {
      const { statusCode, body } = await this.#request(`${url}${eventsPath}`, {
        headers: { ...this.#headers, accept: 'text/event-stream' },
        signal: aborted.signal,
        bodyTimeout: 0,
      });
      if (statusCode !== 200) {
        await body.dump();
        return closed(`status ${statusCode}`);
      }
      callbacks.onOpen();
      const lines = new EventLines((event) => callbacks.onEvent(event));
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (aborted.signal.aborted) return;
        callbacks.onLife();
        if (!lines.take(chunk)) return closed('a line of the stream is too long');
      }
      closed('the stream has ended');
    };
    run().catch((error: unknown) => closed(textOf(error)));
    return { close: () => aborted.abort() };
  };

  close(): void {
    void this.#agent.destroy();
  }

  async #get(url: string): Promise<Result<unknown>> {
    try {
      const { statusCode, body } = await this.#request(url, {
        headers: { ...this.#headers, accept: 'application/json' },
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      const text = await textWithin(body);
      if (statusCode === 404) return ok(undefined);
      if (statusCode === 200) return ok(JSON.parse(text));
      return failure(`${url}: status ${statusCode}: ${text.slice(0, shownBytes)}`);
    } catch (error) {
      return failure(`${url}: ${textOf(error)}`);
    }
  }

  #request(
    url: string,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'>,
  ): Promise<Dispatcher.ResponseData> {
    return request(url, { ...options, method: 'GET', dispatcher: this.#agent });
  }

  #prefer(url: string): void {
    if (this.#urls[0] === url) return;
    this.#urls.splice(this.#urls.indexOf(url), 1);
    this.#urls.unshift(url);
  }

  #putLast(url: string): void {
    if (this.#urls[0] !== url) return;
    this.#urls.push(this.#urls.shift()!);
  }
}

const eventsPath = `/v2/events?plan-format=light${eventTypes.map((type) => `&event_type=${type}`).join('')}`;

async function textWithin(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostAnswerBytes)
      throw new Error(`the answer is larger than ${mostAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function textOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message === '' || message === undefined ? String(code ?? error) : message;
}
