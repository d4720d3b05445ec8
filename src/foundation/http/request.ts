/**
 * A request as handlers see it: decoded, its body whole in memory (or a stream where the
 * route asks for one). Header names are lower case.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Who asks, as its credentials say. */
export interface HttpPrincipal {
  /** The name of a credential; a token has claims instead. */
  readonly value?: string;
  readonly claims: ReadonlyMap<string, string>;
}

export interface HttpRequest {
  readonly method: string;
  /** Path and query as asked, still encoded. */
  readonly target: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  /** Empty when the route reads its body as a stream. */
  readonly body: Uint8Array;
  /** Only for routes with `streamsBody`; ends early (throws) when the client goes. */
  readonly bodyStream?: AsyncIterable<Uint8Array>;
  /** Absent: nobody was asked for credentials. */
  readonly principal?: HttpPrincipal;
  /** "127.0.0.1:40000", for the log. */
  readonly peer: string;
  /** Calls back once when the connection is lost before the answer is complete. */
  onAborted(callback: () => void): void;
}

/** A header that came once or more often, as one string. */
export function findHeader(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}
