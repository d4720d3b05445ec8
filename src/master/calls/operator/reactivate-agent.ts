/** REACTIVATE_AGENT: offers of the agent are made again; its draining is over. */
import { once } from '../../../security/authorization.ts';
import { reactivateAgent as decide } from '../../core/agents/deactivation.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const reactivateAgent: MasterCall = {
  name: 'REACTIVATE_AGENT',
  authorize: once('REACTIVATE_AGENT'),
  needsBody: true,
  apply: ({ core }, call) =>
    answerOutcome((done) => decide(core, call.reactivate_agent!.agent_id.value, done)),
};
