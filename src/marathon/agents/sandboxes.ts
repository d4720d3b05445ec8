/**
 * Where a task that Marathon launched has its files, by the names that agents know them by. Nothing
 * else is ever asked for: instances as they are known now, and the one of each app that failed last.
 */
import type { Core } from '../core/environment.ts';
import { executorPathOf } from '../core/offers/task-of-app.ts';
import type { TaskFailure } from '../core/parts.ts';
import { type PathId, runSpecIdOfTask } from '../model/ids.ts';
import type { Instance } from '../model/instance.ts';
import {
  type AgentId,
  type ExecutorId,
  executorIdOfTask,
  type TaskId,
} from '../../protocol/ids.ts';

export interface Sandbox {
  readonly taskId: TaskId;
  readonly appId: PathId;
  readonly agentId: AgentId;
  readonly host: string;
  /** "<executor>" or "<executor>/…/tasks/<task>"; the likeliest first. */
  readonly places: readonly { readonly executorId: ExecutorId; readonly below: string }[];
}

export function findSandbox(core: Core, taskId: TaskId): Sandbox | undefined {
  const instance = core.instances.findByTask(taskId);
  const task = instance?.tasks.find((each) => each.taskId === taskId);
  if (instance !== undefined && task !== undefined) {
    const { runSpecId, agent, id } = instance;
    const places =
      task.container === undefined ? placesOfApp(core, runSpecId, taskId) : placesOfPod(id, taskId);
    return { taskId, appId: runSpecId, agentId: agent.agentId, host: agent.host, places };
  }
  const failure = findFailure(core, taskId);
  if (failure === undefined) return undefined;
  const { appId, agentId, host, instanceId } = failure;
  const isPod = core.groups.root.findRunSpec(appId)?.kind === 'pod';
  const places =
    isPod && instanceId !== undefined
      ? placesOfPod(instanceId, taskId)
      : placesOfApp(core, appId, taskId);
  return { taskId, appId, agentId, host, places };
}

/** As the agent names those of an instance in what it says of their use. */
export function executorIdsOf({ id, tasks }: Instance): readonly ExecutorId[] {
  return tasks.flatMap(({ taskId, container }) =>
    container === undefined ? [executorIdOfTask(taskId), ownExecutorOf(taskId)] : [id as string],
  );
}

const ownExecutorOf = (taskId: TaskId): ExecutorId => `marathon-${taskId}`;

/** What it was launched with may have been another executor than that of the app today. */
function placesOfApp(core: Core, appId: PathId, taskId: TaskId): Sandbox['places'] {
  const app = core.groups.root.findRunSpec(appId);
  const hasOwn = app?.kind === 'app' && executorPathOf(app, core.options) !== undefined;
  const [command, own] = [executorIdOfTask(taskId), ownExecutorOf(taskId)];
  return (hasOwn ? [own, command] : [command, own]).map((executorId) => ({
    executorId,
    below: '',
  }));
}

function placesOfPod(executorId: ExecutorId, taskId: TaskId): Sandbox['places'] {
  return [{ executorId, below: `/tasks/${taskId}` }];
}

function findFailure(core: Core, taskId: TaskId): TaskFailure | undefined {
  const failure = core.instances.lastFailureOf(runSpecIdOfTask(taskId));
  return failure?.taskId === taskId ? failure : undefined;
}
