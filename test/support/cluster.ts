/**
 * A cluster of real processes for tests: the programs of bin/ on free ports of 127.0.0.1, with all
 * they write in one temporary directory. `Cluster.stop()` ends everything that was started, tasks
 * included, and removes the directory.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Where everything takes longer, as in an emulated machine, so many times as long is waited for it. */
export const patience = Number(process.env['TEST_PATIENCE'] ?? '1');
const longestStartMs = 30_000;
const longestEndMs = 5_000;
const pollMs = 20;
/** Of what a program logged, so much is shown when it does not start. */
const shownLogCharacters = 4_000;

const inRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface StartOptions {
  /** Added behind the flags that every program of the cluster gets; `--name=value` each. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it listens; 127.0.0.1 unless said otherwise. */
  readonly ip?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Sets the directory apart from that of other agents. */
  readonly name?: string;
  /** Directory of another checkout, whose program it is. */
  readonly root?: string;
  /** A file that whoever starts it has open, as descriptor 251. */
  readonly inherited?: string;
  /** Answers 200 once it serves; /health unless given. */
  readonly readyPath?: string;
  /** In place of that: for what is not asked by plain HTTP. */
  readonly isReady?: () => Promise<boolean>;
}

/** Waits until `probe` gives something; tries until the time is over, and then says what for. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 30_000,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs * patience;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadlineMs)
      throw new Error(`In ${timeoutMs * patience} ms it did not happen: ${what}`);
    await sleep(pollMs);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** A master or an agent. */
export class Program {
  readonly port: number;
  readonly workDir: string;
  readonly #file: string;
  readonly #args: readonly string[];
  readonly #environment: Readonly<Record<string, string>>;
  /** Of the checkout whose program runs from the next start on. */
  root: string;
  readonly #inherited: string | undefined;
  readonly #readyPath: string;
  readonly #isReady: (() => Promise<boolean>) | undefined;
  #child: ChildProcess | undefined;
  #log = '';

  constructor(
    file: string,
    options: { port: number; workDir: string; args: readonly string[] } & StartOptions,
  ) {
    this.#file = file;
    this.port = options.port;
    this.workDir = options.workDir;
    this.#args = [...options.args, ...(options.flags ?? [])];
    this.#environment = options.environment ?? {};
    this.root = options.root ?? inRoot('');
    this.#inherited = options.inherited;
    this.#readyPath = options.readyPath ?? '/health';
    this.#isReady = options.isReady;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  /** How it ended last; undefined while it runs. */
  get exit(): { readonly code: number | null; readonly signal: string | null } | undefined {
    const child = this.#child;
    if (child === undefined || this.isRunning) return undefined;
    return { code: child.exitCode, signal: child.signalCode };
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** What it has written to stderr so far. */
  get log(): string {
    return this.#log;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Starts it (again) and waits until it answers. */
  async start(): Promise<this> {
    const words = [process.execPath, join(this.root, this.#file), ...this.#args];
    const [file, ...rest] =
      this.#inherited === undefined
        ? words
        : ['bash', '-c', 'exec 251<"$0"; exec "$@"', this.#inherited, ...words];
    const child = spawn(file!, rest, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...cleanEnvironment(), ...this.#environment },
    });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    const isServing = async (): Promise<true | undefined> => {
      if (!this.isRunning) {
        throw new Error(`${this.#file} ended:\n${this.#log.slice(-shownLogCharacters)}`);
      }
      if (this.#isReady !== undefined) return (await this.#isReady()) || undefined;
      const response = await fetch(`http://${this.address}${this.#readyPath}`).catch(
        () => undefined,
      );
      return response?.status === 200 ? true : undefined;
    };
    await eventually(`${this.#file} answers`, isServing, longestStartMs);
    return this;
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await Promise.race([ended, sleep(longestEndMs * patience, undefined, { ref: false })]);
    if (this.isRunning) child.kill('SIGKILL');
  }

  async getJson(path: string): Promise<unknown> {
    const response = await fetch(`http://${this.address}${path}`);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
}

/** Settings of whoever runs the tests must not reach the programs. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => !/^(mesos|libprocess)_/i.test(name)));
}

export interface MesosDns {
  readonly program: Program;
  /** Of DNS. */
  readonly port: number;
}

export class Cluster {
  readonly directory = mkdtempSync(join(tmpdir(), 'altiplano-test-'));
  readonly #programs: Program[] = [];

  async startMaster(options: StartOptions = {}): Promise<Program> {
    return this.#start('bin/mesos-master', options.name ?? 'master', options, []);
  }

  async startAgent(
    master: Pick<Program, 'address'>,
    options: StartOptions & { readonly file?: string; readonly launcher?: 'linux' } = {},
  ): Promise<Program> {
    const name = options.name ?? 'agent';
    const own = [
      `--master=${master.address}`,
      `--runtime_dir=${join(this.directory, `${name}-run`)}`,
      `--launcher=${options.launcher ?? 'posix'}`,
    ];
    return this.#start(options.file ?? 'bin/mesos-agent', name, options, own);
  }

  /** `args`: --master and where its state is. `isReady`, when it speaks HTTPS only: on --https_port. */
  async startMarathon(
    name: string,
    args: readonly string[],
    isReady?: (port: number) => Promise<boolean>,
  ): Promise<Program> {
    const port = await freePort();
    const workDir = join(this.directory, name);
    const scheme = isReady === undefined ? 'http' : 'https';
    const own = [
      `--${scheme}_address=127.0.0.1`,
      '--hostname=127.0.0.1',
      `--${scheme}_port=${port}`,
      `--work_dir=${workDir}`,
    ];
    const program = new Program('bin/marathon', {
      port,
      workDir,
      args: [...own.filter(isNotIn(args)), ...args],
      ...(isReady === undefined ? { readyPath: '/ping' } : { isReady: () => isReady(port) }),
    });
    this.#programs.unshift(program);
    return program.start();
  }

  /** `config`: but for where it listens; the program's port is that of HTTP. */
  async startMesosDns(config: Readonly<Record<string, unknown>>): Promise<MesosDns> {
    const ports = { port: await freePort(), httpport: await freePort() };
    const workDir = join(this.directory, 'mesos-dns.json');
    const local = { listener: '127.0.0.1', httplistener: '127.0.0.1', externalon: false };
    writeFileSync(workDir, JSON.stringify({ ...local, ...ports, ...config }));
    const program = new Program('bin/mesos-dns', {
      port: ports.httpport,
      workDir,
      args: ['-config', workDir],
      readyPath: '/v1/version',
    });
    this.#programs.unshift(program);
    return { program: await program.start(), port: ports.port };
  }

  /** Started, and ended with the others. */
  async run(program: Program): Promise<Program> {
    this.#programs.unshift(program);
    return program.start();
  }

  async #start(
    file: string,
    name: string,
    options: StartOptions,
    own: readonly string[],
  ): Promise<Program> {
    const port = options.port ?? (await freePort());
    const workDir = join(this.directory, name);
    const common = [`--ip=${options.ip ?? '127.0.0.1'}`, '--hostname=localhost', `--port=${port}`];
    const args = [...common, `--work_dir=${workDir}`, ...own];
    const program = new Program(file, { ...options, port, workDir, args });
    this.#programs.unshift(program);
    return program.start();
  }

  async stop(): Promise<void> {
    for (const program of this.#programs) await program.end();
    for (const pid of processesOf(this.directory)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended meanwhile.
      }
    }
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Tasks and their supervisors outlive an agent; they are known by the directory they run in. */
export function processesOf(directory: string): readonly number[] {
  const mentions = (pid: number): boolean => {
    try {
      return (
        readlinkSync(`/proc/${pid}/cwd`).startsWith(directory) ||
        readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(directory) ||
        readFileSync(`/proc/${pid}/environ`, 'latin1').includes(directory)
      );
    } catch {
      return false;
    }
  };
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => pid !== process.pid && mentions(pid));
}

/** Marathon refuses a flag that is given twice. */
function isNotIn(args: readonly string[]): (flag: string) => boolean {
  const names = new Set(args.map((each) => each.split('=')[0]));
  return (flag) => !names.has(flag.split('=')[0]);
}
