/** For tests: an agent and containers that exist on paper, on a clock that moves when told. */
import { TestClock } from '../../allocator/test-support.ts';
import { containerKey } from '../../containers/container-id.ts';
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  LaunchFailure,
  LaunchResult,
} from '../../containers/containerizer.ts';
import type { TaskId } from '../../protocol/ids.ts';
import type { HttpTarget, Probe, Prober, TcpTarget } from '../checks/prober.ts';
import { silentLog } from '../../foundation/log.ts';
import { SeededRandom } from '../../foundation/random.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Event } from '../../protocol/generated/executor.ts';
import type {
  ContainerID,
  ContainerStatus,
  FrameworkInfo_Capability_Type,
  NetworkInfo,
  TaskInfo,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type {
  BuiltInExecutor,
  BuiltInExecutorEnvironment,
  DecidedEnding,
  RecoveredGroup,
} from './built-in-executor.ts';
import { createBuiltInExecutors } from './index.ts';

interface PretendContainer {
  readonly id: ContainerID;
  readonly config: ContainerConfig;
  readonly signals: number[];
  readonly waiters: ((termination: ContainerTermination | undefined) => void)[];
  termination: ContainerTermination | undefined;
}

export class PretendContainers implements Containerizer {
  readonly abilities = new Set<string>();
  readonly #clock: TestClock;
  readonly all = new Map<string, PretendContainer>();
  readonly removed: string[] = [];
  /** What is told of a container that is launched. */
  data: Uint8Array | undefined;
  /** Refuses launches with this text. */
  launchError: string | undefined;
  /** What a container does when it is up; nothing: it runs. */
  behaviour: (config: ContainerConfig) => ContainerTermination | undefined = () => undefined;
  diesOfSigterm = true;
  /** That containers are in. */
  networks: readonly NetworkInfo[] | undefined;

  constructor(clock: TestClock) {
    this.#clock = clock;
  }

  recover(): void {}

  launch(id: ContainerID, config: ContainerConfig, done: (result: LaunchResult) => void): void {
    const key = containerKey(id);
    this.#clock.after(1, () => {
      if (this.launchError !== undefined) return done(failure(this.launchError));
      const container = { id, config, signals: [], waiters: [], termination: undefined };
      this.all.set(key, container);
      done(ok({ pid: 42, ...(this.data !== undefined && { data: this.data }) }));
      const end = this.behaviour(config);
      if (end !== undefined) this.end(key, end);
    });
  }

  wait(id: ContainerID, onTermination: (end: ContainerTermination | undefined) => void): void {
    const container = this.all.get(containerKey(id));
    if (container === undefined) return void this.#clock.after(0, () => onTermination(undefined));
    const { termination } = container;
    if (termination === undefined) container.waiters.push(onTermination);
    else this.#clock.after(0, () => onTermination(termination));
  }

  kill(id: ContainerID, signal: number): boolean {
    const container = this.all.get(containerKey(id));
    if (container === undefined || container.termination !== undefined) return false;
    container.signals.push(signal);
    if (signal === 15 && this.diesOfSigterm) {
      this.#clock.after(1, () => this.end(containerKey(id), { status: 15 }));
    }
    return true;
  }

  destroy(id: ContainerID): boolean {
    const container = this.all.get(containerKey(id));
    if (container === undefined || container.termination !== undefined) return false;
    container.signals.push(9);
    this.#clock.after(1, () => this.end(containerKey(id), { status: 9 }));
    return true;
  }

  remove(id: ContainerID): boolean {
    this.removed.push(containerKey(id));
    return this.all.delete(containerKey(id));
  }

  update(): void {}
  status(id: ContainerID, done: (result: Result<ContainerStatus>) => void): void {
    const { networks } = this;
    const status = { container_id: id, ...(networks && { network_infos: [...networks] }) };
    this.#clock.after(0, () => done(ok(status)));
  }
  usage(): void {}

  find(id: ContainerID): ContainerSummary | undefined {
    return this.list().find((one) => containerKey(one.id) === containerKey(id));
  }

  list(): readonly ContainerSummary[] {
    return [...this.all.values()].map(({ id, termination }) => ({
      id,
      state: termination === undefined ? 'running' : 'terminated',
      isStandalone: false,
    }));
  }

  /** The command of the container ends by itself. */
  end(key: string, termination: ContainerTermination): void {
    const container = this.all.get(key);
    if (container === undefined || container.termination !== undefined) return;
    container.termination = termination;
    for (const waiter of container.waiters.splice(0)) waiter(termination);
  }
}

export interface TestAgentOptions {
  readonly kind: 'command' | 'pod';
  readonly capabilities?: readonly FrameworkInfo_Capability_Type[];
  readonly recovered?: readonly RecoveredGroup[];
  readonly clock?: TestClock;
  readonly containers?: PretendContainers;
}

/** Starts the executor, acknowledges everything soon, and keeps what was said. */
export class TestAgent {
  readonly clock: TestClock;
  readonly containers: PretendContainers;
  readonly executor: BuiltInExecutor;
  readonly statuses: TaskStatus[] = [];
  readonly links: string[] = [];
  readonly launchFailures: LaunchFailure[] = [];
  readonly endings = new Map<string, DecidedEnding>();
  exitCount = 0;
  acknowledges = true;
  /** Whether what is to be noted becomes durable. */
  notes = true;
  /** What the network answers to HTTP and TCP checks. */
  httpStatus: Result<number> = ok(200);
  tcpAccepts: Result<boolean> = ok(true);
  readonly probed: (HttpTarget | TcpTarget)[] = [];

  constructor(options: TestAgentOptions) {
    this.clock = options.clock ?? new TestClock();
    this.containers = options.containers ?? new PretendContainers(this.clock);
    this.executor = createBuiltInExecutors(this.#prober())[options.kind](
      this.#environment(options),
    );
    this.receive({ type: 'SUBSCRIBED' });
  }

  receive(event: Event): void {
    this.executor.receive(event);
  }

  launch(task: TaskInfo): void {
    this.receive({ type: 'LAUNCH', launch: { task } });
  }

  launchGroup(...tasks: TaskInfo[]): void {
    this.receive({ type: 'LAUNCH_GROUP', launch_group: { task_group: { tasks } } });
  }

  kill(taskId: TaskId, graceMs?: number): void {
    const policy =
      graceMs === undefined
        ? {}
        : { kill_policy: { grace_period: { nanoseconds: graceMs * 1_000_000 } } };
    this.receive({ type: 'KILL', kill: { task_id: { value: taskId }, ...policy } });
  }

  pass(ms: number): void {
    this.clock.advance(ms);
  }

  /** "t: TASK_RUNNING", in the order of being told. */
  get told(): string[] {
    return this.statuses.map(({ task_id, state }) => `${task_id.value}: ${state.slice(5)}`);
  }

  get last(): TaskStatus {
    return this.statuses.at(-1)!;
  }

  #prober(): Prober {
    const answer = (target: HttpTarget | TcpTarget, give: () => void): Probe => {
      this.probed.push(target);
      return this.clock.after(1, give);
    };
    return {
      http: (target, _timeoutMs, done) => answer(target, () => done(this.httpStatus)),
      tcp: (target, _timeoutMs, done) => answer(target, () => done(this.tcpAccepts)),
    };
  }

  #environment(options: TestAgentOptions): BuiltInExecutorEnvironment {
    return {
      clock: this.clock,
      random: new SeededRandom(7),
      log: silentLog,
      containerizer: this.containers,
      containerId: { value: 'root' },
      executorInfo: {
        executor_id: { value: 'e' },
        framework_id: { value: 'f' },
        resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
      },
      frameworkInfo: {
        user: 'root',
        name: 'test',
        capabilities: (options.capabilities ?? []).map((type) => ({ type })),
      },
      agentInfo: { hostname: 'host', id: { value: 's' } },
      sandboxDirectory: '/sandbox',
      environment: { MESOS_EXECUTOR_ID: 'e', COLOUR: 'red' },
      user: 'nobody',
      switchesUser: true,
      containerIp: '10.0.0.1',
      shutdownGracePeriodMs: 5000,
      ...(options.recovered === undefined ? {} : { recovered: options.recovered }),
      noteEnding: (taskId, ending, done) => {
        this.endings.set(taskId, ending);
        if (this.notes) this.clock.after(0, done);
      },
      symlink: (target, path) => this.links.push(`${path} -> ${target}`),
      call: (call) => {
        const status = call.update!.status;
        this.statuses.push(status);
        this.clock.after(0, () => {
          if (!this.acknowledges) return;
          const { task_id, uuid = new Uint8Array() } = status;
          this.receive({ type: 'ACKNOWLEDGED', acknowledged: { task_id, uuid } });
        });
      },
      launchFailed: (failure) => this.launchFailures.push(failure),
      exited: () => this.exitCount++,
    };
  }
}

export function aTask(id: string, more: Partial<TaskInfo> = {}): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: { value: 's' },
    command: { value: 'sleep 1000' },
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, allocation_info: { role: 'web' } },
    ],
    ...more,
  };
}
