/** The total of an agent, which is checked where its message comes in, and relied on from there on. */
import type { AgentInfo, Resource } from '../../../protocol/generated/mesos.ts';
import { assert } from '../../../foundation/result.ts';
import { totalOf } from '../../../resources/checkpointed.ts';
import type { Resources } from '../../../resources/resources.ts';

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
