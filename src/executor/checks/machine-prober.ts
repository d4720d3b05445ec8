/**
 * Checks over the network of the machine, or over that of a container that has its own: then a process
 * in there does the same (namespace-probe.ts). Like curl in Mesos' executors: redirects are followed,
 * certificates are not verified (a task's own endpoint is rarely on a name that one could), and
 * bodies are not read.
 */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { askWithin } from './namespace-probe.ts';
import type { HttpTarget, Probe, Prober, TcpTarget } from './prober.ts';

/** As curl: more is a loop. */
const mostRedirects = 50;

export const machineProber: Prober = {
  http: (target, timeoutMs, done) => {
    const probe = openProbe(timeoutMs, done);
    const namespace = findOtherNamespace(target.pid);
    if (namespace !== undefined) askWithin(namespace, { kind: 'http', target }, probe);
    else probeHttp(target, probe);
    return probe;
  },
  tcp: (target, timeoutMs, done) => {
    const probe = openProbe(timeoutMs, done);
    const namespace = findOtherNamespace(target.pid);
    if (namespace !== undefined) askWithin(namespace, { kind: 'tcp', target }, probe);
    else probeTcp(target, probe);
    return probe;
  },
};

/** The network namespace of a process, when it is not this one's. */
function findOtherNamespace(pid: number | undefined): string | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const path = `/proc/${pid}/ns/net`;
  try {
    return readlinkSync(path) === readlinkSync('/proc/self/ns/net') ? undefined : path;
  } catch {
    return undefined; // it has ended, which the agent is about to hear
  }
}

function probeHttp(target: HttpTarget, probe: OpenProbe<number>): void {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const url = parseUrl(`${target.scheme}://${host}:${target.port}${target.path}`);
  if (url === undefined) {
    setImmediate(() => probe.finish(failure(`'${target.path}' is no path of a URL`)));
  } else {
    follow(url, 0, probe);
  }
}

function parseUrl(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}

function follow(url: URL, redirects: number, probe: OpenProbe<number>): void {
  if (redirects > mostRedirects) {
    return probe.finish(failure(`it redirects more than ${mostRedirects} times`));
  }
  const options: RequestOptions = {
    agent: false,
    headers: { Accept: '*/*', 'User-Agent': 'altiplano-check' },
  };
  const onAnswer = (answer: IncomingMessage): void => {
    const status = answer.statusCode ?? 0;
    answer.destroy();
    const location = answer.headers.location;
    const isRedirect = status >= 300 && status < 400 && location !== undefined;
    const next = isRedirect ? parseUrl(location, url) : undefined;
    if (next === undefined || !/^https?:$/.test(next.protocol)) return probe.finish(ok(status));
    follow(next, redirects + 1, probe);
  };
  const request =
    url.protocol === 'https:'
      ? httpsRequest(url, { ...options, rejectUnauthorized: false }, onAnswer)
      : httpRequest(url, options, onAnswer);
  request.on('error', (error) => probe.finish(failure(error.message)));
  request.end();
  probe.hold(() => request.destroy());
}

function probeTcp({ host, port }: TcpTarget, probe: OpenProbe<boolean>): void {
  const socket = connect(port, host);
  socket.on('connect', () => probe.finish(ok(true)));
  socket.on('error', () => probe.finish(ok(false)));
  probe.hold(() => socket.destroy());
}

export interface OpenProbe<Outcome> extends Probe {
  /** Tells the outcome, once, and lets go of what is held. */
  finish(outcome: Result<Outcome>): void;
  /** What to let go of; replaces what was held before. */
  hold(release: () => void): void;
}

function openProbe<Outcome>(
  timeoutMs: number,
  done: (outcome: Result<Outcome>) => void,
): OpenProbe<Outcome> {
  let isOver = false;
  let release = (): void => undefined;
  const close = (): void => {
    isOver = true;
    clearTimeout(timer);
    release();
  };
  const finish = (outcome: Result<Outcome>): void => {
    if (isOver) return;
    close();
    done(outcome);
  };
  const timer =
    timeoutMs > 0
      ? setTimeout(() => finish(failure(`it took longer than ${timeoutMs} ms`)), timeoutMs).unref()
      : undefined;
  return {
    finish,
    cancel: close,
    hold: (next) => {
      release = next;
      if (isOver) next();
    },
  };
}
