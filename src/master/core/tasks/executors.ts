/**
 * Executors that frameworks bring themselves (custom ones, and those of pods): they use resources
 * of their own beside their tasks, from the first task until the agent says that they exited.
 */
import { assert } from '../../../foundation/result.ts';
import type { ExitedExecutorMessage } from '../../../protocol/generated/internal.ts';
import type { ExecutorInfo } from '../../../protocol/generated/mesos.ts';
import type { ExecutorId, FrameworkId, Pid } from '../../../protocol/ids.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import {
  type AgentRecord,
  type ExecutorRecord,
  type FrameworkRecord,
  putNested,
  removeNested,
  touch,
} from '../state.ts';
import { freeResources } from './tasks.ts';
import type { Usage } from './usage.ts';

/** What it uses itself goes into `usage`, whose owner books it. */
export function addExecutor(
  core: Core,
  agent: AgentRecord,
  framework: FrameworkRecord,
  { info, usage }: { readonly info: ExecutorInfo; readonly usage: Usage },
): void {
  const executor: ExecutorRecord = {
    info,
    id: info.executor_id.value,
    frameworkId: framework.id,
    agentId: agent.id,
    resources: Resources.fromMessages(info.resources),
  };
  const isNew = agent.executors.get(framework.id)?.has(executor.id) !== true;
  assert(isNew, `executor ${executor.id} is added to agent ${agent.id} once`);
  putNested(agent.executors, framework.id, executor.id, executor);
  putNested(framework.executors, agent.id, executor.id, executor);
  usage.add(framework, executor.resources);
  touch(framework);
  touch(agent);
  core.log.verbose(1, `Added executor ${executor.id} of framework ${framework.id}`);
}

export function removeExecutor(
  core: Core,
  agent: AgentRecord,
  frameworkId: FrameworkId,
  executorId: ExecutorId,
): void {
  const executor = agent.executors.get(frameworkId)?.get(executorId);
  const framework = core.state.frameworks.get(frameworkId);
  if (executor === undefined) return;
  removeNested(agent.executors, frameworkId, executorId);
  if (framework === undefined) return;
  removeNested(framework.executors, agent.id, executorId);
  freeResources(core, framework, agent, executor.resources);
}

export function receiveExitedExecutor(core: Core, pid: Pid, message: ExitedExecutorMessage): void {
  core.count('master/messages_exited_executor');
  const agent = core.state.agents.get(message.slave_id.value);
  const frameworkId = message.framework_id.value;
  const executorId = message.executor_id.value;
  if (agent === undefined || agent.pid !== pid) {
    core.log.warning(`Ignoring exited executor '${executorId}' from ${pid}: unknown agent`);
    return;
  }
  if (agent.executors.get(frameworkId)?.has(executorId) !== true) {
    core.log.verbose(1, `Ignoring exited executor '${executorId}': it was made by its agent`);
    return;
  }
  core.log.info(
    `Executor '${executorId}' of framework ${frameworkId} on agent ${agent.id} exited with status ${message.status}`,
  );
  removeExecutor(core, agent, frameworkId, executorId);
  core.state.frameworks.get(frameworkId)?.sink?.send({
    type: 'FAILURE',
    failure: {
      agent_id: { value: agent.id },
      executor_id: { value: executorId },
      status: message.status,
    },
  });
}
