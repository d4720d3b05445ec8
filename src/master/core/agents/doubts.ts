/**
 * Anybody can say that an agent is somewhere else now, or that another one has its address. Before
 * an agent that is registered loses its place because of such words, its address is asked with a
 * ping, and whoever claims the place waits; it repeats its claim anyway.
 *
 *   elsewhere     somebody comes with the agent's id from another port. A pong from the known address
 *                 proves that the agent is where it was. A connection that is refused or breaks, or
 *                 silence for --agent_ping_timeout, and the newcomer is believed.
 *   same address  somebody comes with another id, or none, from the agent's own address. A ping that
 *                 says "you are not connected" makes the agent register again, which proves that it
 *                 is there. A pong and no registration proves that somebody else is. Silence proves
 *                 nothing: the newcomer would have answered too.
 */
import { PingSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, Doubt } from '../state.ts';

type Kind = Doubt['kind'];

/** Agents register again within a second, by default; some of their messages may get lost. */
export const identityMs = 5_000;

/** For so long after its last proof an agent is not asked again: strangers may ask every time. */
function restMs(core: Core, kind: Kind): number {
  return kind === 'elsewhere' ? 1_000 : core.options.agentPingTimeoutMs;
}

/** Calls `onGone`, later, if the agent is not there any more; one question is asked at a time. */
export function doubt(core: Core, agent: AgentRecord, kind: Kind, onGone: () => void): void {
  const { clock, network, options } = core;
  if (agent.doubt !== undefined) return;
  if (agent.provenMs !== undefined && clock.now() < agent.provenMs + restMs(core, kind)) return;
  const timeoutMs = kind === 'elsewhere' ? options.agentPingTimeoutMs : identityMs;
  const timer = clock.after(timeoutMs, () => {
    const isGone = kind === 'elsewhere' || asked.hasPonged;
    if (agent.doubt === asked) settle(agent, isGone);
  });
  const asked: Doubt = { kind, timer, onGone, hasPonged: false };
  agent.doubt = asked;
  core.log.info(`Asking agent ${agent.id} at ${agent.pid} whether it is still there`);
  if (!agent.isConnected && kind === 'elsewhere') {
    network.link(agent.pid, () => {
      if (agent.doubt === asked) settle(agent, true);
    });
  }
  const connected = kind === 'elsewhere' && agent.isConnected;
  network.send(agent.liveness.observerId, agent.pid, PingSlaveMessage, { connected });
}

/** Its address answered a ping. */
export function notePong(core: Core, agent: AgentRecord): void {
  if (agent.doubt === undefined) return;
  agent.doubt.hasPonged = true;
  if (agent.doubt.kind === 'elsewhere') prove(core, agent);
}

/** It is where it was, beyond doubt. */
export function prove(core: Core, agent: AgentRecord): void {
  agent.provenMs = core.clock.now();
  if (agent.doubt !== undefined) settle(agent, false);
}

/** Its connection broke. Of its address that says nothing: a newcomer has the same. */
export function noteBroken(agent: AgentRecord): void {
  agent.provenMs = undefined;
  if (agent.doubt?.kind === 'elsewhere') settle(agent, true);
}

/** It goes for other reasons. */
export function dropDoubt(agent: AgentRecord): void {
  if (agent.doubt !== undefined) settle(agent, false);
}

function settle(agent: AgentRecord, isGone: boolean): void {
  const { timer, onGone } = agent.doubt!;
  agent.doubt = undefined;
  timer.cancel();
  if (isGone) onGone();
}
