/** The total of an agent, which is checked where its message comes in, and relied on from there on. */
import type { ReregisterSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { AgentInfo, Resource } from '../../../protocol/generated/mesos.ts';
import { type Result, assert } from '../../../foundation/result.ts';
import { needsCheckpoint, totalOf } from '../../../resources/checkpointed.ts';
import type { Resources } from '../../../resources/resources.ts';
import type { AgentRecord } from '../state.ts';

export function findTotalError(
  info: AgentInfo,
  checkpointed: readonly Resource[],
): string | undefined {
  const total = totalOf(info.resources, checkpointed);
  return total.ok ? undefined : total.error;
}

/** Of an agent whose words have passed `findTotalError` (validation/agent-messages.ts). */
export function getTotal(info: AgentInfo, checkpointed: readonly Resource[]): Resources {
  const total = totalOf(info.resources, checkpointed);
  if (!total.ok) assert(false, `the total of agent ${info.id?.value} was checked: ${total.error}`);
  return total.value;
}

/**
 * Of an agent that comes back. Agents that know operations know best what was made on them; others
 * were told by this master, perhaps in vain, and are told again: then it is right. `agent` is
 * undefined when it was not registered all the while, and nobody but itself knows anything.
 */
export function totalOnReturn(
  agent: AgentRecord | undefined,
  { slave, checkpointed_resources, agent_capabilities }: ReregisterSlaveMessage,
): Result<Resources> {
  const knowsBest = (agent_capabilities ?? []).some(({ type }) => type === 'RESOURCE_PROVIDER');
  if (agent === undefined || knowsBest)
    return totalOf(slave.resources, checkpointed_resources ?? []);
  return totalOf(slave.resources, agent.total.toMessages().filter(needsCheckpoint));
}
