/** What every part of the core works on, and the few things that all of them do. */
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { Pid, TaskId } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Counters } from './counters.ts';
import type { AgentEnvironment } from './environment.ts';
import type { GarbageCollector } from './garbage-collection.ts';
import type { ExecutorKey, RunKey } from './paths.ts';
import type { Agent, Executor, Framework } from './state.ts';
import type { TaskStreams } from './task-streams.ts';

export interface AgentContext {
  readonly agent: Agent;
  readonly environment: AgentEnvironment;
  readonly checkpoints: Checkpoints;
  readonly streams: TaskStreams;
  readonly garbage: GarbageCollector;
  readonly counters: Counters;
  /** The agent is terminating and the last framework has gone. */
  readonly onEmptied: () => void;
}

export function sendMessage<T extends object>(
  { environment }: Pick<AgentContext, 'environment'>,
  to: Pid,
  type: MessageType<T>,
  message: T,
): void {
  const { pid } = environment.options;
  environment.network.send(pid.slice(0, pid.lastIndexOf('@')), to, type, message);
}

/** False: there is no master to send it to. */
export function sendToMaster<T extends object>(
  context: AgentContext,
  type: MessageType<T>,
  message: T,
): boolean {
  const { masterPid } = context.agent;
  if (masterPid === undefined) return false;
  sendMessage(context, masterPid, type, message);
  return true;
}

export function agentIdOf(context: AgentContext): string {
  return context.agent.info.id?.value ?? '';
}

export function executorKey(context: AgentContext, executor: Executor): ExecutorKey {
  return {
    agentId: agentIdOf(context),
    frameworkId: executor.frameworkId,
    executorId: executor.id,
  };
}

export function runKey(context: AgentContext, executor: Executor): RunKey {
  return { ...executorKey(context, executor), containerId: executor.containerId.value };
}

export function findExecutorOfTask(framework: Framework, taskId: TaskId): Executor | undefined {
  for (const executor of framework.executors.values()) {
    if (
      executor.queued.has(taskId) ||
      executor.launched.has(taskId) ||
      executor.terminated.has(taskId)
    ) {
      return executor;
    }
  }
  return undefined;
}

/** What the executor and its tasks may use now. */
export function resourcesOfExecutor(executor: Executor): Resources {
  const all: (Resource[] | undefined)[] = [executor.info.resources];
  for (const task of executor.queued.values()) all.push(task.resources);
  for (const task of executor.launched.values()) all.push(task.resources);
  return Resources.sum(all.map((resources) => Resources.fromMessages(resources)));
}

/** "executor 'e' of framework f", as log lines name it. */
export function executorText(executor: Executor): string {
  return `executor '${executor.id}' of framework ${executor.frameworkId}`;
}
