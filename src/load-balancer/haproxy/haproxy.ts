/**
 * The real HAProxy as a child in master-worker mode. The master stays; a reload gives it a new worker,
 * which takes over the listening sockets while the old one ends its connections. Whether it lives is
 * asked again and again: one that ends, or takes calls and answers none, is reported once, and gone
 * by then. A HAProxy that outlived us is taken over, or ended when it does not answer.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../foundation/log.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { OutputLines } from './output-lines.ts';
import { findProcess, hasEnded, isAlive, signal, type ProcessMark } from './processes.ts';
import { ask, linesOf, parseProcesses, splitAnswers, type Processes } from './runtime-api.ts';

/** To parse its configuration, open its ports and fork. */
const startTimeoutMs = 30_000;
const reloadTimeoutMs = 60_000;
const stepMs = 20;
/** Between looks whether it lives and answers. */
const lookMs = 1_000;
/** Of such a look; whoever is only busy answers within it. */
const lookTimeoutMs = 3_000;
/** Calls without an answer after which it is taken for hung. */
const mostSilentLooks = 2;
const killTimeoutMs = 5_000;

interface HaproxyOptions {
  /** The program. */
  readonly command: string;
  readonly configPath: string;
  /** Of the master. */
  readonly socketPath: string;
  readonly pidPath: string;
  readonly log: Log;
  /** It ran and has ended, not because of `stop`. */
  readonly onEnd: (why: string) => void;
}

export class Haproxy {
  readonly #options: HaproxyOptions;
  #master: ProcessMark | undefined;
  #processes: Processes | undefined;
  #output = new OutputLines(() => undefined);
  #look: NodeJS.Timeout | undefined;
  #silentLooks = 0;
  #isStopping = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: HaproxyOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#master !== undefined;
  }

  /** The youngest first; the master is the last. */
  get pids(): readonly number[] {
    const processes = this.#processes;
    if (processes === undefined) return [];
    const { worker, oldWorkers, master } = processes;
    return [...(worker === undefined ? [] : [worker]), ...oldWorkers, master];
  }

  /** True: one of before serves, and is ours now. */
  async adopt(): Promise<boolean> {
    const { log, pidPath, socketPath } = this.#options;
    const answer = await ask(socketPath, 'show proc', lookTimeoutMs);
    const processes = answer.ok ? parseProcesses(answer.value) : undefined;
    const mark = processes && findProcess(processes.master);
    if (processes?.worker !== undefined && mark !== undefined && (await this.#answers(processes))) {
      log.warning(`A HAProxy of before is running (process ${mark.pid}); it is taken over`);
      this.#take(mark, processes);
      return true;
    }
    const left = readMark(pidPath);
    if (left !== undefined && isAlive(left)) {
      log.error(`ALARM: the HAProxy of before (process ${left.pid}) does not answer; it is ended`);
      await this.#kill(left, childrenOf(left.pid));
    }
    return false;
  }

  /** One operation at a time; a start where it runs already is a reload. */
  start(): Promise<Result<void>> {
    return this.#serially(() => (this.#master === undefined ? this.#start() : this.#reload()));
  }

  reload(): Promise<Result<void>> {
    return this.#serially(() =>
      this.#master === undefined
        ? Promise.resolve(failure('HAProxy is not running'))
        : this.#reload(),
    );
  }

  /** To the worker that serves now, never to one that is ending. */
  async run(commands: readonly string[]): Promise<Result<readonly string[]>> {
    const answers: string[] = [];
    for (const line of linesOf(commands)) {
      const worker = this.#processes?.worker;
      if (worker === undefined) return failure('HAProxy is not running');
      const said = await ask(this.#options.socketPath, `@!${worker}; ${line.join('; ')}`);
      if (!said.ok) return said;
      const split = splitAnswers(said.value, line);
      if (split === undefined) {
        return failure(
          `HAProxy gave other than ${line.length} answers: ${said.value.slice(0, 200)}`,
        );
      }
      answers.push(...split);
    }
    return ok(answers);
  }

  /** Ends what it serves in peace, as long as that takes; not longer than this. */
  async stop(drainMs: number): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#look);
    await this.#last;
    const master = this.#master;
    if (master === undefined) return;
    const workers = this.#workers();
    signal(master, 'SIGUSR1');
    if (!(await hasEnded(master, drainMs))) {
      signal(master, 'SIGTERM');
      if (!(await hasEnded(master, killTimeoutMs))) await this.#kill(master, workers);
    }
    rmSync(this.#options.pidPath, { force: true });
    this.#master = undefined;
  }

  #serially<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #start(): Promise<Result<void>> {
    const { command, configPath, socketPath, pidPath, log } = this.#options;
    rmSync(socketPath, { force: true });
    // A group of its own: Ctrl-C at our terminal is for us, and we end it in peace.
    const child = spawn(command, ['-W', '-S', `${socketPath},mode,600`, '-f', configPath], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = (this.#output = new OutputLines((line) => tell(log, line)));
    child.stdout.on('data', (chunk: Buffer) => output.take(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.take(chunk));
    let ended: string | undefined;
    child.on('error', (error) => (ended ??= error.message));
    child.on('exit', (code, by) => {
      ended ??= by === null ? `it exited with status ${code}` : `it was ended by ${by}`;
      this.#onExit(child.pid, ended);
    });
    const mark = child.pid === undefined ? undefined : findProcess(child.pid);
    if (mark !== undefined) writeFileSync(pidPath, JSON.stringify(mark), { mode: 0o600 });
    const untilMs = performance.now() + startTimeoutMs;
    while (ended === undefined && !this.#isStopping && performance.now() < untilMs) {
      await sleep(stepMs);
      const processes = await this.#ask();
      if (mark === undefined || processes?.master !== mark.pid) continue;
      if (processes.worker === undefined || !(await this.#answers(processes))) continue;
      this.#take(mark, processes);
      log.info(`HAProxy runs (process ${mark.pid})`);
      return ok(undefined);
    }
    if (mark !== undefined) await this.#kill(mark, childrenOf(mark.pid));
    await sleep(0);
    const said = output.alerts.join('; ');
    const late = this.#isStopping
      ? 'it is not wanted any more'
      : `it did not answer within ${startTimeoutMs} ms`;
    const why = ended ?? late;
    return failure(`HAProxy did not start: ${why}${said === '' ? '' : `: ${said}`}`);
  }

  async #reload(): Promise<Result<void>> {
    const before = await this.#ask();
    const master = this.#master;
    if (before === undefined || master === undefined) {
      return failure('the master of HAProxy does not answer');
    }
    this.#output.forget();
    signal(master, 'SIGUSR2');
    const untilMs = performance.now() + reloadTimeoutMs;
    while (performance.now() < untilMs) {
      await sleep(stepMs);
      if (this.#master === undefined) return failure('HAProxy ended while it was reloaded');
      const now = await this.#ask(stepMs * 10);
      if (now === undefined || now.reloads === before.reloads) continue;
      if (now.failedReloads > 0) {
        const said = this.#output.alerts.join('; ');
        return failure(`HAProxy did not reload: ${said === '' ? 'it does not say why' : said}`);
      }
      if (now.worker === undefined || now.worker === before.worker) continue;
      if (!(await this.#answers(now))) continue;
      this.#processes = now;
      return ok(undefined);
    }
    return failure(`HAProxy did not reload within ${reloadTimeoutMs} ms`);
  }

  #take(master: ProcessMark, processes: Processes): void {
    this.#master = master;
    this.#processes = processes;
    this.#silentLooks = 0;
    writeFileSync(this.#options.pidPath, JSON.stringify(master), { mode: 0o600 });
    this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#look);
    if (this.#isStopping) return;
    this.#look = setTimeout(() => void this.#lookAtIt(), lookMs).unref();
  }

  async #lookAtIt(): Promise<void> {
    const master = this.#master;
    if (master === undefined || this.#isStopping) return;
    if (!isAlive(master)) return this.#onExit(master.pid, 'its master is gone');
    await this.#last;
    const now = await this.#ask(lookTimeoutMs);
    const isWell = now?.worker !== undefined && (await this.#answers(now));
    if (this.#master !== master) return;
    if (isWell) {
      this.#processes = now;
      this.#silentLooks = 0;
      return this.#lookLater();
    }
    this.#silentLooks++;
    if (this.#silentLooks < mostSilentLooks) return this.#lookLater();
    this.#options.log.error(`ALARM: HAProxy (process ${master.pid}) hangs; it is ended`);
    await this.#kill(master, this.#workers());
    this.#onExit(master.pid, 'it did not answer any more');
  }

  /** Once for each master. */
  #onExit(pid: number | undefined, why: string): void {
    if (this.#master === undefined || this.#master.pid !== pid) return;
    clearTimeout(this.#look);
    this.#master = undefined;
    this.#processes = undefined;
    const said = this.#output.alerts.join('; ');
    if (!this.#isStopping) this.#options.onEnd(said === '' ? why : `${why}: ${said}`);
  }

  async #ask(timeoutMs?: number): Promise<Processes | undefined> {
    const said = await ask(this.#options.socketPath, 'show proc', timeoutMs);
    return said.ok ? parseProcesses(said.value) : undefined;
  }

  async #answers({ worker }: Processes): Promise<boolean> {
    const said = await ask(this.#options.socketPath, `@!${worker} show info`, lookTimeoutMs);
    return said.ok && said.value.includes(`Pid: ${worker}\n`);
  }

  #workers(): readonly ProcessMark[] {
    const { worker, oldWorkers = [] } = this.#processes ?? {};
    return [worker ?? [], oldWorkers].flat().flatMap((pid) => findProcess(pid) ?? []);
  }

  async #kill(master: ProcessMark, workers: readonly ProcessMark[]): Promise<void> {
    for (const mark of [master, ...workers]) signal(mark, 'SIGKILL');
    await Promise.all([master, ...workers].map((mark) => hasEnded(mark, killTimeoutMs)));
  }
}

/** Of each reload HAProxy tells more than anybody wants to know. */
function tell(log: Log, line: string): void {
  // An option of `defaults` that proxies for TCP have no use for: a line for each of them.
  if (/'option idle-close-on-response' ignored/.test(line)) return;
  const text = `haproxy: ${line}`;
  if (
    /^\[(?:NOTICE|WARNING)\].* : (?:Proxy .* stopped|haproxy version|path to exec|CLI :)/.test(line)
  ) {
    return log.verbose(1, text);
  }
  if (line.startsWith('[ALERT]')) log.warning(text);
  else log.info(text);
}

function readMark(path: string): ProcessMark | undefined {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(path, 'utf8')) as ProcessMark;
    return typeof pid === 'number' && typeof startTicks === 'string'
      ? { pid, startTicks }
      : undefined;
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): readonly ProcessMark[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text
      .split(' ')
      .flatMap((word) => (word === '' ? [] : (findProcess(Number(word)) ?? [])));
  } catch {
    return [];
  }
}
