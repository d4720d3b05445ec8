/**
 * After a restart: every agent of the registry is expected back. Those that do not return within
 * --agent_reregister_timeout are marked unreachable, as if they had just been lost; unless so many
 * are missing (--recovery_agent_removal_limit) that the fault is more likely ours.
 */
import { PingSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { type Registry, deactivated, drop } from '../registry-kinds.ts';
import { isMember, setDeactivation } from './deactivation.ts';
import { forgetAddress, rememberAddress } from './last-addresses.ts';
import { givingUpOf } from './registry-changes.ts';

export function recoverAgents(core: Core, registry: Registry): void {
  const { state, options } = core;
  for (const [id, { info, pid }] of registry.admitted) {
    state.recoveredAgents.set(id, info);
    if (pid !== undefined) rememberAddress(core, id, pid);
  }
  const byAge = [...registry.unreachable].sort(([, a], [, b]) => a.sinceMs - b.sinceMs);
  for (const [id, entry] of byAge) state.unreachableAgents.set(id, entry);
  recoverDecisions(core, registry);
  core.log.info(
    `Recovered ${registry.admitted.size} agents from the registry; allowing ${options.agentReregisterTimeoutMs / 60_000}mins for agents to reregister`,
  );
  const total = registry.admitted.size;
  if (total === 0) return;
  callBack(core, registry);
  core.clock.after(options.agentReregisterTimeoutMs, () => giveUpMissing(core, total));
}

/** What operators decided about agents. An agent may have been removed while that was written. */
function recoverDecisions(core: Core, registry: Registry): void {
  const { state } = core;
  const byAge = [...registry.gone].sort(([, a], [, b]) => a - b);
  for (const [id, sinceMs] of byAge) state.goneAgents.set(id, sinceMs);
  const orphans = [...registry.deactivated.keys()].filter((id) => !isMember(core, id));
  for (const [id, deactivation] of registry.deactivated) {
    if (isMember(core, id)) setDeactivation(core, id, deactivation);
  }
  if (orphans.length === 0) return;
  core.registrar.write(
    orphans.map((id) => drop(deactivated, id)),
    () => core.log.info(`Dropped what was decided about ${orphans.length} removed agents`),
  );
}

/**
 * An agent whose master restarted at the same address notices only when pings are missing (75 s).
 * A ping that says "you are not connected" makes it register again at once.
 */
function callBack(core: Core, registry: Registry): void {
  let isAnyMissing = false;
  for (const [id, { pid }] of registry.admitted) {
    if (pid === undefined || !core.state.recoveredAgents.has(id)) continue;
    isAnyMissing = true;
    // Another agent may live there by now; it is connected, and is not to be told otherwise.
    if (core.state.agentsByPid.has(pid)) continue;
    core.network.send('slave-observer(0)', pid, PingSlaveMessage, { connected: false });
  }
  if (!isAnyMissing) return;
  core.clock.after(core.options.agentPingTimeoutMs, () => callBack(core, registry));
}

function giveUpMissing(core: Core, total: number): void {
  const { recoveredAgents } = core.state;
  const limit = core.options.recoveryRemovalLimit ?? 1;
  if (recoveredAgents.size > total * limit) {
    core.abort?.(
      `Post-recovery agent removal limit exceeded: of ${total} agents in the registry ${recoveredAgents.size} did not reregister within ${core.options.agentReregisterTimeoutMs / 60_000}mins, more than ${limit * 100}%; find out why, or raise --recovery_agent_removal_limit`,
    );
    return;
  }
  for (const [id, info] of recoveredAgents) {
    core.count('master/recovery_slave_removals');
    core.removals.whenAllowed(() => giveUp(core, id, info));
  }
}

function giveUp(core: Core, id: AgentId, info: AgentInfo): void {
  const { recoveredAgents, unreachableAgents, givingUp, admitting, markingGone } = core.state;
  // It may have come back while it waited, or be just about to.
  if (!recoveredAgents.has(id) || admitting.has(id) || markingGone.has(id)) return;
  core.log.warning(`Agent ${id} (${info.hostname}) did not reregister in time`);
  const sinceMs = core.clock.timestamp();
  givingUp.add(id);
  core.registrar.write(givingUpOf(info, sinceMs), () => {
    givingUp.delete(id);
    // If it comes back while this is written, it is written down as admitted right after.
    recoveredAgents.delete(id);
    forgetAddress(core, id);
    unreachableAgents.set(id, { info, sinceMs });
    core.count('master/slave_removals');
    core.count('master/slave_removals/reason_unhealthy');
    for (const framework of core.state.frameworks.values()) {
      framework.sink?.send({ type: 'FAILURE', failure: { agent_id: { value: id } } });
    }
  });
}
