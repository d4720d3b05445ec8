/**
 * What is known of every task that was ever launched: what it was meant to do, what its framework
 * heard, and what its machine says. The promises about tasks are kept here:
 *
 *  - updates of a task come in order: STARTING, RUNNING, KILLING, then one end;
 *  - a repeated update is the same update (its uuid was seen), never a new one;
 *  - nothing new comes after the end that the agent reported;
 *  - an end that is reported is the end that really was, with the exit status that really was;
 *  - the master tells of no end while the task runs on an agent that lives;
 *  - a task is started once at most; in the end each has an end, and nothing of it runs;
 *  - whatever started on an agent that was never given up has its end from that agent.
 */
import { uuidText } from '../../foundation/random.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId, TaskId } from '../../protocol/ids.ts';
import type { TaskTruth } from '../machines/machine.ts';
import type { MadeTask } from './task-making.ts';

export interface KnownTask extends MadeTask {
  readonly framework: string;
  readonly launchedMs: number;
  readonly seen: Set<string>;
  rank: number;
  killAskedMs: number | undefined;
  /** The end that the agent reported, or that the master gave where no agent could. */
  end: string | undefined;
  endMs: number | undefined;
  isEndReported: boolean;
  /** Its framework was removed: nobody hears of it any more. */
  isAbandoned: boolean;
}

export interface LedgerParts {
  readonly now: () => number;
  readonly findTruth: (host: string, taskId: TaskId) => TaskTruth | undefined;
  readonly isCheckpointing: (framework: string) => boolean;
  /** Whether it uses what agents lend, which can be called back. */
  readonly isBorrowing: (framework: string) => boolean;
  /** Whether an agent process runs on this machine now. */
  readonly isAlive: (host: string) => boolean;
  readonly report: (violation: string) => void;
}

const ranks: Readonly<Record<string, number>> = {
  TASK_STAGING: 0,
  TASK_STARTING: 1,
  TASK_RUNNING: 2,
  TASK_KILLING: 3,
  TASK_UNREACHABLE: 0,
};
const endRank = 4;

/** Said by an agent or its executor, and wants an acknowledgement. */
export function isAgentsWord({ uuid }: TaskStatus): boolean {
  return uuid !== undefined && uuid.length > 0;
}

export class TaskLedger {
  readonly #parts: LedgerParts;
  readonly #tasks = new Map<string, KnownTask>();
  /** Not ended yet, as their frameworks see it, by framework. */
  readonly #open = new Map<string, Map<string, KnownTask>>();
  readonly #lostWithConnection = new Set<TaskId>();
  /** Ids of agents that a master gave up or asked to go, at any time. */
  readonly givenUpAgents = new Set<string>();
  /** Of those, the ones that the operator sent away: they end what they run, but later. */
  readonly expelledAgents = new Set<string>();
  /** Machines that were told to drain: what runs there is killed though no framework asked. */
  readonly drainedHosts = new Set<string>();
  /** Ids of agents that will never come back, since their machines lost their disks. */
  readonly vanishedAgents = new Set<string>();

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  get all(): readonly KnownTask[] {
    return [...this.#tasks.values()];
  }

  find(id: TaskId): KnownTask | undefined {
    return this.#tasks.get(id);
  }

  launched(task: MadeTask & { readonly framework: string }): void {
    const known: KnownTask = {
      ...task,
      launchedMs: this.#parts.now(),
      seen: new Set(),
      rank: 0,
      killAskedMs: undefined,
      end: undefined,
      endMs: undefined,
      isEndReported: false,
      isAbandoned: false,
    };
    this.#tasks.set(task.id, known);
    this.#openOf(task.framework).set(task.id, known);
  }

  #openOf(framework: string): Map<string, KnownTask> {
    let open = this.#open.get(framework);
    if (open === undefined) this.#open.set(framework, (open = new Map()));
    return open;
  }

  openCountOf(framework: string): number {
    return this.#openOf(framework).size;
  }

  unfinishedOf(framework: string): KnownTask[] {
    return [...this.#openOf(framework).values()];
  }

  openOn(framework: string, agentId: AgentId): KnownTask[] {
    return this.unfinishedOf(framework).filter((task) => task.agentId === agentId);
  }

  killedAndOpen(framework: string): KnownTask[] {
    return this.unfinishedOf(framework).filter(({ killAskedMs }) => killAskedMs !== undefined);
  }

  /** The framework was removed: its tasks are to be ended, and nobody is told. */
  abandon(framework: string): void {
    for (const task of this.unfinishedOf(framework)) task.isAbandoned = true;
    this.#openOf(framework).clear();
  }

  heard(framework: string, status: TaskStatus): void {
    const task = this.#tasks.get(status.task_id.value);
    if (task === undefined || task.framework !== framework) {
      this.#parts.report(
        `update of a task that ${framework} never launched: ${status.task_id.value}`,
      );
      return;
    }
    if (isAgentsWord(status)) this.#check(task, status);
    else if (ranks[status.state] === undefined) this.#hearMaster(task, status);
  }

  /** A task that was given up may turn out to be alive; its agent's word then counts. */
  #hearMaster(task: KnownTask, status: TaskStatus): void {
    const { findTruth, isAlive, report } = this.#parts;
    const truth = findTruth(task.host, task.id);
    const runs = truth !== undefined && truth.status === undefined && isAlive(task.host);
    // Tasks of frameworks that do not checkpoint are lost with the connection; their agent ends them.
    // Who asks for one of them until then is told again that it is gone.
    if (status.reason === 'REASON_AGENT_DISCONNECTED') this.#lostWithConnection.add(task.id);
    const isExpected =
      this.#lostWithConnection.has(task.id) || this.expelledAgents.has(task.agentId);
    if (runs && !isExpected) {
      report(
        `the master says that task ${task.id} is ${status.state} (${status.message}) while it runs on a living agent`,
      );
    }
    this.#end(task, status.state);
  }

  #check(task: KnownTask, status: TaskStatus): void {
    const { report } = this.#parts;
    const uuid = uuidText(status.uuid!);
    if (task.seen.has(uuid)) return;
    task.seen.add(uuid);
    const rank = ranks[status.state] ?? endRank;
    // A refusal is not written down: an agent that was killed may say it again.
    const isRefusal = status.state === 'TASK_DROPPED' || status.state === 'TASK_LOST';
    const isSaidAgain = isRefusal && status.state === task.end;
    if (task.isEndReported && !isSaidAgain) {
      report(`task ${task.id}: new update ${status.state} after ${task.end}`);
    }
    if (rank < task.rank) report(`task ${task.id}: ${status.state} came after a later state`);
    task.rank = rank;
    if (rank < endRank) return;
    task.isEndReported = true;
    this.#compare(task, status);
    this.#end(task, status.state);
  }

  /** The reported end against the real one. */
  #compare(task: KnownTask, status: TaskStatus): void {
    const { findTruth, report } = this.#parts;
    const truth = findTruth(task.host, task.id);
    const said = `task ${task.id} is ${status.state} (${status.message ?? 'no message'})`;
    if (truth === undefined) {
      if (status.state === 'TASK_FINISHED') report(`${said}, but was never started`);
      return;
    }
    if (truth.status === undefined) return report(`${said}, but still runs`);
    if (status.reason === 'REASON_CONTAINER_PREEMPTED') {
      // However it ended in that instant.
      if (!this.#parts.isBorrowing(task.framework)) report(`${said}, but has borrowed nothing`);
      return;
    }
    if (status.reason === 'REASON_AGENT_DRAINING' && this.drainedHosts.has(task.host)) return;
    const fault = findEndFault(task, status, truth.status);
    if (fault !== undefined) report(`${said}, but ${fault}`);
    return undefined;
  }

  #end(task: KnownTask, state: string): void {
    task.end ??= state;
    task.endMs ??= this.#parts.now();
    this.#openOf(task.framework).delete(task.id);
  }

  /** Once everything is over. */
  checkEnds(): void {
    for (const task of this.#tasks.values()) this.#checkFinally(task);
  }

  #checkFinally(task: KnownTask): void {
    const { findTruth, report, isCheckpointing } = this.#parts;
    const truth = findTruth(task.host, task.id);
    if (truth !== undefined && truth.status === undefined) report(`task ${task.id} still runs`);
    if (task.isAbandoned) return undefined;
    // Nobody can know what became of it: unreachable is the last word.
    if (this.vanishedAgents.has(task.agentId)) return undefined;
    if (task.end === undefined) return report(`task ${task.id} never ended`);
    const isOwed =
      truth !== undefined &&
      isCheckpointing(task.framework) &&
      !this.givenUpAgents.has(task.agentId);
    if (isOwed && !task.isEndReported) {
      report(`task ${task.id} ended with ${truth.status}, which its agent never reported`);
    }
    return undefined;
  }
}

/** What is wrong with a reported end, given the real wait status; undefined: nothing. */
function findEndFault(task: KnownTask, status: TaskStatus, real: number): string | undefined {
  const hasExited = real % 256 === 0;
  const exitCode = real / 256;
  if (status.state === 'TASK_FINISHED' && real !== 0) return `ended with wait status ${real}`;
  if (status.state === 'TASK_FAILED' && status.source === 'SOURCE_EXECUTOR') {
    if (real === 0) return 'exited with 0';
    if (task.kind === 'command' && hasExited && !status.message?.includes(`status ${exitCode}`)) {
      return `exited with ${exitCode}`;
    }
  }
  if (status.state === 'TASK_KILLED' && task.kind !== 'pod' && task.killAskedMs === undefined) {
    return 'nobody asked for that';
  }
  const isPlain = task.kind === 'command' && task.killAskedMs === undefined && hasExited;
  if (isPlain && status.source !== 'SOURCE_EXECUTOR') {
    return `exited with ${exitCode}, and its executor could say so`;
  }
  return undefined;
}
