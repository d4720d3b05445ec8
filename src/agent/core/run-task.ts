/**
 * The master asks to run a task or a group of tasks. The tasks are queued with their executor,
 * which is launched when there is none yet; they reach it when it subscribes
 * (executor-subscription.ts). A request that no longer fits is answered by dropping its tasks, so
 * that the framework hears of them in any case.
 */
import type { ExecutorInfo, FrameworkInfo, TaskInfo } from '../../protocol/generated/mesos.ts';
import type {
  ResourceVersionUUID,
  RunTaskGroupMessage,
  RunTaskMessage,
} from '../../protocol/generated/internal.ts';
import { uuidText } from '../../foundation/random.ts';
import type { FrameworkId, Pid } from '../../protocol/ids.ts';
import { findExecutorOfTask, runKey } from './context.ts';
import type { AgentContext } from './context.ts';
import { tellExecutorExited } from './executor-end.ts';
import { commandExecutorInfo } from './executor-info.ts';
import { addExecutor, launchExecutor } from './executor-launch.ts';
import { deliverQueued } from './executor-subscription.ts';
import { refuseTasks } from './refusal.ts';
import { getOrAddFramework } from './frameworks.ts';
import { isSafeName } from './paths.ts';
import { removeFrameworkIfIdle } from './retirement.ts';
import { findRequestError } from './run-validation.ts';
import type { Executor, ExecutorKind, Framework } from './state.ts';
import { handleStatusUpdate, ownUpdate, ownedTask } from './status-updates.ts';
import { droppedState } from './task-state.ts';
import { findLimitRefusal, findVolumeRefusal, type Refusal } from './task-wishes.ts';

interface RunRequest {
  readonly framework: FrameworkInfo;
  readonly pid: Pid | undefined;
  readonly kind: ExecutorKind;
  readonly executor: ExecutorInfo;
  readonly tasks: readonly TaskInfo[];
  readonly shape: 'single' | 'group';
  /** Does the master think that there is no such executor yet? Absent: it does not say. */
  readonly launchesExecutor: boolean | undefined;
  readonly resourceVersions: readonly ResourceVersionUUID[];
}

export function handleRunTask(context: AgentContext, message: RunTaskMessage): void {
  const { task, launch_executor: launchesExecutor } = message;
  const framework = withId(message.framework, message.framework_id?.value);
  const common = {
    framework,
    pid: message.pid,
    tasks: [task],
    shape: 'single' as const,
    launchesExecutor,
    resourceVersions: message.resource_version_uuids ?? [],
  };
  if (task.executor === undefined) {
    const { launcherDir } = context.environment.options;
    const executor = commandExecutorInfo(task, framework, launcherDir);
    return run(context, { ...common, kind: 'command', executor });
  }
  const executor = withFramework(task.executor, framework);
  run(context, { ...common, kind: kindOf(executor), executor });
}

export function handleRunTaskGroup(context: AgentContext, message: RunTaskGroupMessage): void {
  const executor = withFramework(message.executor, message.framework);
  run(context, {
    framework: message.framework,
    pid: undefined,
    kind: kindOf(executor),
    executor,
    tasks: message.task_group.tasks ?? [],
    shape: 'group',
    launchesExecutor: message.launch_executor,
    resourceVersions: message.resource_version_uuids ?? [],
  });
}

function withId(framework: FrameworkInfo, id: FrameworkId | undefined): FrameworkInfo {
  if (framework.id !== undefined || id === undefined) return framework;
  return { ...framework, id: { value: id } };
}

function withFramework(executor: ExecutorInfo, framework: FrameworkInfo): ExecutorInfo {
  return framework.id === undefined ? executor : { ...executor, framework_id: framework.id };
}

function kindOf(executor: ExecutorInfo): ExecutorKind {
  return executor.type === 'DEFAULT' ? 'pod' : 'custom';
}

function run(context: AgentContext, request: RunRequest): void {
  const { agent, environment } = context;
  const frameworkId = request.framework.id?.value ?? '';
  const names = request.tasks.map((task) => task.task_id.value).join(', ');
  const subject = `task(s) ${names} of framework ${frameworkId}`;
  if (agent.state === 'recovering' || agent.state === 'terminating' || !isSafeName(frameworkId)) {
    return environment.log.warning(`Ignoring ${subject}: the agent is ${agent.state}`);
  }
  if (agent.frameworks.get(frameworkId)?.state === 'terminating') {
    return environment.log.warning(`Ignoring ${subject}: the framework is being shut down`);
  }
  const ownId = agent.info.id?.value;
  if (request.tasks.some((task) => task.agent_id.value !== ownId)) {
    return environment.log.warning(`Ignoring ${subject}: meant for another agent than ${ownId}`);
  }
  environment.log.info(`Got assigned ${subject}`);
  const framework = getOrAddFramework(context, request.framework, request.pid);
  if (isDouble(framework, request)) {
    return environment.log.warning(`Ignoring ${subject}: known already, the request is a double`);
  }
  const refusal = findRefusal(context, framework, request);
  if (refusal !== undefined) {
    drop(context, framework, request, refusal);
    return removeFrameworkIfIdle(context, framework);
  }
  enqueue(context, framework, request);
}

function isDouble(framework: Framework, request: RunRequest): boolean {
  return request.tasks.some(
    (task) => findExecutorOfTask(framework, task.task_id.value) !== undefined,
  );
}

function findRefusal(
  context: AgentContext,
  framework: Framework,
  request: RunRequest,
): Refusal | undefined {
  const executor = framework.executors.get(request.executor.executor_id.value);
  const error = findRequestError(request, executor);
  if (error !== undefined) {
    return { state: 'TASK_ERROR', reason: 'REASON_TASK_INVALID', message: error };
  }
  const state = droppedState(framework.info);
  const limit = findLimitRefusal(context, request.tasks);
  if (limit !== undefined) return { state, reason: 'REASON_GC_ERROR', message: limit };
  if (!areVersionsCurrent(context, request.resourceVersions)) {
    const message = 'Task assumes outdated resource state';
    return { state, reason: 'REASON_INVALID_OFFERS', message };
  }
  if (executor !== undefined && request.kind === 'command') {
    const message = 'Cannot reuse an already existing executor for a command task';
    return { state, reason: 'REASON_TASK_INVALID', message };
  }
  const message = findExecutorRefusal(executor, request);
  if (message !== undefined) return { state, reason: 'REASON_EXECUTOR_TERMINATED', message };
  return request.kind === 'custom'
    ? findVolumeRefusal(context, framework, request.tasks)
    : undefined;
}

function areVersionsCurrent(
  context: AgentContext,
  versions: readonly ResourceVersionUUID[],
): boolean {
  const current = uuidText(context.agent.resourceVersionUuid);
  return versions
    .filter((version) => version.resource_provider_id === undefined)
    .every((version) => uuidText(version.uuid.value) === current);
}

function findExecutorRefusal(
  executor: Executor | undefined,
  { kind, launchesExecutor }: RunRequest,
): string | undefined {
  if (executor === undefined) {
    if (launchesExecutor !== false || kind === 'command') return undefined;
    return 'No executor is expected to launch and there is none running';
  }
  if (executor.state === 'terminating') return 'Executor terminating';
  if (executor.state === 'terminated') return 'Executor terminated';
  if (launchesExecutor === true) return 'Master wants to launch executor, but one already exists';
  return undefined;
}

function drop(
  context: AgentContext,
  framework: Framework,
  request: RunRequest,
  refusal: Refusal,
): void {
  const executorId = request.executor.executor_id.value;
  for (const task of request.tasks) {
    const update = ownUpdate(context, {
      frameworkId: framework.id,
      taskId: task.task_id.value,
      // @compat before that, executors have not been thought of.
      ...(refusal.reason === 'REASON_GC_ERROR' ? {} : { executorId }),
      ...refusal,
    });
    handleStatusUpdate(context, update, undefined);
  }
  tellExecutorNotLaunched(context, framework, request);
}

/** The master counts the executor's resources from the moment it asks for one. */
function tellExecutorNotLaunched(
  context: AgentContext,
  framework: Framework,
  { executor, kind, launchesExecutor }: RunRequest,
): void {
  if (kind === 'command' || launchesExecutor !== true) return;
  const known = framework.executors.get(executor.executor_id.value);
  if (known !== undefined && known.state !== 'terminated') return;
  tellExecutorExited(context, {
    frameworkId: framework.id,
    executorId: executor.executor_id.value,
  });
}

function enqueue(context: AgentContext, framework: Framework, request: RunRequest): void {
  const { info, kind } = { info: request.executor, kind: request.kind };
  const known = framework.executors.get(info.executor_id.value);
  const executor = known ?? addExecutor(context, framework, { info, kind });
  for (const task of request.tasks) executor.queued.set(task.task_id.value, task);
  const group = { tasks: [...request.tasks] };
  if (request.shape === 'group') executor.queuedGroups.push(group);
  if (executor.isCheckpointed) {
    const key = runKey(context, executor);
    for (const task of request.tasks) context.checkpoints.task(key, ownedTask(executor, task));
    if (executor.kind !== 'custom') context.checkpoints.launchedGroup(key, group);
  }
  if (known === undefined) return launchExecutor(context, framework, executor);
  context.checkpoints.flush((written) => {
    const { tasks } = request;
    if (!written.ok) refuseTasks(context, { framework, executor, tasks, why: written.error });
  });
  deliverQueued(context, executor);
}
