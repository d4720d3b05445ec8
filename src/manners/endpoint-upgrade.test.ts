/** Endpoints that are WebSockets: who is let in is decided before anything is opened. */
import { describe, expect, it } from 'vitest';
import {
  empty,
  type Routing,
  text,
  type Upgrade,
  type WebSocketLink,
} from '../foundation/http/index.ts';
import { parseTarget } from '../foundation/http/target.ts';
import type { Authenticator } from '../security/authentication.ts';
import { once } from '../security/authorization.ts';
import type { EndpointRequest } from './endpoint.ts';
import { EndpointRouter } from './endpoint-router.ts';
import { behindFirewall, parseFirewall } from './firewall.ts';

const challenges = ['Basic realm="mesos-master-readwrite"'] as const;
const pretend: Authenticator = {
  authenticate: ({ headers: { authorization } }) =>
    authorization === undefined
      ? { kind: 'unauthenticated', challenges }
      : {
          kind: 'authenticated',
          principal: { value: authorization, claims: new Map<string, string>() },
        },
};

class Door {
  isLeading = true;
  readonly opened: EndpointRequest[] = [];
  readonly router = new EndpointRouter('master', {
    authorizer: { allows: (principal) => principal?.value === 'ops' },
    authenticators: new Map([['mesos-master-readwrite', pretend]]),
  });

  constructor() {
    this.router.register('/master/terminal', () => text(426, 'upgrade'), {
      realm: 'readwrite',
      authorize: once('LAUNCH_NESTED_CONTAINER_SESSION'),
      methods: ['GET'],
      guard: () => (this.isLeading ? undefined : empty(307)),
      upgrade: (_socket, request) => this.opened.push(request),
    });
    this.router.register('/master/state', () => empty(), {
      realm: 'readwrite',
      authorize: once('VIEW_FLAGS'),
    });
  }

  find(path: string, routing: Routing = this.router): Upgrade | undefined {
    const target = parseTarget(path);
    if (!target.ok) throw new Error('no target');
    return routing.findUpgrade?.({ method: 'GET', target: target.value, headers: this.headers });
  }

  headers: Record<string, string> = { authorization: 'ops' };
}

function requestOf(path: string): EndpointRequest {
  return {
    method: 'GET',
    target: path,
    headers: {},
    query: new Map(),
  } as unknown as EndpointRequest;
}

async function statusOf(upgrade: Upgrade): Promise<number | undefined> {
  const admitted = await upgrade.admit(requestOf('/terminal/f/t'));
  return admitted.ok ? undefined : 'status' in admitted.error ? admitted.error.status : -1;
}

describe('a WebSocket of a process', () => {
  it('is opened for whoever may, who hears what followed its name', async () => {
    const door = new Door();
    const upgrade = door.find('/terminal/f/t')!;
    expect(await statusOf(upgrade)).toBeUndefined();
    upgrade.open({} as WebSocketLink, requestOf('/terminal/f/t'));
    expect(door.opened).toMatchObject([{ route: '/master/terminal', rest: '/f/t' }]);
  });

  it('asks who it is, and whether they may', async () => {
    const door = new Door();
    door.headers = {};
    expect(await statusOf(door.find('/terminal/f/t')!)).toBe(401);
    door.headers = { authorization: 'somebody' };
    expect(await statusOf(door.find('/terminal/f/t')!)).toBe(403);
  });

  it('is not there while the process does not serve it', async () => {
    const door = new Door();
    door.isLeading = false;
    expect(await statusOf(door.find('/terminal/f/t')!)).toBe(307);
  });

  it('is nowhere else', () => {
    const door = new Door();
    expect(door.find('/state')).toBeUndefined();
    expect(door.find('/nosuch')).toBeUndefined();
  });

  it('can be switched off', () => {
    const door = new Door();
    const rules = parseFirewall({ disabled_endpoints: { paths: ['/terminal/f/t'] } });
    if (!rules.ok) throw new Error(rules.error);
    const routing = behindFirewall(door.router, rules.value);
    expect(door.find('/terminal/f/t', routing)).toBeUndefined();
    expect(door.find('/terminal/f/u', routing)).toBeDefined();
  });
});
