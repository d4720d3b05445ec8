/**
 * Whether an agent is still there. It is pinged at once when it registers and then every
 * --agent_ping_timeout; after --max_agent_ping_timeouts pings in a row without a pong it counts as
 * unreachable. A partitioned agent finds out by itself: it hears no pings.
 */
import {
  type MasterSlaveConnection,
  PingSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { Pid } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord } from '../state.ts';
import { notePong } from './doubts.ts';
import { notePongOfLast } from './last-addresses.ts';
import { stopPinging } from './pings.ts';
import { markUnreachable } from './removal.ts';

/** What an agent is told at registration: silence for this long means the master lost it. */
export function connectionTerms(core: Core): MasterSlaveConnection {
  const { agentPingTimeoutMs, maxAgentPingTimeouts } = core.options;
  return { total_ping_timeout_seconds: (agentPingTimeoutMs * maxAgentPingTimeouts) / 1000 };
}

export function startPinging(core: Core, agent: AgentRecord): void {
  stopPinging(agent);
  spare(core, agent);
  ping(core, agent);
}

export function receivePong(core: Core, pid: Pid): void {
  const agent = core.state.agentsByPid.get(pid);
  if (agent === undefined) return notePongOfLast(core, pid);
  spare(core, agent);
  notePong(core, agent);
}

function ping(core: Core, agent: AgentRecord): void {
  const { liveness } = agent;
  // Another agent may have its address by now; that one would take the ping for its own.
  if (core.state.agentsByPid.get(agent.pid) === agent) {
    const { isConnected: connected } = agent;
    core.network.send(liveness.observerId, agent.pid, PingSlaveMessage, { connected });
  }
  liveness.missedPings++;
  liveness.timer = core.clock.after(core.options.agentPingTimeoutMs, () => {
    if (agent.isRemoved) return;
    if (liveness.missedPings < core.options.maxAgentPingTimeouts) ping(core, agent);
    else giveUp(core, agent);
  });
}

/** In its turn, when --agent_removal_rate_limit says so. Until then a pong still saves it. */
function giveUp(core: Core, agent: AgentRecord): void {
  const { liveness } = agent;
  // Pings go on while it waits.
  ping(core, agent);
  if (liveness.cancelGivingUp !== undefined) return;
  core.count('master/slave_unreachable_scheduled');
  liveness.cancelGivingUp = core.removals.whenAllowed(() => {
    liveness.cancelGivingUp = undefined;
    if (agent.isRemoved) return;
    core.count('master/slave_unreachable_completed');
    markUnreachable(core, agent, 'health check timed out');
  });
}

function spare(core: Core, agent: AgentRecord): void {
  const { liveness } = agent;
  liveness.missedPings = 0;
  if (liveness.cancelGivingUp === undefined) return;
  liveness.cancelGivingUp();
  liveness.cancelGivingUp = undefined;
  core.count('master/slave_unreachable_canceled');
}
