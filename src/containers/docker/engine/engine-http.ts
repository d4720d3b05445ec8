/**
 * HTTP with the Docker Engine over its socket: requests that are answered whole and in time, and
 * answers that come piece by piece for as long as they last. Failures are sentences for whoever wanted
 * the container; they say whether it was the engine that refused or that it could not be asked.
 */
import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';

/** An inspection has some kilobytes; a list of thousands of containers some megabytes. */
const mostBodyBytes = 64 * 1024 * 1024;

export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With its query, without the version. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole of it; of a stream for its beginning. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

export interface EngineStream {
  readonly status: number;
  readonly response: IncomingMessage;
  readonly end: () => void;
}

type UpgradedOrNot = { readonly socket: Duplex } | { readonly response: IncomingMessage };

export class EngineHttp {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  async call(request: EngineRequest): Promise<Result<EngineAnswer>> {
    let sent: ClientRequest | undefined;
    const timer = setTimeout(() => sent?.destroy(tooLong(request.timeoutMs)), request.timeoutMs);
    try {
      const response = await this.#open(request, (made) => (sent = made));
      return ok({ status: response.statusCode ?? 0, text: await readAll(response) });
    } catch (error) {
      return failure(this.#unasked(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Answered when it begins. Whoever takes the stream reads it to its end, or calls `end`. */
  async open(request: EngineRequest): Promise<Result<EngineStream>> {
    let sent: ClientRequest | undefined;
    const timer = setTimeout(() => sent?.destroy(tooLong(request.timeoutMs)), request.timeoutMs);
    try {
      const response = await this.#open(request, (made) => (sent = made));
      const end = (): void => void sent?.destroy();
      return ok({ status: response.statusCode ?? 0, response, end });
    } catch (error) {
      return failure(this.#unasked(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** The connection itself, which both sides go on with; an answer is a refusal. */
  async upgrade(request: EngineRequest): Promise<Result<Duplex | EngineAnswer>> {
    let sent: ClientRequest | undefined;
    const timer = setTimeout(() => sent?.destroy(tooLong(request.timeoutMs)), request.timeoutMs);
    try {
      const headers = { ...request.headers, Connection: 'Upgrade', Upgrade: 'tcp' };
      const opened = await new Promise<UpgradedOrNot>((resolve, reject) => {
        const onSent = (made: ClientRequest): void => {
          sent = made;
          made.on('upgrade', (_answer, socket: Duplex, head: Buffer) => {
            if (head.length > 0) socket.unshift(head);
            resolve({ socket });
          });
        };
        this.#open({ ...request, headers }, onSent).then(
          (response) => resolve({ response }),
          reject,
        );
      });
      if ('socket' in opened) return ok(opened.socket);
      const { response } = opened;
      return ok({ status: response.statusCode ?? 0, text: await readAll(response) });
    } catch (error) {
      return failure(this.#unasked(error));
    } finally {
      clearTimeout(timer);
    }
  }

  #open(
    { method, path, body, headers, signal }: EngineRequest,
    onSent: (request: ClientRequest) => void,
  ): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          ...{ socketPath: this.#socketPath, method, path, agent: false },
          headers: {
            ...{ Host: 'docker', ...headers },
            ...(text === undefined ? { 'Content-Length': 0 } : jsonHeaders(text)),
          },
          ...(signal && { signal }),
        },
        resolve,
      );
      request.on('error', reject);
      onSent(request);
      request.end(text);
    });
  }

  #unasked(error: unknown): string {
    const why = error instanceof Error ? error.message : String(error);
    return `the Docker Engine at '${this.#socketPath}' does not answer: ${why}`;
  }
}

function jsonHeaders(text: string): Record<string, string | number> {
  return { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
}

function tooLong(timeoutMs: number): Error {
  return new Error(`it took longer than ${timeoutMs / 1000} s`);
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBodyBytes) throw new Error(`it answers with more than ${mostBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
