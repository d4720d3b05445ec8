/**
 * An endpoint of master or agent, as Mesos has them: a path with its process ("/master/state"), and
 * a handler that also hears what followed the path.
 */
import type {
  HttpRequest,
  HttpResponse,
  RouteTraits,
  WebSocketLink,
} from '../foundation/http/index.ts';
import type { RealmKind } from '../security/authentication.ts';
import type { Authorization } from '../security/authorization.ts';

export interface EndpointRequest extends HttpRequest {
  /** The endpoint that matched, with its process: "/master/state" even when "/state" was asked. */
  readonly route: string;
  /** What follows it in the decoded path: "" or "/..." ("/role" for "/quota/role"). */
  readonly rest: string;
  /** As asked but with its process, still encoded; redirects keep it. */
  readonly target: string;
}

export type EndpointHandler = (request: EndpointRequest) => HttpResponse | Promise<HttpResponse>;

export interface EndpointOptions extends RouteTraits {
  /** Whose credentials count here; 'open': nobody is asked for any. */
  readonly realm: RealmKind | 'open';
  /**
   * Which actions of Mesos it is; the router asks before the handler has the request. Where methods
   * differ, it is told for each of `methods`.
   */
  readonly authorize: EndpointAuthorization;
  /** One sentence for /help, which lists no endpoint without. */
  readonly summary?: string;
  /** Others are answered 405, HEAD too. Absent: any method, as on Mesos' older endpoints. */
  readonly methods?: readonly string[];
  /**
   * An answer in place of the handler's, before method and body are looked at: this process does not
   * serve the endpoint now. `target` is that of the request.
   */
  readonly guard?: (target: string) => HttpResponse | undefined;
  /**
   * It is a WebSocket, which is opened when its reader was admitted like that of any request. Who asks
   * without an upgrade has the handler.
   */
  readonly upgrade?: (socket: WebSocketLink, request: EndpointRequest) => void;
  /**
   * May the path go on below the endpoint? 'any' (default): yes, it is cut off. 'slash': only by a
   * trailing slash. 'none': not at all.
   */
  readonly below?: 'any' | 'slash' | 'none';
}

export type EndpointAuthorization =
  | Authorization<EndpointRequest>
  | { readonly [method: string]: Authorization<EndpointRequest>; readonly asked?: never };

export interface Endpoint {
  /** "/master/state" */
  readonly path: string;
  readonly handler: EndpointHandler;
  readonly options: EndpointOptions;
}

/** "UPDATE_WEIGHT", "each VIEW_ROLE", "nobody", or one of them for each method. */
export function actionsOf({ options: { authorize } }: Endpoint): string {
  if (authorize.asked !== undefined) return textOf(authorize);
  return Object.entries(authorize)
    .map(([method, slot]) => `${method} ${textOf(slot!)}`)
    .join(', ');
}

function textOf(slot: Authorization<never>): string {
  if (slot.asked === 'nobody') return 'nobody';
  const actions = slot.actions.join(' ');
  if (slot.asked === 'for each') return `each ${actions}`;
  const then = slot.thenForEach ?? [];
  return then.length === 0 ? actions : `${actions}, then each ${then.join(' ')}`;
}
