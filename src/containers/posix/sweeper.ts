/**
 * The end of processes. `killUntilGone` repeats SIGKILL until a look at the machine finds nothing of
 * the container: a process may fork while the list of its family is read. `sweepLater` looks once
 * more some moments after a container's end, for all that ended meanwhile together, also for
 * daemons that left the family; they still carry the sandbox in their environment.
 */
import type { Log } from '../../foundation/log.ts';
import type { KnownContainer } from '../containerizer.ts';
import { belongsTo, isWithin, readSandboxMark } from './process-marks.ts';
import { findProcess } from './process-table.ts';
import type { ProcessTable } from './process-table.ts';
import type { ContainerRoot, ProcessInfo, ProcessTree } from './process-tree.ts';

const SIGKILL = 9;
/** Killed processes need moments to go; those in uninterruptible sleep may need long. */
const firstRetryMs = 5;
const longestRetryMs = 1000;
/** After this long somebody should know. */
const warnAfterTries = 15;
/** Sweeps cost a look at all processes: not more often, and at most a twentieth of the time. */
const sweepDelayMs = 250;
const idlePerSweepTime = 20;
/** Environments read between two turns of the event loop; 100 take about 2 ms. */
const environmentsPerSlice = 100;

export interface EndedContainer {
  readonly root: ContainerRoot;
  /** Its sandbox, unless another container shares it (a debug one with its parent). */
  readonly directory: string | undefined;
}

/** Sends `signal`; a process that is gone or may not be signalled is none of our business. */
function sendSignal(pid: number, signal: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it ended meanwhile. EPERM: it runs as somebody whom this agent cannot signal.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export class Sweeper {
  readonly #table: ProcessTable;
  readonly #log: Log;
  #ended: EndedContainer[] = [];
  #isSweeping = false;
  #restMs = sweepDelayMs;

  constructor(table: ProcessTable, log: Log) {
    this.#table = table;
    this.#log = log;
  }

  #snapshot(): Promise<ProcessTree> {
    return new Promise((resolve) => this.#table.snapshot(resolve));
  }

  async signalMembers(root: ContainerRoot, signal: number): Promise<void> {
    const tree = await this.#snapshot();
    for (const { pid } of tree.membersOf(root)) sendSignal(pid, signal);
  }

  killUntilGone(root: ContainerRoot): Promise<void> {
    return this.#killAll(async () => (await this.#snapshot()).membersOf(root));
  }

  /** The family of `root`, and all that carry its sandbox, unless that is "". */
  async killAllOf(root: ContainerRoot | undefined, directory: string): Promise<void> {
    if (root !== undefined) await this.killUntilGone(root);
    if (directory !== '') await this.#killMarked(new Set([directory]));
  }

  /** Whatever may be left of containers of which nothing was found. */
  async killRemains(lost: readonly KnownContainer[]): Promise<void> {
    if (lost.length === 0) return;
    await Promise.all(lost.map((one) => this.#killForked(one)));
    await this.#killMarked(new Set(lost.map(({ directory }) => directory)));
  }

  /** The family of the pid that was noted at the launch, if that is still a process of it. */
  async #killForked({ forkedPid: pid, directory }: KnownContainer): Promise<void> {
    if (pid === undefined || pid === process.pid || !belongsTo(pid, directory)) return;
    const startTime = findProcess(pid)?.startTime;
    if (startTime !== undefined) await this.killUntilGone({ pid, startTime });
  }

  /** All that carry one of the sandboxes, or one nested in it, in their environment. */
  async #killMarked(directories: ReadonlySet<string>): Promise<void> {
    await this.#killAll(async () => {
      const { processes } = await this.#snapshot();
      return this.#marked(processes, (mark) => isWithin(mark, directories));
    });
  }

  async #killAll(find: () => Promise<readonly ProcessInfo[]>): Promise<void> {
    let waitMs = firstRetryMs;
    for (let tries = 1; ; tries++) {
      const members = await find();
      if (members.length === 0) return;
      for (const { pid } of members) sendSignal(pid, SIGKILL);
      if (tries === warnAfterTries) {
        const pids = members.map(({ pid }) => pid).join(', ');
        this.#log.warning(`Processes ${pids} do not end by SIGKILL; still trying`);
      }
      await pause(waitMs);
      waitMs = Math.min(waitMs * 2, longestRetryMs);
    }
  }

  sweepLater(ended: EndedContainer): void {
    this.#ended.push(ended);
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    setTimeout(() => void this.#sweep(), this.#restMs).unref();
  }

  async #sweep(): Promise<void> {
    const startMs = performance.now();
    const ended = this.#ended;
    this.#ended = [];
    const tree = await this.#snapshot();
    for (const { root } of ended) {
      for (const { pid } of tree.membersOf(root)) sendSignal(pid, SIGKILL);
    }
    await this.#killStrays(ended, tree.processes);
    this.#restMs = Math.max(sweepDelayMs, (performance.now() - startMs) * idlePerSweepTime);
    this.#isSweeping = false;
    const [next] = this.#ended.splice(0, 1);
    if (next !== undefined) this.sweepLater(next);
  }

  async #killStrays(
    ended: readonly EndedContainer[],
    processes: readonly ProcessInfo[],
  ): Promise<void> {
    const directories = new Set(ended.map(({ directory }) => directory));
    const since = Math.min(...ended.map(({ root }) => Number(root.startTime)));
    const later = processes.filter(({ startTime }) => Number(startTime) >= since);
    const strays = await this.#marked(later, (mark) => directories.has(mark));
    for (const { pid } of strays) sendSignal(pid, SIGKILL);
  }

  /** Those whose environment names a sandbox that `isMeant`. */
  async #marked(
    processes: readonly ProcessInfo[],
    isMeant: (mark: string) => boolean,
  ): Promise<readonly ProcessInfo[]> {
    const marked: ProcessInfo[] = [];
    let read = 0;
    for (const info of processes) {
      if (info.isZombie || info.startTime === '' || info.pid === process.pid) continue;
      const mark = readSandboxMark(info.pid);
      if (mark !== undefined && isMeant(mark)) marked.push(info);
      if (++read % environmentsPerSlice === 0) await pause(0);
    }
    return marked;
  }
}
