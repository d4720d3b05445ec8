/**
 * Web pages of strangers run inside our users' browsers, and a browser reaches what only this
 * machine should reach. Two doors are closed here, before a body is read:
 *
 * - A page that makes its own name point to 127.0.0.1 is of the same origin as we are. But its name
 *   is in `Host`, so whoever listens on loopback serves the names it knows and no others.
 * - A page may send simple requests to any address. Whatever may change something is refused when
 *   the browser says that another site asks for it.
 *
 * Programs say neither `Origin` nor `Sec-Fetch-Site`, and some say no `Host`: nothing changes for
 * them. Reading stays open to other sites, because web pages of a master read agents by JSONP.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIPv4 } from 'node:net';
import { forbidden } from './errors.ts';
import type { HttpResponse } from './response.ts';

/** By which names the listener is known, beside `localhost` and the addresses of loopback. */
export interface HostRule {
  /** Only then names are checked for every request; a page cannot be kept from an open port. */
  readonly isLoopback: boolean;
  readonly names: readonly string[];
}

export interface GuardedRequest {
  readonly headers: IncomingHttpHeaders;
  /** It may change something: any method but GET, HEAD and OPTIONS, and a few older endpoints. */
  readonly changes: boolean;
  /** Our end of the connection. */
  readonly localAddress: string | undefined;
}

const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const longestShownText = 100;

export function isChanging(method: string): boolean {
  return !readingMethods.has(method);
}

/** True for what only browsers say. */
export function isFromBrowser(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

export function isLoopbackAddress(ip: string): boolean {
  const bare = ip.toLowerCase().replace(/^::ffff:/, '');
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}

export class BrowserGuard {
  readonly #isLoopback: boolean;
  readonly #names: ReadonlySet<string>;

  constructor({ isLoopback, names }: HostRule) {
    this.#isLoopback = isLoopback;
    this.#names = new Set(names.map((name) => bareName(name)));
  }

  findRefusal(request: GuardedRequest): HttpResponse | undefined {
    const why = this.findReason(request);
    return why === undefined ? undefined : forbidden(why);
  }

  /** Why a request is refused, for servers with errors of their own. */
  findReason(request: GuardedRequest): string | undefined {
    const { headers, changes } = request;
    const host = headers.host ?? '';
    if (this.#mustKnowHost(request) && host !== '' && !this.#knows(host)) {
      return (
        `Host '${shown(host)}' is not a name of this process, which serves strangers' names to nobody ` +
        `at a loopback address; ask for localhost, or name the host in --known_hosts`
      );
    }
    if (!changes || !isCrossSite(headers)) return undefined;
    const site = headers.origin ?? headers['sec-fetch-site'] ?? '';
    return (
      `A web page of another site (${shown(String(site))}) may not change anything here; ` +
      `send the request from a program, or from a page of '${shown(host)}'`
    );
  }

  /**
   * On an open port a page of a stranger may read what everybody may read. But what it makes its
   * victim's browser send to loopback must not change anything.
   */
  #mustKnowHost({ headers, changes, localAddress = '' }: GuardedRequest): boolean {
    if (this.#isLoopback) return true;
    return changes && isFromBrowser(headers) && isLoopbackAddress(localAddress);
  }

  #knows(host: string): boolean {
    const name = bareName(host);
    if (name === 'localhost' || name.endsWith('.localhost')) return true;
    return isLoopbackAddress(name) || this.#names.has(name);
  }
}

/** "Example.org:5050" and "[::1]:5050" without port, brackets and a last dot. */
function bareName(host: string): string {
  const text = host.trim().toLowerCase();
  const [, bracketed] = /^\[([^\]]*)\](?::\d*)?$/.exec(text) ?? [];
  if (bracketed !== undefined) return bracketed;
  // An IPv6 address of a flag has more than one colon and no port.
  const name = /^[^:]*:\d*$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** Browsers do not let pages write either header. `none` is the user's own doing. */
function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host = '' } = headers;
  return origin !== undefined && hostOfOrigin(origin) !== withoutUsualPort(host.toLowerCase());
}

/** Undefined for "null" and whatever else is no address of a page. */
function hostOfOrigin(origin: string): string | undefined {
  return URL.canParse(origin) ? withoutUsualPort(new URL(origin).host) || undefined : undefined;
}

function withoutUsualPort(host: string): string {
  return host.replace(/:(80|443)$/, '');
}

function shown(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?');
  return printable.length > longestShownText
    ? `${printable.slice(0, longestShownText)}...`
    : printable;
}
