/**
 * HTTP and HTTPS downloads, streamed to disk: size does not matter, standing still does; through the
 * proxies of the agent's environment, if there are any. Redirects
 * are followed within http and https only, so that a server cannot point at the agent's files.
 */
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import type { Proxies } from '../../foundation/http/proxies.ts';

/** As many as browsers follow half of; more is a loop. */
const mostRedirects = 10;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export interface DownloadOptions {
  /** A transfer without a byte for this long has failed. */
  readonly stallTimeoutMs: number;
  readonly signal: AbortSignal;
  /** Absent: servers are asked directly. */
  readonly proxies?: Proxies | undefined;
}

type Method = 'GET' | 'HEAD';

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

const headers = { 'User-Agent': 'altiplano-fetcher', Accept: '*/*' };

async function ask(method: Method, url: URL, options: DownloadOptions): Promise<Answer> {
  const dispatcher = await options.proxies?.findDispatcher(url);
  if (dispatcher !== undefined) return askThrough(dispatcher, method, url, options);
  const response = await askDirectly(method, url, options);
  return { statusCode: response.statusCode ?? 0, headers: response.headers, body: response };
}

async function askThrough(
  dispatcher: Dispatcher,
  method: Method,
  url: URL,
  { stallTimeoutMs, signal }: DownloadOptions,
): Promise<Answer> {
  const { request } = await import('undici');
  const patience = { headersTimeout: stallTimeoutMs, bodyTimeout: stallTimeoutMs };
  try {
    return await request(url, { ...patience, dispatcher, method, signal, headers });
  } catch (error) {
    throw proxyError(error, stallTimeoutMs);
  }
}

function proxyError(error: unknown, stallTimeoutMs: number): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const isStall = code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
  const why = isStall ? stallText(stallTimeoutMs) : `${message} (by way of the agent's proxy)`;
  return new Error(why, { cause: error });
}

function askDirectly(
  method: Method,
  url: URL,
  { stallTimeoutMs, signal }: DownloadOptions,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = { method, signal, headers, agent: false, timeout: stallTimeoutMs };
    let response: IncomingMessage | undefined;
    const sent = request(url, options, (got) => {
      response = got;
      resolve(got);
    });
    sent.on('timeout', () => {
      const stall = new Error(stallText(stallTimeoutMs));
      response?.destroy(stall);
      sent.destroy(stall);
    });
    sent.on('error', reject);
    sent.end();
  });
}

export function stallText(stallTimeoutMs: number): string {
  return `no data for ${stallTimeoutMs / 1000} seconds (the stall timeout)`;
}

/** Writes the body of `address` into the sink. Throws with a text that says why not. */
export async function download(
  address: string,
  openSink: () => Writable,
  options: DownloadOptions,
): Promise<void> {
  const response = await follow('GET', address, options);
  try {
    await pipeline(response.body, openSink(), { signal: options.signal });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'UND_ERR_BODY_TIMEOUT') throw error;
    throw proxyError(error, options.stallTimeoutMs);
  }
}

/** What the server says that the body will have. Throws when it does not say. */
export async function contentLength(address: string, options: DownloadOptions): Promise<number> {
  const response = await follow('HEAD', address, options);
  response.body.destroy();
  const { 'content-length': length = '' } = response.headers;
  if (typeof length !== 'string' || !/^\d+$/u.test(length))
    throw new Error('the server does not tell a Content-Length');
  return Number(length);
}

/** The answer with the content, after all redirects. */
async function follow(method: Method, address: string, options: DownloadOptions): Promise<Answer> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await ask(method, url, options);
    const { statusCode } = response;
    if (statusCode === 200) return response;
    response.body.on('error', () => undefined).destroy();
    const { location } = response.headers;
    if (!redirectStatuses.has(statusCode) || typeof location !== 'string') {
      throw new Error(`the server answered with HTTP status ${statusCode}, not 200`);
    }
    url = new URL(location, url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new Error(`the server redirects to '${url.href}', which is neither http nor https`);
    }
  }
  throw new Error(`the server redirects more than ${mostRedirects} times`);
}
