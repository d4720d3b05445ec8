/**
 * What is written when an agent comes or goes. An agent is admitted, unreachable or gone: each
 * change sets one and takes the other away.
 */
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import type { AgentId, Pid } from '../../../protocol/ids.ts';
import type { WriteOperation } from '../../../storage/key-value-store.ts';
import {
  type Deactivation,
  admitted,
  deactivated,
  drop,
  gone,
  put,
  unreachable,
} from '../registry-kinds.ts';

/** Also for an agent that comes back from unreachable, from elsewhere, or with changed info. */
export function admissionOf(info: AgentInfo, pid: Pid): WriteOperation[] {
  return [put(admitted, { info, pid }), drop(unreachable, info.id!.value)];
}

/** `sinceMs` since the epoch. */
export function givingUpOf(info: AgentInfo, sinceMs: number): WriteOperation[] {
  return [drop(admitted, info.id!.value), put(unreachable, { info, since_ms: sinceMs })];
}

/** With all that operators decided about it. */
export function removalOf(agentId: AgentId): WriteOperation[] {
  return [drop(admitted, agentId), drop(unreachable, agentId), drop(deactivated, agentId)];
}

/** `sinceMs` since the epoch. */
export function goneOf(agentId: AgentId, sinceMs: number): WriteOperation[] {
  return [...removalOf(agentId), put(gone, { id: { value: agentId }, since_ms: sinceMs })];
}

export function deactivationChange(
  agentId: AgentId,
  { drainInfo, drainStartMs }: Deactivation,
): WriteOperation {
  return put(deactivated, {
    id: { value: agentId },
    ...(drainInfo === undefined ? {} : { drain_info: drainInfo }),
    ...(drainStartMs === undefined ? {} : { drain_start_ms: drainStartMs }),
  });
}
