/**
 * What holds when all is at rest after a round: who was told to run and was not struck is the same process;
 * who ended was told so once, with the exact status; nothing ran twice; and nothing is on the machine that
 * does not belong to a container that lives.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf, isEnd, isNetworked, isPromised, toldOf } from './framework.ts';
import type { TaskRecord } from './framework.ts';
import type { TaskProcess } from './machine.ts';
import type { World } from './world.ts';

const longestRestMs = 60_000;
const pollMs = 100;

export class Promises {
  readonly #world: World;
  readonly #processes = new Map<string, TaskProcess>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Waits for rest. What is missing when none comes, else undefined. */
  async untilRest(): Promise<string | undefined> {
    const sinceMs = performance.now();
    for (;;) {
      const missing = this.#findUndecided() ?? this.#findLeft();
      if (missing === undefined) return undefined;
      if (performance.now() - sinceMs > longestRestMs) {
        return `After ${longestRestMs / 1000} s there is no rest: ${missing}`;
      }
      await sleep(pollMs);
    }
  }

  #tasks(): TaskRecord[] {
    return [...this.#world.framework.tasks.values()];
  }

  #findUndecided(): string | undefined {
    const { framework } = this.#world;
    if (framework.ended !== undefined) return `the framework is over: ${framework.ended}`;
    const late = this.#tasks().find((task) => endOf(task) === undefined && !livesOn(task));
    return late && `nothing decided of ${toldOf(late)}`;
  }

  #findLeft(): string | undefined {
    const { machine, agent, master } = this.#world;
    const alive = this.#tasks().filter((task) => endOf(task) === undefined);
    const processes = machine.taskProcesses();
    const without = alive.find(({ id }) => !processes.has(id));
    if (without !== undefined) return `no process of ${toldOf(without)}`;
    const containers = new Set(alive.map(({ id }) => processes.get(id)![0]!.container));
    const left = machine.remains(containers, new Set([agent.pid, master.pid]));
    if (left.length > 0) return `is left: ${left.join('\n  ')}`;
    const networks = alive.filter(isNetworked).length;
    const counts = [machine.interfaces(), machine.addresses()];
    if (counts.some((count) => count !== networks)) {
      return `${networks} containers have a network, there are ${counts.join(' interfaces and ')} addresses`;
    }
    return undefined;
  }

  /** What was broken; nothing should be. */
  findBroken(): string[] {
    const { framework, machine, surprises } = this.#world;
    const processes = machine.taskProcesses();
    const broken = surprises.splice(0);
    for (const task of this.#tasks()) {
      const found = processes.get(task.id) ?? [];
      broken.push(
        ...faultsOf(task, framework.runsOf(task)).map((one) => `${one}: ${toldOf(task)}`),
      );
      if (found.length > 1) broken.push(`${task.id} has ${found.length} processes`);
      if (endOf(task) === undefined) broken.push(...this.#compare(task, found[0]!));
    }
    return broken;
  }

  #compare({ id }: TaskRecord, now: TaskProcess): string[] {
    const before = this.#processes.get(id) ?? now;
    this.#processes.set(id, now);
    const isSame = before.pid === now.pid && before.startedAt === now.startedAt;
    return isSame ? [] : [`${id} was process ${before.pid} and is ${now.pid}`];
  }
}

function livesOn(task: TaskRecord): boolean {
  const isOver = task.isReleased || task.isKilled || task.isStruck || task.kind === 'brief';
  return isPromised(task) && !isOver;
}

function faultsOf(task: TaskRecord, runs: number): string[] {
  const own = task.updates.filter(({ uuid }) => uuid !== undefined && uuid.length > 0);
  const ends = own.filter(({ state }) => isEnd(state!));
  const uuids = new Set(ends.map(({ uuid }) => Buffer.from(uuid!).toString('hex')));
  const end = endOf(task);
  return [
    ...(uuids.size > 1 ? ['it ended twice'] : []),
    ...(runs > 1 ? [`it ran ${runs} times`] : []),
    ...(end !== undefined && isPromised(task) && !isDue(task, end) ? ['no such end was due'] : []),
    ...(end !== undefined && isExit(end) && runs === 0 ? ['it never ran'] : []),
  ];
}

const isExit = ({ state, message = '' }: { state?: string; message?: string }): boolean =>
  state === 'TASK_FINISHED' || message.includes('exited with status');

/** Of one that was said to run. */
function isDue(
  task: TaskRecord,
  { state, message = '' }: NonNullable<ReturnType<typeof endOf>>,
): boolean {
  const { code, kind, isReleased, isKilled, isStruck } = task;
  const exact =
    code === 0 ? state === 'TASK_FINISHED' : message.includes(`exited with status ${code}`);
  if ((isReleased || kind === 'brief') && exact) return true;
  if (isKilled && state === 'TASK_KILLED') return true;
  return isStruck && state === 'TASK_FAILED';
}
