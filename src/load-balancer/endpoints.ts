/**
 * What HAProxy passes on to us from its port of statistics: what the original did in Lua inside of
 * HAProxy, and what we tell of ourselves. Served at a socket in our directory, which is at the same
 * time what tells another marathon-lb that this directory is in use.
 */
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { bytes, HttpServer, json, Router, type HttpResponse } from '../foundation/http/index.ts';
import type { Log } from '../foundation/log.ts';
import { failure, ok, type Result } from '../foundation/result.ts';
import type { Problem } from './problem.ts';

interface EndpointParts {
  /** The file, as HAProxy has it; undefined when there is none yet. */
  readonly configuration: () => Promise<string | undefined>;
  /** `domain2backend.map` and `app2backend.map`. */
  readonly map: (name: string) => Promise<string>;
  readonly pids: () => readonly number[];
  readonly problems: () => readonly Problem[];
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly askForAll: () => void;
  readonly reload: () => void;
}

/** A page of another site must not make a browser ask for it. */
const signals = { changes: () => true };

export function endpoints(parts: EndpointParts): Router {
  const router = new Router();
  const get = (path: string, answer: () => HttpResponse | Promise<HttpResponse>): void =>
    router.on('GET', path, answer);
  get('/_haproxy_getconfig', async () => plain((await parts.configuration()) ?? ''));
  get('/_haproxy_getvhostmap', async () => plain(await parts.map('domain2backend.map')));
  get('/_haproxy_getappmap', async () => plain(await parts.map('app2backend.map')));
  get('/_haproxy_getpids', () => plain(parts.pids().join(' ')));
  get('/_mlb/problems', () => json(JSON.stringify({ problems: parts.problems() })));
  get('/_mlb/metrics', async () => {
    const metrics = await parts.metrics();
    return bytes(metrics.contentType, metrics.text);
  });
  const signal = (name: string, word: string, act: () => void): void =>
    router.on(
      'GET',
      `/_mlb_signal/${word}`,
      () => {
        act();
        return plain(`Sent ${name} signal to marathon-lb`);
      },
      signals,
    );
  signal('SIGHUP', 'hup', parts.askForAll);
  signal('SIGUSR1', 'usr1', parts.reload);
  return router;
}

function plain(body: string): HttpResponse {
  return bytes('text/plain', body);
}

interface RunningEndpoints {
  close(): Promise<void>;
}

/** Longer ones cannot be bound. */
const longestSocketPath = 107;

export async function serveEndpoints(
  path: string,
  router: Router,
  log: Log,
): Promise<Result<RunningEndpoints>> {
  if (Buffer.byteLength(path) > longestSocketPath) {
    return failure(`The path ${path} is too long for a socket; choose a shorter --haproxy-config`);
  }
  if (await isServed(path)) {
    return failure(`Another marathon-lb uses this --haproxy-config: it serves ${path}`);
  }
  rmSync(path, { force: true });
  const http = new HttpServer({ router, log });
  const server = createServer({ allowHalfOpen: true }, (socket) => void http.accept(socket));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ path, readableAll: false }, resolve);
    });
  } catch (error) {
    return failure(`Failed to listen on ${path}: ${(error as Error).message}`);
  }
  return ok({ close: () => close(server, http, path) });
}

async function close(server: Server, http: HttpServer, path: string): Promise<void> {
  server.close();
  await http.close();
  rmSync(path, { force: true });
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
