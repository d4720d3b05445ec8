/**
 * The seam between the server and what a program serves: for each request the server asks which
 * action it means, and knows nothing of paths, methods or manners itself. `Router` is the usual
 * answer; a program with customs of its own brings another.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Result } from '../result.ts';
import type { HttpPrincipal, HttpRequest } from './request.ts';
import type { HttpResponse } from './response.ts';
import type { Target } from './target.ts';
import type { WebSocketLink } from './web-socket.ts';

/** What is known of a request before its body is read. */
export interface Asked {
  readonly method: string;
  readonly target: Target;
  readonly headers: IncomingHttpHeaders;
}

/**
 * `changes`: something changes by it whatever its method says, so pages of other sites may not ask
 * for it. Refusals say so too: what a stranger may not ask for is refused as such.
 */
export type Action =
  /** Answered without the body being looked at. */
  | { readonly kind: 'refused'; readonly changes: boolean; readonly answer: HttpResponse }
  | {
      readonly kind: 'served';
      readonly changes: boolean;
      /** The handler wants `bodyStream`. */
      readonly streamsBody: boolean;
      readonly handle: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;
    };

/** What a request becomes that asks to be a WebSocket. */
export interface Upgrade {
  /** Who asks, and may they: a failure is the answer (401, 403), and nothing is opened. */
  admit(request: HttpRequest): Admission | Promise<Admission>;
  /** The request has the principal that it was admitted with. */
  open(socket: WebSocketLink, request: HttpRequest): void;
}

export type Admission = Result<HttpPrincipal | undefined, HttpResponse>;

export interface Routing {
  /** Unknown paths and methods are refusals: there is an action for every request. */
  find(asked: Asked): Action;
  /** Undefined: there is no WebSocket here. Absent: nowhere. */
  findUpgrade?(asked: Asked): Upgrade | undefined;
}

/** What a route says of the requests that reach it. */
export interface RouteTraits {
  /** True when a GET with this query changes something: pages of other sites may not ask for it. */
  readonly changes?: (query: ReadonlyMap<string, string>) => boolean;
  /** True when the handler wants `bodyStream` for a request with these headers. */
  readonly streamsBody?: (headers: IncomingHttpHeaders) => boolean;
}

/** The two answers of a route to a request that found it. */
export function traitsFor(
  { changes, streamsBody }: RouteTraits,
  { target, headers }: Asked,
): { readonly changes: boolean; readonly streamsBody: boolean } {
  return {
    changes: changes?.(target.query) === true,
    streamsBody: streamsBody?.(headers) === true,
  };
}
