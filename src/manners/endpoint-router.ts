/**
 * Mesos' manners on HTTP, for master and agent: which endpoint answers a path, and what is refused.
 * Endpoints are registered with their process ("/master/state"). A path whose first part is no known
 * process belongs to the delegate ("/state" is "/master/state" on a master). The longest endpoint
 * that a path begins with has it, so that "/api/v1/operator" reaches "/api/v1"; an endpoint can
 * refuse to be reached that way. Who asks is found out before anything else is told of an endpoint,
 * and whether they may before its handler has the request (access.ts).
 */
import {
  type Action,
  type Asked,
  type HttpRequest,
  type HttpResponse,
  type Routing,
  type Upgrade,
  RouteTable,
  badRequest,
  methodNotAllowed,
  notFound,
  traitsFor,
} from '../foundation/http/index.ts';
import { assert, failure, ok, type Result } from '../foundation/result.ts';
import type { Principal } from '../security/principal.ts';
import { type Access, findDenial, findPrincipal, openAccess } from './access.ts';
import type { Endpoint, EndpointHandler, EndpointOptions, EndpointRequest } from './endpoint.ts';
import { callbackRule, isCallbackName, wrapInCallback } from './jsonp.ts';
import { tidyPath } from './tidy-path.ts';

export interface Match {
  readonly route: Endpoint;
  /** What was cut off: "" or "/...". */
  readonly rest: string;
  /** What the delegate put before the path: "" or "/master". */
  readonly prefix: string;
}

/** @compat names of endpoints before Mesos 1.0, which clients still ask for. */
const oldSuffix = '.json';

export class EndpointRouter implements Routing {
  readonly #delegate: string;
  readonly #access: Access;
  readonly #endpoints: Endpoint[] = [];
  /** Each endpoint is there under its old name too. */
  readonly #table = new RouteTable<Endpoint>();
  readonly #processes = new Set<string>();

  /** `delegate` is the process of paths that name none: "master" or "slave(1)". */
  constructor(delegate: string, access: Access = openAccess) {
    this.#delegate = delegate;
    this.#access = access;
    this.#processes.add(delegate);
  }

  /** `path` is "/process" or "/process/more", without a trailing slash. */
  register(path: string, handler: EndpointHandler, options: EndpointOptions): void {
    assert(/^\/[^/]+(\/[^/]+)*$/.test(path), `'${path}' is an endpoint with its process`);
    assert(coversMethods(options), `'${path}' has a slot of authorization for each method`);
    const endpoint = { path, handler, options };
    for (const name of [path, path + oldSuffix]) this.#table.add(`${name}/*rest`, endpoint);
    this.#endpoints.push(endpoint);
    this.#processes.add(path.split('/')[1]!);
  }

  get routes(): readonly Endpoint[] {
    return this.#endpoints;
  }

  /** `given` is decoded. */
  match(given: string): Match | undefined {
    const path = tidyPath(given);
    const prefix = this.#processes.has(firstPart(path)) ? '' : `/${this.#delegate}`;
    const found = this.#table.find(prefix + path);
    if (found === undefined) return undefined;
    const rest = found.parameters['rest']!;
    return allowsBelow(found.value, rest) ? { route: found.value, rest, prefix } : undefined;
  }

  find(asked: Asked): Action {
    const match = this.match(asked.target.path);
    const traits = traitsFor(match?.route.options ?? {}, asked);
    const jsonp = asked.target.query.get('jsonp') ?? '';
    const principal = this.#findPrincipal(asked, match);
    const answer = principal.ok ? findRefusal(asked, jsonp, match) : principal.error;
    if (answer !== undefined) return { kind: 'refused', answer, changes: traits.changes };
    const handle = (request: HttpRequest): HttpResponse | Promise<HttpResponse> =>
      this.#callEndpoint(match!, request, principal.ok ? principal.value : undefined);
    return {
      kind: 'served',
      ...traits,
      handle:
        jsonp === '' ? handle : async (request) => wrapInCallback(await handle(request), jsonp),
    };
  }

  findUpgrade(asked: Asked): Upgrade | undefined {
    const match = this.match(asked.target.path);
    const open = match?.route.options.upgrade;
    if (match === undefined || open === undefined) return undefined;
    return {
      admit: (request) => {
        const refusal = findRefusal(asked, '', match);
        if (refusal !== undefined) return failure(refusal);
        const principal = this.#findPrincipal(asked, match);
        if (!principal.ok) return principal;
        const denial = findDenial(
          this.#access,
          match.route,
          known(match, request, principal.value),
        );
        return denial === undefined ? principal : failure(denial);
      },
      open: (socket, request) => open(socket, known(match, request, request.principal)),
    };
  }

  #findPrincipal(
    { headers }: Asked,
    match: Match | undefined,
  ): Result<Principal | undefined, HttpResponse> {
    const kind = match?.route.options.realm ?? 'open';
    if (kind === 'open') return ok(undefined);
    const side = this.#delegate === 'master' ? 'master' : 'agent';
    return findPrincipal(this.#access, { side, kind, headers });
  }

  #callEndpoint(
    match: Match,
    given: HttpRequest,
    principal: Principal | undefined,
  ): HttpResponse | Promise<HttpResponse> {
    const { route } = match;
    const request = known(match, given, principal);
    return findDenial(this.#access, route, request) ?? route.handler(request);
  }
}

function known(
  { route, rest, prefix }: Match,
  given: HttpRequest,
  principal: Principal | undefined,
): EndpointRequest {
  const asked: EndpointRequest = {
    ...given,
    route: route.path,
    rest,
    target: prefix + given.target,
  };
  return principal === undefined ? asked : { ...asked, principal };
}

/** Slots that differ by method are there for all methods that there are, and for no others. */
function coversMethods({ authorize, methods }: EndpointOptions): boolean {
  if (authorize.asked !== undefined) return true;
  return Object.keys(authorize).toSorted().join() === methods?.toSorted().join();
}

function firstPart(path: string): string {
  const end = path.indexOf('/', 1);
  return path.slice(1, end < 0 ? path.length : end);
}

function allowsBelow(endpoint: Endpoint, rest: string): boolean {
  const below = endpoint.options.below ?? 'any';
  return rest === '' || below === 'any' || (below === 'slash' && rest === '/');
}

function findRefusal(
  { method, target }: Asked,
  jsonp: string,
  match: Match | undefined,
): HttpResponse | undefined {
  if (jsonp !== '' && !isCallbackName(jsonp)) return badRequest(callbackRule);
  if (match === undefined) return notFound();
  const { methods, guard } = match.route.options;
  const elsewhere = guard?.(match.prefix + target.rawPath + target.rawQuery);
  if (elsewhere !== undefined) return elsewhere;
  return methods?.includes(method) === false ? methodNotAllowed(methods, method) : undefined;
}
