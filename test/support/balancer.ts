/**
 * For system tests of marathon-lb: a real one with a real HAProxy on free ports of 127.0.0.1, what it
 * tells of itself, and clients that never stop asking.
 */
import { execFileSync } from 'node:child_process';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, eventually, freePort, Program } from './cluster.ts';

/** Undefined: there is one that will do. */
export function whyNoHaproxy(): string | undefined {
  try {
    execFileSync('haproxy', ['-v'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return '(haproxy is not installed: apt-get install haproxy)';
  }
}

export interface Problem {
  readonly app?: string;
  readonly label: string;
  readonly rule: string;
  readonly value: string;
}

export class Balancer {
  readonly program: Program;
  /** Of virtual hosts, and of apps by their id. */
  readonly ports: { readonly http: number; readonly appId: number };

  private constructor(program: Program, ports: Balancer['ports']) {
    this.program = program;
    this.ports = ports;
  }

  static async start(
    cluster: Cluster,
    marathons: readonly Pick<Program, 'address'>[],
    flags: readonly string[] = [],
  ): Promise<Balancer> {
    const ports = { http: await freePort(), https: await freePort(), appId: await freePort() };
    const port = await freePort();
    const workDir = join(cluster.directory, 'lb');
    const program = new Program('bin/marathon-lb', {
      port,
      workDir,
      args: [
        ...['sse', '--group', 'test', '--health-check', '--marathon'],
        ...marathons.map(({ address }) => `http://${address}`),
        `--haproxy-config=${join(workDir, 'haproxy.cfg')}`,
        `--stats-bind=127.0.0.1:${port}`,
        ...flags,
      ],
      environment: {
        PORTS: String(port),
        HAPROXY_HTTP_FRONTEND_HEAD: frontend('marathon_http_in', ports.http),
        HAPROXY_HTTP_FRONTEND_APPID_HEAD: frontend('marathon_http_appid_in', ports.appId),
        HAPROXY_HTTPS_FRONTEND_HEAD: frontend('marathon_https_in', ports.https, ' ssl {sslCerts}'),
      },
      readyPath: '/_haproxy_health_check',
    });
    await cluster.run(program);
    return new Balancer(program, ports);
  }

  async ask(path: string): Promise<string> {
    const response = await fetch(`http://${this.program.address}${path}`);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return response.text();
  }

  /** The young worker first, the master last. */
  async pids(): Promise<readonly number[]> {
    return (await this.ask('/_haproxy_getpids')).split(' ').map(Number);
  }

  async problems(): Promise<readonly Problem[]> {
    return (JSON.parse(await this.ask('/_mlb/problems')) as { problems: Problem[] }).problems;
  }

  /** NaN while it does not answer. */
  async metric(name: string): Promise<number> {
    const line = (await this.ask('/_mlb/metrics').catch(() => ''))
      .split('\n')
      .find((each) => each.startsWith(`${name} `));
    return Number(line?.split(' ')[1] ?? Number.NaN);
  }

  /** Servers of a backend that take requests. */
  async serversOf(backend: string): Promise<readonly string[]> {
    const rows = (await this.ask('/haproxy?stats;csv')).split('\n').map((line) => line.split(','));
    return rows
      .filter(([proxy, server, ...rest]) => {
        const isServer = proxy === backend && server !== 'BACKEND' && server !== 'FRONTEND';
        return isServer && /^(UP|no check)/.test(rest[15] ?? '');
      })
      .map(([, server = '']) => server);
  }

  async serves(backend: string, count: number): Promise<readonly string[]> {
    return eventually(
      `${count} servers in ${backend}`,
      async () => {
        const servers = await this.serversOf(backend).catch(() => []);
        return servers.length === count ? servers : undefined;
      },
      60_000,
    );
  }
}

function frontend(name: string, port: number, more = ''): string {
  return `\\nfrontend ${name}\\n  bind 127.0.0.1:${port}${more}\\n  mode http\\n`;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Asked {
  readonly port: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

export function askOnce({ port, headers = {}, path = '/' }: Asked, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      headers,
      agent: agent ?? false,
      timeout: 20_000,
    };
    const request = get(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

/** HAProxy ends a connection that is idle for a second; nobody should ask on it at that very moment. */
const longestIdleMs = 500;

/** Between two requests of a client: what is tested shares the machine with it. */
const pauseMs = 10;

/** Clients that ask one request after the other, with connections that are kept and without. */
export class Load {
  answered = 0;
  readonly failures: string[] = [];
  readonly #asked: Asked;
  readonly #clients: Promise<void>[] = [];
  #isOver = false;

  constructor(asked: Asked, { kept, fresh }: { readonly kept: number; readonly fresh: number }) {
    this.#asked = asked;
    for (let at = 0; at < kept; at++) this.#clients.push(this.#keepAsking(true));
    for (let at = 0; at < fresh; at++) this.#clients.push(this.#keepAsking(false));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #keepAsking(isKept: boolean): Promise<void> {
    let agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let lastMs = performance.now();
    while (!this.#isOver) {
      if (isKept && performance.now() - lastMs > longestIdleMs) {
        agent.destroy();
        agent = new Agent({ keepAlive: true, maxSockets: 1 });
      }
      try {
        const { status, text } = await askOnce(this.#asked, isKept ? agent : undefined);
        if (status === 200) this.answered++;
        else this.failures.push(`${status} ${text.slice(0, 100)}`);
      } catch (error) {
        this.failures.push(`${isKept ? 'kept' : 'fresh'}: ${(error as Error).message}`);
      }
      lastMs = performance.now();
      await sleep(pauseMs);
    }
    agent.destroy();
  }
}
