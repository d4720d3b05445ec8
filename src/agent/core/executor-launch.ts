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
} from '../../containers/containerizer.ts';
import { firstNamed } from '../../containers/user-name.ts';
import { executorWishes } from '../../containers/wishes/tables.ts';
import { findUnmetWish, unsupported } from '../../containers/wishes/wish.ts';
import type { RecoveredGroup } from '../../executor/builtin/built-in-executor.ts';
import { uuidText } from '../../foundation/random.ts';
import { formatDuration } from '../../foundation/units/duration.ts';
import type { ExecutorInfo } from '../../protocol/generated/mesos.ts';
import type { ContainerId } from '../../protocol/ids.ts';
import { BuiltInLink, ObservedContainerizer } from './built-in-link.ts';
import { agentIdOf, executorText, resourcesOfExecutor, runKey } from './context.ts';
import type { AgentContext } from './context.ts';
import { handleCall } from './executor-calls.ts';
import { builtInExecutorExited, destroyExecutor, executorTerminated } from './executor-end.ts';
import { executorEnvironment } from './executor-environment.ts';
import { shutdownGraceMs } from './executor-info.ts';
import { subscribeExecutor } from './executor-subscription.ts';
import { refuseLaunch } from './refusal.ts';
import { keepDirectories } from './retirement.ts';
import type { Executor, ExecutorKind, Framework, PendingTermination } from './state.ts';
import { droppedState } from './task-state.ts';

export interface NewExecutor {
  readonly info: ExecutorInfo;
  readonly kind: ExecutorKind;
  /** Set when the run was read from disk. */
  readonly containerId?: ContainerId;
}

/** Makes the executor known; nothing is launched yet. */
export function addExecutor(
  context: AgentContext,
  framework: Framework,
  { info, kind, containerId }: NewExecutor,
): Executor {
  const { random } = context.environment;
  const id = info.executor_id.value;
  const container = containerId ?? uuidText(random.uuidBytes());
  const agentId = agentIdOf(context);
  const key = { agentId, frameworkId: framework.id, executorId: id, containerId: container };
  const executor: Executor = {
    id,
    frameworkId: framework.id,
    kind,
    isGeneratedForCommandTask: kind === 'command',
    info,
    containerId: { value: container },
    directory: context.checkpoints.layout.sandbox(key),
    user: userOf(context, framework, info),
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
  framework.executors.set(id, executor);
  keepDirectories(context, executor);
  return executor;
}

function userOf(
  context: AgentContext,
  framework: Framework,
  info: ExecutorInfo,
): string | undefined {
  if (!context.environment.options.switchesUser) return undefined;
  // Frameworks that name nobody get whoever runs the agent.
  return firstNamed(info.command?.user, framework.info.user);
}

export function launchExecutor(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
): void {
  context.environment.log.info(
    `Launching ${executorText(executor)} with resources ${resourcesOfExecutor(executor)} in '${executor.directory}'`,
  );
  context.checkpoints.executor(runKey(context, executor), executor);
  // Not only for what is checkpointed: the link makes the directories above the sandbox.
  context.checkpoints.flush((written) => {
    if (written.ok) begin(context, framework, executor);
    else refuseLaunch(context, { framework, executor, why: written.error });
  });
}

function begin(context: AgentContext, framework: Framework, executor: Executor): void {
  // Told to shut down while it was being written down.
  if (executor.state !== 'registering') {
    return executorTerminated(context, framework, executor, {});
  }
  switch (executor.kind) {
    case 'command':
      return attachBuiltInExecutor(context, framework, executor);
    case 'pod':
      return launchRoot(context, framework, executor);
    case 'custom':
      return launchProcess(context, framework, executor);
  }
}

function configOf(context: AgentContext, executor: Executor): ContainerConfig {
  const { options } = context.environment;
  // The built-in executors need no process.
  const command = executor.kind === 'custom' ? executor.info.command : undefined;
  return {
    ...(command === undefined ? {} : { command }),
    environment: executorEnvironment(executor, agentIdOf(context), options),
    directory: executor.directory,
    resources: resourcesOfExecutor(executor).toMessages(),
    ...(executor.user === undefined ? {} : { user: executor.user }),
    ...(executor.info.container === undefined ? {} : { container: executor.info.container }),
  };
}

/** The container that the tasks of a pod are nested in. `recovered`: it was to be launched before. */
export function launchRoot(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  recovered?: readonly RecoveredGroup[],
): void {
  launchContainer(context, framework, executor, () => {
    if (executor.state !== 'registering') return;
    attachBuiltInExecutor(context, framework, executor, recovered);
  });
}

function launchProcess(context: AgentContext, framework: Framework, executor: Executor): void {
  const { clock, options } = context.environment;
  const timeoutMs = options.executorRegistrationTimeoutMs;
  executor.timer = clock.after(timeoutMs, () => {
    if (executor.state !== 'registering') return;
    const message = `Executor did not register within ${formatDuration(timeoutMs)}`;
    destroyExecutor(context, framework, executor, {
      state: 'TASK_FAILED',
      reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT',
      message,
    });
  });
  launchContainer(context, framework, executor, () => undefined);
}

function launchContainer(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  then: () => void,
): void {
  const { containerizer } = context.environment;
  const unmet = findUnmetWish(executorWishes, executor.info, containerizer.abilities);
  if (unmet !== undefined) return launchFailed(context, framework, executor, unsupported(unmet));
  containerizer.launch(executor.containerId, configOf(context, executor), (result) => {
    if (!result.ok) return launchFailed(context, framework, executor, result);
    watchContainer(context, framework, executor);
    noteLaunched(context, executor, result.value, then);
  });
}

function launchFailed(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  failure: LaunchFailure,
): void {
  context.counters.containerLaunchErrors++;
  context.environment.log.error(`Failed to launch ${executorText(executor)}: ${failure.error}`);
  const { pendingTermination } = executor;
  executorTerminated(context, framework, executor, {
    ...endOf(framework, failure),
    ...(pendingTermination && {
      ...pendingTermination,
      message: endOf(framework, failure).message,
    }),
  });
}

/** @compat what real agents say of tasks whose container could not be launched. */
function endOf(framework: Framework, { cause, error }: LaunchFailure): PendingTermination {
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
  context: AgentContext,
  framework: Framework,
  executor: Executor,
): void {
  context.environment.containerizer.wait(executor.containerId, (termination) => {
    executorTerminated(context, framework, executor, termination);
  });
}

function noteLaunched(
  context: AgentContext,
  executor: Executor,
  launched: LaunchedContainer,
  then: () => void,
): void {
  if (executor.isCheckpointed && launched.pid !== undefined) {
    context.checkpoints.forkedPid(runKey(context, executor), launched.pid);
  }
  learnStatus(context, executor, then);
}

/** Pid and addresses do not change while a container lives. */
export function learnStatus(context: AgentContext, executor: Executor, then: () => void): void {
  context.environment.containerizer.status(executor.containerId, (result) => {
    if (result.ok) executor.containerStatus = result.value;
    then();
  });
}

export function attachBuiltInExecutor(
  context: AgentContext,
  framework: Framework,
  executor: Executor,
  recovered?: readonly RecoveredGroup[],
): void {
  const { environment, agent } = context;
  const { clock, random, log, options } = environment;
  const containerizer = new ObservedContainerizer(
    environment.containerizer,
    executor.containerId,
    (launched, then) => noteLaunched(context, executor, launched, then),
  );
  const create =
    executor.kind === 'pod' ? environment.executors.pod : environment.executors.command;
  const link = new BuiltInLink(clock);
  const builtIn = create({
    clock,
    random,
    log,
    containerizer,
    containerId: executor.containerId,
    executorInfo: executor.info,
    frameworkInfo: framework.info,
    agentInfo: agent.info,
    sandboxDirectory: executor.directory,
    environment: executorEnvironment(executor, agentIdOf(context), options),
    switchesUser: options.switchesUser,
    agentIp: options.ip,
    shutdownGracePeriodMs: shutdownGraceMs(executor.info, options.executorShutdownGracePeriodMs),
    ...(executor.user === undefined ? {} : { user: executor.user }),
    ...(recovered === undefined ? {} : { recovered }),
    symlink: (target, path) => environment.linkInSandbox?.(path, target),
    call: (call) => {
      if (!link.isClosed) handleCall(context, { framework, executor }, call);
    },
    launchFailed: (failure) => {
      if (!link.isClosed) launchFailed(context, framework, executor, failure);
    },
    exited: () => {
      if (!link.isClosed) builtInExecutorExited(context, framework, executor);
    },
  });
  link.attach(builtIn);
  subscribeExecutor(context, framework, executor, { link, subscribe: undefined });
}
