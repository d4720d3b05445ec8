/**
 * A Mesos that a test plays with: agents whose free resources are offered, and tasks that do what the
 * test says. It keeps the rules of offers that matter to a framework: each is answered once, declined
 * resources stay away until REVIVE, nothing comes while suppressed.
 */
import type { VirtualClock } from '../../foundation/virtual-clock.ts';
import type { Offer, Resource, TaskInfo, TaskState } from '../../protocol/generated/mesos.ts';
import type { Call, OfferConstraints } from '../../protocol/generated/scheduler.ts';
import type { Mesos } from '../core/environment.ts';
import type { Marathon } from '../core/marathon.ts';

export interface PretendAgent {
  readonly host: string;
  readonly cpus: number;
  readonly mem: number;
  readonly disk?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface AgentState extends PretendAgent {
  readonly id: string;
  usedCpus: number;
  usedMem: number;
  offerId: string | undefined;
  refusedUntilMs: number;
}

export interface PretendTask {
  readonly info: TaskInfo;
  readonly agentId: string;
  state: TaskState;
}

/** What becomes of a task that was launched; by default it runs. */
export type Behaviour = (task: PretendTask) => TaskState;

const offerIntervalMs = 100;
const launchMs = 50;
const killMs = 50;

export class PretendMesos implements Mesos {
  readonly calls: Call[] = [];
  readonly tasks = new Map<string, PretendTask>();
  isConnected = false;
  region: string | undefined;
  offerConstraints: OfferConstraints | undefined;
  behaviour: Behaviour = () => 'TASK_RUNNING';
  readonly #clock: VirtualClock;
  readonly #agents = new Map<string, AgentState>();
  readonly #offers = new Map<string, AgentState>();
  #marathon: Marathon | undefined;
  #roles: ReadonlySet<string> = new Set(['*']);
  #isSuppressed = false;
  #count = 0;
  #uuids = 0;

  constructor(clock: VirtualClock, agents: readonly PretendAgent[]) {
    this.#clock = clock;
    for (const agent of agents) {
      const id = `agent-${agent.host}`;
      const state = { usedCpus: 0, usedMem: 0, offerId: undefined, refusedUntilMs: 0 };
      this.#agents.set(id, { ...agent, id, ...state });
    }
  }

  get roles(): ReadonlySet<string> {
    return this.#roles;
  }

  /** Tasks that have not ended. */
  get living(): readonly PretendTask[] {
    return [...this.tasks.values()].filter(({ state }) => !ends.has(state));
  }

  /** A Marathon subscribes, perhaps after another one. */
  connect(marathon: Marathon): void {
    const isFirst = this.#marathon === undefined;
    this.#marathon = marathon;
    this.isConnected = true;
    this.#isSuppressed = false;
    this.#takeBackOffers();
    marathon.subscribed('framework', 'master:5050', isFirst);
    if (isFirst) this.#offerAgain();
  }

  disconnect(): void {
    this.isConnected = false;
    this.#takeBackOffers();
    this.#marathon?.disconnected();
  }

  updateOfferConstraints(constraints: OfferConstraints): void {
    this.offerConstraints = constraints;
  }

  updateRoles(roles: ReadonlySet<string>): void {
    this.#roles = roles;
  }

  send(call: Call): void {
    this.calls.push(call);
    if (call.type === 'ACCEPT') this.#accept(call.accept!);
    if (call.type === 'DECLINE') {
      const { offer_ids = [], filters } = call.decline!;
      const refuseMs = (filters?.refuse_seconds ?? 5) * 1000;
      for (const { value } of offer_ids) this.#answered(value, refuseMs);
    }
    if (call.type === 'REVIVE') {
      this.#isSuppressed = false;
      for (const agent of this.#agents.values()) agent.refusedUntilMs = 0;
    }
    if (call.type === 'SUPPRESS') this.#isSuppressed = true;
    if (call.type === 'KILL') {
      this.#clock.after(killMs, () => this.report(call.kill!.task_id.value, 'TASK_KILLED'));
    }
    if (call.type === 'RECONCILE') this.#reconcile(call.reconcile!.tasks ?? []);
  }

  #accept({ offer_ids = [], operations = [] }: NonNullable<Call['accept']>): void {
    for (const { value } of offer_ids) this.#answered(value, 0);
    for (const { launch, launch_group } of operations) {
      const infos = [...(launch?.task_infos ?? []), ...(launch_group?.task_group.tasks ?? [])];
      for (const info of infos) this.#launch(info);
    }
  }

  /** Tells that a task is in this state now; `healthy` as Mesos' own checks would say it. */
  report(taskId: string, state: TaskState, extra: { readonly healthy?: boolean } = {}): void {
    const task = this.tasks.get(taskId);
    if (task === undefined) {
      return this.#tell({ taskId, agentId: undefined, state: 'TASK_GONE', ...extra });
    }
    if (ends.has(task.state)) return;
    task.state = state;
    if (ends.has(state)) this.#free(task);
    this.#tell({ taskId, agentId: task.agentId, state, ...extra });
  }

  #tell(status: {
    readonly taskId: string;
    readonly agentId: string | undefined;
    readonly state: TaskState;
    readonly healthy?: boolean;
  }): void {
    if (!this.isConnected) return;
    const { taskId, agentId, state, healthy } = status;
    this.#marathon?.receiveStatus(
      {
        task_id: { value: taskId },
        state,
        ...(agentId === undefined ? {} : { agent_id: { value: agentId } }),
        ...(healthy === undefined ? {} : { healthy }),
        uuid: new Uint8Array([this.#uuids++]),
      },
      () => undefined,
    );
  }

  #launch(info: TaskInfo): void {
    const taskId = info.task_id.value;
    const task: PretendTask = { info, agentId: info.agent_id.value, state: 'TASK_STAGING' };
    this.tasks.set(taskId, task);
    const agent = this.#agents.get(task.agentId)!;
    agent.usedCpus += amountOf(info, 'cpus');
    agent.usedMem += amountOf(info, 'mem');
    this.#clock.after(launchMs, () => {
      const next = this.behaviour(task);
      if (next !== 'TASK_STAGING') this.report(taskId, next);
    });
  }

  #free({ info, agentId }: PretendTask): void {
    const agent = this.#agents.get(agentId)!;
    agent.usedCpus -= amountOf(info, 'cpus');
    agent.usedMem -= amountOf(info, 'mem');
  }

  #offerAgain(): void {
    this.#clock.after(offerIntervalMs, () => {
      if (this.isConnected && !this.#isSuppressed) this.#offerFree();
      this.#offerAgain();
    });
  }

  #offerFree(): void {
    const offers: Offer[] = [];
    for (const agent of this.#agents.values()) {
      const isRefused = agent.refusedUntilMs > this.#clock.now();
      const cpus = agent.cpus - agent.usedCpus;
      if (agent.offerId !== undefined || isRefused || cpus <= 0.01) continue;
      agent.offerId = `offer-${this.#count++}`;
      this.#offers.set(agent.offerId, agent);
      offers.push(offerOf(agent));
    }
    if (offers.length > 0) this.#marathon?.receiveOffers(offers);
  }

  #answered(offerId: string, refuseMs: number): void {
    const agent = this.#offers.get(offerId);
    if (agent === undefined) return;
    this.#offers.delete(offerId);
    agent.offerId = undefined;
    agent.refusedUntilMs = this.#clock.now() + refuseMs;
  }

  #takeBackOffers(): void {
    for (const agent of this.#offers.values()) agent.offerId = undefined;
    this.#offers.clear();
  }

  #reconcile(tasks: readonly { readonly task_id: { readonly value: string } }[]): void {
    const ids =
      tasks.length > 0 ? tasks.map(({ task_id }) => task_id.value) : [...this.tasks.keys()];
    for (const id of ids) {
      const task = this.tasks.get(id);
      const state = task?.state ?? 'TASK_GONE';
      if (tasks.length === 0 && ends.has(state)) continue;
      this.#clock.after(0, () => this.#tell({ taskId: id, agentId: task?.agentId, state }));
    }
  }
}

const ends: ReadonlySet<string> = new Set([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
]);

function amountOf({ resources = [] }: TaskInfo, name: string): number {
  return resources
    .filter((resource) => resource.name === name)
    .reduce((sum, resource) => sum + (resource.scalar?.value ?? 0), 0);
}

function offerOf(agent: AgentState): Offer {
  const scalar = (name: string, value: number): Resource => ({
    name,
    type: 'SCALAR',
    scalar: { value: Math.round(value * 1000) / 1000 },
  });
  return {
    id: { value: agent.offerId! },
    framework_id: { value: 'framework' },
    agent_id: { value: agent.id },
    hostname: agent.host,
    allocation_info: { role: '*' },
    attributes: Object.entries(agent.attributes ?? {}).map(([name, value]) => ({
      name,
      type: 'TEXT',
      text: { value },
    })),
    resources: [
      scalar('cpus', agent.cpus - agent.usedCpus),
      scalar('mem', agent.mem - agent.usedMem),
      scalar('disk', agent.disk ?? 10_000),
      { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31_000, end: 32_000 }] } },
    ],
  };
}
