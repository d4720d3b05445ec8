/**
 * The master asks to run a task or a group of tasks. The tasks are queued with their executor,
 * which is launched when there is none yet; they reach it when it subscribes
 * (executors/subscription.ts). A request that no longer fits is answered by dropping its tasks, so
 * that the framework hears of them in any case.
 */
import type {
  ExecutorInfo,
  FrameworkInfo,
  Resource,
  TaskGroupInfo,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import type {
  ResourceVersionUUID,
  RunTaskGroupMessage,
  RunTaskMessage,
} from '../../../protocol/generated/internal.ts';
import { needsCheckpoint } from '../../../resources/checkpointed.ts';
import { Resources } from '../../../resources/resources.ts';
import { uuidText } from '../../../foundation/random.ts';
import type { FrameworkId, Pid } from '../../../protocol/ids.ts';
import { findExecutorOfTask } from '../executors/executors.ts';
import { runKey } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { tellExecutorExited } from '../executors/end.ts';
import { commandExecutorInfo } from '../executors/command-executor.ts';
import { addExecutor, flushLaunch, launchExecutor } from '../executors/launch.ts';
import { deliverQueued } from '../executors/subscription.ts';
import { refuseTasks } from './refusal.ts';
import { getOrAddFramework } from '../frameworks/frameworks.ts';
import { isSafeName } from '../../../foundation/directories/safe-name.ts';
import { removeFrameworkIfIdle } from '../frameworks/retirement.ts';
import { findRequestError } from './validation.ts';
import type { ExecutorRecord, ExecutorKind, FrameworkRecord } from '../state.ts';
import { takeStatusUpdate, ownUpdate, ownedTask } from '../updates/status-updates.ts';
import { droppedState } from './task-state.ts';
import { findLimitRefusal, findVolumeRefusal, type Refusal } from './wishes.ts';

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

export function receiveRunTask(core: Core, message: RunTaskMessage): void {
  const { task, launch_executor: launchesExecutor } = message;
  core.registration.learnId(task);
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
    const { launcherDir } = core.options;
    const executor = commandExecutorInfo(task, framework, launcherDir);
    return run(core, { ...common, kind: 'command', executor });
  }
  const executor = withFramework(task.executor, framework);
  run(core, { ...common, kind: kindOf(executor), executor });
}

export function receiveRunTaskGroup(core: Core, message: RunTaskGroupMessage): void {
  core.registration.learnId(message.task_group.tasks?.[0]);
  const executor = withFramework(message.executor, message.framework);
  run(core, {
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

function run(core: Core, request: RunRequest): void {
  const { state } = core;
  const frameworkId = request.framework.id?.value ?? '';
  const names = request.tasks.map((task) => task.task_id.value).join(', ');
  const subject = `task(s) ${names} of framework ${frameworkId}`;
  if (state.phase === 'recovering' || state.phase === 'terminating' || !isSafeName(frameworkId)) {
    return core.log.warning(`Ignoring ${subject}: the agent is ${state.phase}`);
  }
  if (state.frameworks.get(frameworkId)?.state === 'terminating') {
    return core.log.warning(`Ignoring ${subject}: the framework is being shut down`);
  }
  const ownId = state.info.id?.value;
  if (request.tasks.some((task) => task.agent_id.value !== ownId)) {
    return core.log.warning(`Ignoring ${subject}: meant for another agent than ${ownId}`);
  }
  core.log.info(`Got assigned ${subject}`);
  const framework = getOrAddFramework(core, request.framework, request.pid);
  if (isDouble(framework, request)) {
    return core.log.warning(`Ignoring ${subject}: known already, the request is a double`);
  }
  const refusal = findRefusal(core, framework, request);
  if (refusal !== undefined) {
    drop(core, framework, request, refusal);
    return removeFrameworkIfIdle(core, framework);
  }
  enqueue(core, framework, request);
}

function isDouble(framework: FrameworkRecord, request: RunRequest): boolean {
  return request.tasks.some(
    (task) => findExecutorOfTask(framework, task.task_id.value) !== undefined,
  );
}

function findRefusal(
  core: Core,
  framework: FrameworkRecord,
  request: RunRequest,
): Refusal | undefined {
  const executor = framework.executors.get(request.executor.executor_id.value);
  const error = findRequestError(request, executor);
  if (error !== undefined) {
    return { state: 'TASK_ERROR', reason: 'REASON_TASK_INVALID', message: error };
  }
  const state = droppedState(framework.info);
  const limit = findLimitRefusal(core, request.tasks);
  if (limit !== undefined) return { state, reason: 'REASON_GC_ERROR', message: limit };
  if (core.state.drain !== undefined) {
    const message = 'Task was received while agent was already draining';
    return { state, reason: 'REASON_AGENT_DRAINING', message };
  }
  if (!areVersionsCurrent(core, request.resourceVersions)) {
    const message = 'Task assumes outdated resource state';
    return { state, reason: 'REASON_INVALID_OFFERS', message };
  }
  if (executor !== undefined && request.kind === 'command') {
    const message = 'Cannot reuse an already existing executor for a command task';
    return { state, reason: 'REASON_TASK_INVALID', message };
  }
  const message = findExecutorRefusal(executor, request);
  if (message !== undefined) return { state, reason: 'REASON_EXECUTOR_TERMINATED', message };
  const unknown = findUnknownResources(core, request);
  if (unknown !== undefined) {
    return { state, reason: 'REASON_RESOURCES_UNKNOWN', message: unknown };
  }
  return request.kind === 'custom' ? findVolumeRefusal(core, framework, request.tasks) : undefined;
}

/** Of what masters make nothing is used that this agent has not heard of. */
function findUnknownResources(core: Core, request: RunRequest): string | undefined {
  const known = Resources.fromMessages(core.state.checkpointedResources);
  const isUnknown = (resource: Resource): boolean =>
    needsCheckpoint(resource) && !known.contains(Resources.fromMessages([resource]).unallocate());
  if (request.tasks.some(({ resources }) => resources?.some(isUnknown))) {
    return 'The checkpointed resources being used by the task or task group are unknown to the agent';
  }
  if (request.executor.resources?.some(isUnknown) ?? false) {
    return 'The checkpointed resources being used by the executor are unknown to the agent';
  }
  return undefined;
}

function areVersionsCurrent(core: Core, versions: readonly ResourceVersionUUID[]): boolean {
  const current = uuidText(core.state.resourceVersionUuid);
  return versions
    .filter((version) => version.resource_provider_id === undefined)
    .every((version) => uuidText(version.uuid.value) === current);
}

function findExecutorRefusal(
  executor: ExecutorRecord | undefined,
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

function drop(core: Core, framework: FrameworkRecord, request: RunRequest, refusal: Refusal): void {
  const executorId = request.executor.executor_id.value;
  for (const task of request.tasks) {
    const update = ownUpdate(core, {
      frameworkId: framework.id,
      taskId: task.task_id.value,
      // @compat before that, executors have not been thought of.
      ...(refusal.reason === 'REASON_GC_ERROR' ? {} : { executorId }),
      ...refusal,
    });
    takeStatusUpdate(core, update, undefined);
  }
  tellExecutorNotLaunched(core, framework, request);
}

/** The master counts the executor's resources from the moment it asks for one. */
function tellExecutorNotLaunched(
  core: Core,
  framework: FrameworkRecord,
  { executor, kind, launchesExecutor }: RunRequest,
): void {
  if (kind === 'command' || launchesExecutor !== true) return;
  const known = framework.executors.get(executor.executor_id.value);
  if (known !== undefined && known.state !== 'terminated') return;
  tellExecutorExited(core, {
    frameworkId: framework.id,
    executorId: executor.executor_id.value,
  });
}

function enqueue(core: Core, framework: FrameworkRecord, request: RunRequest): void {
  const { info, kind } = { info: request.executor, kind: request.kind };
  const known = framework.executors.get(info.executor_id.value);
  const executor = known ?? addExecutor(core, framework, { info, kind });
  for (const task of request.tasks) executor.queued.set(task.task_id.value, task);
  const group = { tasks: [...request.tasks] };
  if (request.shape === 'group') executor.queuedGroups.push(group);
  if (executor.isCheckpointed) {
    const key = runKey(core, executor);
    for (const task of request.tasks) core.checkpoints.task(key, ownedTask(executor, task));
    noteWhatToRun(core, executor, { ...request, group });
  }
  if (known === undefined) return launchExecutor(core, framework, executor);
  flushLaunch(core, (written) => {
    const { tasks } = request;
    if (!written.ok) refuseTasks(core, { framework, executor, tasks, why: written.error });
  });
  deliverQueued(core, executor);
}

/** For the next agent process: tasks as they came, while nobody but this one knows them. */
function noteWhatToRun(
  core: Core,
  executor: ExecutorRecord,
  request: Pick<RunRequest, 'shape' | 'tasks'> & { readonly group: TaskGroupInfo },
): void {
  const key = runKey(core, executor);
  if (executor.kind !== 'custom') return core.checkpoints.launchedGroup(key, request.group);
  // One that has subscribed is given them at once, and tells the next agent of them.
  if (executor.state !== 'registering') return;
  if (request.shape === 'group') return core.checkpoints.launchedGroup(key, request.group);
  for (const task of request.tasks) core.checkpoints.queuedTask(key, task);
}
