/**
 * Which handler answers a path? Routes are registered with their process ("/master/state"). A path
 * whose first part is no known process belongs to the delegate ("/state" is "/master/state" on a
 * master). Then last parts are cut until a route matches, so that "/api/v1/operator" reaches
 * "/api/v1"; a route can refuse to be reached that way.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';
import { assert } from '../result.ts';

export type Handler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

export interface RouteOptions {
  /** One sentence for /help, which lists no route without. */
  readonly summary?: string;
  /** Others are answered 405. Absent: any method, as on Mesos' older endpoints. */
  readonly methods?: readonly string[];
  /**
   * May the path go on below the route? 'any' (default): yes, it is cut off. 'slash': only by a
   * trailing slash. 'none': not at all.
   */
  readonly below?: 'any' | 'slash' | 'none';
  /** True when a GET with this query changes something: pages of other sites may not ask for it. */
  readonly changes?: (query: ReadonlyMap<string, string>) => boolean;
  /** True when the handler wants `bodyStream` for a request with these headers. */
  readonly streamsBody?: (headers: IncomingHttpHeaders) => boolean;
}

export interface Route {
  /** "/master/state" */
  readonly path: string;
  readonly handler: Handler;
  readonly options: RouteOptions;
}

export interface Match {
  readonly route: Route;
  /** What was cut off: "" or "/...". */
  readonly rest: string;
  /** What the delegate put before the path: "" or "/master". */
  readonly prefix: string;
}

/** @compat names of endpoints before Mesos 1.0, which clients still ask for. */
const oldSuffix = '.json';

export class Router {
  readonly #delegate: string;
  readonly #routes = new Map<string, Route>();
  readonly #processes = new Set<string>();
  /** Of all routes, with the old suffix: nothing longer can match. */
  #longestPath = 0;

  /** `delegate` is the process of paths that name none: "master" or "slave(1)". */
  constructor(delegate: string) {
    this.#delegate = delegate;
    this.#processes.add(delegate);
  }

  /** `path` is "/process" or "/process/more", without a trailing slash. */
  register(path: string, handler: Handler, options: RouteOptions = {}): void {
    assert(/^\/[^/]+(\/[^/]+)*$/.test(path), `'${path}' is a route with its process`);
    assert(!this.#routes.has(path), `the route '${path}' is registered once`);
    this.#routes.set(path, { path, handler, options });
    this.#processes.add(path.split('/')[1]!);
    this.#longestPath = Math.max(this.#longestPath, path.length + oldSuffix.length);
  }

  get routes(): readonly Route[] {
    return [...this.#routes.values()];
  }

  find(path: string): Match | undefined {
    const prefix = this.#processes.has(path.split('/')[1] ?? '') ? '' : `/${this.#delegate}`;
    const full = prefix + path;
    // Longer prefixes match nothing, and looking them up would make long paths costly.
    const isLong = full.length > this.#longestPath;
    const longestEnd = isLong ? full.lastIndexOf('/', this.#longestPath) : full.length;
    for (let end = longestEnd; end > 0; end = full.lastIndexOf('/', end - 1)) {
      const route = this.#findRoute(full.slice(0, end));
      if (route === undefined) continue;
      const rest = full.slice(end);
      return allowsBelow(route, rest) ? { route, rest, prefix } : undefined;
    }
    return undefined;
  }

  #findRoute(path: string): Route | undefined {
    const route = this.#routes.get(path);
    if (route !== undefined || !path.endsWith(oldSuffix)) return route;
    return this.#routes.get(path.slice(0, -oldSuffix.length));
  }
}

function allowsBelow(route: Route, rest: string): boolean {
  const below = route.options.below ?? 'any';
  return rest === '' || below === 'any' || (below === 'slash' && rest === '/');
}
