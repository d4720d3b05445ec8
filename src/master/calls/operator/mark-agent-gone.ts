/** MARK_AGENT_GONE: the agent is lost for ever, and all that it ran. */
import { once } from '../../../security/authorization.ts';
import { markAgentGone as decide } from '../../core/agents/gone.ts';
import { answerOutcome } from '../../endpoints/outcome.ts';
import type { MasterCall } from './call.ts';

export const markAgentGone: MasterCall = {
  name: 'MARK_AGENT_GONE',
  authorize: once('MARK_AGENT_GONE'),
  needsBody: true,
  apply: ({ core }, call) =>
    answerOutcome((done) => decide(core, call.mark_agent_gone!.agent_id.value, done)),
};
