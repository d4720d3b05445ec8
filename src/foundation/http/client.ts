/**
 * The HTTP client of our own processes (schedulers, executors, command line): Node's, with kept
 * connections, timeouts and bounds. Failures come back as values that name the request. Streams
 * hand over bytes as they come; who understands RecordIO decodes them.
 */
import { Agent, request as nodeRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ByteAccumulator } from '../byte-accumulator.ts';
import { failure, ok, type Result } from '../result.ts';

export interface ClientRequestOptions {
  readonly method?: string;
  /** "http://host:port/path?query" */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Overrides the client's; 0 waits for ever. */
  readonly timeoutMs?: number;
}

export interface ClientResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface StreamCallbacks {
  /** The answer is 200 and data will follow. */
  onOpen(headers: IncomingHttpHeaders): void;
  onData(chunk: Buffer): void;
  /** Any other status; nothing follows. */
  onRefused(response: ClientResponse): void;
  /** The connection could not be made or has ended; nothing follows. Not after `close`. */
  onClosed(why: string): void;
}

export interface ClientStream {
  close(): void;
}

export interface HttpClientOptions {
  /** For a whole request. Default 60 s. */
  readonly timeoutMs?: number;
  /** Larger answers are failures. Default 256 MiB, more than `/state` of a large cluster. */
  readonly maxBodyBytes?: number;
  /** To one host; 1 keeps calls in order. Default 16. */
  readonly maxConnections?: number;
  /** A socket of the file system that all requests go to, whatever host their URL names. */
  readonly socketPath?: string | undefined;
}

/** Shorter than any server's patience with idle connections that we know of. */
const idleConnectionMs = 30_000;
const keepAliveDelayMs = 30_000;

export class HttpClient {
  readonly #timeoutMs: number;
  readonly #maxBodyBytes: number;
  readonly #agent: Agent;
  readonly #socketPath: string | undefined;
  readonly #streams = new Set<ClientRequest>();

  constructor(options: HttpClientOptions = {}) {
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#maxBodyBytes = options.maxBodyBytes ?? 256 * 1024 * 1024;
    this.#socketPath = options.socketPath;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: options.maxConnections ?? 16,
      timeout: idleConnectionMs,
    });
  }

  get(
    url: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Result<ClientResponse>> {
    return this.request({ method: 'GET', url, headers });
  }

  post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string | Uint8Array,
  ): Promise<Result<ClientResponse>> {
    return this.request({ method: 'POST', url, headers, body });
  }

  request(options: ClientRequestOptions): Promise<Result<ClientResponse>> {
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    return new Promise((resolve) => {
      const begun = this.#begin(options, this.#agent);
      if (!begun.ok) return resolve(begun);
      const request = begun.value;
      const timer = timeoutMs > 0 ? setTimeout(timeOut, timeoutMs) : undefined;
      function timeOut(): void {
        request.destroy(new Error(`no answer in ${timeoutMs} ms`));
      }
      const finish = (result: Result<ClientResponse>): void => {
        clearTimeout(timer);
        resolve(result);
      };
      const fail = (error: Error): void => finish(failure(describe(options, error)));
      request.on('error', fail);
      request.on('response', (response) => {
        this.#receive(response).then(finish, fail);
      });
    });
  }

  /** A POST (or other) whose answer is a stream; it has a connection of its own. */
  openStream(options: ClientRequestOptions, callbacks: StreamCallbacks): ClientStream {
    const begun = this.#begin(options, new Agent({ keepAlive: false }));
    if (!begun.ok) {
      process.nextTick(() => callbacks.onClosed(begun.error));
      return { close: () => undefined };
    }
    const request = begun.value;
    this.#streams.add(request);
    let isDone = false;
    const once = (tell: () => void): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      this.#streams.delete(request);
      tell();
    };
    const fail = (error: Error): void => once(() => callbacks.onClosed(describe(options, error)));
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    const timer =
      timeoutMs > 0
        ? setTimeout(() => request.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
        : undefined;
    request.on('socket', (socket) => socket.setKeepAlive(true, keepAliveDelayMs));
    request.on('error', fail);
    request.on('response', (response) => {
      clearTimeout(timer);
      if (isDone) return;
      if (response.statusCode !== 200) {
        const tell = (refused: ClientResponse): void => once(() => callbacks.onRefused(refused));
        this.#receive(response).then((result) => result.ok && tell(result.value), fail);
        return;
      }
      callbacks.onOpen(response.headers);
      response.on('data', (chunk: Buffer) => isDone || callbacks.onData(chunk));
      response.on('error', fail);
      response.on('close', () => fail(new Error('the stream has ended')));
    });
    return {
      close: () => {
        once(() => undefined);
        request.destroy();
      },
    };
  }

  /** Drops idle connections and open streams. */
  close(): void {
    for (const request of this.#streams) request.destroy();
    this.#agent.destroy();
  }

  #begin(options: ClientRequestOptions, agent: Agent): Result<ClientRequest> {
    const { method = 'POST', url, headers = {}, body } = options;
    try {
      const socketPath = this.#socketPath;
      const way = { agent, ...(socketPath !== undefined && { socketPath }) };
      const request = nodeRequest(url, { method, headers: { ...headers }, ...way });
      request.setNoDelay(true);
      request.end(body);
      return ok(request);
    } catch (error) {
      // Node throws at once for what cannot be a request: a bad URL, a header with a line break.
      return failure(describe(options, error as Error));
    }
  }

  async #receive(response: IncomingMessage): Promise<Result<ClientResponse>> {
    const body = new ByteAccumulator();
    for await (const chunk of response as AsyncIterable<Buffer>) {
      body.append(chunk);
      if (body.length <= this.#maxBodyBytes) continue;
      response.destroy();
      throw new Error(`the answer is larger than ${this.#maxBodyBytes} bytes`);
    }
    return ok({ status: response.statusCode ?? 0, headers: response.headers, body: body.take() });
  }
}

function describe(options: ClientRequestOptions, error: Error): string {
  // Node leaves the message of a failed dial of several addresses empty.
  const why = error.message !== '' ? error.message : (error as NodeJS.ErrnoException).code;
  return `${options.method ?? 'POST'} ${options.url} failed: ${why}`;
}
