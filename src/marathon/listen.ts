/** Where Marathon is listened to: HTTP, unless --disable_http, and HTTPS where there is a keystore. */
import { hostname as machineName } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { hostPortText } from '../foundation/host-port.ts';
import { type HostRule, isLoopbackAddress } from '../foundation/http/browser-guard.ts';
import type { Log } from '../foundation/log.ts';
import { ok, type Result } from '../foundation/result.ts';
import { exitCodes } from './exit-codes.ts';
import type { MarathonFlags } from './flags/table.ts';
import type { HttpMetrics } from './metrics/http-metrics.ts';
import type { Api } from './rest/api.ts';
import type { EventHub } from './rest/events/hub.ts';
import type { GuardOptions } from './rest/guard.ts';
import { readKeystore, type Keystore } from './rest/https.ts';
import { LeaderProxy } from './rest/leader-proxy.ts';
import { findPagesDirectory } from './pages-directory.ts';
import { makeServer, type RestParts } from './rest/server.ts';

interface ListenParts {
  readonly hostname: string;
  readonly log: Log;
  readonly events: EventHub;
  readonly metrics: HttpMetrics;
  readonly api: () => Api | undefined;
}

interface Listening {
  readonly proxy: LeaderProxy;
  /** Of this one, for others. */
  readonly url: string;
  /** Of `url`. */
  readonly port: number;
  readonly servers: readonly FastifyInstance[];
}

/** Why it cannot start, and what the process ends with because of it. */
export class StartFault extends Error {
  readonly status: number;

  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/** @throws StartFault with a sentence for the operator */
export async function listen(values: MarathonFlags, parts: ListenParts): Promise<Listening> {
  const { hostname, log, events, metrics, api } = parts;
  const found = keystoreOf(values);
  if (!found.ok) throw new StartFault(exitCodes.badFlag, found.error);
  const keystore = found.value;
  const scheme = values.disable_http ? 'https' : 'http';
  const own = { url: '', port: 0 };
  const proxy = new LeaderProxy({
    own: () => hostPortText(hostname, own.port),
    connectTimeoutMs: values.leader_proxy_connection_timeout,
    readTimeoutMs: values.leader_proxy_read_timeout,
    mostConnections: values.leader_proxy_max_open_connections,
    https:
      values.disable_http && keystore !== undefined
        ? { ...keystore, ignoresHostname: values.leader_proxy_ssl_ignore_hostname }
        : undefined,
    log,
  });
  const rest: Omit<RestParts, 'guard'> = {
    log,
    events,
    metrics,
    api,
    compresses: values.http_compression,
    forward: (request, reply) => proxy.forward(request, reply),
    leaderUrl: () => own.url,
    pagesDirectory: findPagesDirectory(),
  };
  const servers: FastifyInstance[] = [];
  const names = [hostname, machineName(), ...(values.known_hosts ?? [])];
  const open = async (host: string, port: number, used?: Keystore): Promise<number> => {
    const hosts = { isLoopback: isLoopbackAddress(host), names: [host, ...names] };
    const server = makeServer({ ...rest, guard: guardOf(values, hosts) }, used);
    servers.push(server);
    await bind(server, host, port);
    const [address] = server.addresses();
    return typeof address === 'object' ? address.port : port;
  };
  const ports = {
    http: values.disable_http ? undefined : await open(values.http_address, values.http_port),
    https:
      keystore === undefined
        ? undefined
        : await open(values.https_address, values.https_port, keystore),
  };
  own.port = ports.http ?? ports.https ?? 0;
  own.url = `${scheme}://${hostPortText(hostname, own.port)}`;
  return { proxy, url: own.url, port: own.port, servers };
}

const guardOf = (values: MarathonFlags, hosts: HostRule): GuardOptions => ({
  credentials: values.http_credentials,
  realm: values.http_realm,
  allowedOrigins: values.access_control_allow_origin ?? [],
  hosts,
  mostConcurrentRequests: values.http_max_concurrent_requests,
});

function keystoreOf(values: MarathonFlags): Result<Keystore | undefined> {
  const { ssl_keystore_path: path, ssl_keystore_password: password } = values;
  return path === undefined || password === undefined
    ? ok(undefined)
    : readKeystore(path, password);
}

async function bind(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another process uses that port' : message;
    throw new StartFault(
      exitCodes.notBound,
      `Failed to listen on ${hostPortText(host, port)}: ${why}`,
    );
  }
}
