/** All that the agent answers over HTTP, in one list of routes. */
import { serviceUnavailable, type Handler, type Router } from '../../foundation/http/index.ts';
import {
  agentDialect,
  registerCallEndpoint,
  registerCommonEndpoints,
} from '../../operator-api/index.ts';
import { Call, Response } from '../../protocol/generated/agent.ts';
import { agentCalls } from '../calls/index.ts';
import type { AgentApi } from './agent-api.ts';
import { containersEndpoint, statisticsEndpoint } from './containers.ts';
import { executorApi } from './executor-api.ts';
import { sandboxSource } from './sandboxes.ts';
import { notRecovered, stateEndpoint } from './state.ts';

export type { AgentApi } from './agent-api.ts';

/** `processId` is "slave(1)": the first part of the paths of the agent's own endpoints. */
export function registerAgentEndpoints(router: Router, processId: string, api: AgentApi): void {
  const own = (path: string, handler: Handler, methods?: readonly string[]): void =>
    router.register(`/${processId}${path}`, handler, methods === undefined ? {} : { methods });

  api.files.addSource(sandboxSource(api.core, api.workDir));
  registerCommonEndpoints(router, processId, api);
  own('/state', () => stateEndpoint(api));
  own('/containers', (request) => containersEndpoint(api, request));
  own('/monitor/statistics', () => statisticsEndpoint(api));
  own('/api/v1/executor', (request) => executorApi(api, request), ['POST']);
  registerCallEndpoint(router, `/${processId}/api/v1`, {
    callType: Call,
    responseType: Response,
    dialect: agentDialect,
    calls: agentCalls,
    context: api,
    findUnavailability: () =>
      api.core.agent.state === 'recovering' ? serviceUnavailable(notRecovered) : undefined,
  });
}
