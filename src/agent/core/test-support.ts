/**
 * For tests: an agent whose clock, network, disk and machine exist on paper. The test is the master;
 * it hears what the agent sends and says what it likes.
 */
import { createBuiltInExecutors } from '../../executor/builtin/index.ts';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { ok } from '../../foundation/result.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Call } from '../../protocol/generated/executor.ts';
import * as internal from '../../protocol/generated/internal.ts';
import type {
  ExecutorInfo,
  FrameworkInfo,
  MasterInfo,
  Resource,
  TaskInfo,
} from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';
import { MemoryCheckpointStore, type VirtualDisk } from '../../storage/memory-checkpoint-store.ts';
import type { DetectionWatcher } from '../../leadership/core/election.ts';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import { Agent } from './agent.ts';
import type { AgentOptions } from './environment.ts';
import type { CallFault } from './calls/door.ts';
import type { QosController, ResourceEstimator } from './oversubscription/ports.ts';
import type { ExecutorLink } from './state.ts';
import { PaperClock } from './test-support/paper-clock.ts';
import { PaperContainerizer, PaperMachine } from './test-support/paper-machine.ts';

export { PaperClock };

export const masterPid = 'master@127.0.0.1:5050';
const masterPlace = { ip: '127.0.0.1', port: 5050, hostname: 'localhost' };
const agentPid = 'slave(1)@127.0.0.1:5051';

export class PaperCluster {
  readonly clock = new PaperClock();
  readonly machine = new PaperMachine();
  readonly disk: VirtualDisk = new Map();
  readonly random = new SeededRandom(1);
  readonly sent: { to: string; name: string; message: unknown }[] = [];
  readonly exits: { status: number; why: string }[] = [];
  /** Acknowledges every update, as a framework does. */
  acknowledges = true;
  /** Why the disk takes nothing of the next agent. */
  diskFault: string | undefined = undefined;
  /** Of the next agent. */
  estimator: ResourceEstimator | undefined;
  controller: QosController | undefined;
  agent!: Agent;
  /** By metric name. */
  readonly counts = new Map<string, number>();
  store!: MemoryCheckpointStore;
  linkLost: () => void = () => undefined;
  linkCount = 0;
  /** How often the agent could not reach its master. */
  doubtCount = 0;
  #detection: DetectionWatcher | undefined;

  /** Starts an agent process on the disk and machine as they are. */
  start(options: Partial<AgentOptions> = {}): void {
    this.store = new MemoryCheckpointStore(this.disk, (action) => void this.clock.after(1, action));
    this.store.fault = this.diskFault;
    const { clock, random } = this;
    const agent = new Agent({
      clock,
      random,
      log: silentLog,
      network: {
        send: (_fromId, to, type, message) => this.#onSent(to, type, message),
        link: (_to, onExited) => {
          this.linkCount++;
          this.linkLost = onExited;
          return { cancel: () => (this.linkLost = () => undefined) };
        },
        disconnect: () => void this.clock.after(0, () => this.linkLost()),
      },
      detector: {
        watch: (watcher) => (this.#detection = watcher),
        doubt: () => void this.doubtCount++,
        close: () => undefined,
      },
      checkpointStore: this.store,
      containerizer: new PaperContainerizer(this.machine, clock),
      executorFactories: createBuiltInExecutors({
        http: () => ({ cancel: () => undefined }),
        tcp: () => ({ cancel: () => undefined }),
      }),
      readDiskUsage: (done) => done(ok(0.1)),
      resourceEstimator: this.estimator,
      qosController: this.controller,
      exit: (status, why) => this.exits.push({ status, why }),
      count: (metric) => void this.counts.set(metric, (this.counts.get(metric) ?? 0) + 1),
      options: { ...defaultOptions, ...options },
    });
    this.agent = agent;
    agent.start();
    this.pass(50);
  }

  get state(): Agent['core']['state'] {
    return this.agent.core.state;
  }

  /** kill -9: memory and what was not written are gone, what runs goes on. */
  crash(keptWrites = 0, tornBytes = 0): void {
    this.agent.stop();
    this.store.crash(keptWrites, tornBytes);
    this.clock.forgetAll();
  }

  detect(master: MasterInfo = masterInfoOf(masterPlace)): void {
    this.#detection?.changed(master);
    this.pass(1000);
  }

  detectNobody(): void {
    this.#detection?.changed(undefined);
  }

  failDetection(why: string): void {
    this.#detection?.failed(why);
  }

  /** Starts, and is registered as S0. */
  startRegistered(options: Partial<AgentOptions> = {}): void {
    this.start(options);
    this.detect();
    this.say(internal.SlaveRegisteredMessage, { slave_id: { value: 'S0' } });
    this.pass(10);
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }

  say<T extends object>(type: MessageType<T>, message: T, from = masterPid): void {
    this.agent.receive(from, type.typeName, type.encode(message));
  }

  /** A call of a custom executor, SUBSCRIBE with where it hears events. */
  speak(call: Call, link?: ExecutorLink): CallFault | undefined {
    const taken = this.agent.call({ call });
    if (!taken.ok) return taken.error;
    return taken.value.kind === 'stream' ? taken.value.open(link!) : undefined;
  }

  run(task: TaskInfo, framework: FrameworkInfo = aFramework()): void {
    this.say(internal.RunTaskMessage, {
      framework,
      task,
      pid: '@0.0.0.0:0',
      launch_executor: true,
      resource_version_uuids: [{ uuid: { value: this.state.resourceVersionUuid } }],
    });
    this.pass(20);
  }

  runGroup(executor: ExecutorInfo, tasks: TaskInfo[], framework = aFramework()): void {
    const uuid = { value: this.state.resourceVersionUuid };
    this.say(internal.RunTaskGroupMessage, {
      framework,
      executor,
      task_group: { tasks },
      launch_executor: true,
      resource_version_uuids: [{ uuid }],
    });
    this.pass(20);
  }

  kill(taskId: TaskId): void {
    const message = { framework_id: { value: 'F1' }, task_id: { value: taskId } };
    this.say(internal.KillTaskMessage, message);
  }

  messages<T extends object>(type: MessageType<T>): T[] {
    return this.sent
      .filter(({ name }) => name === type.typeName)
      .map(({ message }) => message as T);
  }

  get updates(): internal.StatusUpdate[] {
    return this.messages(internal.StatusUpdateMessage).map(({ update }) => update);
  }

  /** "t: RUNNING", in the order in which they were forwarded. */
  get told(): string[] {
    return this.updates.map(({ status }) => `${status.task_id.value}: ${status.state.slice(5)}`);
  }

  acknowledge(update: internal.StatusUpdate): void {
    this.say(internal.StatusUpdateAcknowledgementMessage, {
      slave_id: { value: 'S0' },
      framework_id: update.framework_id,
      task_id: update.status.task_id,
      uuid: update.uuid!,
    });
  }

  #onSent<T extends object>(to: string, type: MessageType<T>, sent: T): void {
    const name = type.typeName;
    const body = type.encode(sent);
    this.sent.push({ to, name, message: type.decode(body) });
    if (name !== internal.StatusUpdateMessage.typeName || !this.acknowledges) return;
    const { update } = internal.StatusUpdateMessage.decode(body);
    this.clock.after(1, () => this.acknowledge(update));
  }
}

export function aFramework(more: Partial<FrameworkInfo> = {}): FrameworkInfo {
  return {
    user: 'root',
    name: 'test',
    id: { value: 'F1' },
    checkpoint: true,
    capabilities: [{ type: 'PARTITION_AWARE' }],
    ...more,
  };
}

export function someResources(value = 0.1): Resource[] {
  return [{ name: 'cpus', type: 'SCALAR', scalar: { value }, allocation_info: { role: 'web' } }];
}

export function aTask(id: string, more: Partial<TaskInfo> = {}): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: { value: 'S0' },
    command: { value: `run ${id}` },
    resources: someResources(),
    ...more,
  };
}

export function anExecutor(id: string, more: Partial<ExecutorInfo> = {}): ExecutorInfo {
  return { executor_id: { value: id }, command: { value: `executor ${id}` }, ...more };
}

export const defaultOptions: AgentOptions = {
  pid: agentPid,
  info: {
    hostname: 'host',
    port: 5051,
    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 4 } }],
  },
  capabilities: [{ type: 'MULTI_ROLE' }],
  version: '1.12.0',
  workDir: '/var/lib/mesos',
  launcherDir: '/usr/libexec/mesos',
  bootId: 'boot-1',
  ip: '127.0.0.1',
  executorIp: undefined,
  executorEnvironment: {},
  switchesUser: true,
  recover: 'reconnect',
  reconfigurationPolicy: 'equal',
  isStrict: true,
  registrationBackoffFactorMs: 1000,
  isCpuRequestTheLimit: false,
  executorRegistrationTimeoutMs: 60_000,
  executorReregistrationTimeoutMs: 2000,
  executorShutdownGracePeriodMs: 5000,
  recoveryTimeoutMs: 900_000,
  gcDelayMs: 604_800_000,
  gcDiskHeadroom: 0.1,
  diskWatchIntervalMs: 60_000,
  mostCompletedExecutorsPerFramework: 150,
  oversubscribedResourcesIntervalMs: 15_000,
  qosCorrectionIntervalMs: 0,
};
