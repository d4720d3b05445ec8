/**
 * What is known of the cluster, and the records that follow from it. Every event changes the records
 * of what it is about: a task's status those of the task, an agent's new address those of its tasks.
 * A new subscription brings everything anew, and only the differences are carried out.
 *
 * A master that has just been elected knows the agents that it still waits for by their ids alone.
 * What ran on those stays as it was, `held`, until the agent is back and says what it runs, or until
 * `mostHeldMs` have passed: an election takes no name away.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId, TaskId } from '../../protocol/ids.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import { latestRunning } from './facts.ts';
import type { AgentFacts, FrameworkFacts, TaskFacts } from './facts.ts';
import type { HostAddresses } from './host-addresses.ts';
import { agentRecords, frameworkRecords } from './fixed-records.ts';
import { domainOf } from './labels.ts';
import { MasterNames, type Masters } from './master-names.ts';
import { type OwnerKey, RecordBook } from './record-book.ts';
import type { NamingOptions, RecordLine } from './record-line.ts';
import { taskRecords } from './task-records.ts';

/** Masters give agents up that are not back in ten minutes (--agent_reregister_timeout). */
export const mostHeldMs = 11 * 60_000;
/** An agent's tasks are told in the same turn as the agent itself. */
const settleMs = 2_000;

/** Everything, as of a moment. */
export interface Snapshot {
  readonly agents: readonly AgentFacts[];
  /** Known to the master, not back yet. */
  readonly recoveredAgents: readonly AgentId[];
  readonly frameworks: readonly FrameworkFacts[];
  readonly tasks: readonly TaskFacts[];
}

interface KnownTask {
  facts: TaskFacts;
  /** Nobody has spoken of it since the last election. */
  isHeld: boolean;
}

interface KnownAgent {
  facts: AgentFacts;
  isHeld: boolean;
}

interface KnownFramework {
  /** Undefined: a task named it, nothing else did. */
  facts: FrameworkFacts | undefined;
  isHeld: boolean;
  readonly tasks: Map<TaskId, OwnerKey>;
}

export interface ClusterParts {
  readonly clock: Clock;
  readonly naming: NamingOptions;
  readonly addresses: HostAddresses;
}

const listenerKey = 'listener';

export class Cluster {
  readonly book = new RecordBook();
  readonly #masters: MasterNames;
  readonly #parts: ClusterParts;
  readonly #agents = new Map<AgentId, KnownAgent>();
  readonly #frameworks = new Map<FrameworkId, KnownFramework>();
  readonly #tasks = new Map<OwnerKey, KnownTask>();
  /** Tasks may be told before their agent. */
  readonly #tasksOfAgent = new Map<AgentId, Set<OwnerKey>>();
  /** Of schedulers that speak libprocess: "host:port" by framework. */
  #pids: ReadonlyMap<FrameworkId, string> = new Map();
  #holding: Timer | undefined;
  #isReady = false;

  constructor(parts: ClusterParts) {
    const { addresses, naming } = parts;
    this.#parts = parts;
    this.#masters = new MasterNames(this.book, addresses, naming.domain);
    addresses.onChange = (users) => this.#hostChanged(users);
  }

  /** Whether a master has told everything at least once. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get taskCount(): number {
    return this.#tasks.size;
  }

  get agentCount(): number {
    return this.#agents.size;
  }

  get frameworkCount(): number {
    return this.#frameworks.size;
  }

  replace(snapshot: Snapshot): void {
    this.#isReady = true;
    this.#holding?.cancel();
    const waitedFor = new Set(snapshot.recoveredAgents);
    const here = new Set(snapshot.agents.map(({ id }) => id));
    for (const [id, agent] of this.#agents) {
      if (here.has(id)) continue;
      if (waitedFor.has(id)) agent.isHeld = true;
      else this.#forgetAgent(id);
    }
    for (const agent of snapshot.agents) this.#putAgent(agent);
    const named = new Set(snapshot.frameworks.map(({ id }) => id));
    for (const framework of snapshot.frameworks) this.putFramework(framework);
    const told = new Set<OwnerKey>();
    for (const task of snapshot.tasks) {
      told.add(keyOf(task.frameworkId, task.id));
      this.putTask(task);
    }
    for (const [key, task] of this.#tasks) {
      if (told.has(key)) continue;
      if (this.#agents.get(task.facts.agentId)?.isHeld === true) task.isHeld = true;
      else this.#forgetTask(key);
    }
    for (const [id, framework] of this.#frameworks) {
      if (named.has(id)) continue;
      if (framework.tasks.size === 0) this.removeFramework(id);
      else framework.isHeld = true;
    }
    this.#holding = this.#parts.clock.after(mostHeldMs, () => this.#giveUpHeld());
  }

  putAgent(agent: AgentFacts): void {
    const wasHeld = this.#agents.get(agent.id)?.isHeld === true;
    this.#putAgent(agent);
    if (wasHeld) this.#parts.clock.after(settleMs, () => this.#forgetUntold(agent.id));
  }

  removeAgent(id: AgentId): void {
    this.#forgetAgent(id);
  }

  putFramework(facts: FrameworkFacts): void {
    const known = this.#frameworkOf(facts.id);
    const { facts: before } = known;
    known.facts = facts;
    known.isHeld = false;
    if (before?.hostname !== facts.hostname || before.name !== facts.name) {
      this.#recordFramework(facts.id);
    }
    if (before?.name === facts.name) return;
    for (const key of known.tasks.values()) this.#recordTask(key);
  }

  removeFramework(id: FrameworkId): void {
    const known = this.#frameworks.get(id);
    if (known === undefined) return;
    for (const key of [...known.tasks.values()]) this.#forgetTask(key);
    this.#parts.addresses.leave(frameworkKey(id));
    this.book.set(frameworkKey(id), []);
    this.#frameworks.delete(id);
  }

  putTask(facts: TaskFacts): void {
    const key = keyOf(facts.frameworkId, facts.id);
    const known = this.#tasks.get(key);
    if (known !== undefined && isSame(known.facts, facts)) {
      known.isHeld = false;
      return;
    }
    if (known !== undefined && known.facts.agentId !== facts.agentId) this.#forgetTask(key);
    this.#tasks.set(key, { facts, isHeld: false });
    this.#frameworkOf(facts.frameworkId).tasks.set(facts.id, key);
    this.#tasksOf(facts.agentId).add(key);
    this.#recordTask(key);
  }

  updateTask(frameworkId: FrameworkId, status: TaskStatus, state: TaskStatus['state']): void {
    const key = keyOf(frameworkId, status.task_id.value);
    const known = this.#tasks.get(key);
    if (known === undefined) return;
    if (isTerminalState(state) || state === 'TASK_UNREACHABLE') return this.#forgetTask(key);
    known.isHeld = false;
    known.facts = {
      ...known.facts,
      isRunning: state === 'TASK_RUNNING',
      running: latestRunning(known.facts.running, status),
    };
    this.#recordTask(key);
  }

  /** Of drivers of the older API; the newer one does not tell where they are. */
  setPids(pids: ReadonlyMap<FrameworkId, string>): void {
    const before = this.#pids;
    this.#pids = pids;
    for (const id of this.#frameworks.keys()) {
      if (before.get(id) !== pids.get(id)) this.#recordFramework(id);
    }
  }

  setMasters(masters: Masters): void {
    this.#masters.set(masters);
  }

  setListener(lines: readonly RecordLine[]): void {
    this.book.set(listenerKey, lines);
  }

  /** In the order in which they came, with their running tasks; names and records. */
  *frameworks(): Iterable<{
    readonly name: string;
    readonly tasks: Iterable<{ readonly facts: TaskFacts; readonly lines: readonly RecordLine[] }>;
  }> {
    for (const { facts, tasks } of this.#frameworks.values()) {
      if (facts !== undefined) yield { name: facts.name, tasks: this.#runningOf(tasks) };
    }
  }

  /** Records of no task, in the order in which the original makes them. */
  *fixedLines(): Iterable<RecordLine> {
    for (const id of this.#frameworks.keys()) yield* this.book.of(frameworkKey(id));
    for (const id of this.#agents.keys()) yield* this.book.of(agentKey(id));
    yield* this.book.of(listenerKey);
    yield* this.#masters.lines;
  }

  *#runningOf(tasks: ReadonlyMap<TaskId, OwnerKey>) {
    for (const key of tasks.values()) {
      const { facts } = this.#tasks.get(key)!;
      if (facts.isRunning && this.#agents.has(facts.agentId)) {
        yield { facts, lines: this.book.of(key) };
      }
    }
  }

  #putAgent(facts: AgentFacts): void {
    const known = this.#agents.get(facts.id);
    if (known === undefined) {
      this.#agents.set(facts.id, { facts, isHeld: false });
    } else {
      const before = known.facts;
      known.facts = facts;
      known.isHeld = false;
      if (before.host === facts.host && before.port === facts.port) return;
    }
    this.#recordAgent(facts.id);
  }

  #frameworkOf(id: FrameworkId): KnownFramework {
    let known = this.#frameworks.get(id);
    if (known === undefined) {
      known = { facts: undefined, isHeld: false, tasks: new Map() };
      this.#frameworks.set(id, known);
    }
    return known;
  }

  #tasksOf(id: AgentId): Set<OwnerKey> {
    let tasks = this.#tasksOfAgent.get(id);
    if (tasks === undefined) {
      tasks = new Set();
      this.#tasksOfAgent.set(id, tasks);
    }
    return tasks;
  }

  #recordAgent(id: AgentId): void {
    const { facts } = this.#agents.get(id)!;
    const ips = this.#parts.addresses.find(facts.host, agentKey(id));
    this.book.set(agentKey(id), agentRecords(facts, ips, this.#parts.naming.domain));
    for (const key of this.#tasksOfAgent.get(id) ?? []) this.#recordTask(key);
  }

  #recordFramework(id: FrameworkId): void {
    const facts = this.#frameworks.get(id)?.facts;
    if (facts === undefined) return;
    const place = this.#pids.get(id);
    const colon = place?.lastIndexOf(':') ?? -1;
    const host = place?.slice(0, colon).replace(/^\[|\]$/g, '') ?? facts.hostname;
    const port = place?.slice(colon + 1);
    const ips = this.#parts.addresses.find(host, frameworkKey(id));
    const lines = frameworkRecords({ name: facts.name, port }, ips, this.#parts.naming);
    this.book.set(frameworkKey(id), lines);
  }

  #recordTask(key: OwnerKey): void {
    const { facts } = this.#tasks.get(key)!;
    const agent = this.#agents.get(facts.agentId);
    const framework = this.#frameworks.get(facts.frameworkId)?.facts;
    const isShown = facts.isRunning && agent !== undefined && framework !== undefined;
    if (!isShown) return this.book.set(key, []);
    const place = { frameworkName: framework.name, agentHosts: this.#hostsOf(agent) };
    this.book.set(key, taskRecords(facts, place, this.#parts.naming));
  }

  /** @compat the name itself, made to look like one of DNS, where it has no address. */
  #hostsOf({ facts }: KnownAgent): readonly string[] {
    const ips = this.#parts.addresses.find(facts.host, agentKey(facts.id));
    return ips.length > 0 ? ips : [domainOf(facts.host, this.#parts.naming.label)];
  }

  #hostChanged(users: Iterable<OwnerKey>): void {
    for (const user of users) {
      this.#masters.hostChanged(user);
      const id = user.slice(2);
      if (user.startsWith('a ') && this.#agents.has(id)) this.#recordAgent(id);
      if (user.startsWith('f ')) this.#recordFramework(id);
    }
  }

  #forgetAgent(id: AgentId): void {
    const known = this.#agents.get(id);
    if (known === undefined) return;
    for (const key of [...(this.#tasksOfAgent.get(id) ?? [])]) this.#forgetTask(key);
    this.#parts.addresses.leave(agentKey(id));
    this.book.set(agentKey(id), []);
    this.#agents.delete(id);
  }

  #forgetTask(key: OwnerKey): void {
    const known = this.#tasks.get(key);
    if (known === undefined) return;
    this.book.set(key, []);
    this.#tasks.delete(key);
    const { agentId } = known.facts;
    const others = this.#tasksOfAgent.get(agentId);
    others?.delete(key);
    if (others?.size === 0) this.#tasksOfAgent.delete(agentId);
    this.#frameworks.get(known.facts.frameworkId)?.tasks.delete(known.facts.id);
  }

  /** The agent is back, and these it did not speak of. */
  #forgetUntold(id: AgentId): void {
    for (const key of [...(this.#tasksOfAgent.get(id) ?? [])]) {
      if (this.#tasks.get(key)?.isHeld === true) this.#forgetTask(key);
    }
  }

  #giveUpHeld(): void {
    for (const [id, agent] of this.#agents) if (agent.isHeld) this.#forgetAgent(id);
    for (const [id, framework] of this.#frameworks) {
      if (framework.isHeld && framework.tasks.size === 0) this.removeFramework(id);
    }
  }
}

function keyOf(frameworkId: FrameworkId, taskId: TaskId): OwnerKey {
  return `t ${frameworkId} ${taskId}`;
}

function agentKey(id: AgentId): OwnerKey {
  return `a ${id}`;
}

function frameworkKey(id: FrameworkId): OwnerKey {
  return `f ${id}`;
}

/** Cheaper than making the records once more, as after each new subscription. */
function isSame(before: TaskFacts, after: TaskFacts): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
