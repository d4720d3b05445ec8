/**
 * After a restart: every agent of the registry is expected back. Those that do not return within
 * --agent_reregister_timeout are marked unreachable, as if they had just been lost.
 */
import type { Core } from '../environment.ts';
import type { Registry } from '../registrar.ts';

export function recoverAgents(core: Core, registry: Registry): void {
  const { state, options } = core;
  for (const [id, info] of registry.admitted) state.recoveredAgents.set(id, info);
  for (const [id, entry] of registry.unreachable) state.unreachableAgents.set(id, entry);
  core.log.info(
    `Recovered ${registry.admitted.size} agents from the registry; allowing ${options.agentReregisterTimeoutMs / 60_000}mins for agents to reregister`,
  );
  if (state.recoveredAgents.size === 0) return;
  core.clock.after(options.agentReregisterTimeoutMs, () => giveUpMissing(core));
}

function giveUpMissing(core: Core): void {
  const sinceMs = core.clock.now();
  for (const [id, info] of core.state.recoveredAgents) {
    core.log.warning(`Agent ${id} (${info.hostname}) did not reregister in time`);
    core.registrar.markUnreachable(info, sinceMs, (result) => {
      if (!result.ok) {
        core.log.error(`Failed to mark agent ${id} unreachable: ${result.error}`);
        return;
      }
      // It may have come back while this was written; then it is admitted again by that.
      if (!core.state.recoveredAgents.delete(id)) return;
      core.state.unreachableAgents.set(id, { info, sinceMs });
      core.count('master/slave_removals');
      core.count('master/slave_removals/reason_unhealthy');
      for (const framework of core.state.frameworks.values()) {
        framework.sink?.send({ type: 'FAILURE', failure: { agent_id: { value: id } } });
      }
    });
  }
}
