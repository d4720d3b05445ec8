/**
 * Agents of which an operator wants no offers: deactivated until further notice, or drained, that is
 * until what runs there has ended. It is written beside the agent's own entry, so that whatever becomes
 * of the agent meanwhile (it restarts, is given up, comes back) does not touch it.
 *
 * Invariant: a registered agent's `deactivation` is that of `state.deactivations`; the allocator makes no
 * offers of it, and there are none.
 */
import type { AgentId } from '../../../protocol/ids.ts';
import { ok, type Result } from '../../../foundation/result.ts';
import { type Decision, type Outcome, type Refusal, refuse } from '../decisions.ts';
import type { Core } from '../environment.ts';
import { removeInverseOffers } from '../maintenance/inverse-offers.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type Deactivation, deactivated, drop } from '../registry-kinds.ts';
import { type AgentRecord, touch } from '../state.ts';
import { deactivationChange } from './registry-changes.ts';

type Done = (outcome: Outcome) => void;

/** DEACTIVATE_AGENT: what runs there runs on. */
export function deactivateAgent(core: Core, agentId: AgentId, done: Done): void {
  core.decisions.decide(() => {
    if (!isMember(core, agentId)) return refuse('Unknown agent');
    const now = core.state.deactivations.get(agentId) ?? {
      drainInfo: undefined,
      drainStartMs: undefined,
    };
    return deactivationDecision(core, agentId, now);
  }, done);
}

/** REACTIVATE_AGENT: also of one that is drained, whose draining is over then. */
export function reactivateAgent(core: Core, agentId: AgentId, done: Done): void {
  core.decisions.decide(() => {
    const deactivation = core.state.deactivations.get(agentId);
    if (deactivation === undefined) return refuse('Agent is not deactivated');
    if (deactivation.drainInfo?.state === 'DRAINING') {
      return refuse('Agent is still in the DRAINING state');
    }
    if (!core.state.agents.has(agentId)) {
      return refuse('Agent is not registered; it can be reactivated when it is back', 409);
    }
    const apply = (): void => {
      core.log.info(`Reactivated agent ${agentId}`);
      setDeactivation(core, agentId, undefined);
      const agent = core.state.agents.get(agentId);
      if (agent?.isConnected === true) core.allocator.activateAgent(agentId);
    };
    return ok({ changes: [drop(deactivated, agentId)], apply });
  }, done);
}

/** Of the cluster, wherever it is by now. */
export function isMember({ state }: Core, agentId: AgentId): boolean {
  return (
    state.agents.has(agentId) ||
    state.recoveredAgents.has(agentId) ||
    state.unreachableAgents.has(agentId)
  );
}

export function deactivationDecision(
  core: Core,
  agentId: AgentId,
  deactivation: Deactivation,
  then: (agent: AgentRecord) => void = () => undefined,
): Result<Decision, Refusal> {
  const apply = (): void => {
    // It may have been removed meanwhile; the entry is dropped at the next start.
    if (!isMember(core, agentId)) return;
    const word = deactivation.drainInfo?.state.toLowerCase() ?? 'deactivated';
    core.log.info(`Agent ${agentId} is ${word}`);
    setDeactivation(core, agentId, deactivation);
    const agent = core.state.agents.get(agentId);
    if (agent !== undefined) then(agent);
  };
  return ok({ changes: [deactivationChange(agentId, deactivation)], apply });
}

/** Undefined: offers may be made again. */
export function setDeactivation(
  core: Core,
  agentId: AgentId,
  deactivation: Deactivation | undefined,
): void {
  if (deactivation === undefined) core.state.deactivations.delete(agentId);
  else core.state.deactivations.set(agentId, deactivation);
  const agent = core.state.agents.get(agentId);
  if (agent === undefined) return;
  agent.deactivation = deactivation;
  touch(agent);
  if (deactivation !== undefined) withholdOffers(core, agent);
}

/** Called whenever the allocator may think that it can offer the agent. */
export function withholdOffers(core: Core, agent: AgentRecord): void {
  if (agent.deactivation === undefined) return;
  const isDraining = agent.deactivation.drainInfo !== undefined;
  core.allocator.deactivateAgent(agent.id, isDraining ? 'draining' : 'deactivated');
  removeOffersOf(core, agent.offers, 'rescind');
  removeInverseOffers(core, agent.inverseOffers, 'rescind');
}

/** It is registered, its connection stands, and no operator keeps it from being offered. */
export function isActive(agent: AgentRecord): boolean {
  return agent.isConnected && agent.deactivation === undefined;
}
