/** What a call of the agent's operator API is: one file in this folder exports one of these. */
import type { OperatorCall } from '../../operator-api/index.ts';
import type { Call, Response } from '../../protocol/generated/agent.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';

export type AgentCall = OperatorCall<Call, Response, AgentApi>;
