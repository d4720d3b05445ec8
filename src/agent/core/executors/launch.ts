/**
 * How an executor begins. Everything about the run is written down first; then
 *
 *   command   the executor is made in the agent; it launches the task's own process as the container
 *   pod       the root container, which has no process, is launched; then the executor is made
 *   custom    the framework's process is launched as the container; it has to subscribe in time
 */
import type {
  ContainerConfig,
  LaunchedContainer,
  LaunchFailure,
} from '../../../containers/containerizer.ts';
import { firstNamed } from '../../../containers/user-name.ts';
import { executorWishes } from '../../../containers/wishes/tables.ts';
import { findUnmetWish, unsupported } from '../../../containers/wishes/wish.ts';
import type { RecoveredGroup } from '../../../executor/builtin/built-in-executor.ts';
import type { Result } from '../../../foundation/result.ts';
import { uuidText } from '../../../foundation/random.ts';
import { formatDuration } from '../../../foundation/units/duration.ts';
import type { ExecutorInfo } from '../../../protocol/generated/mesos.ts';
import type { ContainerId } from '../../../protocol/ids.ts';
import { BuiltInLink, ObservedContainerizer } from './built-in-link.ts';
import { agentIdOf, runKey } from '../checkpoints/keys.ts';
import { limitsOfExecutor } from './executor-limits.ts';
import { executorText, resourcesOfExecutor } from './executors.ts';
import type { Core } from '../environment.ts';
import { takeCall } from '../calls/executor-calls.ts';
import { builtInExecutorExited, destroyExecutor, executorTerminated } from './end.ts';
import { executorEnvironment } from './environment-variables.ts';
import { shutdownGraceMs } from './command-executor.ts';
import { subscribeExecutor } from './subscription.ts';
import { refuseLaunch } from '../tasks/refusal.ts';
import { keepDirectories } from '../frameworks/retirement.ts';
import type {
  ExecutorRecord,
  ExecutorKind,
  FrameworkRecord,
  PendingTermination,
} from '../state.ts';
import { droppedState } from '../tasks/task-state.ts';

export interface NewExecutor {
  readonly info: ExecutorInfo;
  readonly kind: ExecutorKind;
  /** Set when the run was read from disk. */
  readonly containerId?: ContainerId;
}

/** Makes the executor known; nothing is launched yet. */
export function addExecutor(
  core: Core,
  framework: FrameworkRecord,
  parts: NewExecutor,
): ExecutorRecord {
  const executor = makeExecutor(core, framework, parts);
  framework.executors.set(executor.id, executor);
  keepDirectories(core, executor);
  return executor;
}

export function makeExecutor(
  core: Core,
  framework: FrameworkRecord,
  { info, kind, containerId }: NewExecutor,
): ExecutorRecord {
  const { random } = core;
  const id = info.executor_id.value;
  const container = containerId ?? uuidText(random.uuidBytes());
  const agentId = agentIdOf(core);
  const key = { agentId, frameworkId: framework.id, executorId: id, containerId: container };
  return {
    id,
    frameworkId: framework.id,
    kind,
    isGeneratedForCommandTask: kind === 'command',
    info,
    containerId: { value: container },
    directory: core.checkpoints.layout.sandbox(key),
    user: userOf(core, framework, info),
    isCheckpointed: framework.info.checkpoint ?? false,
    state: 'registering',
    containerStatus: undefined,
    link: undefined,
    queued: new Map(),
    queuedGroups: [],
    launched: new Map(),
    unheardKills: new Map(),
    terminated: new Map(),
    completed: [],
    pendingTermination: undefined,
    hasExited: false,
    timer: undefined,
    hasLaunched: false,
  };
}

function userOf(core: Core, framework: FrameworkRecord, info: ExecutorInfo): string | undefined {
  if (!core.options.switchesUser) return undefined;
  // Frameworks that name nobody get whoever runs the agent.
  return firstNamed(info.command?.user, framework.info.user);
}

export function launchExecutor(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  core.log.info(
    `Launching ${executorText(executor)} with resources ${resourcesOfExecutor(executor)} in '${executor.directory}'`,
  );
  core.checkpoints.executor(runKey(core, executor), executor);
  // Not only for what is checkpointed: the link makes the directories above the sandbox.
  flushLaunch(core, (written) => {
    if (written.ok) begin(core, framework, executor);
    else refuseLaunch(core, { framework, executor, why: written.error });
  });
}

/**
 * Everything is lasting that a launch depends on, volumes that it may use included. The flush is asked
 * for in the turn of the writes: a later one would not know that they have failed.
 */
export function flushLaunch(core: Core, done: (written: Result<void>) => void): void {
  core.checkpoints.flush((written) => {
    if (written.ok) core.commits.whenSettled(() => done(written));
    else done(written);
  });
}

function begin(core: Core, framework: FrameworkRecord, executor: ExecutorRecord): void {
  // Told to shut down while it was being written down.
  if (executor.state !== 'registering') {
    return executorTerminated(core, framework, executor, {});
  }
  switch (executor.kind) {
    case 'command':
      return attachBuiltInExecutor(core, framework, executor);
    case 'pod':
      return launchRoot(core, framework, executor);
    case 'custom':
      return launchProcess(core, framework, executor);
  }
}

function configOf(core: Core, executor: ExecutorRecord): ContainerConfig {
  const { options } = core;
  // The built-in executors need no process.
  const command = executor.kind === 'custom' ? executor.info.command : undefined;
  const limits = limitsOfExecutor(executor, options);
  const container = executor.info.container ?? options.defaultContainer;
  const agentSocket = command && options.executorSocket?.inContainers;
  return {
    ...(command === undefined ? {} : { command }),
    ...(agentSocket === undefined ? {} : { agentSocket }),
    environment: executorEnvironment(executor, agentIdOf(core), options),
    directory: executor.directory,
    resources: resourcesOfExecutor(executor).toMessages(),
    ...(limits === undefined ? {} : { limits }),
    ...(executor.user === undefined ? {} : { user: executor.user }),
    ...(container === undefined ? {} : { container }),
  };
}

/** The container that the tasks of a pod are nested in. `recovered`: it was to be launched before. */
export function launchRoot(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  recovered?: readonly RecoveredGroup[],
): void {
  launchContainer(core, framework, executor, () => {
    if (executor.state !== 'registering') return;
    attachBuiltInExecutor(core, framework, executor, recovered);
  });
}

/** The framework's own program. */
export function launchProcess(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  const { clock, options } = core;
  const timeoutMs = options.executorRegistrationTimeoutMs;
  executor.timer = clock.after(timeoutMs, () => {
    if (executor.state !== 'registering') return;
    const message = `Executor did not register within ${formatDuration(timeoutMs)}`;
    destroyExecutor(core, framework, executor, {
      state: 'TASK_FAILED',
      reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT',
      message,
    });
  });
  launchContainer(core, framework, executor, () => undefined);
}

function launchContainer(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  then: () => void,
): void {
  const { containerizer } = core;
  const unmet = findUnmetWish(executorWishes, executor.info, containerizer.abilities);
  if (unmet !== undefined) return launchFailed(core, framework, executor, unsupported(unmet));
  containerizer.launch(executor.containerId, configOf(core, executor), (result) => {
    if (!result.ok) return launchFailed(core, framework, executor, result);
    watchContainer(core, framework, executor);
    noteLaunched(core, executor, result.value, then);
  });
}

function launchFailed(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  failure: LaunchFailure,
): void {
  core.count('slave/container_launch_errors');
  core.log.error(`Failed to launch ${executorText(executor)}: ${failure.error}`);
  const { pendingTermination } = executor;
  executorTerminated(core, framework, executor, {
    ...endOf(framework, failure),
    ...(pendingTermination && {
      ...pendingTermination,
      message: endOf(framework, failure).message,
    }),
  });
}

/** @compat what real agents say of tasks whose container could not be launched. */
function endOf(framework: FrameworkRecord, { cause, error }: LaunchFailure): PendingTermination {
  const message = `Failed to launch container: ${error}`;
  switch (cause) {
    // The executor was never there, so its tasks were not either.
    case 'sandbox':
      return {
        state: droppedState(framework.info),
        reason: 'REASON_EXECUTOR_TERMINATED',
        message: error,
      };
    case 'killed':
      return {
        state: 'TASK_KILLED',
        reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
        message: 'Killed before delivery to the executor',
      };
    case 'unsupported':
      return { state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED', message };
    case undefined:
    default:
      return { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message };
  }
}

/** However its container ends, the executor ends with it. */
export function watchContainer(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
): void {
  core.containerizer.wait(executor.containerId, (termination) => {
    executorTerminated(core, framework, executor, termination);
  });
}

function noteLaunched(
  core: Core,
  executor: ExecutorRecord,
  launched: LaunchedContainer,
  then: () => void,
): void {
  if (executor.isCheckpointed && launched.pid !== undefined) {
    core.checkpoints.forkedPid(runKey(core, executor), launched.pid);
  }
  learnStatus(core, executor, then);
}

/** Pid and addresses do not change while a container lives. */
export function learnStatus(core: Core, executor: ExecutorRecord, then: () => void): void {
  core.containerizer.status(executor.containerId, (result) => {
    if (result.ok) executor.containerStatus = result.value;
    then();
  });
}

function findIp({ containerStatus }: ExecutorRecord): string | undefined {
  const all = containerStatus?.network_infos?.flatMap(({ ip_addresses = [] }) => ip_addresses);
  return all?.find(({ ip_address }) => ip_address !== undefined)?.ip_address;
}

export function attachBuiltInExecutor(
  core: Core,
  framework: FrameworkRecord,
  executor: ExecutorRecord,
  recovered?: readonly RecoveredGroup[],
): void {
  const { state } = core;
  const { clock, random, log, options } = core;
  const containerizer = new ObservedContainerizer(
    core.containerizer,
    executor.containerId,
    (launched, then) => noteLaunched(core, executor, launched, then),
  );
  const create =
    executor.kind === 'pod' ? core.executorFactories.pod : core.executorFactories.command;
  const link = new BuiltInLink(clock);
  const builtIn = create({
    clock,
    random,
    log,
    containerizer,
    containerId: executor.containerId,
    executorInfo: executor.info,
    frameworkInfo: framework.info,
    agentInfo: state.info,
    sandboxDirectory: executor.directory,
    environment: executorEnvironment(executor, agentIdOf(core), options),
    switchesUser: options.switchesUser,
    defaultContainer: options.defaultContainer,
    get containerIp() {
      return findIp(executor) ?? options.ip;
    },
    shutdownGracePeriodMs: shutdownGraceMs(executor.info, options.executorShutdownGracePeriodMs),
    ...(executor.user === undefined ? {} : { user: executor.user }),
    ...(recovered === undefined ? {} : { recovered }),
    noteEnding: (taskId, ending, done) => {
      if (!executor.isCheckpointed) return done();
      const status = { task_id: { value: taskId }, ...ending };
      core.checkpoints.ending(runKey(core, executor), status, () => {
        if (!link.isClosed) done();
      });
    },
    symlink: (target, path) => core.linkInSandbox?.(path, target),
    call: (call) => {
      if (!link.isClosed) takeCall(core, { framework, executor }, call);
    },
    launchFailed: (failure) => {
      if (!link.isClosed) launchFailed(core, framework, executor, failure);
    },
    exited: () => {
      if (!link.isClosed) builtInExecutorExited(core, framework, executor);
    },
  });
  link.attach(builtIn);
  subscribeExecutor(core, framework, executor, { link, subscribe: undefined });
}
