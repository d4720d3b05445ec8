/**
 * A pretend machine: containers that are entries in a table, and what their processes really did.
 * What runs here survives the agents on it, and what happened here is the truth that every reported
 * end is held against.
 *
 * A command reads "name=t1 run=2500 exit=3": it runs for so many milliseconds and ends with that
 * code. One without a name is called by its MESOS_TASK_ID. "executor" is a custom executor, which runs
 * such tasks itself.
 */
import type { ContainerConfig, ContainerTermination } from '../../containers/containerizer.ts';
import { assert } from '../../foundation/result.ts';
import type { Random } from '../../foundation/random.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { parseCommand, sigkill } from './pretend-command.ts';
import { type ExecutorDoor, PretendExecutor } from './pretend-executor.ts';
import type { MachineTime } from './machine-time.ts';
import { ProcessClock, type VirtualClock } from '../../foundation/virtual-clock.ts';

/** What a command needs to obey SIGTERM. */
const termMs = 20;

export interface PretendContainer {
  readonly id: ContainerID;
  readonly config: ContainerConfig;
  readonly pid: number;
  termination: ContainerTermination | undefined;
  isStopping: boolean;
  executor: PretendExecutor | undefined;
}

/** What really became of a task. */
export interface TaskTruth {
  readonly name: string;
  startCount: number;
  /** When it started last. */
  startedMs: number;
  /** As from wait(2); undefined while it runs. */
  status: number | undefined;
}

export class PretendMachine {
  readonly #clock: VirtualClock;
  readonly #time: MachineTime;
  readonly #random: Random;
  readonly containers = new Map<string, PretendContainer>();
  /** Every task that was ever started here, by name. */
  readonly tasks = new Map<string, TaskTruth>();
  readonly #watchers = new Set<(key: string) => void>();
  #nextPid = 100;
  /** The agent that runs here now. */
  door: ExecutorDoor | undefined;
  onStart: (name: string) => void = () => undefined;
  onContainer: (container: PretendContainer) => void = () => undefined;

  constructor(clock: VirtualClock, random: Random, time: MachineTime) {
    this.#clock = clock;
    this.#time = time;
    this.#random = random;
  }

  watch(onEnd: (key: string) => void): () => void {
    this.#watchers.add(onEnd);
    return () => void this.#watchers.delete(onEnd);
  }

  /** The agent process died: whoever was connected to it notices. */
  agentDied(): void {
    this.door = undefined;
    for (const { executor } of this.containers.values()) executor?.agentDied();
  }

  start(id: ContainerID, config: ContainerConfig): PretendContainer {
    const container: PretendContainer = {
      id,
      config,
      pid: this.#nextPid++,
      termination: undefined,
      isStopping: false,
      executor: undefined,
    };
    this.containers.set(keyOf(id), container);
    this.onContainer(container);
    const text = config.command?.value;
    if (text === undefined) return container;
    if (text === 'executor') this.#startExecutor(container);
    else this.#startTask(container);
    return container;
  }

  #startTask(container: PretendContainer): void {
    const { name, runMs, exitCode } = taskOf(container);
    this.taskStarted(name);
    this.#clock.after(runMs, () => this.end(container, { status: exitCode << 8 }));
  }

  #startExecutor(container: PretendContainer): void {
    const clock = new ProcessClock(this.#clock, this.#time);
    const { environment } = container.config;
    container.executor = new PretendExecutor({
      clock,
      random: this.#random,
      executorId: environment['MESOS_EXECUTOR_ID']!,
      frameworkId: environment['MESOS_FRAMEWORK_ID']!,
      isCheckpointed: environment['MESOS_CHECKPOINT'] === '1',
      door: () => this.door,
      machine: this,
      exit: (code) => this.end(container, { status: code << 8 }),
    });
  }

  taskStarted(name: string): void {
    const truth = this.tasks.get(name) ?? {
      name,
      startCount: 0,
      startedMs: 0,
      status: undefined,
    };
    truth.startCount++;
    truth.startedMs = this.#clock.now();
    truth.status = undefined;
    this.tasks.set(name, truth);
    this.onStart(name);
  }

  taskEnded(name: string, status: number): void {
    const truth = this.tasks.get(name);
    assert(truth !== undefined, `task ${name} ends without having been started`);
    truth.status ??= status;
  }

  signal(container: PretendContainer, signal: number): void {
    if (container.isStopping && signal !== sigkill) return;
    container.isStopping = true;
    this.#clock.after(signal === sigkill ? 0 : termMs, () =>
      this.end(container, { status: signal }),
    );
  }

  end(container: PretendContainer, termination: ContainerTermination): void {
    if (container.termination !== undefined) return;
    container.termination = termination;
    const text = container.config.command?.value;
    if (container.executor !== undefined) container.executor.die();
    else if (text !== undefined) this.taskEnded(taskOf(container).name, termination.status ?? 0);
    for (const watcher of [...this.#watchers]) watcher(keyOf(container.id));
  }
}

/** What the command of a container says that it does. */
export function taskOf({ config }: PretendContainer): ReturnType<typeof parseCommand> {
  const text = config.command?.value ?? '';
  const task = parseCommand(text);
  const taskId = config.environment['MESOS_TASK_ID'];
  return task.name === text && taskId !== undefined ? { ...task, name: taskId } : task;
}

export function keyOf(id: ContainerID): string {
  return id.parent === undefined ? id.value : `${keyOf(id.parent)}.${id.value}`;
}
