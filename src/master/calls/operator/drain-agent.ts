/** DRAIN_AGENT: no more offers of the agent, and what runs there is to end. */
import { drainAgent as drain } from '../../core/agents/draining.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

/** @compat who may drain agents may not make them gone. */
const authorize: MasterCall['authorize'] = {
  asked: 'once',
  actions: ['DRAIN_AGENT', 'MARK_AGENT_GONE'],
  demandsOf: ({ call }) => {
    const isMarkedGone = call.drain_agent!.mark_gone === true;
    const demands = [{ action: 'DRAIN_AGENT' as const }];
    return isMarkedGone ? [...demands, { action: 'MARK_AGENT_GONE' as const }] : demands;
  },
};

export const drainAgent: MasterCall = {
  name: 'DRAIN_AGENT',
  authorize,
  needsBody: true,
  apply: ({ core }, call) => {
    const { agent_id, max_grace_period: maxGracePeriod, mark_gone } = call.drain_agent!;
    const request = { agentId: agent_id.value, maxGracePeriod, isMarkedGone: mark_gone === true };
    return answerOutcome((done) => drain(core, request, done));
  },
};
