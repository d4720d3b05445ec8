/**
 * One task in one container, from launch to its last update. Both built-in executors are made of
 * these; they differ in when a task is launched and in what the end of one task means for others.
 *
 *     waiting ──launch──> launching ──────> running ──────> ended
 *        └──────kill──────────┴──── failure ───┴──── exit ────┘
 *
 * A kill is polite first (SIGTERM to the whole container), then not (everything is destroyed after
 * the grace period). One that is decided here is noted before it begins: an agent that dies on the way
 * leaves a task of which the next one knows why it ended. The end is told once; what comes later is ignored.
 */
import type {
  ContainerConfig,
  Containerizer,
  ContainerSummary,
  ContainerTermination,
  LaunchFailure,
  LaunchResult,
} from '../../containers/containerizer.ts';
import { taskWishes } from '../../containers/wishes/tables.ts';
import { findUnmetWish, unsupported } from '../../containers/wishes/wish.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { nanosecondsToMs } from '../../foundation/units/duration.ts';
import type {
  ContainerID,
  ContainerStatus,
  KillPolicy,
  TaskInfo,
  TaskState,
} from '../../protocol/generated/mesos.ts';
import { waitStatusText } from '../wait-status.ts';
import type {
  BuiltInExecutorEnvironment,
  DecidedEnding,
  RecoveredTask,
} from './built-in-executor.ts';
import type { StatusReport } from './status-sender.ts';
import { TaskChecks, type TaskCheckEvent, type TaskChecksEnvironment } from './task-checks.ts';

/** Unless the task or the kill says otherwise, or the executor. */
const commonKillGraceMs = 3000;
const sigterm = 15;
const completionReason = 'REASON_MAX_COMPLETION_TIME_REACHED';

export interface TaskRunOptions extends TaskChecksEnvironment {
  readonly clock: Clock;
  readonly log: Log;
  readonly containerizer: Containerizer;
  readonly task: TaskInfo;
  readonly containerId: ContainerID;
  readonly config: ContainerConfig;
  /**
   * Whether updates name the container, its pid and networks: of the executor's own the agent knows them, of
   * one that is nested in it only we do.
   */
  readonly tellsContainer: boolean;
  /** Between SIGTERM and SIGKILL when neither the task nor the kill says so. */
  readonly killGraceMs?: number;
  /** The framework wants to hear TASK_KILLING. */
  readonly tellsKilling: boolean;
  /** Shared by the tasks of an executor. */
  readonly verdict: HealthVerdict;
  readonly send: (report: StatusReport) => void;
  readonly noteEnding: BuiltInExecutorEnvironment['noteEnding'];
  /** The container was not launched; somebody may have wanted the task dead. */
  readonly onLaunchFailed: (failure: LaunchFailure) => void;
  /** The container runs; for a recovered task also when it has run before. */
  readonly onRunning: () => void;
  /** The last update was sent; the container is gone. */
  readonly onEnded: (state: TaskState) => void;
}

/**
 * @compat Once a health check has killed a task, every task of the executor that ends says that it
 * was not healthy.
 */
export interface HealthVerdict {
  hasKilled: boolean;
}

type Phase = 'waiting' | 'launching' | 'running' | 'ended';

export class TaskRun {
  readonly #options: TaskRunOptions;
  readonly #checks: TaskChecks;
  #phase: Phase = 'waiting';
  #startedAtMs: number;
  /** First process of the container, while it runs. */
  #pid: number | undefined;
  /** That the container is in; undefined until that is known, and in the agent's. */
  #networks: ContainerStatus['network_infos'];
  #isStartingTold = false;
  #isRunningTold = false;
  /** Set once somebody wants the task dead. */
  #kill: { readonly atMs: number; deadlineMs: number; timer: Timer } | undefined;
  #isKillTold = false;
  /** Somebody wanted it dead before the agent restarted. */
  readonly #earlierKill: KillPolicy | undefined;
  #completionTimer: Timer | undefined;
  #hasReachedCompletionTime: boolean;
  /** It will be killed when that is written down. */
  #isEndDecided = false;

  /** `recovered`: what an earlier agent process left of it. */
  constructor(options: TaskRunOptions, recovered: Omit<RecoveredTask, 'task'> = { statuses: [] }) {
    const { statuses: said, kill, ending } = recovered;
    this.#options = options;
    this.#earlierKill = kill ?? (ending && {});
    this.#hasReachedCompletionTime = ending?.reason === completionReason;
    this.#isStartingTold = said.length > 0;
    this.#isRunningTold = said.some(({ state }) => state === 'TASK_RUNNING');
    this.#isKillTold = said.some(({ state }) => state === 'TASK_KILLING');
    const { clock } = options;
    const firstMs = (said[0]?.timestamp ?? Infinity) * 1000;
    this.#startedAtMs = clock.now() - Math.max(0, clock.timestamp() - firstMs);
    this.#checks = new TaskChecks(options, said, (event) => this.#onCheck(event));
    const wasUnhealthy = this.#isKillTold && this.#checks.lastKnown.healthy === false;
    if (wasUnhealthy || ending?.healthy === false) options.verdict.hasKilled = true;
  }

  get task(): TaskInfo {
    return this.#options.task;
  }

  get #isDocker(): boolean {
    return this.task.container?.type === 'DOCKER';
  }

  /** Before the agent restarted, or by TASK_KILLING since. */
  get #wasKilled(): boolean {
    return this.#isKillTold || this.#earlierKill !== undefined;
  }

  get containerId(): ContainerID {
    return this.#options.containerId;
  }

  get isEnded(): boolean {
    return this.#phase === 'ended';
  }

  get isWaiting(): boolean {
    return this.#phase === 'waiting';
  }

  /** Somebody wants it dead, or it is. */
  get isOnItsWayOut(): boolean {
    return this.#kill !== undefined || this.#isEndDecided || this.#phase === 'ended';
  }

  tellStarting(): void {
    this.#isStartingTold = true;
    this.#send({ state: 'TASK_STARTING' });
  }

  launch(): void {
    if (this.#phase !== 'waiting') return;
    if (this.#earlierKill !== undefined) return this.kill();
    this.#phase = 'launching';
    this.#startedAtMs = this.#options.clock.now();
    const { clock, containerizer, containerId, config } = this.#options;
    const unmet = findUnmetWish(taskWishes, this.task, containerizer.abilities);
    // Like any other failure, it comes later and a kill may come before it.
    if (unmet !== undefined) {
      clock.after(0, () => this.#onLaunched(unsupported(unmet)));
      return;
    }
    containerizer.launch(containerId, config, (launched) => this.#onLaunched(launched));
  }

  /** For executors that say themselves what became of it. */
  failLaunch(message: string): void {
    if (this.#kill !== undefined) this.#end('TASK_KILLED', 'Killed while it was launched');
    else this.#end('TASK_FAILED', message);
  }

  #onLaunched(launched: LaunchResult): void {
    if (this.#phase === 'ended') return;
    if (launched.ok) return this.#learnStatus(() => this.#run(launched.value));
    if (this.#kill === undefined) return this.#options.onLaunchFailed(launched);
    this.#kill.timer.cancel();
    this.#options.onLaunchFailed({ ...launched, cause: 'killed' });
  }

  /** After a restart of the agent: the container is there, running or just ended. */
  adopt(summary: ContainerSummary): void {
    this.#learnStatus(() => {});
    this.#run(summary);
    if (this.#wasKilled && this.#phase === 'running') this.kill(this.#earlierKill);
  }

  /** After a restart of the agent: it ran once, and nothing is left of it. */
  giveUp(): void {
    this.#onTermination(undefined);
  }

  /** The executor wants it dead. */
  end(graceMs = this.#graceMs()): void {
    this.#decide({ state: 'TASK_KILLED' }, graceMs);
  }

  #decide(ending: DecidedEnding, graceMs = this.#graceMs()): void {
    // Of what has not begun the end is told at once.
    if (this.#phase === 'waiting' || this.#phase === 'ended') return this.#killWithin(graceMs);
    this.#isEndDecided = true;
    this.#checks.stop();
    this.#options.noteEnding(this.task.task_id.value, ending, () => this.#killWithin(graceMs));
  }

  #graceMs(policy?: KillPolicy): number {
    const { killGraceMs = commonKillGraceMs } = this.#options;
    return graceMsOf(policy) ?? graceMsOf(this.task.kill_policy) ?? killGraceMs;
  }

  /** Somebody else wants it dead, and has noted that. */
  kill(policy?: KillPolicy): void {
    this.#killWithin(this.#graceMs(policy));
  }

  /** A later kill can only make it faster. */
  #killWithin(graceMs: number): void {
    const { clock } = this.#options;
    if (this.#phase === 'ended') return;
    if (this.#phase === 'waiting') return this.#end('TASK_KILLED', 'Killed before it was launched');
    if (this.#kill === undefined) {
      const atMs = clock.now();
      const timer = clock.after(graceMs, () => this.#destroy());
      this.#kill = { atMs, deadlineMs: atMs + graceMs, timer };
      return this.#beginKill();
    }
    const deadlineMs = this.#kill.atMs + graceMs;
    if (deadlineMs >= this.#kill.deadlineMs) return;
    this.#kill.timer.cancel();
    this.#kill.deadlineMs = deadlineMs;
    this.#kill.timer = clock.after(Math.max(0, deadlineMs - clock.now()), () => this.#destroy());
  }

  #beginKill(): void {
    const { containerizer, containerId, tellsKilling } = this.#options;
    this.#checks.stop();
    if (!this.#hasReachedCompletionTime) this.#completionTimer?.cancel();
    if (this.#phase === 'launching') {
      containerizer.destroy(containerId);
      return;
    }
    if (tellsKilling && !this.#hasReachedCompletionTime && !this.#isKillTold) {
      this.#isKillTold = true;
      this.#send({ state: 'TASK_KILLING' });
    }
    containerizer.kill(containerId, sigterm);
  }

  #destroy(): void {
    this.#options.log.info(`Sending SIGKILL to task '${this.task.task_id.value}'`);
    this.#options.containerizer.destroy(this.containerId);
  }

  /** Addresses do not change while a container lives. */
  #learnStatus(then: () => void): void {
    if (!this.#options.tellsContainer) return then();
    this.#options.containerizer.status(this.containerId, (result) => {
      if (result.ok) this.#networks = result.value.network_infos;
      if (this.#phase !== 'ended') then();
    });
  }

  #run({ pid, data }: Pick<ContainerSummary, 'pid' | 'data'>): void {
    this.#phase = 'running';
    this.#pid = pid;
    if (!this.#isStartingTold) this.tellStarting();
    if (!this.#isRunningTold) {
      this.#isRunningTold = true;
      this.#send({ state: 'TASK_RUNNING', ...(data !== undefined && { data }) });
    }
    this.#options.onRunning();
    this.#options.containerizer.wait(this.containerId, (termination) =>
      this.#onTermination(termination),
    );
    if (this.#kill !== undefined) {
      // It came up although its launch was being given up.
      this.#destroy();
      return;
    }
    this.#startCompletionTimer();
    if (!this.#isKillTold && !this.#isEndDecided) this.#checks.start(this.#startedAtMs, pid);
  }

  #startCompletionTimer(): void {
    const limit = this.task.max_completion_time;
    if (limit === undefined) return;
    const { clock } = this.#options;
    const leftMs = this.#startedAtMs + nanosecondsToMs(limit.nanoseconds) - clock.now();
    this.#completionTimer = clock.after(Math.max(0, leftMs), () => {
      if (this.isOnItsWayOut) return;
      this.#hasReachedCompletionTime = true;
      this.#decide({ state: 'TASK_FAILED', reason: completionReason });
    });
  }

  #onCheck(event: TaskCheckEvent): void {
    if (this.#phase !== 'running' || this.isOnItsWayOut) return;
    this.#send({ state: 'TASK_RUNNING', reason: event.reason, ...this.#checks.lastKnown });
    if (!event.shouldKill) return;
    this.#options.verdict.hasKilled = true;
    this.#decide({ state: 'TASK_KILLED', healthy: false });
  }

  #onTermination(termination: ContainerTermination | undefined): void {
    if (this.#phase === 'ended') return;
    const { state, reason } = this.#explainEnd(termination);
    const limited = termination?.limitedResources;
    const what = this.#isDocker ? 'Container' : 'Command';
    this.#end(state, termination?.message ?? `${what} ${waitStatusText(termination?.status)}`, {
      ...(reason === undefined ? {} : { reason }),
      ...(limited === undefined ? {} : { limitation: { resources: [...limited] } }),
      ...(this.#isEndedByAgent(termination) && { source: 'SOURCE_AGENT' }),
    });
  }

  /** @compat A limit ends the executor of a command task with its task: in Mesos the agent is left to tell. */
  #isEndedByAgent(termination: ContainerTermination | undefined): boolean {
    return termination?.reason !== undefined && !this.#options.tellsContainer && !this.#isDocker;
  }

  /** What the containerizer says goes before what can be read off the exit status. */
  #explainEnd(
    termination: ContainerTermination | undefined,
  ): Pick<StatusReport, 'reason' | 'state'> {
    const reason = termination?.reason;
    if (termination?.state !== undefined) {
      return { state: termination.state, ...(reason === undefined ? {} : { reason }) };
    }
    if (this.#hasReachedCompletionTime) {
      return { state: 'TASK_FAILED', reason: completionReason };
    }
    if (reason !== undefined) return { state: 'TASK_FAILED', reason };
    // @compat what was to be killed was killed, however it went.
    if (this.#kill !== undefined || this.#wasKilled) return { state: 'TASK_KILLED' };
    if (termination?.status === 0) return { state: 'TASK_FINISHED' };
    return { state: 'TASK_FAILED' };
  }

  #end(state: TaskState, message: string, extra: Partial<StatusReport> = {}): void {
    this.#phase = 'ended';
    this.#pid = undefined;
    this.#checks.stop();
    this.#kill?.timer.cancel();
    this.#completionTimer?.cancel();
    const health = this.#options.verdict.hasKilled ? { healthy: false } : {};
    this.#send({ state, message, ...extra, ...health });
    this.#options.onEnded(state);
  }

  #send(report: Omit<StatusReport, 'task_id'>): void {
    this.#options.send({
      ...this.#checks.unknown,
      ...report,
      task_id: this.task.task_id,
      ...(this.#options.tellsContainer && { container_status: this.#containerStatus() }),
    });
  }

  #containerStatus(): ContainerStatus {
    const status: ContainerStatus = { container_id: this.containerId };
    if (this.#networks !== undefined) status.network_infos = this.#networks;
    if (this.#pid !== undefined) status.executor_pid = this.#pid;
    return status;
  }
}

function graceMsOf(policy: KillPolicy | undefined): number | undefined {
  const grace = policy?.grace_period;
  return grace === undefined ? undefined : Math.max(0, nanosecondsToMs(grace.nanoseconds));
}
