/**
 * The SDK for custom executors: it keeps the conversation with the agent going, the user says what
 * to do with tasks.
 *
 *     const executor = new MesosExecutor({
 *       launch: (task) => {
 *         executor.update(task.task_id, 'TASK_RUNNING');
 *         ...
 *       },
 *     });
 *     executor.start();
 *
 * Updates may be sent at any time: they are kept until the agent has acknowledged them and told
 * again after every reconnection. When the agent goes away, an executor of a checkpointing
 * framework waits for it to come back; any other one is shut down, as its tasks are lost anyway.
 */
import { SystemClock, type Clock, type Timer } from '../../foundation/clock.ts';
import { HttpClient, type ClientStream } from '../../foundation/http/index.ts';
import { SystemRandom, type Random } from '../../foundation/random.ts';
import {
  Call,
  Event,
  type Event_Kill,
  type Event_Subscribed,
} from '../../protocol/generated/executor.ts';
import type {
  TaskGroupInfo,
  TaskID,
  TaskInfo,
  TaskState,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import { RecordDecoder } from '../../protocol/recordio.ts';
import { readExecutorEnvironment, type ExecutorEnvironment } from './environment.ts';
import { Unacknowledged } from './unacknowledged.ts';

/** What happens to the executor; everything is optional except that somebody launches tasks. */
export interface ExecutorHandler {
  /** Connected, at first and again after each reconnection. */
  subscribed?(event: Event_Subscribed): void;
  launch?(task: TaskInfo): void;
  launchGroup?(group: TaskGroupInfo): void;
  kill?(kill: Event_Kill): void;
  /** From the framework's scheduler. */
  message?(data: Uint8Array): void;
  /** The agent is away; what runs may run on. */
  disconnected?(why: string): void;
  /** End all tasks; the process is ended when the grace period is over. */
  shutdown?(): void;
  /** The agent refused something for good; `shutdown` follows. */
  error?(message: string): void;
}

export interface MesosExecutorOptions {
  /** Default: process.env. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Ends the process; default: with everything it started. */
  readonly exit?: (status: number) => void;
}

/** Keeps idle connections known to firewalls. */
const heartbeatIntervalMs = 30 * 60_000;

export class MesosExecutor {
  readonly environment: ExecutorEnvironment;
  readonly #handler: ExecutorHandler;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #exit: (status: number) => void;
  /** One connection, so that calls arrive in the order in which they were made. */
  readonly #client: HttpClient;
  readonly #unacknowledged = new Unacknowledged();
  #stream: ClientStream | undefined;
  #isSubscribed = false;
  /** Told to shut down: takes nothing new, but still says how its tasks end. */
  #isShuttingDown = false;
  #isStopped = false;
  /** Timers of the clock do not keep a process alive; an executor that waits for its agent must be. */
  #keepAlive: NodeJS.Timeout | undefined;
  #lostAtMs: number | undefined;
  #retry: Timer | undefined;
  #heartbeat: Timer | undefined;

  /** @throws Error when the environment is not that of an executor */
  constructor(handler: ExecutorHandler, options: MesosExecutorOptions = {}) {
    const environment = readExecutorEnvironment(options.variables ?? process.env);
    if (!environment.ok) throw new Error(environment.error);
    this.environment = environment.value;
    this.#client = new HttpClient({ maxConnections: 1, socketPath: this.environment.socketPath });
    this.#handler = handler;
    this.#clock = options.clock ?? new SystemClock();
    this.#random = options.random ?? new SystemRandom();
    this.#exit = options.exit ?? exitWithGroup;
  }

  start(): void {
    this.#keepAlive = setInterval(() => undefined, heartbeatIntervalMs);
    this.#subscribe();
  }

  /** Closes the connection; nothing is called any more. The tasks are the caller's to end. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#keepAlive);
    this.#retry?.cancel();
    this.#heartbeat?.cancel();
    this.#stream?.close();
    this.#client.close();
  }

  /** True when the agent has acknowledged every update: now it is safe to exit. */
  get isSettled(): boolean {
    return this.#unacknowledged.isEmpty;
  }

  /** Says what became of a task; `more` has message, reason, data and the like. */
  update(taskId: TaskID, state: TaskState, more: Partial<TaskStatus> = {}): void {
    const status: TaskStatus = {
      ...more,
      task_id: taskId,
      state,
      source: 'SOURCE_EXECUTOR',
      executor_id: { value: this.environment.executorId },
      timestamp: this.#clock.timestamp() / 1000,
      uuid: this.#random.uuidBytes(),
    };
    this.#unacknowledged.sent({ status });
    if (this.#isSubscribed) this.#post({ ...this.#identity(), type: 'UPDATE', update: { status } });
  }

  /** To the framework's scheduler; lost when the agent is away. */
  sendMessage(data: Uint8Array): void {
    this.#post({ ...this.#identity(), type: 'MESSAGE', message: { data } });
  }

  #identity(): Pick<Call, 'executor_id' | 'framework_id'> {
    const { executorId, frameworkId } = this.environment;
    return { executor_id: { value: executorId }, framework_id: { value: frameworkId } };
  }

  #headers(): Record<string, string> {
    const { token } = this.environment;
    return {
      'Content-Type': 'application/x-protobuf',
      Accept: 'application/x-protobuf',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
  }

  #post(call: Call): void {
    const { url } = this.environment;
    // A lost update is told again with the next SUBSCRIBE; a lost message is lost.
    void this.#client.post(url, this.#headers(), Call.encode(call));
  }

  #subscribe(): void {
    const decoder = new RecordDecoder((record) => this.#onEvent(Event.decode(record)));
    const call: Call = {
      ...this.#identity(),
      type: 'SUBSCRIBE',
      subscribe: this.#unacknowledged.forSubscribe(),
    };
    const request = {
      url: this.environment.url,
      headers: this.#headers(),
      body: Call.encode(call),
    };
    this.#stream = this.#client.openStream(request, {
      onOpen: () => undefined,
      onData: (chunk) => {
        const pushed = decoder.push(chunk);
        if (pushed.ok) return;
        this.#stream?.close();
        this.#onLost(pushed.error);
      },
      onRefused: ({ status, body }) => {
        // 503: the agent recovers. Anything else will not get better.
        if (status === 503) return this.#onLost(body.toString());
        this.#handler.error?.(`the agent refused SUBSCRIBE with ${status}: ${body.toString()}`);
        this.#shutdown();
      },
      onClosed: (why) => this.#onLost(why),
    });
  }

  #onEvent(event: Event): void {
    if (this.#isStopped) return;
    switch (event.type) {
      case 'SUBSCRIBED':
        return this.#onSubscribed(event.subscribed!);
      case 'LAUNCH':
        if (this.#isShuttingDown) return undefined;
        this.#unacknowledged.launched(event.launch!.task);
        return this.#handler.launch?.(event.launch!.task);
      case 'LAUNCH_GROUP': {
        if (this.#isShuttingDown) return undefined;
        const group = event.launch_group!.task_group;
        for (const task of group.tasks ?? []) this.#unacknowledged.launched(task);
        return this.#handler.launchGroup?.(group);
      }
      case 'KILL':
        return this.#handler.kill?.(event.kill!);
      case 'ACKNOWLEDGED': {
        const { task_id: taskId, uuid } = event.acknowledged!;
        return this.#unacknowledged.acknowledged(taskId.value, uuid);
      }
      case 'MESSAGE':
        return this.#handler.message?.(event.message!.data);
      case 'ERROR':
        this.#handler.error?.(event.error!.message);
        return this.#shutdown();
      case 'SHUTDOWN':
        return this.#shutdown();
      case 'HEARTBEAT':
      case 'UNKNOWN':
      case undefined:
        // The last two: whatever later agents say.
        return undefined;
    }
  }

  #onSubscribed(event: Event_Subscribed): void {
    this.#isSubscribed = true;
    this.#lostAtMs = undefined;
    this.#scheduleHeartbeat();
    this.#handler.subscribed?.(event);
  }

  #scheduleHeartbeat(): void {
    this.#heartbeat?.cancel();
    this.#heartbeat = this.#clock.after(heartbeatIntervalMs, () => {
      this.#post({ ...this.#identity(), type: 'HEARTBEAT' });
      this.#scheduleHeartbeat();
    });
  }

  #onLost(why: string): void {
    const wasSubscribed = this.#isSubscribed;
    this.#isSubscribed = false;
    this.#heartbeat?.cancel();
    if (this.#isStopped || this.#isShuttingDown) return;
    if (wasSubscribed) this.#handler.disconnected?.(why);
    const { isCheckpointed, maxBackoffMs, recoveryTimeoutMs } = this.environment;
    this.#lostAtMs ??= this.#clock.now();
    const isHopeless = this.#clock.now() - this.#lostAtMs >= recoveryTimeoutMs;
    if ((wasSubscribed && !isCheckpointed) || isHopeless) return this.#shutdown();
    this.#retry = this.#clock.after(this.#random.next() * maxBackoffMs, () => this.#subscribe());
  }

  #shutdown(): void {
    if (this.#isShuttingDown) return;
    this.#isShuttingDown = true;
    this.#retry?.cancel();
    this.#clock.after(this.environment.shutdownGraceMs, () => this.#exit(0));
    this.#handler.shutdown?.();
  }
}

/** The executor and what it started are one process group when the agent launched it. */
function exitWithGroup(status: number): void {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the leader of a group: started by hand.
  }
  process.exit(status);
}
