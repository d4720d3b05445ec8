/**
 * Which proxy stands between this machine and a URL, as the environment says it to curl(1), by which
 * Mesos fetches: `http_proxy` (in small letters only: a server may be made to set HTTP_PROXY), `https_proxy`, `all_proxy` for what
 * has none of its own, and `no_proxy`, names of hosts and of domains that are reached without. Requests to https go through
 * a tunnel, others are handed to the proxy.
 *
 * The client behind it (undici) is loaded when the first proxy is needed.
 */
import type { Dispatcher } from 'undici';

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

interface ProxyWishes {
  readonly http: string | undefined;
  readonly https: string | undefined;
  readonly none: string;
}

/** Undefined: no proxy, for nothing. */
function readWishes(environment: ProxyEnvironment): ProxyWishes | undefined {
  const all = wishOf(environment, 'all_proxy', 'ALL_PROXY');
  const http = wishOf(environment, 'http_proxy') ?? all;
  const https = wishOf(environment, 'https_proxy', 'HTTPS_PROXY') ?? all;
  if (http === undefined && https === undefined) return undefined;
  return { http, https, none: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '' };
}

/** "proxy:3128" is one that speaks HTTP. */
function wishOf(environment: ProxyEnvironment, ...names: readonly string[]): string | undefined {
  const value = names.map((name) => environment[name]).find((text) => (text ?? '') !== '');
  if (value === undefined) return undefined;
  return value.includes('://') ? value : `http://${value}`;
}

export class Proxies {
  readonly #wishes: ProxyWishes | undefined;
  #dispatchers: Promise<{ readonly http: Dispatcher; readonly https: Dispatcher }> | undefined;

  constructor(environment: ProxyEnvironment) {
    this.#wishes = readWishes(environment);
  }

  /** What requests to `url` are to be given to; undefined: no proxy is meant for such. */
  async findDispatcher({ protocol }: URL): Promise<Dispatcher | undefined> {
    const scheme = protocol === 'https:' ? 'https' : 'http';
    const wishes = this.#wishes;
    if (wishes?.[scheme] === undefined) return undefined;
    this.#dispatchers ??= dispatchersOf(wishes);
    return (await this.#dispatchers)[scheme];
  }
}

/** Each of them knows the hosts that are reached without a proxy. */
async function dispatchersOf({
  http = '',
  https = '',
  none,
}: ProxyWishes): Promise<{ readonly http: Dispatcher; readonly https: Dispatcher }> {
  const { EnvHttpProxyAgent } = await import('undici');
  const common = { noProxy: none, proxyTunnel: false };
  return {
    http: new EnvHttpProxyAgent({ ...common, httpProxy: http, httpsProxy: http }),
    https: new EnvHttpProxyAgent({ ...common, httpProxy: https, httpsProxy: https }),
  };
}

/** As `fetch`, by way of the proxies. */
export async function fetchThrough(
  proxies: Proxies,
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Response> {
  const dispatcher = await proxies.findDispatcher(new URL(url));
  if (dispatcher === undefined) return fetch(url, init);
  const { fetch: fetchByProxy } = await import('undici');
  return (await fetchByProxy(url, { ...init, dispatcher })) as unknown as Response;
}
