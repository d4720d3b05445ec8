/**
 * The cluster that is broken: three ZooKeepers, three masters, three agents and two frameworks, each
 * a process. Whoever ends by itself is started again, as a supervisor would, and whoever is held down
 * stays down until it is let go. How each ended is kept: only masters may end by themselves.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { Ensemble } from '../support/zookeeper.ts';

const supervisorMs = 100;
const answerMs = 2_000;
const session = '--zk_session_timeout=2secs';
const frameworkFile = fileURLToPath(new URL('../../test/chaos/framework.mjs', import.meta.url));

export interface Line {
  readonly event: 'started' | 'subscribed' | 'launch' | 'update' | 'ended';
  readonly task?: string;
  readonly kind?: 'long' | 'short';
  readonly state?: string;
  readonly uuid?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly frameworkId?: string;
  readonly why?: string;
}

/** Something that can be killed, stopped and started again. */
export interface Victim {
  readonly name: string;
  readonly pid: number;
  readonly isRunning: boolean;
  signal(signal: NodeJS.Signals): void;
  start(): Promise<unknown>;
}

export class Framework implements Victim {
  readonly name: string;
  readonly file: string;
  readonly #config: object;
  #child: ChildProcess | undefined;
  errors = '';

  constructor(name: string, config: { master: string; directory: string; contentType: string }) {
    this.name = name;
    this.file = join(config.directory, `${name}.jsonl`);
    this.#config = { ...config, name, file: this.file, longTasks: 5 };
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** What it has noted; a line that it was killed in the middle of is none. */
  get lines(): Line[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Line);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [frameworkFile, JSON.stringify(this.#config)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.#child = child;
    await once(child, 'spawn');
  }
}

/** A program of the cluster under the eyes of the supervisor. */
class Server implements Victim {
  readonly name: string;
  readonly program: Program;

  constructor(name: string, program: Program) {
    this.name = name;
    this.program = program;
  }

  get pid(): number {
    return this.program.pid;
  }

  get isRunning(): boolean {
    return this.program.isRunning;
  }

  signal(signal: NodeJS.Signals): void {
    this.program.signal(signal);
  }

  start(): Promise<unknown> {
    return this.program.start();
  }
}

export class ChaosCluster {
  readonly cluster = new Cluster();
  /** Where tasks leave their marks. */
  readonly marks = join(this.cluster.directory, 'marks');
  readonly masters: Server[] = [];
  readonly agents: Server[] = [];
  readonly frameworks: Framework[] = [];
  #ensemble: Ensemble | undefined;
  /** Ends that nobody asked for. */
  readonly surprises: string[] = [];
  readonly #held = new Map<Victim, number>();
  readonly #starting = new Set<Victim>();
  #nextPort: number;
  #isOver = false;
  #supervising: Promise<void> | undefined;

  constructor(basePort: number) {
    this.#nextPort = basePort;
  }

  get ensemble(): Ensemble {
    if (this.#ensemble === undefined) throw new Error('There is no ensemble yet');
    return this.#ensemble;
  }

  get zk(): string {
    return `zk://${this.ensemble.hosts}/mesos`;
  }

  async start(): Promise<void> {
    mkdirSync(this.marks);
    const port = (): Promise<number> => this.#port();
    this.#ensemble = await Ensemble.start({ size: 3, port });
    for (const name of ['m1', 'm2', 'm3']) {
      const flags = [`--zk=${this.zk}`, '--quorum=2', session];
      const quick = ['--agent_ping_timeout=1secs', '--max_agent_ping_timeouts=5'];
      const options = { name, flags: [...flags, ...quick], port: await port() };
      this.masters.push(new Server(name, await this.cluster.startMaster(options)));
    }
    for (const name of ['a1', 'a2', 'a3']) {
      const flags = [session, '--resources=cpus:4;mem:2048;disk:1024'];
      const options = { name, flags, port: await port() };
      const program = await this.cluster.startAgent({ address: this.zk }, options);
      this.agents.push(new Server(name, program));
    }
    const common = { master: this.zk, directory: this.marks };
    this.frameworks.push(
      new Framework('lives', { ...common, contentType: 'protobuf' }),
      new Framework('dies', { ...common, contentType: 'json' }),
    );
    for (const framework of this.frameworks) await framework.start();
    this.#supervising = this.#supervise();
  }

  /** Nobody starts it until it was let go as often as it was held. */
  hold(victim: Victim): void {
    this.#held.set(victim, (this.#held.get(victim) ?? 0) + 1);
  }

  letGo(victim: Victim): void {
    this.#held.set(victim, (this.#held.get(victim) ?? 1) - 1);
  }

  /** Of those who answer: who serves, and who else. */
  async leaders(): Promise<Server[]> {
    const statuses = await Promise.all(this.masters.map((master) => this.#statusOf(master)));
    return this.masters.filter((_, index) => statuses[index] === 200);
  }

  /** The first that serves; undefined: nobody. */
  async findLeader(): Promise<Server | undefined> {
    return (await this.leaders())[0];
  }

  async #statusOf({ program }: Server): Promise<number> {
    try {
      const signal = AbortSignal.timeout(answerMs);
      const url = `http://${program.address}/weights`;
      const response = await fetch(url, { redirect: 'manual', signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  async #supervise(): Promise<void> {
    while (!this.#isOver) {
      for (const one of [...this.masters, ...this.agents, ...this.frameworks]) {
        if (one.isRunning || this.#starting.has(one)) continue;
        if ((this.#held.get(one) ?? 0) > 0) continue;
        this.#noteEnd(one);
        void this.#startAgain(one);
      }
      await sleep(supervisorMs);
    }
  }

  async #startAgain(one: Victim): Promise<void> {
    this.#starting.add(one);
    // It may be killed again before it serves; whether it comes back in the end is seen later.
    await one.start().catch(() => undefined);
    this.#starting.delete(one);
  }

  /** What was killed from outside, and masters that lost leadership, are no surprise. */
  #noteEnd(one: Victim): void {
    if (!(one instanceof Server)) {
      const last = (one as Framework).lines.findLast(({ event }) => event === 'ended');
      if (last !== undefined) this.surprises.push(`framework ${one.name} ended: ${last.why}`);
      return;
    }
    const { exit, log } = one.program;
    if (exit === undefined || exit.signal === 'SIGKILL') return;
    const says = /EXIT with status 1: (.*)/.exec(log.slice(log.lastIndexOf('EXIT with status')));
    const isMaster = this.masters.includes(one);
    if (isMaster && exit.code === 1 && says !== null) return;
    this.surprises.push(`${one.name} ended with ${exit.code ?? exit.signal}: ${log.slice(-1500)}`);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#supervising;
    await eventually('nobody is being started', () => this.#starting.size === 0 || undefined);
    for (const one of this.frameworks) one.signal('SIGKILL');
    await this.cluster.stop();
    await this.#ensemble?.stop();
  }

  /** The logs of all, beside what the frameworks noted. */
  keepLogs(directory: string): void {
    mkdirSync(directory, { recursive: true });
    for (const { name, program } of [...this.masters, ...this.agents]) {
      writeFileSync(join(directory, `${name}.txt`), program.log);
    }
    for (const { name, file, errors } of this.frameworks) {
      writeFileSync(join(directory, `${name}.jsonl`), readFileSync(file));
      if (errors !== '') writeFileSync(join(directory, `${name}.txt`), errors);
    }
  }

  /** Below the ports that the system gives to connections: ours stay free while nobody listens. */
  async #port(): Promise<number> {
    for (;;) {
      const port = this.#nextPort++;
      const server = createServer().listen(port, '127.0.0.1');
      const isFree = await Promise.race([
        once(server, 'listening').then(() => true),
        once(server, 'error').then(() => false),
      ]).catch(() => false);
      if (!isFree) continue;
      await new Promise((resolve) => server.close(resolve));
      return port;
    }
  }
}
