/**
 * Would HAProxy take this? `haproxy -c` says so for the text. That ports are free it does not look
 * at: a reload to a port that somebody else has fails, and while HAProxy tries it serves nobody. So
 * each port that is to be new is tried here before.
 */
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Frontend } from '../config/configuration.ts';
import type { Refusal } from '../steering/environment.ts';

const checkTimeoutMs = 60_000;
const mostOutputBytes = 1024 * 1024;
/** Of what HAProxy says; the rest repeats it. */
const mostLines = 5;

export function checkFile(haproxy: string, path: string): Promise<Result<void, Refusal>> {
  return new Promise((resolve) => {
    const options = {
      timeout: checkTimeoutMs,
      maxBuffer: mostOutputBytes,
      killSignal: 'SIGKILL' as const,
    };
    execFile(haproxy, ['-c', '-f', path], options, (error, stdout, stderr) => {
      if (error === null) return resolve(ok(undefined));
      const said = refusalOf(`${stdout}\n${stderr}`);
      resolve(failure(said.why === '' ? { ...said, why: error.message } : said));
    });
  });
}

/** `[/etc/haproxy.cfg:33]` */
const atLine = /\[[^\]]*?:(\d+)\]/;

/** `[ALERT] (12) : config : parsing [/etc/haproxy.cfg:33] : unknown keyword 'bogus'` */
export function refusalOf(output: string): Refusal {
  const alerts = output
    .split('\n')
    .filter(
      (line) => line.startsWith('[ALERT]') && !/Error\(s\) found|Fatal errors found/.test(line),
    )
    .map((line) => line.replace(/^\[ALERT\]\s+\(\d+\) : (?:config : )?/, ''));
  const lines = alerts.flatMap((alert) => {
    const at = atLine.exec(alert)?.[1];
    return at === undefined ? [] : [{ line: Number(at), why: alert.replace(atLine, 'line $1') }];
  });
  const words = alerts.slice(0, mostLines).map((alert) => alert.replace(atLine, 'line $1'));
  return { why: words.join('; '), lines, apps: [] };
}

export function placeOf({ bindAddress, port }: Pick<Frontend, 'bindAddress' | 'port'>): string {
  return `${bindAddress}:${port}`;
}

/** `bound`: what the running HAProxy has already. */
export async function checkPorts(
  frontends: readonly Frontend[],
  bound: ReadonlySet<string>,
): Promise<Result<void, Refusal>> {
  // Another address of a port that HAProxy has is not for others to have.
  const ports = new Set([...bound].map((place) => Number(place.slice(place.lastIndexOf(':') + 1))));
  const tried = new Map<string, Promise<string | undefined>>();
  const refused: { readonly why: string; readonly app?: string }[] = [];
  for (const frontend of frontends) {
    const place = placeOf(frontend);
    if (ports.has(frontend.port)) continue;
    let attempt = tried.get(place);
    if (attempt === undefined) tried.set(place, (attempt = tryPort(frontend)));
    const why = await attempt;
    if (why === undefined) continue;
    const { app } = frontend;
    refused.push({
      why: `${frontend.name} cannot listen on ${place}: ${why}`,
      ...(app === undefined ? {} : { app }),
    });
  }
  if (refused.length === 0) return ok(undefined);
  return failure({
    why: refused
      .slice(0, mostLines)
      .map(({ why }) => why)
      .join('; '),
    lines: [],
    apps: refused.flatMap(({ app }) => app ?? []),
  });
}

function tryPort({ bindAddress, port }: Frontend): Promise<string | undefined> {
  const host = bindAddress === '*' || bindAddress === '' ? '0.0.0.0' : bindAddress;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRINUSE' ? 'another process uses that port' : error.message);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
