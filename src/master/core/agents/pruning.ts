/**
 * Forgets agents that have been unreachable or gone for longer than --registry_max_agent_age, and the
 * oldest when there are more than --registry_max_agent_count: the registry would grow for ever in a
 * cluster whose machines come and go.
 */
import type { AgentId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { deactivated, drop, gone, unreachable } from '../registry-kinds.ts';
import { setDeactivation } from './deactivation.ts';

/** With the longest ids half of what ZooKeeper takes at once. */
export const mostPrunedAtOnce = 250;

export function scheduleRegistryPruning(core: Core): void {
  core.clock.after(core.options.registryGcIntervalMs, () => {
    prune(core);
    scheduleRegistryPruning(core);
  });
}

function prune(core: Core): void {
  const { unreachableAgents, goneAgents } = core.state;
  const sinceMs = Array.from(unreachableAgents, ([id, one]) => [id, one.sinceMs] as const);
  const lost = findOld(core, sinceMs);
  const forgotten = findOld(core, [...goneAgents]);
  if (lost.length + forgotten.length === 0) return;
  const changes = [
    ...lost.map((id) => [drop(unreachable, id), drop(deactivated, id)]),
    ...forgotten.map((id) => [drop(gone, id)]),
  ];
  // In slices, each durable or not: who is not pruned before a restart is pruned after it.
  for (let at = 0; at < changes.length; at += mostPrunedAtOnce) {
    const slice = changes.slice(at, at + mostPrunedAtOnce);
    core.registrar.write(slice.flat(), () => {
      core.log.info(`Pruned ${slice.length} unreachable or gone agents from the registry`);
    });
  }
  for (const id of lost) {
    unreachableAgents.delete(id);
    setDeactivation(core, id, undefined);
  }
  for (const id of forgotten) goneAgents.delete(id);
}

/** `agents` come with the oldest first. */
function findOld(core: Core, agents: readonly (readonly [AgentId, number])[]): AgentId[] {
  const { admitting, markingGone } = core.state;
  const oldestMs = core.clock.timestamp() - core.options.registryMaxAgentAgeMs;
  let tooMany = agents.length - core.options.registryMaxAgentCount;
  const old: string[] = [];
  for (const [id, sinceMs] of agents) {
    // One that is being readmitted, or marked gone, writes its own entry.
    if (admitting.has(id) || markingGone.has(id)) continue;
    if (sinceMs >= oldestMs && tooMany <= 0) break;
    tooMany--;
    old.push(id);
  }
  return old;
}
