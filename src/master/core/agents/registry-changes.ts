/**
 * What is written when an agent comes or goes. An agent is admitted or unreachable, never both: each
 * change sets one and takes the other away.
 */
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import type { AgentId, Pid } from '../../../protocol/ids.ts';
import type { WriteOperation } from '../../../storage/key-value-store.ts';
import { admitted, drop, put, unreachable } from '../registry-kinds.ts';

/** Also for an agent that comes back from unreachable, from elsewhere, or with changed info. */
export function admissionOf(info: AgentInfo, pid: Pid): WriteOperation[] {
  return [put(admitted, { info, pid }), drop(unreachable, info.id!.value)];
}

/** `sinceMs` since the epoch. */
export function givingUpOf(info: AgentInfo, sinceMs: number): WriteOperation[] {
  return [drop(admitted, info.id!.value), put(unreachable, { info, since_ms: sinceMs })];
}

export function removalOf(agentId: AgentId): WriteOperation[] {
  return [drop(admitted, agentId), drop(unreachable, agentId)];
}
