/**
 * What Node's parser refuses, no handler ever sees; here it gets its sentence. Requests may have
 * come before it on the same connection, in the same write even: their answers are owed and go out
 * first, since a client counts answers to know which is which.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { httpDate } from './date.ts';
import { statusText } from './errors.ts';

interface Connection {
  /** Answers that are not yet complete. */
  readonly owed: Set<ServerResponse>;
  latest: ServerResponse;
  isRefused: boolean;
}

export class MalformedRequests {
  readonly #lingerTimeoutMs: number;
  readonly #connections = new WeakMap<Duplex, Connection>();

  constructor(lingerTimeoutMs: number) {
    this.#lingerTimeoutMs = lingerTimeoutMs;
  }

  /** Every request that the parser lets through is told here. */
  onRequest(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(request.socket);
    if (connection === undefined) {
      const owed = new Set([response]);
      this.#connections.set(request.socket, { owed, latest: response, isRefused: false });
    } else {
      connection.owed.add(response);
      connection.latest = response;
    }
    response.once('close', () => this.#onAnswered(request, response));
  }

  /** Idle connections are many, and remember nothing. */
  #onAnswered(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.#connections.get(request.socket);
    connection?.owed.delete(response);
    const isIdle = connection?.owed.size === 0 && request.complete && !connection.isRefused;
    if (isIdle) this.#connections.delete(request.socket);
  }

  /** Nothing will follow this answer unless another request comes. */
  isLast(response: ServerResponse): boolean {
    const connection = this.#connections.get(response.req.socket);
    return connection?.latest === response && !connection.isRefused;
  }

  refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    const connection = this.#connections.get(socket);
    if (connection?.isRefused === true) return;
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    // Also the end of waiting for answers that take for ever, as event streams do.
    const cut = setTimeout(() => socket.destroy(), this.#lingerTimeoutMs).unref();
    socket.once('close', () => clearTimeout(cut));
    if (connection === undefined) {
      socket.end(answerTo(error));
      return;
    }
    connection.isRefused = true;
    endAfterOwed(connection, socket, error);
  }
}

function endAfterOwed(connection: Connection, socket: Duplex, error: NodeJS.ErrnoException): void {
  const { owed, latest } = connection;
  if (!latest.req.complete) {
    // What is malformed is the body of the latest request, so the sentence answers that one;
    // unless it has its answer already.
    owed.delete(latest);
    if (latest.headersSent) {
      socket.end();
      return;
    }
  }
  const endWhenPaid = (): void => {
    if (owed.size === 0 && socket.writable) socket.end(answerTo(error));
  };
  // After the listener that takes the answer off the list.
  for (const response of owed) response.once('close', endWhenPaid);
  endWhenPaid();
}

function answerTo(error: NodeJS.ErrnoException): string {
  const { status, why } = describe(error);
  const type = 'Content-Type: text/plain; charset=utf-8';
  const head = `HTTP/1.1 ${statusText(status).slice(0, -1)}\r\nDate: ${httpDate()}\r\n${type}`;
  return `${head}\r\nContent-Length: ${why.length}\r\nConnection: close\r\n\r\n${why}`;
}

function describe(error: NodeJS.ErrnoException): { status: number; why: string } {
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    return { status: 431, why: 'The request head is too large' };
  }
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') {
    return { status: 413, why: 'The chunk extensions of the request body are too large' };
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { status: 408, why: 'The request head did not arrive in time' };
  }
  const reason = (error as { reason?: string }).reason ?? error.message;
  return {
    status: 400,
    why: `Failed to decode the request: ${reason.replace(/[^\x20-\x7e]/g, '?')}`,
  };
}
