/**
 * The framework that mesos-execute is: waits for an offer that is large enough, launches its task or
 * pod there once, prints what happens, and is done when every task has ended. The lines it prints
 * are Mesos' own; scripts read them.
 */
import type { Clock } from '../../foundation/clock.ts';
import type {
  Offer,
  Offer_Operation,
  TaskInfo,
  TaskState,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, TaskId } from '../../protocol/ids.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import type { SchedulerCalls } from '../../scheduler/calls.ts';
import { Resources } from '../../resources/resources.ts';
import { OfferedResources } from './fit.ts';
import type { Work } from './tasks.ts';

/** The calls that a run makes. */
export type RunCalls = Pick<
  SchedulerCalls,
  'accept' | 'decline' | 'kill' | 'reconcile' | 'suppress'
>;

export interface RunParts {
  readonly calls: RunCalls;
  readonly clock: Clock;
  readonly print: (line: string) => void;
  /** For people; scripts read only what is printed. */
  readonly note: (line: string) => void;
  readonly killAfterMs: number | undefined;
  readonly onDone: () => void;
}

/** An agent that restarts is back by then; until it is, the master does not answer. */
const reconcileIntervalMs = 10_000;

/** TASK_UNKNOWN: no agent has the task any more, so that no end of it will ever be told. */
function isFinal(state: TaskState): boolean {
  return state === 'TASK_UNKNOWN' || isTerminalState(state);
}

export class Run {
  readonly #work: Work;
  readonly #parts: RunParts;
  readonly #openTaskIds: Set<string>;
  readonly #lastStates = new Map<string, string>();
  /** Tasks whose fate is in doubt since the connection broke. */
  readonly #doubtfulTaskIds = new Set<string>();
  #agentId: AgentId | undefined;
  #hasSaidTooSmall = false;
  /** Tasks whose end by --kill_after is already arranged. */
  readonly #doomedTaskIds = new Set<string>();

  constructor(work: Work, parts: RunParts) {
    this.#work = work;
    this.#parts = parts;
    this.#openTaskIds = new Set(tasksOf(work).map((task) => task.task_id.value));
  }

  subscribed(frameworkId: FrameworkId): void {
    this.#parts.print(`Subscribed with ID ${frameworkId}`);
    if (this.#agentId === undefined) return;
    for (const taskId of this.#openTaskIds) this.#doubtfulTaskIds.add(taskId);
    this.#reconcile(this.#agentId);
  }

  offers(offers: readonly Offer[]): void {
    const unused: Offer[] = [];
    for (const offer of offers) {
      if (this.#agentId !== undefined || !this.#launch(offer)) unused.push(offer);
    }
    if (unused.length > 0) this.#parts.calls.decline(unused);
  }

  update(status: TaskStatus): void {
    const taskId = status.task_id.value;
    this.#doubtfulTaskIds.delete(taskId);
    const isNews = this.#lastStates.get(taskId) !== status.state;
    this.#lastStates.set(taskId, status.state);
    if (isNews || status.reason !== 'REASON_RECONCILIATION') this.#parts.print(updateText(status));
    if (status.state === 'TASK_RUNNING') this.#killLater(taskId, status.agent_id?.value);
    if (!isFinal(status.state) || !this.#openTaskIds.delete(taskId)) return;
    if (this.#openTaskIds.size === 0) this.#parts.onDone();
  }

  #launch(offer: Offer): boolean {
    const operation = operationFor(this.#work, offer);
    if (operation === undefined) {
      this.#sayTooSmall(offer);
      return false;
    }
    this.#agentId = offer.agent_id.value;
    this.#parts.calls.accept([offer], [operation]);
    // Nothing more will be launched: the others may have what we would only decline.
    this.#parts.calls.suppress();
    this.#parts.print(`Submitted ${describe(this.#work)} to agent '${offer.agent_id.value}'`);
    return true;
  }

  /** Once: who sees nothing happen should not have to guess. */
  #sayTooSmall(offer: Offer): void {
    if (this.#hasSaidTooSmall) return;
    this.#hasSaidTooSmall = true;
    const wanted = this.#openTaskIds.size === 1 ? 'the task needs' : 'the tasks need';
    this.#parts.note(
      `Declined an offer of ${Resources.fromMessages(offer.resources)} from ${offer.hostname}: ` +
        `${wanted} ${wantedBy(this.#work)}; waiting for a larger one`,
    );
  }

  /** After a break: what happened meanwhile may have had nobody to be told to. */
  #reconcile(agentId: AgentId): void {
    if (this.#doubtfulTaskIds.size === 0) return;
    this.#parts.calls.reconcile([...this.#doubtfulTaskIds].map((taskId) => ({ taskId, agentId })));
    this.#parts.clock.after(reconcileIntervalMs, () => this.#reconcile(agentId));
  }

  #killLater(taskId: TaskId, agentId: AgentId | undefined): void {
    const { killAfterMs, clock, calls, print } = this.#parts;
    if (killAfterMs === undefined || this.#doomedTaskIds.has(taskId)) return;
    this.#doomedTaskIds.add(taskId);
    clock.after(killAfterMs, () => {
      if (!this.#openTaskIds.has(taskId)) return;
      calls.kill(taskId, agentId === undefined ? {} : { agentId });
      print(`Asked to kill task '${taskId}' on agent '${agentId ?? ''}'`);
    });
  }
}

function tasksOf(work: Work): readonly TaskInfo[] {
  return work.kind === 'task' ? [work.task] : work.tasks;
}

function wantedBy(work: Work): Resources {
  const executors = work.kind === 'task' ? [work.task.executor] : [work.executor];
  const parts = [...tasksOf(work), ...executors.filter((executor) => executor !== undefined)];
  return Resources.sum(parts.map(({ resources }) => Resources.fromMessages(resources)));
}

function describe(work: Work): string {
  if (work.kind === 'task') return `task '${work.task.task_id.value}'`;
  const ids = work.tasks.map((task) => task.task_id.value);
  return `task group with tasks [ ${ids.join(', ')} ]`;
}

/** Undefined when the offer is too small. */
function operationFor(work: Work, offer: Offer): Offer_Operation | undefined {
  const offered = new OfferedResources(offer.resources ?? []);
  const placed = tasksOf(work).map((task) => place(task, offer, offered));
  const tasks = placed.filter((task) => task !== undefined);
  if (tasks.length < placed.length) return undefined;
  if (work.kind === 'task') return { type: 'LAUNCH', launch: { task_infos: tasks } };
  const resources = offered.take(work.executor.resources ?? []);
  if (resources === undefined) return undefined;
  const executor = { ...work.executor, resources, framework_id: offer.framework_id };
  return { type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks } } };
}

function place(task: TaskInfo, offer: Offer, offered: OfferedResources): TaskInfo | undefined {
  const resources = offered.take(task.resources ?? []);
  if (resources === undefined) return undefined;
  if (task.executor === undefined) return { ...task, agent_id: offer.agent_id, resources };
  const executorResources = offered.take(task.executor.resources ?? []);
  if (executorResources === undefined) return undefined;
  const executor = {
    framework_id: offer.framework_id,
    ...task.executor,
    resources: executorResources,
  };
  return { ...task, agent_id: offer.agent_id, resources, executor };
}

function updateText(status: TaskStatus): string {
  const lines = [`Received status update ${status.state} for task '${status.task_id.value}'`];
  if (status.message !== undefined) lines.push(`  message: '${status.message}'`);
  if (status.source !== undefined) lines.push(`  source: ${status.source}`);
  if (status.reason !== undefined) lines.push(`  reason: ${status.reason}`);
  return lines.join('\n');
}
