/**
 * A custom executor as a process on a pretend machine, written after the documents of the executor
 * API and not on our SDK. It runs its tasks itself, repeats what was not acknowledged when it comes
 * back to an agent that restarted, and goes when it is told to, or when no agent comes back in time.
 */
import type { Random } from '../../foundation/random.ts';
import { Call, Event } from '../../protocol/generated/executor.ts';
import type { TaskInfo, TaskState, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId } from '../../protocol/ids.ts';
import { parseCommand, sigkill } from './pretend-command.ts';
import type { ProcessClock } from '../../foundation/virtual-clock.ts';

/** The agent's executor API; undefined means that the call was taken. */
export interface ExecutorDoor {
  subscribe(call: Call, link: ExecutorStream): { readonly status: number } | undefined;
  call(call: Call): { readonly status: number } | undefined;
  /** The connection of that stream is gone. */
  disconnected(call: Call, link: ExecutorStream): void;
}

export interface ExecutorStream {
  send(event: Event): void;
  close(): void;
}

/** Where it is noted what really happens to tasks. */
export interface TaskNotes {
  taskStarted(name: string): void;
  /** `status` as from wait(2). */
  taskEnded(name: string, status: number): void;
}

export interface PretendExecutorParts {
  readonly clock: ProcessClock;
  readonly random: Random;
  readonly executorId: ExecutorId;
  readonly frameworkId: FrameworkId;
  readonly isCheckpointed: boolean;
  readonly door: () => ExecutorDoor | undefined;
  readonly machine: TaskNotes;
  readonly exit: (code: number) => void;
}

const maxDelayMs = 3;
/** Below the agent's --executor_reregistration_timeout, as MESOS_SUBSCRIPTION_BACKOFF_MAX asks. */
const maxBackoffMs = 1000;
const recoveryTimeoutMs = 900_000;
/** What a task needs to end when it is killed. */
const killMs = 20;
/** With nothing to do it goes, as executors of real frameworks do. */
const idleMs = 2000;

interface RunningTask {
  readonly info: TaskInfo;
  isDone: boolean;
}

export class PretendExecutor {
  readonly #parts: PretendExecutorParts;
  readonly #tasks = new Map<string, RunningTask>();
  readonly #unacknowledged = new Map<string, TaskStatus>();
  #stream: ExecutorStream | undefined;
  #lastCallMs = 0;
  #lostAtMs: number | undefined;
  #wasSubscribed = false;

  constructor(parts: PretendExecutorParts) {
    this.#parts = parts;
    this.#later(() => this.#subscribe());
  }

  /** SIGKILL of the process: its tasks are part of it. */
  die(): void {
    this.#parts.clock.kill();
    if (this.#stream !== undefined) {
      this.#parts.door()?.disconnected(this.#subscribeCall(), this.#stream);
    }
    this.#stream = undefined;
    for (const [name, task] of this.#tasks) {
      if (!task.isDone) this.#parts.machine.taskEnded(name, sigkill);
    }
  }

  agentDied(): void {
    if (this.#stream !== undefined) this.#parts.clock.after(1, () => this.#onLost());
    this.#stream = undefined;
  }

  #subscribe(): void {
    const door = this.#parts.door();
    if (door === undefined) return this.#onLost();
    const stream = this.#makeStream();
    this.#stream = stream;
    const fault = door.subscribe(this.#subscribeCall(), stream);
    if (fault === undefined) return undefined;
    this.#stream = undefined;
    // 503: the agent recovers. Anything else will not get better.
    return fault.status === 503 ? this.#onLost() : this.#parts.exit(1);
  }

  #makeStream(): ExecutorStream {
    let lastMs = 0;
    const stream: ExecutorStream = {
      send: (event) => {
        const bytes = Event.encode(event);
        lastMs = this.#later(() => this.#stream === stream && this.#onEvent(bytes), lastMs);
      },
      close: () => {
        lastMs = this.#later(() => {
          if (this.#stream !== stream) return;
          this.#stream = undefined;
          this.#onLost();
        }, lastMs);
      },
    };
    return stream;
  }

  #subscribeCall(): Call {
    return this.#call({
      type: 'SUBSCRIBE',
      subscribe: {
        unacknowledged_tasks: [...this.#tasks.values()]
          .filter(({ info }) => !this.#isHeard.has(info.task_id.value))
          .map(({ info }) => info),
        unacknowledged_updates: [...this.#unacknowledged.values()].map((status) => ({ status })),
      },
    });
  }

  /** Tasks of which the agent has acknowledged an update: it knows that they arrived. */
  readonly #isHeard = new Set<string>();

  #call(call: Omit<Call, 'executor_id' | 'framework_id'>): Call {
    const { executorId, frameworkId } = this.#parts;
    const full = {
      ...call,
      executor_id: { value: executorId },
      framework_id: { value: frameworkId },
    };
    return Call.decode(Call.encode(full));
  }

  #onLost(): void {
    const { clock, random, isCheckpointed, exit } = this.#parts;
    this.#lostAtMs ??= clock.now();
    const isHopeless = clock.now() - this.#lostAtMs >= recoveryTimeoutMs;
    if ((this.#wasSubscribed && !isCheckpointed) || isHopeless) return exit(0);
    clock.after(random.next() * maxBackoffMs, () => this.#subscribe());
    return undefined;
  }

  #onEvent(bytes: Uint8Array): void {
    const event = Event.decode(bytes);
    switch (event.type) {
      case 'SUBSCRIBED':
        this.#wasSubscribed = true;
        this.#lostAtMs = undefined;
        return;
      case 'LAUNCH':
        return this.#launch(event.launch!.task);
      case 'KILL':
        return this.#kill(event.kill!.task_id.value);
      case 'ACKNOWLEDGED': {
        const taskId = event.acknowledged!.task_id.value;
        const status = this.#unacknowledged.get(keyOfUuid(event.acknowledged!.uuid));
        if (status !== undefined) this.#isHeard.add(taskId);
        this.#unacknowledged.delete(keyOfUuid(event.acknowledged!.uuid));
        return this.#goIfIdle();
      }
      case 'SHUTDOWN':
        return this.#parts.exit(0);
      case 'LAUNCH_GROUP':
      case 'MESSAGE':
      case 'ERROR':
      case 'HEARTBEAT':
      case 'UNKNOWN':
      case undefined:
    }
  }

  #goIfIdle(): void {
    const isIdle = (): boolean =>
      this.#unacknowledged.size === 0 && [...this.#tasks.values()].every(({ isDone }) => isDone);
    if (!isIdle()) return;
    this.#parts.clock.after(idleMs, () => isIdle() && this.#parts.exit(0));
  }

  #launch(info: TaskInfo): void {
    const { machine, clock } = this.#parts;
    const { name, runMs, exitCode } = parseCommand(Buffer.from(info.data ?? []).toString());
    const task: RunningTask = { info, isDone: false };
    this.#tasks.set(name, task);
    machine.taskStarted(name);
    this.#update(info, 'TASK_RUNNING');
    clock.after(runMs, () => {
      const state = exitCode === 0 ? 'TASK_FINISHED' : 'TASK_FAILED';
      this.#end(name, task, exitCode << 8, state);
    });
  }

  #kill(name: string): void {
    const task = this.#tasks.get(name);
    if (task === undefined) return;
    this.#parts.clock.after(killMs, () => this.#end(name, task, sigkill, 'TASK_KILLED'));
  }

  #end(name: string, task: RunningTask, status: number, state: TaskState): void {
    if (task.isDone) return;
    task.isDone = true;
    this.#parts.machine.taskEnded(name, status);
    this.#update(task.info, state);
  }

  #update(info: TaskInfo, state: TaskState): void {
    const { clock, random, executorId } = this.#parts;
    const uuid = random.uuidBytes();
    const status: TaskStatus = {
      task_id: info.task_id,
      state,
      source: 'SOURCE_EXECUTOR',
      executor_id: { value: executorId },
      timestamp: clock.timestamp() / 1000,
      uuid,
    };
    this.#unacknowledged.set(keyOfUuid(uuid), status);
    const stream = this.#stream;
    if (stream === undefined) return;
    this.#lastCallMs = this.#later(() => {
      // What was on its way to an agent that died is told again with the next SUBSCRIBE.
      if (this.#stream !== stream) return;
      this.#parts.door()?.call(this.#call({ type: 'UPDATE', update: { status } }));
    }, this.#lastCallMs);
  }

  #later(action: () => void, notBeforeMs = 0): number {
    const { clock, random } = this.#parts;
    const now = clock.now();
    const atMs = Math.max(now + 0.1 + random.next() * maxDelayMs, notBeforeMs + 0.001);
    clock.after(atMs - now, action);
    return atMs;
  }
}

function keyOfUuid(uuid: Uint8Array): string {
  return Buffer.from(uuid).toString('hex');
}
