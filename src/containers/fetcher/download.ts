/**
 * HTTP and HTTPS downloads, streamed to disk: size does not matter, standing still does. Redirects
 * are followed within http and https only, so that a server cannot point at the agent's files.
 */
import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** As many as browsers follow half of; more is a loop. */
const mostRedirects = 10;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

export interface DownloadOptions {
  /** A transfer without a byte for this long has failed. */
  readonly stallTimeoutMs: number;
  readonly signal: AbortSignal;
}

type Method = 'GET' | 'HEAD';

function ask(
  method: Method,
  url: URL,
  { stallTimeoutMs, signal }: DownloadOptions,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const headers = { 'User-Agent': 'altiplano-fetcher', Accept: '*/*' };
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

function stallText(stallTimeoutMs: number): string {
  return `no data for ${stallTimeoutMs / 1000} seconds (the stall timeout)`;
}

/** Writes the body of `address` into the sink. Throws with a text that says why not. */
export async function download(
  address: string,
  openSink: () => Writable,
  options: DownloadOptions,
): Promise<void> {
  const response = await follow('GET', address, options);
  await pipeline(response, openSink(), { signal: options.signal });
}

/** What the server says that the body will have. Throws when it does not say. */
export async function contentLength(address: string, options: DownloadOptions): Promise<number> {
  const response = await follow('HEAD', address, options);
  response.destroy();
  const length = response.headers['content-length'] ?? '';
  if (!/^\d+$/u.test(length)) throw new Error('the server does not tell a Content-Length');
  return Number(length);
}

/** The answer with the content, after all redirects. */
async function follow(
  method: Method,
  address: string,
  options: DownloadOptions,
): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await ask(method, url, options);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return response;
    response.destroy();
    if (!redirectStatuses.has(statusCode) || headers.location === undefined) {
      throw new Error(`the server answered with HTTP status ${statusCode}, not 200`);
    }
    url = new URL(headers.location, url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw new Error(`the server redirects to '${url.href}', which is neither http nor https`);
    }
  }
  throw new Error(`the server redirects more than ${mostRedirects} times`);
}
