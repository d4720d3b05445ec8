/**
 * Draining an agent: no more offers, the agent is told to end what runs there, and once nothing is
 * left it is DRAINED and stays without offers until an operator reactivates it, or is gone if that
 * was asked for.
 *
 *   DRAINING  told, at each registration again; tasks and operations whose end is not acknowledged count
 *   DRAINED   nothing is left; only of an agent that is registered can this be said
 */
import { DrainSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { Duration } from '../../../protocol/generated/google.ts';
import type { DrainConfig } from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import { longestNanoseconds } from '../../../protocol/value-ranges.ts';
import { type Outcome, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { machineOf, machineName } from '../maintenance/machine.ts';
import { takesOperations } from '../operations/apply.ts';
import { send } from '../send.ts';
import type { AgentRecord } from '../state.ts';
import { deactivationDecision, isMember } from './deactivation.ts';
import { decideGone } from './gone.ts';

export interface DrainRequest {
  readonly agentId: AgentId;
  readonly maxGracePeriod: Duration | undefined;
  /** It is lost for ever once it is drained. */
  readonly isMarkedGone: boolean;
}

/** DRAIN_AGENT */
export function drainAgent(
  core: Core,
  { agentId, maxGracePeriod, isMarkedGone }: DrainRequest,
  done: (outcome: Outcome) => void,
): void {
  core.decisions.decide(() => {
    const error = findAgentError(core, agentId);
    if (error !== undefined) return refuse(error);
    if (core.state.markingGone.has(agentId)) {
      return refuse('Agent is currently being marked gone', 409);
    }
    const config = configOf(maxGracePeriod, isMarkedGone);
    if (!config.ok) return refuse(config.error);
    const drainInfo = { state: 'DRAINING' as const, config: config.value };
    const drainStartMs = core.clock.timestamp();
    return deactivationDecision(core, agentId, { drainInfo, drainStartMs }, (agent) =>
      pursueDraining(core, agent, { isBack: false }),
    );
  }, done);
}

function findAgentError(core: Core, agentId: AgentId): string | undefined {
  if (!isMember(core, agentId)) return 'Unknown agent';
  const agent = core.state.agents.get(agentId);
  if (agent === undefined) return undefined;
  const machine = machineOf(core.state, agent);
  if (machine !== undefined) {
    return `Agent ${agentId} is part of a maintenance schedule under Machine ${machineName(machine.id)}`;
  }
  if (agent.capabilities.has('AGENT_DRAINING')) return undefined;
  return `Agent ${agentId} is not capable of draining`;
}

function configOf(maxGracePeriod: Duration | undefined, mark_gone: boolean): Result<DrainConfig> {
  if (maxGracePeriod === undefined) return ok({ mark_gone });
  const { seconds = 0, nanos = 0 } = maxGracePeriod;
  const nanoseconds = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
  if (nanoseconds < 0n) return failure("'drain_agent.max_grace_period' must be non-negative");
  if (nanoseconds > longestNanoseconds) {
    return failure(
      `'drain_agent.max_grace_period' must be at most ${longestNanoseconds / 1_000_000_000n} seconds`,
    );
  }
  return ok({ max_grace_period: { nanoseconds }, mark_gone });
}

/** Tells the agent, which may have heard it before; and maybe it is drained already. */
export function pursueDraining(
  core: Core,
  agent: AgentRecord,
  { isBack }: { readonly isBack: boolean },
): void {
  const drainInfo = agent.deactivation?.drainInfo;
  if (drainInfo === undefined) return;
  send(core, agent.pid, DrainSlaveMessage, { config: drainInfo.config });
  // One that has operations tells of them later, in its first update.
  if (!isBack || !takesOperations(agent)) noteEnded(core, agent);
}

/** Something on the agent has ended, or it was heard of what runs there. */
export function noteEnded(core: Core, agent: AgentRecord): void {
  if (!isDrained(core, agent) || agent.isSettling) return;
  agent.isSettling = true;
  const settled = ({ ok: isDecided }: Outcome): void => {
    agent.isSettling = false;
    // It was asked to drain anew meanwhile. Who was refused is just registering, and is looked at then.
    if (isDecided) noteEnded(core, agent);
  };
  core.decisions.decideOwn(() => {
    const { deactivation } = agent;
    const drainInfo = deactivation?.drainInfo;
    if (drainInfo === undefined || !isDrained(core, agent)) return ok(nothing);
    if (drainInfo.config.mark_gone === true) return decideGone(core, agent.id);
    const { config } = drainInfo;
    return deactivationDecision(core, agent.id, {
      drainInfo: { state: 'DRAINED', config },
      drainStartMs: deactivation?.drainStartMs,
    });
  }, settled);
}

const nothing = { changes: [], apply: (): void => undefined };

function isDrained({ state }: Core, agent: AgentRecord): boolean {
  return (
    agent.deactivation?.drainInfo?.state === 'DRAINING' &&
    agent.tasks.size === 0 &&
    agent.operations.size === 0 &&
    !agent.isLeaving &&
    state.agents.get(agent.id) === agent
  );
}
