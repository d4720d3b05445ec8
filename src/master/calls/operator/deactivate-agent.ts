/** DEACTIVATE_AGENT: no more offers of the agent; what runs there runs on. */
import { once } from '../../../security/authorization.ts';
import { deactivateAgent as decide } from '../../core/agents/deactivation.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const deactivateAgent: MasterCall = {
  name: 'DEACTIVATE_AGENT',
  authorize: once('DEACTIVATE_AGENT'),
  needsBody: true,
  apply: ({ core }, call) =>
    answerOutcome((done) => decide(core, call.deactivate_agent!.agent_id.value, done)),
};
