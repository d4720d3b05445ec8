/**
 * The cluster in a page's memory, kept up to date by the lines of the master's stream. It counts as
 * it goes, so that no reader has to walk over a hundred thousand tasks to say how many there are.
 */
import { ChangeLog } from './change-log.ts';
import {
  type Agent,
  type Beat,
  type Framework,
  type Hello,
  type Line,
  isIll,
  listOf,
} from './model.ts';
import type { Task, TaskList } from './model.ts';
import { type RowKind, RowMaker } from './row-maker.ts';

export interface Happening {
  readonly atMs: number;
  readonly kind: 'task' | 'agent' | 'framework';
  readonly id: string;
  /** The framework of a task. */
  readonly of: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const mostHappenings = 100;
const leastOffsetMs = 2_000;
/** Beside the columns: what is counted or looked up here. */
const addedColumns: Readonly<Record<RowKind, readonly string[]>> = {
  frameworks: ['activeTasks'],
  agents: ['activeTasks'],
  tasks: ['framework', 'host', 'frameworkName', 'searchText'],
};

export class Cluster {
  hello: Hello | undefined;
  beat: Beat | undefined;
  /** All that there is has been told. */
  isWhole = false;
  readonly frameworks = new Map<string, Framework>();
  readonly agents = new Map<string, Agent>();
  /** By framework and id. */
  readonly tasks = new Map<string, Map<string, Task>>();
  readonly taskCounts = new Map<string, number>();
  readonly agentCounts = new Map<string, number>();
  readonly listCounts: Record<TaskList, number> = { active: 0, unreachable: 0, completed: 0 };
  /** Those that failed, or are unhealthy. */
  readonly illTasks = new Set<Task>();
  /** Newest last. */
  readonly happenings: Happening[] = [];
  /** Grows with each change, by kind. */
  readonly ages = { tasks: 0, agents: 0, frameworks: 0 };
  readonly taskChanges = new ChangeLog<Task>();
  /** How far the master's clock is before ours; what is little is only the way that a beat took. */
  offsetMs = 0;
  readonly #now: () => number;
  #makers: Readonly<Record<RowKind, RowMaker>> | undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** As the master's clock has it. */
  nowMs(): number {
    return this.#now() + this.offsetMs;
  }

  apply(line: Line): void {
    switch (line[0]) {
      case 'hello':
        this.#greet(line[1]);
        break;
      case 'beat':
        this.#takeBeat(line[1]);
        break;
      case 'frameworks':
        for (const row of line[1]) this.#takeFramework(this.#object('frameworks', row));
        break;
      case 'agents':
        for (const row of line[1]) this.#takeAgent(this.#object('agents', row));
        break;
      case 'tasks':
        for (const row of line[2]) this.#takeTask(line[1], this.#object('tasks', row));
        break;
      case 'gone':
        this.#forget(line[1], line[2]);
        break;
      case 'whole':
        this.isWhole = true;
        break;
    }
  }

  #greet(hello: Hello): void {
    const maker = (kind: RowKind): RowMaker =>
      new RowMaker(hello.columns[kind], addedColumns[kind]);
    this.hello = hello;
    this.#makers = {
      frameworks: maker('frameworks'),
      agents: maker('agents'),
      tasks: maker('tasks'),
    };
  }

  #takeBeat(beat: Beat): void {
    const offsetMs = beat.nowMs - this.#now();
    if (Math.abs(offsetMs - this.offsetMs) > leastOffsetMs) this.offsetMs = offsetMs;
    this.beat = beat;
  }

  #object(kind: RowKind, row: readonly unknown[]): never {
    return this.#makers![kind].make(row) as never;
  }

  #takeFramework(framework: Framework): void {
    const before = this.frameworks.get(framework.id);
    framework.activeTasks = before?.activeTasks ?? 0;
    this.frameworks.set(framework.id, framework);
    if (before?.state !== framework.state) {
      const { id, name, state: to } = framework;
      this.#note({ kind: 'framework', id, of: '', name, from: before?.state ?? '', to });
    }
    if (before === undefined) this.#boundFrameworks();
    this.ages.frameworks++;
  }

  #takeAgent(agent: Agent): void {
    const before = this.agents.get(agent.id);
    agent.activeTasks = before?.activeTasks ?? this.#countTasksOn(agent.id);
    this.agents.set(agent.id, agent);
    if (before?.state !== agent.state) {
      if (before !== undefined) count(this.agentCounts, before.state, -1);
      count(this.agentCounts, agent.state, 1);
      const { id, hostname: name, state: to } = agent;
      this.#note({ kind: 'agent', id, of: '', name, from: before?.state ?? '', to });
    }
    this.ages.agents++;
  }

  /** One that comes back has tasks already. */
  #countTasksOn(agentId: string): number {
    if (!this.isWhole) return 0;
    let sum = 0;
    for (const tasks of this.tasks.values()) {
      for (const task of tasks.values()) {
        if (task.agent === agentId && listOf(task.state) === 'active') sum++;
      }
    }
    return sum;
  }

  #takeTask(frameworkId: string, row: Omit<Task, 'framework'>): void {
    const task: Task = Object.assign(row, { framework: frameworkId });
    let tasks = this.tasks.get(frameworkId);
    if (tasks === undefined) this.tasks.set(frameworkId, (tasks = new Map()));
    const before = tasks.get(task.id);
    const list = listOf(task.state);
    if (before !== undefined) this.#uncount(before);
    // Which ended last stands last, so that the oldest are forgotten first.
    if (before !== undefined && list !== listOf(before.state)) tasks.delete(task.id);
    tasks.set(task.id, task);
    this.#count(task, 1);
    if (before?.state !== task.state) {
      const { id, name, state: to } = task;
      this.#note({ kind: 'task', id, of: frameworkId, name, from: before?.state ?? '', to });
    }
    this.taskChanges.note(before, task);
    if (list !== 'active' && this.isWhole) this.#boundTasks(tasks);
    this.ages.tasks++;
  }

  #uncount(task: Task): void {
    this.#count(task, -1);
  }

  #count(task: Task, change: 1 | -1): void {
    const list = listOf(task.state);
    count(this.taskCounts, task.state, change);
    this.listCounts[list] += change;
    if (change < 0) this.illTasks.delete(task);
    else if (isIll(task)) this.illTasks.add(task);
    if (list !== 'active') return;
    const agent = this.agents.get(task.agent);
    if (agent !== undefined) agent.activeTasks += change;
    const framework = this.frameworks.get(task.framework);
    if (framework !== undefined) framework.activeTasks += change;
  }

  /** The master forgets the oldest that ended, and says nothing of it. */
  #boundTasks(tasks: Map<string, Task>): void {
    const { mostCompletedTasks, mostUnreachableTasks } = this.hello!;
    const most = { completed: mostCompletedTasks, unreachable: mostUnreachableTasks };
    if (tasks.size <= Math.min(most.completed, most.unreachable)) return;
    for (const list of ['completed', 'unreachable'] as const) {
      const kept = [...tasks.values()].filter((task) => listOf(task.state) === list);
      for (const task of kept.slice(0, Math.max(0, kept.length - most[list]))) {
        this.#uncount(task);
        tasks.delete(task.id);
        this.taskChanges.note(task, undefined);
      }
    }
  }

  #boundFrameworks(): void {
    const completed = [...this.frameworks.values()].filter(({ state }) => state === 'completed');
    const most = this.hello!.mostCompletedFrameworks;
    for (const { id } of completed.slice(0, Math.max(0, completed.length - most))) {
      this.#forget('framework', id);
    }
  }

  #forget(kind: 'framework' | 'agent', id: string): void {
    if (kind === 'agent') {
      const agent = this.agents.get(id);
      if (agent === undefined) return;
      count(this.agentCounts, agent.state, -1);
      this.agents.delete(id);
      const { hostname: name, state: from } = agent;
      this.#note({ kind, id, of: '', name, from, to: 'removed' });
      this.ages.agents++;
      return;
    }
    for (const task of this.tasks.get(id)?.values() ?? []) this.#uncount(task);
    this.tasks.delete(id);
    this.taskChanges.forget();
    this.frameworks.delete(id);
    this.ages.frameworks++;
    this.ages.tasks++;
  }

  /** What was there from the beginning is no news. */
  #note(happening: Omit<Happening, 'atMs'>): void {
    if (!this.isWhole) return;
    this.happenings.push({ atMs: this.nowMs(), ...happening });
    if (this.happenings.length > mostHappenings) this.happenings.shift();
  }
}

function count(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + change;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
