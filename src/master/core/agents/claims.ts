/**
 * Whether what a returning agent says it runs can be: within what it has, no port held by two tasks,
 * and together with what the master has given out there since. An agent that says otherwise is not
 * believed; its message is dropped with a sentence and nothing changes, as other broken ones are.
 *
 * Not counted: what has ended, and tasks of frameworks that are over, whose place may have been given
 * to others while they end. (A master that was restarted does not know which those are; it refuses the
 * agent until they have ended. The agent keeps asking.)
 */
import type { ReregisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import { disjointSum } from '../../../resources/disjoint.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, TaskRecord } from '../state.ts';
import { executorsOfLiving, findKnown, keyOfExecutor, tasksOfLiving } from './reported-tasks.ts';
import { totalOnReturn } from './total.ts';

/** `agent`: as it is known, when it was registered all the while. */
export function findClaimError(
  core: Core,
  agent: AgentRecord | undefined,
  message: ReregisterSlaveMessage,
): string | undefined {
  const owners = [...tasksAfter(core, agent, message), ...executorsAfter(core, agent, message)];
  const total = totalOnReturn(agent, message);
  return total.ok ? findOverclaim(total.value, owners) : total.error;
}

/** What tasks would use if the message were believed. */
function tasksAfter(
  core: Core,
  agent: AgentRecord | undefined,
  message: ReregisterSlaveMessage,
): Resources[] {
  const ended = new Set<TaskRecord>();
  const newcomers = new Map<string, Resources>();
  for (const task of tasksOfLiving(core, message.tasks ?? [])) {
    const known = agent === undefined ? undefined : findKnown(agent, task);
    if (isTerminalState(task.state)) {
      if (known !== undefined) ended.add(known);
      continue;
    }
    const key = JSON.stringify([task.framework_id.value, task.task_id.value]);
    // Of two with the same name the first is taken in.
    if (known !== undefined || newcomers.has(key)) continue;
    newcomers.set(key, Resources.fromMessages(task.resources));
  }
  const known = [...(agent?.tasks.values() ?? [])].flatMap((tasks) => [...tasks.values()]);
  const using = known.filter((task) => task.isUsing && !ended.has(task));
  return [...using.map(({ resources }) => resources), ...newcomers.values()];
}

function executorsAfter(
  core: Core,
  agent: AgentRecord | undefined,
  message: ReregisterSlaveMessage,
): Resources[] {
  const executors = new Map<string, Resources>();
  for (const info of executorsOfLiving(core, message.executor_infos ?? [])) {
    const key = keyOfExecutor(info);
    if (executors.has(key)) continue;
    const known = agent?.executors.get(info.framework_id!.value)?.get(info.executor_id.value);
    executors.set(key, known?.resources ?? Resources.fromMessages(info.resources));
  }
  return [...executors.values()];
}

/**
 * Revocable resources and those of resource providers are not in the total that an agent registers
 * with; shared volumes may be held by many.
 */
function findOverclaim(total: Resources, owners: readonly Resources[]): string | undefined {
  const held = disjointSum(owners.map((one) => one.unallocate().nonShared()));
  if (!held.ok) return `${held.error} is used more than once`;
  const own = held.value.filter((kind) => !kind.isRevocable && kind.providerId === undefined);
  if (total.contains(own)) return undefined;
  return `what runs there uses ${own.toString()}, but it has ${total.toString()}`;
}
