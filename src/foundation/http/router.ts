/**
 * Routes of a program: a method, a pattern of paths ("/v2/apps/:id", "/files/*path", "/v2/apps/*id/tasks") and a handler
 * that gets the parameters by name, with types. The path alone chooses the route, then the method:
 * an unknown path is 404, a known one with another method 405 with `Allow`. Who serves GET serves
 * HEAD.
 *
 * A place may be a WebSocket too: `onUpgrade`. Who asks for it without an upgrade is answered 426.
 *
 * A path is taken apart before it is decoded, so that "%2F" is a slash in a parameter and never one
 * between parts. Names are exact: neither case nor a slash at the end is forgiven.
 */
import { assert } from '../result.ts';
import { methodNotAllowed, notFound } from './errors.ts';
import type { HttpRequest } from './request.ts';
import { type HttpResponse, source, text } from './response.ts';
import { type Found, RouteTable } from './route-table.ts';
import {
  type Action,
  type Admission,
  type Asked,
  type RouteTraits,
  type Routing,
  traitsFor,
  type Upgrade,
} from './routing.ts';
import type { WebSocketLink } from './web-socket.ts';

type NameOf<Part extends string> = Part extends `:${infer Name}` | `*${infer Name}` ? Name : never;

/** "id" | "file" for "/apps/:id/*file". */
export type ParameterNames<Pattern extends string> = Pattern extends `${infer Part}/${infer Rest}`
  ? NameOf<Part> | ParameterNames<Rest>
  : NameOf<Pattern>;

export interface RoutedRequest<Name extends string = string> extends HttpRequest {
  /**
   * Decoded. A rest has no slash in front: "a/b" of "/files/a/b", "" of "/files" and "/files/", "/a"
   * of "/files//a".
   */
  readonly parameters: Readonly<Record<Name, string>>;
}

export type Handler<Name extends string = string> = (
  request: RoutedRequest<Name>,
) => HttpResponse | Promise<HttpResponse>;

export interface UpgradeRoute<Name extends string = string> {
  /** Who may open it. */
  readonly admit: (request: RoutedRequest<Name>) => Admission | Promise<Admission>;
  readonly open: (socket: WebSocketLink, request: RoutedRequest<Name>) => void;
}

interface Route {
  readonly handler: Handler;
  readonly traits: RouteTraits;
}

/** All that is served at one pattern. */
interface Place {
  readonly pattern: string;
  readonly restName: string | undefined;
  readonly routes: Map<string, Route>;
  upgrade: UpgradeRoute | undefined;
}

export class Router implements Routing {
  readonly #places = new RouteTable<Place>();

  /** `method` is in capitals. */
  on<Pattern extends string>(
    method: string,
    pattern: Pattern,
    handler: Handler<ParameterNames<Pattern>>,
    traits: RouteTraits = {},
  ): void {
    const { routes } = this.#placeOf(pattern);
    assert(!routes.has(method), `the route '${method} ${pattern}' is registered once`);
    routes.set(method, { handler: handler as Handler, traits });
  }

  onUpgrade<Pattern extends string>(
    pattern: Pattern,
    route: UpgradeRoute<ParameterNames<Pattern>>,
  ): void {
    const place = this.#placeOf(pattern);
    assert(place.upgrade === undefined, `the WebSocket '${pattern}' is registered once`);
    place.upgrade = route as UpgradeRoute;
  }

  findUpgrade({ target }: Asked): Upgrade | undefined {
    const found = this.#places.find(target.rawPath, decodeURIComponent);
    const upgrade = found?.value.upgrade;
    if (found === undefined || upgrade === undefined) return undefined;
    const parameters = withBareRest(found);
    return {
      admit: (request) => upgrade.admit({ ...request, parameters }),
      open: (socket, request) => upgrade.open(socket, { ...request, parameters }),
    };
  }

  find(asked: Asked): Action {
    const found = this.#places.find(asked.target.rawPath, decodeURIComponent);
    if (found === undefined) return { kind: 'refused', answer: notFound(), changes: false };
    const { routes } = found.value;
    const isHead = asked.method === 'HEAD' && !routes.has('HEAD');
    const route = routes.get(isHead ? 'GET' : asked.method);
    if (route === undefined) {
      return { kind: 'refused', answer: refusalOf(found.value, asked.method), changes: false };
    }
    const parameters = withBareRest(found);
    const handle = (request: HttpRequest): HttpResponse | Promise<HttpResponse> =>
      route.handler({ ...request, parameters });
    return {
      kind: 'served',
      ...traitsFor(route.traits, asked),
      handle: isHead ? async (request) => headOf(await handle(request)) : handle,
    };
  }

  #placeOf(pattern: string): Place {
    const known = this.#places.get(pattern);
    if (known !== undefined) {
      const rule = `'${pattern}' and '${known.pattern}' name their parameters alike`;
      assert(known.pattern === pattern, rule);
      return known;
    }
    const restName = /\/\*(\w+)/.exec(pattern)?.[1];
    const place = { pattern, restName, routes: new Map<string, Route>(), upgrade: undefined };
    this.#places.add(pattern, place);
    return place;
  }
}

function refusalOf({ routes, upgrade }: Place, method: string): HttpResponse {
  if (upgrade === undefined) return methodNotAllowed(allowedOf(routes), method);
  if (method !== 'GET')
    return methodNotAllowed([...new Set(['GET', ...allowedOf(routes)])], method);
  return text(426, 'This is a WebSocket; ask with an upgrade', [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
  ]);
}

function allowedOf(methods: ReadonlyMap<string, unknown>): string[] {
  const names = [...methods.keys()];
  return methods.has('GET') && !methods.has('HEAD') ? [...names, 'HEAD'] : names;
}

function withBareRest({ value, parameters }: Found<Place>): Readonly<Record<string, string>> {
  const { restName } = value;
  if (restName === undefined) return parameters;
  return { ...parameters, [restName]: parameters[restName]!.slice(1) };
}

/** Bodies are left out below us, but a stream must not be opened for somebody who wants none. */
function headOf(answer: HttpResponse): HttpResponse {
  if (answer.kind !== 'events') return answer;
  return source(answer.contentType, [], { headers: answer.headers });
}
