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
import { needsCheckpoint } from '../../../resources/checkpointed.ts';
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
  const total = totalOnReturn(agent, message);
  if (!total.ok) return total.error;
  const tasks = tasksAfter(core, { agent, total: total.value }, message);
  return findOverclaim(total.value, [...tasks, ...executorsAfter(core, agent, message)]);
}

/** What tasks would use if the message were believed. */
function tasksAfter(
  core: Core,
  { agent, total }: { readonly agent: AgentRecord | undefined; readonly total: Resources },
  message: ReregisterSlaveMessage,
): Resources[] {
  const reported = new Set<TaskRecord>();
  const ended = new Set<TaskRecord>();
  const newcomers = new Map<string, Resources>();
  for (const task of tasksOfLiving(core, message.tasks ?? [])) {
    const known = agent === undefined ? undefined : findKnown(agent, task);
    if (known !== undefined) reported.add(known);
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
  const possible = using.filter((task) => reported.has(task) || isPossible(task, total));
  return [...possible.map(({ resources }) => resources), ...newcomers.values()];
}

/**
 * What was made for a task (a volume) may have been lost with the agent process that it was told, and the
 * task with it: that the agent does not know of it will be heard in its answer.
 */
function isPossible({ resources }: TaskRecord, total: Resources): boolean {
  const made = resources.unallocate().toMessages().filter(needsCheckpoint);
  return total.contains(Resources.fromMessages(made));
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
