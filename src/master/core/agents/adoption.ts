/**
 * Tasks and executors that an agent brings along and the master did not know of: after a restart of
 * the master, after a partition, or because news of them was lost. The agent is believed: it knows
 * what it runs, and that it can run it has been checked (claims.ts). The one thing not believed is a
 * second task of the same name, because everything that frameworks say about a task says it by name.
 */
import { KillTaskMessage } from '../../../protocol/generated/internal.ts';
import type { ExecutorInfo, Resource, Task } from '../../../protocol/generated/mesos.ts';
import { convertToPostRefinement, withAllocationInfo } from '../../../resources/refinement.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { recoverFramework } from '../frameworks/frameworks.ts';
import { type AgentRecord, type FrameworkRecord, type TaskRecord, touch } from '../state.ts';
import { addExecutor } from '../tasks/executors.ts';
import { addTask, forgetTask, makeTaskRecord, sharedIds } from '../tasks/tasks.ts';
import type { Usage } from '../tasks/usage.ts';

/**
 * Undefined when the framework has a task with this id; one that runs elsewhere is then killed. An
 * agent of the registry does not lose its task to one that nobody can reach: anybody may have told
 * of that one.
 */
export function adoptTask(
  core: Core,
  agent: AgentRecord,
  task: Task,
  { isKnown, usage }: { readonly isKnown: boolean; readonly usage: Usage },
): TaskRecord | undefined {
  const framework = recoverFramework(core, task.framework_id.value);
  const id = task.task_id.value;
  const other = framework.tasks.get(id);
  if (other?.agentId === agent.id) return undefined;
  const holder = other === undefined ? undefined : core.state.agents.get(other.agentId);
  if (isKnown && other !== undefined && holder?.isConnected === false) {
    core.log.warning(`Task ${id} is on agent ${agent.id}, not on agent ${holder.id}`);
    forgetTask(core, framework, holder, other);
  } else if (other !== undefined) {
    core.log.warning(
      `Killing task ${id} of framework ${framework.id} on agent ${agent.id}: a task with that id runs on agent ${other.agentId}`,
    );
    send(core, agent.pid, KillTaskMessage, {
      framework_id: task.framework_id,
      task_id: task.task_id,
    });
    return undefined;
  }
  const known: Task = Object.assign({ ...task }, sharedIds(framework, agent));
  if (task.resources !== undefined) known.resources = ownFormat(framework, task.resources);
  const record = makeTaskRecord(known);
  const lost = framework.unreachableTasks.get(id);
  if (lost !== undefined) touch(lost);
  framework.unreachableTasks.delete(id);
  addTask(core, framework, agent, { task: record, usage });
  return record;
}

export function adoptExecutor(
  core: Core,
  agent: AgentRecord,
  info: ExecutorInfo,
  usage: Usage,
): void {
  const framework = recoverFramework(core, info.framework_id!.value);
  if (agent.executors.get(framework.id)?.has(info.executor_id.value) === true) return;
  const resources = info.resources && ownFormat(framework, info.resources);
  const own = resources === undefined ? info : { ...info, resources };
  addExecutor(core, agent, framework, { info: own, usage });
}

/**
 * As the master itself writes resources: agents report them in the old reservation format, and old
 * agents without saying to which role they are allocated.
 */
function ownFormat(framework: FrameworkRecord, resources: readonly Resource[]): Resource[] {
  const [role = '*'] = framework.roles;
  return resources.map((one) => withAllocationInfo(convertToPostRefinement(one), role));
}
