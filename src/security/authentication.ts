/**
 * Who are they? Every endpoint belongs to a realm of Mesos, and for each realm there may be an
 * authenticator that makes a principal of a request's credentials, or refuses it. A realm without one
 * asks nobody: its requests have no principal. That is every realm, until there are credentials.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Principal } from './principal.ts';

/** The part of a realm's name that tells endpoints apart: "mesos-master-readonly". */
export type RealmKind = 'readonly' | 'readwrite' | 'scheduler' | 'executor' | 'resource-provider';

export type Authentication =
  | { readonly kind: 'authenticated'; readonly principal: Principal }
  /** 401; each challenge is a value of WWW-Authenticate, like `Basic realm="mesos-master-readonly"`. */
  | { readonly kind: 'unauthenticated'; readonly challenges: readonly [string, ...string[]] }
  /** 403: known, and not wanted here. */
  | { readonly kind: 'forbidden'; readonly why: string };

export interface Credentials {
  /** The whole name: "mesos-agent-readwrite". */
  readonly realm: string;
  readonly headers: IncomingHttpHeaders;
}

/** Answers at once, before the body of the request is read. */
export interface Authenticator {
  authenticate(credentials: Credentials): Authentication;
}
