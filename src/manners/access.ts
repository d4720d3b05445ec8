/**
 * The door of the endpoints: here, and nowhere else, a request gets its principal (or 401), and its
 * endpoint's slot is asked whether that principal may (or 403).
 */
import type { IncomingHttpHeaders } from 'node:http';
import { forbidden, text, type HttpRequest, type HttpResponse } from '../foundation/http/index.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Authenticator, RealmKind } from '../security/authentication.ts';
import {
  allowAll,
  findForbidden,
  type Authorization,
  type Authorizer,
} from '../security/authorization.ts';
import { noValue, type Principal } from '../security/principal.ts';
import type { Endpoint, EndpointRequest } from './endpoint.ts';

export interface Access {
  readonly authorizer: Authorizer;
  /** By the whole name of a realm; one without an authenticator asks nobody. */
  readonly authenticators: ReadonlyMap<string, Authenticator>;
}

export const openAccess: Access = { authorizer: allowAll, authenticators: new Map() };

interface Asking {
  readonly side: 'master' | 'agent';
  readonly kind: RealmKind;
  readonly headers: IncomingHttpHeaders;
}

/** A failure is the answer: 401 or 403. Undefined: nobody was asked. */
export function findPrincipal(
  { authenticators }: Access,
  { side, kind, headers }: Asking,
): Result<Principal | undefined, HttpResponse> {
  const realm = `mesos-${side}-${kind}`;
  const authenticator = authenticators.get(realm);
  if (authenticator === undefined) return ok(undefined);
  const said = authenticator.authenticate({ realm, headers });
  switch (said.kind) {
    case 'authenticated':
      if (side === 'master' && said.principal.value === undefined)
        return failure(forbidden(noValue));
      return ok(said.principal);
    case 'unauthenticated': {
      const challenge = said.challenges.join(', ');
      return failure(text(401, '401 Unauthorized.', [['WWW-Authenticate', challenge]]));
    }
    case 'forbidden':
      return failure(forbidden(said.why));
  }
}

export function findDenial(
  { authorizer }: Access,
  { options }: Endpoint,
  request: EndpointRequest,
): HttpResponse | undefined {
  const slot = slotFor(options.authorize, request);
  const forbids = findForbidden(authorizer, request.principal, slot, request);
  return forbids === undefined ? undefined : forbidden(forbids);
}

function slotFor(
  authorize: Endpoint['options']['authorize'],
  { method }: HttpRequest,
): Authorization<EndpointRequest> {
  // Methods without a slot do not come here: they are answered 405.
  return authorize.asked === undefined ? authorize[method]! : authorize;
}
