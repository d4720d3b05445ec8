/** What is made on an agent must be what it can tell of when it comes back: no more. */
import type { Conversion } from '../../../resources/operations.ts';
import type { AgentRecord } from '../state.ts';
import { mostAgentResources, mostOperationsOnAgent } from '../validation/list-bounds.ts';

export function findRoomError(
  agent: AgentRecord,
  conversions: readonly Conversion[],
): string | undefined {
  if (agent.operations.size >= mostOperationsOnAgent) {
    return `Agent ${agent.id} is full: operations that wait there for their end, or for its acknowledgement, are at most ${mostOperationsOnAgent}`;
  }
  const made = conversions.reduce((sum, { converted }) => sum + converted.entries.length, 0);
  const { info, total } = agent;
  // With what it was configured with, which it tells as well.
  const told = (info.resources?.length ?? 0) + total.entries.length + made;
  if (told <= mostAgentResources) return undefined;
  return `Agent ${agent.id} is full: its resources, reservations and volumes together are at most ${mostAgentResources}`;
}
