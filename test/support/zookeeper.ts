/**
 * A real ZooKeeper ensemble on loopback: as many servers as are asked for, each a process with its
 * own directory. Servers can be killed, stopped and started again.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort } from './cluster.ts';

const jars = '/usr/share/java';
const mainClass = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

/** Why there can be no ensemble on this machine; undefined: there can. */
export function whyNoZooKeeper(): string | undefined {
  const hasJars = existsSync(jars) && readdirSync(jars).includes('zookeeper.jar');
  if (!hasJars) return 'ZooKeeper is not installed (apt install zookeeper)';
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no java';
  }
}

export interface EnsembleOptions {
  readonly size?: 1 | 3;
  /** Sessions may be as short as 2 ticks and as long as 20. */
  readonly tickMs?: number;
  /** Keystore in PEM and its port, for TLS. */
  readonly tls?: { readonly keyFile: string };
  /** Starts the servers elsewhere: ['ip', 'netns', 'exec', 'name']. */
  readonly runner?: readonly string[];
  readonly host?: string;
  /** Where free ports come from. */
  readonly port?: () => Promise<number>;
}

interface Server {
  readonly id: number;
  readonly directory: string;
  readonly clientPort: number;
  readonly securePort: number;
  process: ChildProcess | undefined;
}

export class Ensemble {
  readonly directory = mkdtempSync(join(tmpdir(), 'altiplano-zookeeper-'));
  readonly #servers: Server[] = [];
  readonly #options: Required<Omit<EnsembleOptions, 'tls'>> & Pick<EnsembleOptions, 'tls'>;

  private constructor(options: EnsembleOptions) {
    this.#options = {
      size: 1,
      tickMs: 500,
      runner: [],
      host: '127.0.0.1',
      port: freePort,
      ...options,
    };
  }

  static async start(options: EnsembleOptions = {}): Promise<Ensemble> {
    const ensemble = new Ensemble(options);
    await ensemble.#configure();
    for (const { id } of ensemble.#servers) ensemble.startServer(id);
    try {
      await ensemble.untilServing();
    } catch (error) {
      await ensemble.stop();
      throw error;
    }
    return ensemble;
  }

  get addresses(): { readonly host: string; readonly port: number }[] {
    const { host } = this.#options;
    return this.#servers.map(({ clientPort }) => ({ host, port: clientPort }));
  }

  get secureAddresses(): { readonly host: string; readonly port: number }[] {
    const { host } = this.#options;
    return this.#servers.map(({ securePort }) => ({ host, port: securePort }));
  }

  /** "127.0.0.1:1,127.0.0.1:2" */
  get hosts(): string {
    return this.addresses.map(({ host, port }) => `${host}:${port}`).join(',');
  }

  get ids(): number[] {
    return this.#servers.map(({ id }) => id);
  }

  /** Does nothing for one that runs. */
  startServer(id: number): void {
    const server = this.#server(id);
    if (isRunning(server)) return;
    const [program, ...args] = [
      ...this.#options.runner,
      'java',
      '-Xmx128m',
      '-Dzookeeper.admin.enableServer=false',
      '-Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory',
      '-cp',
      `${jars}/*`,
      mainClass,
      join(server.directory, 'zoo.cfg'),
    ];
    server.process = spawn(program!, args, { stdio: 'ignore', cwd: server.directory });
  }

  /** kill -9, or any other signal: SIGSTOP leaves it there and silent. */
  signal(id: number, signal: NodeJS.Signals): void {
    this.#server(id).process?.kill(signal);
  }

  async kill(id: number): Promise<void> {
    const server = this.#server(id);
    if (!isRunning(server)) return;
    const child = server.process!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Server ids by what they say of themselves: "leader", "follower", "standalone". */
  async modes(): Promise<Map<number, string>> {
    const modes = new Map<number, string>();
    for (const { id, clientPort } of this.#servers) {
      const answer = await ask(this.#options.host, clientPort, 'srvr');
      const mode = /^Mode: (.*)$/m.exec(answer)?.[1];
      if (mode !== undefined) modes.set(id, mode);
    }
    return modes;
  }

  async untilServing(): Promise<void> {
    await eventually(
      'a quorum serves',
      async () => (await this.modes()).size * 2 > this.#servers.length || undefined,
    );
  }

  async stop(): Promise<void> {
    for (const { id } of this.#servers) await this.kill(id);
    rmSync(this.directory, { recursive: true, force: true });
  }

  #server(id: number): Server {
    return this.#servers.find((server) => server.id === id)!;
  }

  async #configure(): Promise<void> {
    const { size, host, port } = this.#options;
    const peers: string[] = [];
    for (let id = 1; id <= size; id++) {
      const directory = join(this.directory, `server-${id}`);
      mkdirSync(directory);
      writeFileSync(join(directory, 'myid'), String(id));
      peers.push(`server.${id}=${host}:${await port()}:${await port()}`);
      const ports = { clientPort: await port(), securePort: await port() };
      this.#servers.push({ id, directory, ...ports, process: undefined });
    }
    for (const server of this.#servers) {
      writeFileSync(join(server.directory, 'zoo.cfg'), this.#configOf(server, peers));
    }
  }

  #configOf({ directory, clientPort, securePort }: Server, peers: readonly string[]): string {
    const { tickMs, size, host, tls } = this.#options;
    return [
      `tickTime=${tickMs}`,
      'initLimit=10',
      'syncLimit=5',
      `dataDir=${directory}`,
      `clientPort=${clientPort}`,
      `clientPortAddress=${host}`,
      'maxClientCnxns=0',
      '4lw.commands.whitelist=srvr,ruok,cons,stat',
      ...(size === 1 ? [] : peers),
      ...(tls === undefined
        ? []
        : [
            `secureClientPort=${securePort}`,
            `ssl.keyStore.location=${tls.keyFile}`,
            'ssl.keyStore.type=PEM',
            'ssl.clientAuth=none',
            `ssl.trustStore.location=${tls.keyFile}`,
            'ssl.trustStore.type=PEM',
          ]),
      '',
    ].join('\n');
  }
}

function isRunning({ process: child }: Server): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

/** A four-letter word's answer; '' when there is none. */
function ask(host: string, port: number, word: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host, port, timeout: 1000 }, () => socket.end(word));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => resolve(''));
    socket.on('close', () => resolve(answer));
  });
}
