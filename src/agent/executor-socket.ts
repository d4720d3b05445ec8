/**
 * --http_executor_domain_sockets: executors speak to the agent over a socket in the file system, which
 * needs no network. The executor API is served there and, because executors launch containers, the
 * operator API; nothing else.
 *
 * The agent listens twice: where the operator wants it, and in a directory that has nothing but the
 * socket. That directory is mounted into containers with a root file system of their own: a socket that
 * is mounted itself is dead when the agent starts anew and makes another in its place.
 */
import { chmodSync, lstatSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { makeParentDirectory } from '../foundation/directories/own-directory.ts';
import { codeOf } from '../foundation/directories/held-directory.ts';
import { forbidden, HttpServer, type Action, type Routing } from '../foundation/http/index.ts';
import type { Log } from '../foundation/log.ts';
import { failure, ok, unwrap, type Result } from '../foundation/result.ts';
import type { ExecutorSocketPlaces } from './core/environment.ts';

/** Of the operating system, with the byte that ends the path. */
const pathBytes = 108;
/** As Mesos: whoever runs as anybody here may be an executor. */
const everybody = { readableAll: true, writableAll: true } as const;
/** An executor has two; more than that are dropped at once. */
const mostConnections = 4096;
const acceptBacklog = 4096;
const socketName = 'agent.sock';
const systemdPrefix = 'systemd:';
const switchName = '--http_executor_domain_sockets';

export interface SocketFlags {
  readonly http_executor_domain_sockets: boolean;
  readonly domain_socket_location?: string | undefined;
  readonly runtime_dir: string;
}

/** Undefined: the agent has no such socket. */
export function executorSocketPlaces(flags: SocketFlags): ExecutorSocketPlaces | undefined {
  if (!flags.http_executor_domain_sockets) return undefined;
  const runtimeDirectory = resolve(flags.runtime_dir);
  return {
    location: resolve(flags.domain_socket_location ?? join(runtimeDirectory, socketName)),
    inContainers: join(runtimeDirectory, 'agent-socket', socketName),
  };
}

/** For "EXIT with status 1: ...". */
export function findExecutorSocketFault(flags: SocketFlags): string | undefined {
  const { domain_socket_location: given } = flags;
  const places = executorSocketPlaces(flags);
  if (places === undefined) {
    if (given === undefined) return undefined;
    return `--domain_socket_location is for agents with ${switchName}; add that, or leave it out`;
  }
  if (given?.startsWith(systemdPrefix) === true) {
    return `Invalid value '${given}' for --domain_socket_location: this agent makes its socket itself and takes none of systemd; give a path`;
  }
  const long = [places.location, places.inContainers].find(
    (path) => Buffer.byteLength(path) >= pathBytes,
  );
  if (long === undefined) return undefined;
  const way =
    long === places.inContainers || given === undefined
      ? 'a shorter --runtime_dir'
      : 'another --domain_socket_location';
  return `The path '${long}' of the socket for executors must have less than ${pathBytes} characters; choose ${way}`;
}

export interface ExecutorSocketParts {
  readonly places: ExecutorSocketPlaces;
  readonly routing: Routing;
  /** "slave(1)" */
  readonly processId: string;
  readonly log: Log;
}

export class ExecutorSocket {
  readonly #http: HttpServer;
  readonly #servers: readonly Server[];

  private constructor(http: HttpServer, servers: readonly Server[]) {
    this.#http = http;
    this.#servers = servers;
  }

  /** @throws Error with a sentence for the operator */
  static async open(parts: ExecutorSocketParts): Promise<ExecutorSocket> {
    const { routing, processId, log } = parts;
    const { location, inContainers } = parts.places;
    unwrap(makeParentDirectory(location, '--domain_socket_location'));
    mkdirSync(dirname(inContainers), { recursive: true });
    chmodSync(dirname(inContainers), 0o755);
    const http = new HttpServer({ router: forExecutors(routing, processId), log });
    const servers: Server[] = [];
    for (const path of [location, inContainers]) {
      unwrap(await clearPlace(path));
      servers.push(await listen(http, path));
    }
    log.info(`Executors speak to the agent at '${location}'`);
    const closed = findClosedDirectory(location);
    if (closed !== undefined) {
      log.warning(
        `Only executors of the agent's own user can reach '${location}': others may not pass '${closed}'`,
      );
    }
    return new ExecutorSocket(http, servers);
  }

  async close(): Promise<void> {
    const closed = this.#servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    );
    await this.#http.close();
    await Promise.all(closed);
  }
}

/** @compat Both as they are written here, without the shorter names that they have elsewhere. */
function forExecutors(routing: Routing, processId: string): Routing {
  const served = new Set([`/${processId}/api/v1/executor`, `/${processId}/api/v1`]);
  return {
    find: (asked): Action => {
      const { path } = asked.target;
      if (served.has(path)) return routing.find(asked);
      const answer = forbidden(
        `'${path}' is not for executors; this socket serves ${[...served].join(' and ')}`,
      );
      return { kind: 'refused', changes: false, answer };
    },
  };
}

function listen(http: HttpServer, path: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => http.accept(socket));
  server.maxConnections = mostConnections;
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`Failed to listen on the socket for executors: ${error.message}`));
    });
    server.listen({ path, backlog: acceptBacklog, ...everybody }, () => resolve(server));
  });
}

/** What an agent that was killed has left; anything else stays. */
async function clearPlace(path: string): Promise<Result<void>> {
  const kept = (why: string): Result<never> =>
    failure(
      `Failed to make the socket '${path}' for executors: ${why}; remove it, or choose another --domain_socket_location`,
    );
  try {
    if (!lstatSync(path).isSocket()) return kept('there is something else of that name');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ok(undefined);
    return kept((error as Error).message);
  }
  if (await isServed(path)) return kept('another process listens there');
  unlinkSync(path);
  return ok(undefined);
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const answer = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}

/** Above the socket, the nearest to the root that others may not pass. */
function findClosedDirectory(path: string): string | undefined {
  const above: string[] = [];
  for (let at = dirname(path); ; at = dirname(at)) {
    above.unshift(at);
    if (at === dirname(at)) break;
  }
  const othersPass = 0o001;
  return above.find((directory) => (statSync(directory).mode & othersPass) === 0);
}
