/**
 * Forgets agents that have been unreachable for longer than --registry_max_agent_age, and the
 * oldest when there are more than --registry_max_agent_count: the registry would grow for ever in a
 * cluster whose machines come and go.
 */
import type { Core } from '../environment.ts';
import { drop, unreachable } from '../registry-kinds.ts';

export function scheduleRegistryPruning(core: Core): void {
  core.clock.after(core.options.registryGcIntervalMs, () => {
    prune(core);
    scheduleRegistryPruning(core);
  });
}

function prune(core: Core): void {
  const old = findOld(core);
  if (old.length === 0) return;
  const changes = old.map((id) => drop(unreachable, id));
  core.registrar.write(changes, () => {
    core.log.info(`Pruned ${old.length} unreachable agents from the registry`);
  });
  for (const id of old) core.state.unreachableAgents.delete(id);
}

/** The agents are kept with the oldest first. */
function findOld(core: Core): string[] {
  const { unreachableAgents } = core.state;
  const oldestMs = core.clock.timestamp() - core.options.registryMaxAgentAgeMs;
  let tooMany = unreachableAgents.size - core.options.registryMaxAgentCount;
  const old: string[] = [];
  for (const [id, { sinceMs }] of unreachableAgents) {
    // One that is being readmitted writes its own entry.
    if (core.state.admitting.has(id)) continue;
    if (sinceMs >= oldestMs && tooMany-- <= 0) break;
    old.push(id);
  }
  return old;
}
