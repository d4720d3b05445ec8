/**
 * The executor of command tasks: one task, which is the root container itself. It says
 * TASK_STARTING and TASK_RUNNING once the container runs (while files are fetched the task is
 * still staging, as in Mesos), and is done when the last update is durable.
 */
import type { LaunchFailure } from '../../containers/containerizer.ts';
import type { Event } from '../../protocol/generated/executor.ts';
import type { KillPolicy, TaskInfo } from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';
import type { Prober } from '../checks/prober.ts';
import type {
  BuiltInExecutor,
  BuiltInExecutorEnvironment,
  RecoveredTask,
} from './built-in-executor.ts';
import { commonRunOptions, findRecoveredContainer, hasEnded, shutdownGraceMs } from './common.ts';
import { StatusSender } from './status-sender.ts';
import { commandTaskConfig } from './task-config.ts';
import { TaskRun } from './task-run.ts';

export class CommandExecutor implements BuiltInExecutor {
  readonly #environment: BuiltInExecutorEnvironment;
  readonly #prober: Prober;
  readonly #sender: StatusSender;
  #run: TaskRun | undefined;
  #isShuttingDown = false;
  #hasExited = false;

  constructor(environment: BuiltInExecutorEnvironment, prober: Prober) {
    this.#environment = environment;
    this.#prober = prober;
    this.#sender = new StatusSender(environment);
  }

  receive(event: Event): void {
    if (this.#hasExited) return;
    switch (event.type) {
      case 'SUBSCRIBED':
        return this.#recover();
      case 'LAUNCH':
        return this.#launch(event.launch!.task);
      case 'LAUNCH_GROUP':
        this.#environment.log.error('A command executor runs no task groups; shutting down');
        return this.#shutdown();
      case 'KILL':
        return this.#kill(event.kill!.task_id.value, event.kill!.kill_policy);
      case 'ACKNOWLEDGED':
        this.#sender.acknowledged(event.acknowledged!.uuid);
        return this.#exitWhenDone();
      case 'SHUTDOWN':
        return this.#shutdown();
      case 'MESSAGE':
      case 'HEARTBEAT':
      case 'ERROR':
      case 'UNKNOWN':
      case undefined:
        // They have no meaning for a command.
        return undefined;
    }
  }

  #recover(): void {
    const recovered = this.#environment.recovered?.flatMap(({ tasks }) => tasks) ?? [];
    const alive = recovered.find(({ statuses }) => !hasEnded(statuses));
    if (alive !== undefined) this.#resume(alive);
    else if (recovered.length > 0) this.#exit();
  }

  #resume({ task, ...left }: RecoveredTask): void {
    const { statuses } = left;
    const run = this.#createRun(task, left);
    const found = findRecoveredContainer(this.#environment, run.containerId);
    if (found !== undefined) run.adopt(found);
    else if (statuses.length > 0) run.giveUp();
    else run.launch();
  }

  #launch(task: TaskInfo): void {
    if (this.#run !== undefined) {
      this.#sender.send({
        task_id: task.task_id,
        state: 'TASK_FAILED',
        message: 'A command executor runs one task only, and it has one already',
      });
      return;
    }
    const run = this.#createRun(task);
    if (this.#isShuttingDown) run.kill();
    else run.launch();
  }

  #createRun(task: TaskInfo, left?: Omit<RecoveredTask, 'task'>): TaskRun {
    const options = {
      ...commonRunOptions(this.#environment, this.#prober),
      containerId: this.#environment.containerId,
      task,
      config: commandTaskConfig(this.#environment, task),
      // @compat Docker tasks have the time of their executor.
      ...(task.container?.type === 'DOCKER' && {
        killGraceMs: this.#environment.shutdownGracePeriodMs,
      }),
      tellsContainer: false,
      verdict: { hasKilled: false },
      send: this.#sender.send.bind(this.#sender),
      onRunning: () => undefined,
      onLaunchFailed: (failure: LaunchFailure) => this.#giveUp(failure),
      onEnded: () => this.#exitWhenDone(),
    };
    this.#run = new TaskRun(options, left);
    return this.#run;
  }

  #kill(taskId: TaskId, policy: KillPolicy | undefined): void {
    if (this.#run?.task.task_id.value === taskId) this.#run.kill(policy);
    else this.#environment.log.warning(`Cannot kill task '${taskId}': it is not here`);
  }

  #shutdown(): void {
    this.#isShuttingDown = true;
    this.#run?.end(shutdownGraceMs(this.#environment));
    this.#exitWhenDone();
  }

  /** The task is the executor's own container, so it is for the agent to say that there is none. */
  #giveUp(failure: LaunchFailure): void {
    this.#hasExited = true;
    this.#environment.launchFailed(failure);
  }

  #exitWhenDone(): void {
    const isOver = this.#run?.isEnded ?? this.#isShuttingDown;
    if (isOver && (this.#isShuttingDown || !this.#sender.hasUnacknowledged)) this.#exit();
  }

  #exit(): void {
    if (this.#hasExited) return;
    this.#hasExited = true;
    this.#environment.exited();
  }
}
