/**
 * On which agents there may be something of a framework. Only these are told what becomes of it: a
 * thousand frameworks that come or go at once would otherwise be ten million messages in a cluster of
 * ten thousand agents, nearly all of them to agents that never heard of the framework and ignore it.
 *
 * A task and its executor are known here from the moment of their launch, before the agent is sent
 * anything, and of an agent that comes back from what it reports. What may outlive them on an agent is
 * a command executor that has not ended yet, so where tasks lately ended counts, too.
 */
import type { AgentId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';

/** Those that are connected; the others hear it when they come back (agents/reregistration.ts). */
export function agentsWithAny({ state }: Core, framework: FrameworkRecord): AgentRecord[] {
  const ids = new Set<AgentId>(framework.executors.keys());
  for (const { agentId } of framework.tasks.values()) ids.add(agentId);
  for (const { agentId } of framework.completedTasks) ids.add(agentId);
  const found: AgentRecord[] = [];
  for (const id of ids) {
    const agent = state.agents.get(id);
    if (agent?.isConnected === true) found.push(agent);
  }
  return found;
}
