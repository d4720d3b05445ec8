/**
 * For tests: an agent whose clock, network, disk and machine exist on paper. The test is the master;
 * it hears what the agent sends and says what it likes.
 */
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  KnownContainer,
  LaunchFailure,
  LaunchResult,
  Recovery,
} from '../../containers/containerizer.ts';
import { containerKey, rootContainerId } from '../../containers/container-id.ts';
import { createBuiltInExecutors } from '../../executor/builtin/index.ts';
import type { Clock } from '../../foundation/clock.ts';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Call } from '../../protocol/generated/executor.ts';
import * as internal from '../../protocol/generated/internal.ts';
import type {
  ContainerID,
  ContainerStatus,
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
import { AgentCore } from './core.ts';
import type { AgentOptions } from './environment.ts';
import type { CallFault } from './executor-door.ts';
import type { ExecutorLink } from './state.ts';
import { PaperClock } from './test-support/paper-clock.ts';

export { PaperClock };

export const masterPid = 'master@127.0.0.1:5050';
const masterPlace = { ip: '127.0.0.1', port: 5050, hostname: 'localhost' };
const agentPid = 'slave(1)@127.0.0.1:5051';

interface PaperContainer {
  readonly id: ContainerID;
  readonly config: ContainerConfig;
  readonly pid: number;
  termination: ContainerTermination | undefined;
}

/** What runs on the machine; outlives agents. */
class PaperMachine {
  readonly containers = new Map<string, PaperContainer>();
  readonly waiters = new Map<string, ((end: ContainerTermination | undefined) => void)[]>();
  readonly launches: string[] = [];
  /** What the last agent said that it knew when it started. */
  known: readonly KnownContainer[] = [];
  launchError: string | undefined;
  launchCause: LaunchFailure['cause'];

  /** The container whose command is `command`. */
  find(command: string): PaperContainer | undefined {
    return [...this.containers.values()].find((one) => one.config.command?.value === command);
  }

  end(command: string, termination: ContainerTermination): void {
    const container = this.find(command);
    if (container === undefined) throw new Error(`No container runs '${command}'`);
    this.endKey(containerKey(container.id), termination);
  }

  endKey(key: string, termination: ContainerTermination): void {
    const container = this.containers.get(key);
    if (container === undefined || container.termination !== undefined) return;
    container.termination = termination;
    const waiting = this.waiters.get(key) ?? [];
    this.waiters.delete(key);
    for (const waiter of waiting) waiter(termination);
  }
}

class PaperContainerizer implements Containerizer {
  readonly abilities = new Set<string>();
  readonly #machine: PaperMachine;
  readonly #clock: Clock;

  constructor(machine: PaperMachine, clock: Clock) {
    this.#machine = machine;
    this.#clock = clock;
    machine.waiters.clear();
  }

  recover(known: readonly KnownContainer[], done: (result: Result<Recovery>) => void): void {
    this.#machine.known = known;
    const roots = new Set(known.map(({ id }) => id.value));
    const all = [...this.#machine.containers.values()];
    const mine = all.filter(({ id }) => roots.has(rootContainerId(id).value));
    const orphans = all.filter((one) => !mine.includes(one)).map(({ id }) => id);
    for (const id of orphans) this.destroy(id);
    const running = mine.filter((one) => one.termination === undefined).map(({ id }) => id);
    const terminated = mine.filter((one) => one.termination !== undefined).map(({ id }) => id);
    this.#clock.after(0, () => done(ok({ running, terminated, orphans })));
  }

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const { launchError, launchCause: cause, launches, containers } = this.#machine;
    launches.push(config.command?.value ?? '(none)');
    if (launchError !== undefined) {
      this.#clock.after(1, () => done({ ...failure(launchError), ...(cause && { cause }) }));
      return;
    }
    const pid = 100 + launches.length;
    containers.set(containerKey(id), { id, config, pid, termination: undefined });
    this.#clock.after(1, () => done(ok(config.command === undefined ? {} : { pid })));
  }

  wait(id: ContainerID, onTermination: (end: ContainerTermination | undefined) => void): void {
    const key = containerKey(id);
    const container = this.#machine.containers.get(key);
    if (container === undefined || container.termination !== undefined) {
      this.#clock.after(0, () => onTermination(container?.termination));
      return;
    }
    const waiting = this.#machine.waiters.get(key) ?? [];
    this.#machine.waiters.set(key, [...waiting, onTermination]);
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.#machine.containers.get(containerKey(id));
    if (container === undefined || container.termination !== undefined) return false;
    this.#clock.after(1, () => this.#machine.endKey(containerKey(id), { status: signal }));
    return true;
  }

  destroy(id: ContainerID): boolean {
    return this.kill(id, 9);
  }

  remove(id: ContainerID): boolean {
    return this.#machine.containers.delete(containerKey(id));
  }

  update(
    _id: ContainerID,
    _resources: readonly Resource[],
    _limits: unknown,
    done?: (result: Result<void>) => void,
  ): void {
    if (done !== undefined) this.#clock.after(0, () => done(ok(undefined)));
  }

  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const pid = this.#machine.containers.get(containerKey(id))?.pid;
    const status: ContainerStatus = { container_id: id };
    if (pid !== undefined) status.executor_pid = pid;
    this.#clock.after(0, () => done(ok(status)));
  }

  usage(_id: ContainerID, done: (result: Result<never>) => void): void {
    this.#clock.after(0, () => done(failure('not measured')));
  }

  list(): readonly ContainerSummary[] {
    return [...this.#machine.containers.values()].map(({ id, pid, termination }) => ({
      id,
      pid,
      state: termination === undefined ? 'running' : 'terminated',
      isStandalone: false,
    }));
  }
}

export class PaperCluster {
  readonly clock = new PaperClock();
  readonly machine = new PaperMachine();
  readonly disk: VirtualDisk = new Map();
  readonly random = new SeededRandom(1);
  readonly sent: { to: string; name: string; message: unknown }[] = [];
  readonly exits: { status: number; why: string }[] = [];
  /** Acknowledges every update, as a framework does. */
  acknowledges = true;
  /** The next agent finds no room. */
  isDiskFull = false;
  core!: AgentCore;
  store!: MemoryCheckpointStore;
  linkLost: () => void = () => undefined;
  linkCount = 0;
  /** How often the agent could not reach its master. */
  doubtCount = 0;
  #detection: DetectionWatcher | undefined;

  /** Starts an agent process on the disk and machine as they are. */
  start(options: Partial<AgentOptions> = {}): void {
    this.store = new MemoryCheckpointStore(this.disk, (action) => void this.clock.after(1, action));
    if (this.isDiskFull) this.store.fault = 'ENOSPC: no space left on device';
    const { clock, random } = this;
    const core = new AgentCore({
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
      checkpoint: this.store,
      containerizer: new PaperContainerizer(this.machine, clock),
      executors: createBuiltInExecutors({
        http: () => ({ cancel: () => undefined }),
        tcp: () => ({ cancel: () => undefined }),
      }),
      readDiskUsage: (done) => done(ok(0.1)),
      exit: (status, why) => this.exits.push({ status, why }),
      options: { ...defaultOptions, ...options },
    });
    this.core = core;
    core.start();
    this.pass(50);
  }

  /** kill -9: memory and what was not written are gone, what runs goes on. */
  crash(keptWrites = 0, tornBytes = 0): void {
    this.core.stop();
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
    this.core.receive(from, type.typeName, type.encode(message));
  }

  /** A call of a custom executor, SUBSCRIBE with where it hears events. */
  speak(call: Call, link?: ExecutorLink): CallFault | undefined {
    const taken = this.core.call({ call });
    if (!taken.ok) return taken.error;
    return taken.value.kind === 'stream' ? taken.value.open(link!) : undefined;
  }

  run(task: TaskInfo, framework: FrameworkInfo = aFramework()): void {
    this.say(internal.RunTaskMessage, {
      framework,
      task,
      pid: '@0.0.0.0:0',
      launch_executor: true,
      resource_version_uuids: [{ uuid: { value: this.core.agent.resourceVersionUuid } }],
    });
    this.pass(20);
  }

  runGroup(executor: ExecutorInfo, tasks: TaskInfo[], framework = aFramework()): void {
    const uuid = { value: this.core.agent.resourceVersionUuid };
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
  executorRegistrationTimeoutMs: 60_000,
  executorReregistrationTimeoutMs: 2000,
  executorShutdownGracePeriodMs: 5000,
  recoveryTimeoutMs: 900_000,
  gcDelayMs: 604_800_000,
  gcDiskHeadroom: 0.1,
  diskWatchIntervalMs: 60_000,
  mostCompletedExecutorsPerFramework: 150,
};
