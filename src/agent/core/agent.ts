/**
 * The agent's core: a deterministic state machine. Inputs come one at a time: messages from the
 * network (`receive`), calls of executors (`call`), wishes of the operator (`shutdown`), timers and
 * callbacks of the ports it was given (environment.ts). It answers through the same ports. The rules
 * are in the folders beside.
 *
 *   registration/  whose agent this is, and how it leaves
 *   frameworks/    who has something here
 *   executors/     how they begin, subscribe and end
 *   calls/         what executors say
 *   tasks/         what is run, killed, refused
 *   updates/       how statuses get to their frameworks for sure
 *   operations/    what masters make of the agent's resources
 *   draining/      how it becomes empty when the master wants that
 *   oversubscription/  what it lends beyond what it has, and calls back
 *   checkpoints/   what is written down, and where
 *   recovery/      how the next process takes over
 *   garbage/       what is deleted, and when
 */
import type { Result } from '../../foundation/result.ts';
import type { Call } from '../../protocol/generated/executor.ts';
import type { Pid } from '../../protocol/ids.ts';
import { allowAll } from '../../security/authorization.ts';
import { findUnavailability, takeExecutorCall } from './calls/door.ts';
import type { CallFault, ExecutorRequest, TakenExecutorCall } from './calls/door.ts';
import { Checkpoints } from './checkpoints/checkpoints.ts';
import { Layout } from './checkpoints/paths.ts';
import type { AgentEnvironment, Core } from './environment.ts';
import { GarbageCollector } from './garbage/garbage-collection.ts';
import { receive } from './messages.ts';
import { operationUpdates } from './operations/operation-streams.ts';
import { forwardOperationUpdate } from './operations/operations.ts';
import { ResourceCommits } from './operations/resource-commits.ts';
import { Oversubscription } from './oversubscription/oversubscription.ts';
import { recover } from './recovery/recovery.ts';
import { Registration } from './registration/registration.ts';
import { beginShutdown, beginStandDown, finishShutdown } from './registration/shutdown.ts';
import { type ExecutorLink, makeState } from './state.ts';
import { forwardUpdate } from './updates/status-updates.ts';
import { taskUpdates } from './updates/task-streams.ts';
import { UpdateStreams } from './updates/update-streams.ts';

export class Agent {
  readonly core: Core;
  readonly #registration: Registration;
  readonly #oversubscription: Oversubscription;
  #isStopped = false;

  constructor(environment: AgentEnvironment) {
    const exit = (status: number, why: string): void => {
      if (this.#isStopped) return;
      this.stop();
      environment.exit(status, why);
    };
    const parts = makeParts(environment, {
      core: () => this.core,
      onGiveUp: (why) => exit(1, why),
    });
    this.#registration = new Registration(() => this.core);
    this.#oversubscription = new Oversubscription(() => this.core);
    this.core = {
      ...environment,
      // Named, because spreading leaves methods of a class behind.
      count: (metric) => environment.count(metric),
      authorizer: environment.authorizer ?? allowAll,
      exit,
      state: makeState(environment),
      registration: this.#registration,
      onEmptied: () => finishShutdown(this.core),
      ...parts,
    };
  }

  start(): void {
    const { core } = this;
    core.garbage.start();
    recover(core, () => {
      if (core.state.phase !== 'recovering') return;
      core.state.phase = 'disconnected';
      this.#oversubscription.start();
      this.#registration.start();
    });
  }

  /** The process is going away; what runs goes on. Nothing is sent or written any more. */
  stop(): void {
    this.#isStopped = true;
    this.#registration.close();
    this.#oversubscription.close();
    this.core.taskStreams.close();
    this.core.operationStreams.close();
    this.core.commits.close();
    this.core.garbage.close();
    this.core.checkpoints.close();
  }

  /** Leaves the cluster, ending everything that runs here. */
  shutdown(why: string): void {
    if (!this.#isStopped) beginShutdown(this.core, { why, isMastersWish: false });
  }

  /** Ends everything that runs here and exits; the next start is the same agent. */
  standDown(why: string): void {
    if (!this.#isStopped) beginStandDown(this.core, why);
  }

  /** A libprocess message from `pid`, as it came. */
  receive(pid: Pid, name: string, bytes: Uint8Array): void {
    if (!this.#isStopped) receive(this.core, pid, name, bytes);
  }

  /** Why no executor is served now; undefined: they are. */
  findUnavailability(): CallFault | undefined {
    return findUnavailability(this.core.state);
  }

  /** A call of a custom executor, read but not yet looked at. */
  call(request: ExecutorRequest): Result<TakenExecutorCall, CallFault> {
    return takeExecutorCall(this.core, request);
  }

  /** The stream has ended. Whether the executor lives is for its container to say. */
  executorDisconnected(call: Call, link: ExecutorLink): void {
    const framework = this.core.state.frameworks.get(call.framework_id.value);
    const executor = framework?.executors.get(call.executor_id.value);
    if (executor?.link === link) executor.link = undefined;
  }
}

interface Later {
  readonly core: () => Core;
  readonly onGiveUp: (why: string) => void;
}

function makeParts(
  environment: AgentEnvironment,
  { core, onGiveUp }: Later,
): Pick<Core, 'checkpoints' | 'commits' | 'garbage' | 'operationStreams' | 'taskStreams'> {
  const { clock, log, options, readDiskUsage, readModifiedAt } = environment;
  const layout = new Layout(options.workDir);
  const checkpoints = new Checkpoints(environment.checkpointStore, layout, {
    clock,
    log,
    onGiveUp,
  });
  const garbage = new GarbageCollector({
    clock,
    log,
    checkpoints,
    readDiskUsage,
    readModifiedAt,
    delayMs: options.gcDelayMs,
    diskHeadroom: options.gcDiskHeadroom,
    diskWatchIntervalMs: options.diskWatchIntervalMs,
  });
  const taskStreams = new UpdateStreams(taskUpdates, {
    clock,
    log,
    checkpoints,
    forward: (update) => forwardUpdate(core(), update),
  });
  const operationStreams = new UpdateStreams(operationUpdates, {
    clock,
    log,
    checkpoints,
    forward: (update) => forwardOperationUpdate(core(), update),
  });
  const { workDir } = options;
  const { onVolumeDestroyed } = environment;
  const commits = new ResourceCommits({ clock, log, checkpoints, workDir, onVolumeDestroyed });
  return { checkpoints, commits, garbage, operationStreams, taskStreams };
}
