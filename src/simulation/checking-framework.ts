/**
 * A framework that trusts nobody. It launches short tasks and pods, kills some, acknowledges late or not at
 * all the first time, and holds every status against what it heard before:
 *
 *   - updates of a task come in order: STARTING, RUNNING, KILLING, then one end;
 *   - a repeated update is the same update (its uuid was seen), never a new one;
 *   - nothing new comes after the end that the agent reported;
 *   - the master tells of no end while the task runs on an agent that lives;
 *   - in the end every task has an end.
 */
import type { Clock } from '../foundation/clock.ts';
import { type Random, randomInteger, uuidText } from '../foundation/random.ts';
import type {
  ExecutorInfo,
  Offer,
  Offer_Operation,
  Resource,
  TaskInfo,
  TaskStatus,
} from '../protocol/generated/mesos.ts';
import type { Event } from '../protocol/generated/scheduler.ts';
import type { MasterNode } from './master-node.ts';
import { SchedulerLink } from './scheduler-link.ts';
import type { Trace } from './trace.ts';

export interface FrameworkParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  readonly node: MasterNode;
  readonly name: string;
  readonly maxDelayMs: number;
  /** Whether the task runs where an agent lives: whatever was told of its end is then not true. */
  readonly isRunning: (taskId: string) => boolean;
}

interface KnownTask {
  readonly id: string;
  readonly agentId: string;
  readonly seen: Set<string>;
  rank: number;
  /** The end that the agent reported, or that the master gave where no agent could. */
  end: string | undefined;
  isEndReported: boolean;
}

const ranks: Readonly<Record<string, number>> = {
  TASK_STAGING: 0,
  TASK_STARTING: 1,
  TASK_RUNNING: 2,
  TASK_KILLING: 3,
  TASK_UNREACHABLE: 0,
};
const endRank = 4;
/** Tasks in flight at most: enough to fill three agents. */
const mostOpenTasks = 24;
const reconcileIntervalMs = 20_000;

export class CheckingFramework {
  readonly #parts: FrameworkParts;
  readonly #tasks = new Map<string, KnownTask>();
  readonly violations: string[] = [];
  #link: SchedulerLink | undefined;
  #id: string | undefined;
  #nextTask = 0;
  #openCount = 0;
  /** Set when the scenario winds down: no new tasks. */
  isDraining = false;

  constructor(parts: FrameworkParts) {
    this.#parts = parts;
  }

  get launchedCount(): number {
    return this.#tasks.size;
  }

  get unfinished(): string[] {
    return [...this.#tasks.values()].filter(({ end }) => end === undefined).map(({ id }) => id);
  }

  get ends(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { end } of this.#tasks.values()) {
      if (end !== undefined) counts.set(end, (counts.get(end) ?? 0) + 1);
    }
    return counts;
  }

  start(): void {
    this.#connect();
    this.#parts.clock.after(reconcileIntervalMs, () => this.#reconcile());
  }

  /** Its connection breaks, or it restarts: it comes back with its id. */
  breakConnection(): void {
    this.#parts.trace.note(`${this.#parts.name} loses its connection`);
    this.#link?.break();
  }

  #connect(): void {
    const { clock, random, node, name, maxDelayMs } = this.#parts;
    const link = new SchedulerLink({
      clock,
      random,
      node,
      maxDelayMs,
      onEvent: (event) => this.#onEvent(event),
      onBroken: () => {
        if (this.#link !== link) return;
        this.#link = undefined;
        clock.after(200 + random.next() * 800, () => this.#connect());
      },
    });
    this.#link = link;
    const id = this.#id === undefined ? {} : { id: { value: this.#id } };
    link.subscribe({
      type: 'SUBSCRIBE',
      ...(this.#id === undefined ? {} : { framework_id: { value: this.#id } }),
      subscribe: {
        framework_info: {
          ...id,
          name,
          user: 'root',
          roles: ['*'],
          checkpoint: true,
          failover_timeout: 604_800,
          capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
        },
      },
    });
  }

  #onEvent(event: Event): void {
    switch (event.type) {
      case 'SUBSCRIBED':
        this.#id = event.subscribed!.framework_id.value;
        return;
      case 'OFFERS':
        for (const offer of event.offers?.offers ?? []) this.#onOffer(offer);
        return;
      case 'UPDATE':
        this.#onUpdate(event.update!.status);
        return;
      case 'ERROR':
        this.violations.push(`${this.#parts.name} was refused: ${event.error?.message}`);
        return;
      default:
    }
  }

  #onOffer(offer: Offer): void {
    const { random } = this.#parts;
    const framework_id = { value: this.#id! };
    const room = Math.min(mostOpenTasks - this.#openCount, Math.floor(cpusOf(offer) / 0.5));
    if (this.isDraining || room <= 0 || random.next() < 0.1) {
      const filters = { refuse_seconds: random.next() * 3 };
      const decline = { offer_ids: [offer.id], filters };
      this.#link?.call({ type: 'DECLINE', framework_id, decline });
      return;
    }
    const task_infos = Array.from({ length: 1 + randomInteger(random, room) }, () =>
      this.#newTask(offer),
    );
    this.#link?.call({
      type: 'ACCEPT',
      framework_id,
      accept: {
        offer_ids: [offer.id],
        operations: this.#operations(task_infos),
        filters: { refuse_seconds: 0.5 },
      },
    });
  }

  /** Command tasks each by itself; now and then two of them as a pod. */
  #operations(tasks: TaskInfo[]): Offer_Operation[] {
    if (tasks.length < 3 || this.#parts.random.next() < 0.5) {
      return [{ type: 'LAUNCH', launch: { task_infos: tasks } }];
    }
    // The pod's executor takes the room of the third.
    const [first, second, third, ...rest] = tasks as [TaskInfo, TaskInfo, TaskInfo];
    this.#tasks.delete(third.task_id.value);
    this.#openCount--;
    const executor: ExecutorInfo = {
      executor_id: { value: `pod-${first.task_id.value}` },
      framework_id: { value: this.#id! },
      type: 'DEFAULT',
      resources: [scalar('cpus', 0.1), scalar('mem', 32), scalar('disk', 10)],
    };
    const task_group = { tasks: [first, second] };
    return [
      { type: 'LAUNCH_GROUP', launch_group: { executor, task_group } },
      { type: 'LAUNCH', launch: { task_infos: rest } },
    ];
  }

  #newTask(offer: Offer): TaskInfo {
    const { random, clock, name } = this.#parts;
    const id = `${name}-t${this.#nextTask++}`;
    const agentId = offer.agent_id.value;
    this.#tasks.set(id, {
      id,
      agentId,
      seen: new Set(),
      rank: 0,
      end: undefined,
      isEndReported: false,
    });
    this.#openCount++;
    const runMs = Math.floor(random.next() ** 3 * 20_000);
    const exitCode = random.next() < 0.2 ? 3 : 0;
    if (random.next() < 0.15) clock.after(random.next() * 5000, () => this.#kill(id));
    return taskInfo(id, offer, `name=${id} run=${runMs} exit=${exitCode}`);
  }

  /** Until it has ended: a kill may be lost like anything else. */
  #kill(id: string): void {
    const task = this.#tasks.get(id);
    if (task === undefined || task.end !== undefined) return;
    this.#link?.call({
      type: 'KILL',
      framework_id: { value: this.#id! },
      kill: { task_id: { value: id }, agent_id: { value: task.agentId } },
    });
    this.#parts.clock.after(10_000, () => this.#kill(id));
  }

  #onUpdate(status: TaskStatus): void {
    const { random, clock } = this.#parts;
    const task = this.#tasks.get(status.task_id.value);
    if (task === undefined) {
      this.violations.push(`update of a task that was never launched: ${status.task_id.value}`);
      return;
    }
    if (status.uuid === undefined) {
      this.#onMastersWord(task, status);
      return;
    }
    this.#check(task, status, uuidText(status.uuid));
    const acknowledge = {
      agent_id: status.agent_id!,
      task_id: status.task_id,
      uuid: status.uuid,
    };
    // Some are forgotten; the agent repeats the update and gets another chance.
    if (random.next() < 0.05) return;
    clock.after(random.next() * 100, () =>
      this.#link?.call({
        type: 'ACKNOWLEDGE',
        framework_id: { value: this.#id! },
        acknowledge,
      }),
    );
  }

  #check(task: KnownTask, status: TaskStatus, uuid: string): void {
    if (task.seen.has(uuid)) return;
    task.seen.add(uuid);
    const rank = ranks[status.state] ?? endRank;
    // A refusal is not written down: an agent that was killed may say it again.
    const isSaidAgain = task.end === 'TASK_DROPPED' && status.state === task.end;
    if (task.isEndReported && !isSaidAgain) {
      this.violations.push(`task ${task.id}: new update ${status.state} after ${task.end}`);
    }
    if (rank < task.rank) {
      this.violations.push(`task ${task.id}: ${status.state} came after a later state`);
    }
    task.rank = rank;
    if (rank < endRank) return;
    task.isEndReported = true;
    if (this.#parts.isRunning(task.id)) {
      this.violations.push(`task ${task.id}: ${status.state} was told while it runs`);
    }
    this.#end(task, status.state);
  }

  /** Reconciliation, or an end that only the master can tell of. */
  #onMastersWord(task: KnownTask, status: TaskStatus): void {
    if (ranks[status.state] !== undefined) return;
    if (this.#parts.isRunning(task.id)) {
      this.violations.push(
        `task ${task.id}: the master says ${status.state} (${status.message}) while it runs on a living agent`,
      );
    }
    // A task that was given up may turn out to be alive; its agent's word then counts.
    this.#end(task, status.state);
  }

  #end(task: KnownTask, state: string): void {
    if (task.end === undefined) this.#openCount--;
    task.end ??= state;
  }

  #reconcile(): void {
    const open = this.unfinished.map((id) => ({
      task_id: { value: id },
      agent_id: { value: this.#tasks.get(id)!.agentId },
    }));
    if (open.length > 0 && this.#id !== undefined) {
      this.#link?.call({
        type: 'RECONCILE',
        framework_id: { value: this.#id },
        reconcile: { tasks: open },
      });
    }
    this.#parts.clock.after(reconcileIntervalMs, () => this.#reconcile());
  }
}

function cpusOf(offer: Offer): number {
  return offer.resources?.find(({ name }) => name === 'cpus')?.scalar?.value ?? 0;
}

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value }, allocation_info: { role: '*' } };
}

function taskInfo(id: string, offer: Offer, command: string): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: offer.agent_id,
    resources: [scalar('cpus', 0.5), scalar('mem', 64)],
    command: { value: command },
  };
}
