/**
 * The executor of pods ("default executor"): groups of tasks that live and die together, each task
 * in a container nested in the executor's own. A task that fails or is killed takes the others of
 * its group with it; one that finishes does not. Groups are independent of each other. When no
 * container is left and every last update is durable, the executor is done.
 *
 * TASK_STARTING names the nested container and is durable before the container is launched, so
 * that after a restart of the agent no container runs of which nobody knows the task.
 */
import type { LaunchFailure } from '../../containers/containerizer.ts';
import type {
  ContainerID,
  TaskInfo,
  TaskState,
  TaskStatus,
} from '../../protocol/generated/mesos.ts';
import type { Event } from '../../protocol/generated/executor.ts';
import { uuidText } from '../../foundation/random.ts';
import type { Prober } from '../checks/prober.ts';
import type {
  BuiltInExecutor,
  BuiltInExecutorEnvironment,
  RecoveredGroup,
  RecoveredTask,
} from './built-in-executor.ts';
import { commonRunOptions, findRecoveredContainer, hasEnded, shutdownGraceMs } from './common.ts';
import { StatusSender, type StatusReport } from './status-sender.ts';
import { podTaskConfig, podTaskDirectory } from './task-config.ts';
import { TaskRun } from './task-run.ts';

/** The tasks of one LAUNCH_GROUP. */
type Group = TaskRun[];

export class PodExecutor implements BuiltInExecutor {
  readonly #environment: BuiltInExecutorEnvironment;
  readonly #prober: Prober;
  readonly #sender: StatusSender;
  /** Tasks that have not ended, by id. */
  readonly #runs = new Map<string, TaskRun>();
  readonly #verdict = { hasKilled: false };
  #hadTasks = false;
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
        for (const group of this.#environment.recovered ?? []) this.#recoverGroup(group);
        return this.#exitWhenDone();
      case 'LAUNCH_GROUP':
        return this.#launchGroup(event.launch_group!.task_group.tasks ?? []);
      case 'LAUNCH':
        this.#environment.log.error('A pod runs task groups only, no single tasks; shutting down');
        return this.#shutdown();
      case 'KILL': {
        const { task_id: taskId, kill_policy: policy } = event.kill!;
        const run = this.#runs.get(taskId.value);
        if (run !== undefined) return run.kill(policy);
        return this.#environment.log.warning(`Cannot kill task '${taskId.value}': it is not here`);
      }
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
        // They have no meaning for a pod.
        return undefined;
    }
  }

  #launchGroup(tasks: readonly TaskInfo[]): void {
    const group: Group = [];
    for (const task of tasks) group.push(this.#createRun(task, this.#newContainerId(), group));
    if (this.#isShuttingDown) {
      for (const run of group) run.kill();
      return;
    }
    for (const run of group) run.tellStarting();
  }

  #recoverGroup({ tasks }: RecoveredGroup): void {
    this.#hadTasks = true;
    if (tasks.some(({ ending }) => ending?.healthy === false)) this.#verdict.hasKilled = true;
    const group: Group = [];
    const alive = tasks.filter(({ statuses }) => !hasEnded(statuses));
    const resumed = alive.map((recovered) => {
      const id = containerIdOf(recovered.statuses) ?? this.#newContainerId();
      const run = this.#createRun(recovered.task, id, group, recovered);
      group.push(run);
      return { run, recovered };
    });
    for (const { run, recovered } of resumed) this.#resume(run, recovered);
    // The one that took the others with it may have been the last to be told before the restart.
    const states = tasks.flatMap(({ statuses }) => statuses.map(({ state }) => state));
    if (states.some(endsGroup)) killAll(group);
  }

  #resume(run: TaskRun, { statuses }: RecoveredTask): void {
    const found = findRecoveredContainer(this.#environment, run.containerId);
    if (found !== undefined) run.adopt(found);
    else if (statuses.some(({ state }) => state === 'TASK_RUNNING')) run.giveUp();
    else if (statuses.length === 0) run.tellStarting();
    else run.launch();
  }

  #newContainerId(): ContainerID {
    const { containerId, random } = this.#environment;
    return { value: uuidText(random.uuidBytes()), parent: containerId };
  }

  #createRun(
    task: TaskInfo,
    containerId: ContainerID,
    group: Group,
    left?: Omit<RecoveredTask, 'task'>,
  ): TaskRun {
    const options = {
      ...commonRunOptions(this.#environment, this.#prober),
      containerId,
      task,
      config: podTaskConfig(this.#environment, task, containerId),
      tellsContainer: true,
      verdict: this.#verdict,
      send: (report: StatusReport) =>
        this.#sender.send(report, () => this.#onDurable(run, report.state)),
      onRunning: () => this.#link(run),
      // @compat without a reason: the container never was, so nobody has one.
      onLaunchFailed: ({ error }: LaunchFailure) => run.failLaunch(error),
      onEnded: (state: TaskState) => this.#onEnded(run, group, state),
    };
    const run = new TaskRun(options, left);
    this.#runs.set(task.task_id.value, run);
    this.#hadTasks = true;
    return run;
  }

  #onDurable(run: TaskRun, state: TaskState): void {
    if (state === 'TASK_STARTING') {
      // A task of its group may have failed meanwhile, and then this one has ended already.
      if (run.isWaiting) run.launch();
    } else if (run.isEnded) {
      this.#environment.containerizer.remove(run.containerId);
    }
  }

  /** People find the sandbox of a task by the task's id. */
  #link(run: TaskRun): void {
    const { sandboxDirectory } = this.#environment;
    const target = podTaskDirectory(this.#environment, run.containerId);
    this.#environment.symlink(target, `${sandboxDirectory}/tasks/${run.task.task_id.value}`);
  }

  #onEnded(run: TaskRun, group: Group, state: TaskState): void {
    this.#runs.delete(run.task.task_id.value);
    if (endsGroup(state)) killAll(group);
    this.#exitWhenDone();
  }

  #shutdown(): void {
    this.#isShuttingDown = true;
    for (const run of [...this.#runs.values()]) run.end(shutdownGraceMs(this.#environment));
    this.#exitWhenDone();
  }

  #exitWhenDone(): void {
    if (this.#hasExited || this.#runs.size > 0) return;
    const isOver = this.#isShuttingDown || (this.#hadTasks && !this.#sender.hasUnacknowledged);
    if (!isOver) return;
    this.#hasExited = true;
    this.#environment.exited();
  }
}

function endsGroup(state: TaskState): boolean {
  return state === 'TASK_FAILED' || state === 'TASK_KILLED';
}

function killAll(group: Group): void {
  for (const run of group) {
    if (!run.isOnItsWayOut) run.end();
  }
}

/** The last update that says which container is the task's. */
function containerIdOf(statuses: readonly TaskStatus[]): ContainerID | undefined {
  const told = statuses.findLast(({ container_status }) => container_status !== undefined);
  return told?.container_status?.container_id;
}
