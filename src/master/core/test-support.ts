/**
 * A master in a bottle, for tests: the real core on a clock that moves only when told, a network
 * that only remembers, and a disk in memory that answers a little late. Agents and frameworks are
 * played by the test through a few words: `addAgent`, `subscribe`, `call`, `update`.
 */
import { TestClock } from '../../allocator/test-support.ts';
import type { AllocatorOptions } from '../../allocator/options.ts';
import { defaultAllocatorOptions } from '../../allocator/options.ts';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { type Result, assert, failure, ok } from '../../foundation/result.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import {
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  StatusUpdateMessage,
} from '../../protocol/generated/internal.ts';
import type {
  AgentInfo,
  AgentInfo_Capability,
  DomainInfo,
  FrameworkInfo,
  Offer,
  Offer_Operation,
  Resource,
  Task,
  TaskInfo,
  TaskState,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type { Call, OfferConstraints } from '../../protocol/generated/scheduler.ts';
import {
  executorIdOfTask,
  type AgentId,
  type FrameworkId,
  type Pid,
  type TaskId,
} from '../../protocol/ids.ts';
import { resourcesOf } from '../../resources/test-support.ts';
import type { Authorizer } from '../../security/authorization.ts';
import type { KeyValueStore } from '../../storage/key-value-store.ts';
import { MemoryStore } from '../../storage/memory-store.ts';
import type { MasterOptions, Observer } from './environment.ts';
import type { Election } from '../../leadership/core/election.ts';
import { standaloneElection } from '../../leadership/core/standalone.ts';
import { Master } from './master.ts';
import { Registrar } from './registrar.ts';
import { TestFramework } from './test-support/test-framework.ts';

export { TestFramework } from './test-support/test-framework.ts';

/** How late the registry's disk answers. */
export const storeDelayMs = 4;

export interface Sent {
  readonly from: string;
  readonly to: string;
  /** Without the package: "PingSlaveMessage". */
  readonly name: string;
  // Tests look into it field by field.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly message: any;
}

const defaultMasterOptions: MasterOptions = {
  agentPingTimeoutMs: 15_000,
  maxAgentPingTimeouts: 5,
  agentReregisterTimeoutMs: 600_000,
  offerTimeoutMs: undefined,
  maxCompletedFrameworks: 50,
  maxCompletedTasksPerFramework: 1000,
  maxUnreachableTasksPerFramework: 1000,
  registryMaxAgentCount: 102_400,
  registryMaxAgentAgeMs: 1_209_600_000,
  registryGcIntervalMs: 900_000,
  rootSubmissions: true,
  rolesWhitelist: undefined,
  initialWeights: new Map(),
};

const agentCapabilities: AgentInfo_Capability[] = [
  { type: 'MULTI_ROLE' },
  { type: 'HIERARCHICAL_ROLE' },
  { type: 'RESERVATION_REFINEMENT' },
];

export function resources(text: string): Resource[] {
  return resourcesOf(text).toMessages();
}

export function anAgent(text = 'cpus:4;mem:4096', id?: string): AgentInfo {
  return {
    hostname: 'host',
    resources: resources(text),
    ...(id === undefined ? {} : { id: { value: id } }),
  };
}

export function aFramework(given: Partial<FrameworkInfo> = {}): FrameworkInfo {
  return {
    user: 'root',
    name: 'test',
    roles: ['*'],
    capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
    checkpoint: true,
    ...given,
  };
}

export function aTask(id: string, offer: Offer, text = 'cpus:1;mem:32'): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: offer.agent_id,
    resources: resources(text),
    command: { value: 'true' },
  };
}

export function aRunningTask(id: string, frameworkId: FrameworkId, text = 'cpus:1;mem:32'): Task {
  return {
    name: id,
    task_id: { value: id },
    framework_id: { value: frameworkId },
    agent_id: { value: '' },
    state: 'TASK_RUNNING',
    resources: resources(text).map((one) => ({ ...one, allocation_info: { role: '*' } })),
  };
}

export function launchOf(...task_infos: TaskInfo[]): Offer_Operation {
  return { type: 'LAUNCH', launch: { task_infos } };
}

export class TestMaster {
  readonly clock: TestClock;
  readonly disk: Map<string, Uint8Array>;
  readonly master: Master;
  readonly sent: Sent[] = [];
  readonly counts = new Map<string, number>();
  readonly aborted: string[] = [];
  readonly #links = new Map<string, (() => void)[]>();
  #uuidNumber = 0;

  /** On the disk of an earlier one, as a master that was restarted. */
  constructor(
    options: Partial<MasterOptions> = {},
    before?: TestMaster,
    until: 'recovered' | 'unrecovered' = 'recovered',
    election?: Election,
    given: {
      domain?: DomainInfo;
      allocator?: AllocatorOptions;
      store?: KeyValueStore;
      observer?: Observer;
    } = {},
  ) {
    this.clock = before?.clock ?? new TestClock();
    this.disk = before?.disk ?? new Map<string, Uint8Array>();
    const number = (before?.number ?? 0) + 1;
    const place = given.domain === undefined ? {} : { domain: given.domain };
    const disk = new MemoryStore(this.disk, (act) => void this.clock.after(storeDelayMs, act));
    this.number = number;
    this.master = new Master(
      {
        clock: this.clock,
        random: new SeededRandom(1),
        log: silentLog,
        network: {
          send: (from, to, type, message) => this.#send(from, to, type, message),
          link: (pid, onExited) => {
            const watchers = this.#links.get(pid) ?? [];
            this.#links.set(pid, [...watchers, onExited]);
            return { cancel: () => undefined };
          },
          disconnect: () => undefined,
        },
        registrar: new Registrar(given.store ?? disk),
        observer: given.observer ?? {
          agentAdded: () => undefined,
          agentRemoved: () => undefined,
          frameworkAdded: () => undefined,
          frameworkUpdated: () => undefined,
          frameworkRemoved: () => undefined,
          taskAdded: () => undefined,
          taskUpdated: () => this.count('test/task_updated'),
          taskRetold: () => this.count('test/task_retold'),
          taskEnded: () => this.count('test/task_ended'),
        },
        options: { ...defaultMasterOptions, ...options },
        masterInfo: { id: `M${number}`, ip: 16777343, port: 5050, hostname: 'master', ...place },
        abort: (why) => void this.aborted.push(why),
        count: (metric) => this.count(metric),
      },
      given.allocator ?? defaultAllocatorOptions,
    );
    const { masterInfo } = this.master.core;
    this.master.stand(election ?? standaloneElection(masterInfo), (result) => {
      this.recovery = result;
    });
    if (until === 'recovered') this.advance(3 * storeDelayMs);
  }

  readonly number: number;
  /** How its start ended: it serves, it stands by, or neither. */
  recovery: Result<void> | undefined;

  get core(): Master['core'] {
    return this.master.core;
  }

  get state(): Master['core']['state'] {
    return this.master.core.state;
  }

  /** Keys of the registry's entries about agents. */
  get agentsOnDisk(): string[] {
    return [...this.disk.keys()].filter((key) => key.startsWith('agents/'));
  }

  advance(ms: number): void {
    this.clock.advance(ms);
  }

  /** From now on it is asked what may be done. */
  useAuthorizer(authorizer: Authorizer): void {
    Object.assign(this.core, { authorizer });
  }

  count(metric: string): void {
    this.counts.set(metric, (this.counts.get(metric) ?? 0) + 1);
  }

  #send<T extends object>(from: string, to: string, type: MessageType<T>, message: T): void {
    // Encoding finds what could not go over the wire.
    const onWire = type.decode(type.encode(message));
    this.sent.push({ from, to, name: type.typeName.split('.').at(-1)!, message: onWire });
  }

  sentTo(pid: Pid, name?: string): Sent[] {
    return this.sent.filter((one) => one.to === pid && (name === undefined || one.name === name));
  }

  receive<T extends object>(pid: Pid, type: MessageType<T>, message: T): void {
    this.master.receive(pid, type.typeName, type.encode(message));
  }

  register(pid: Pid, info: AgentInfo): void {
    this.receive(pid, RegisterSlaveMessage, {
      slave: info,
      version: '1.12.0',
      agent_capabilities: agentCapabilities,
    });
  }

  /** Registers and waits until it is durable; gives the agent's id. */
  addAgent(pid = 'slave(1)@10.0.0.1:5051', text?: string): string {
    this.register(pid, anAgent(text));
    this.advance(2 * storeDelayMs);
    return this.sentTo(pid, 'SlaveRegisteredMessage').at(-1)?.message.slave_id.value;
  }

  reregister(pid: Pid, info: AgentInfo, what: Partial<ReregisterSlaveMessage> = {}): void {
    this.receive(pid, ReregisterSlaveMessage, {
      slave: info,
      version: '1.12.0',
      agent_capabilities: agentCapabilities,
      ...what,
    });
  }

  breakConnection(pid: Pid): void {
    const watchers = this.#links.get(pid) ?? [];
    this.#links.delete(pid);
    for (const watcher of watchers) watcher();
  }

  subscribe(
    info: FrameworkInfo = aFramework(),
    suppressed_roles: string[] = [],
    offer_constraints: OfferConstraints = {},
  ): TestFramework {
    const sink = new TestFramework();
    const subscribe = { framework_info: info, suppressed_roles, offer_constraints };
    const taken = this.master.call({
      call: {
        type: 'SUBSCRIBE',
        subscribe,
        ...(info.id === undefined ? {} : { framework_id: info.id }),
      },
      streamId: undefined,
    });
    assert(taken.ok && taken.value.kind === 'stream', 'the subscription is in order');
    sink.streamId = taken.value.streamId;
    sink.record = taken.value.open(sink);
    return sink;
  }

  disconnect(framework: TestFramework): void {
    this.master.streamClosed(framework.record!, framework.streamId);
  }

  call(framework: TestFramework, call: Omit<Call, 'framework_id'>): Result<void> {
    const whole: Call = { ...call, framework_id: { value: framework.id } };
    const taken = this.master.call({ call: whole, streamId: framework.streamId });
    return taken.ok ? ok(undefined) : failure(taken.error.message);
  }

  accept(framework: TestFramework, offers: Offer[], ...operations: Offer_Operation[]): void {
    this.call(framework, {
      type: 'ACCEPT',
      accept: {
        offer_ids: offers.map(({ id }) => id),
        operations,
        filters: { refuse_seconds: 0 },
      },
    });
  }

  /** Subscribes and launches one task on the first offer. */
  runTask(
    framework: TestFramework,
    taskId: TaskId,
    text?: string,
  ): { readonly agentId: AgentId; readonly pid: Pid } {
    const offer = framework.offers.at(-1)!;
    this.accept(framework, [offer], launchOf(aTask(taskId, offer, text)));
    const agentId = offer.agent_id.value;
    return { agentId, pid: this.state.agents.get(agentId)!.pid };
  }

  /** A status update as an agent sends it; gives its uuid. */
  update(
    framework: { readonly id: string },
    agentId: AgentId,
    taskId: TaskId,
    state: TaskState,
    latest_state: TaskState = state,
    told: Partial<TaskStatus> = {},
  ): Uint8Array {
    const uuid = new Uint8Array(16).fill(++this.#uuidNumber);
    const timestamp = this.clock.now() / 1000;
    this.receive(this.state.agents.get(agentId)!.pid, StatusUpdateMessage, {
      update: {
        framework_id: { value: framework.id },
        slave_id: { value: agentId },
        executor_id: { value: executorIdOfTask(taskId) },
        status: { task_id: { value: taskId }, state, source: 'SOURCE_EXECUTOR', ...told },
        timestamp,
        uuid,
        latest_state,
      },
    });
    return uuid;
  }

  acknowledge(framework: TestFramework, agentId: AgentId, taskId: TaskId, uuid: Uint8Array): void {
    this.call(framework, {
      type: 'ACKNOWLEDGE',
      acknowledge: { agent_id: { value: agentId }, task_id: { value: taskId }, uuid },
    });
  }
}
