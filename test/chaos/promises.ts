/**
 * What always holds, looked at when the cluster has come to rest after a round: one leader, all
 * agents and frameworks there, every promised task running as the process that it was, nothing
 * doubled, nothing left over, every decision that was answered with 200 kept.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosCluster } from './chaos-cluster.ts';
import {
  type TaskProcess,
  type TaskRecord,
  endOf,
  faultsOf,
  isDecided,
  isPromised,
  taskProcesses,
  tasksOf,
} from './task-book.ts';

const longestRestMs = 90_000;
const pollMs = 200;
const answerMs = 5_000;
const roles = ['r1', 'r2', 'r3'];

interface State {
  readonly slaves: readonly { readonly active: boolean }[];
  readonly frameworks: readonly {
    readonly active: boolean;
    readonly connected: boolean;
    readonly tasks: readonly { readonly id: string; readonly state: string }[];
  }[];
}

export interface Rest {
  readonly ms: number;
  readonly long: number;
  readonly short: number;
  /** Launches that came to nothing, which is allowed. */
  readonly lost: number;
}

export class Promises {
  readonly #cluster: ChaosCluster;
  readonly #processes = new Map<string, TaskProcess>();
  /** Of each role, what its weight may be: one value, or several after an answer that did not come. */
  readonly #weights = new Map(
    roles.map((role) => [role, new Set<number | undefined>([undefined])]),
  );
  #nextWeight = 1;

  constructor(cluster: ChaosCluster) {
    this.#cluster = cluster;
  }

  /** Decides something at whoever leads just now. */
  async decide(): Promise<void> {
    const leader = await this.#cluster.findLeader();
    if (leader === undefined) return;
    const weight = ++this.#nextWeight;
    const role = roles[weight % roles.length]!;
    const known = this.#weights.get(role)!;
    known.add(weight);
    const status = await fetch(`http://${leader.program.address}/weights`, {
      method: 'PUT',
      body: JSON.stringify([{ role, weight }]),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMs),
    }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) this.#weights.set(role, new Set([weight]));
  }

  /** Waits for rest. @throws Error that says what is still missing */
  async untilRest(): Promise<Rest> {
    const startedMs = performance.now();
    const before = this.#tasks().map(({ id }) => id);
    for (;;) {
      const missing = await this.#findMissing(new Set(before)).catch(String);
      if (missing === undefined) break;
      if (performance.now() - startedMs > longestRestMs) {
        throw new Error(`After ${longestRestMs / 1000} s there is no rest: ${missing}`);
      }
      await sleep(pollMs);
    }
    const tasks = this.#tasks();
    const live = tasks.filter((task) => endOf(task) === undefined);
    const lost = tasks.filter((task) => endOf(task) !== undefined && !isPromised(task));
    return {
      ms: Math.round(performance.now() - startedMs),
      long: live.filter(({ kind }) => kind === 'long').length,
      short: tasks.filter(({ kind }) => kind === 'short').length,
      lost: lost.filter((task) => endOf(task)!.state !== 'TASK_FINISHED').length,
    };
  }

  /** What was broken; nothing should be. */
  async findBroken(): Promise<string[]> {
    // Frameworks go on: what ran before their books were read is in them, what is in them runs after.
    const before = taskProcesses(this.#cluster.cluster.directory);
    const tasks = this.#tasks();
    const broken = [...this.#cluster.surprises.splice(0)];
    for (const task of tasks) broken.push(...faultsOf(task, this.#cluster.marks));
    const ids = new Set(tasks.map(({ id }) => id));
    for (const id of before.keys()) if (!ids.has(id)) broken.push(`${id} belongs to nobody`);
    broken.push(...this.#processFaults(tasks), ...(await this.#weightFaults()));
    return broken;
  }

  #tasks(): TaskRecord[] {
    return this.#cluster.frameworks.flatMap(tasksOf);
  }

  async #findMissing(before: ReadonlySet<string>): Promise<string | undefined> {
    const { masters, agents, frameworks } = this.#cluster;
    const dead = [...masters, ...agents, ...frameworks].find(({ isRunning }) => !isRunning);
    if (dead !== undefined) return `${dead.name} is not running`;
    const leaders = await this.#cluster.leaders();
    const [leader] = leaders;
    if (leader === undefined || leaders.length > 1) return `${leaders.length} masters lead`;
    const state = (await leader.program.getJson('/state')) as State;
    const active = state.slaves.filter((agent) => agent.active).length;
    if (active !== agents.length) return `${active} agents are active at ${leader.name}`;
    const back = state.frameworks.filter((one) => one.active && one.connected).length;
    if (back !== frameworks.length) return `${back} frameworks are connected at ${leader.name}`;
    const tasks = this.#tasks();
    const late = tasks.find((task) => before.has(task.id) && !isDecided(task));
    if (late !== undefined) {
      return `of ${late.id} nothing is heard after ${late.updates.at(-1)?.state ?? 'its launch'}`;
    }
    for (const { name } of frameworks) {
      const isNew = (task: TaskRecord): boolean => !before.has(task.id) && task.id.startsWith(name);
      if (!tasks.some((task) => isNew(task) && endOf(task)?.state === 'TASK_FINISHED')) {
        return `${name} has run no new task`;
      }
    }
    return this.#findTaskMissing(tasks, state);
  }

  #findTaskMissing(tasks: readonly TaskRecord[], state: State): string | undefined {
    const known = new Map(
      state.frameworks.flatMap((one) => one.tasks.map((task) => [task.id, task.state])),
    );
    const processes = taskProcesses(this.#cluster.cluster.directory);
    for (const task of tasks) {
      if (endOf(task) !== undefined) {
        if (processes.has(task.id)) return `${task.id} is over and still has a process`;
      } else if (task.kind === 'long' && isPromised(task)) {
        const found = known.get(task.id) ?? 'unknown';
        if (found !== 'TASK_RUNNING') return `the master says of ${task.id}: ${found}`;
        if (!processes.has(task.id)) return `${task.id} is said to run and has no process`;
      }
    }
    return undefined;
  }

  #processFaults(tasks: readonly TaskRecord[]): string[] {
    const faults: string[] = [];
    const processes = taskProcesses(this.#cluster.cluster.directory);
    for (const task of tasks) {
      const found = processes.get(task.id) ?? [];
      if (found.length > 1) faults.push(`${task.id} has ${found.length} processes`);
      if (task.kind === 'short' || !isPromised(task)) continue;
      const [first] = found;
      const before = this.#processes.get(task.id);
      if (before === undefined) {
        // One that has just been told of may still be a shell.
        if (first !== undefined) this.#processes.set(task.id, first);
      } else if (first === undefined) faults.push(`${task.id} was promised and has no process`);
      else if (before.pid !== first.pid || before.startedAt !== first.startedAt) {
        faults.push(`${task.id} was process ${before.pid} and is ${first.pid}`);
      }
    }
    return faults;
  }

  async #weightFaults(): Promise<string[]> {
    const leader = await this.#cluster.findLeader();
    if (leader === undefined) return ['nobody leads'];
    const listed = (await leader.program.getJson('/weights')) as { role: string; weight: number }[];
    const faults: string[] = [];
    for (const [role, allowed] of this.#weights) {
      const weight = listed.find((one) => one.role === role)?.weight;
      const all = [...allowed].join(' or ');
      if (!allowed.has(weight)) faults.push(`weight of ${role} is ${weight}, decided was ${all}`);
      this.#weights.set(role, new Set([weight]));
    }
    return faults;
  }
}
