/** All that the agent answers over HTTP, in one list of routes. */
import { json, serviceUnavailable } from '../../foundation/http/index.ts';
import type { EndpointHandler, EndpointOptions, EndpointRouter } from '../../manners/index.ts';
import {
  agentDialect,
  registerCallEndpoint,
  registerCommonEndpoints,
  registerUnsupportedEndpoints,
} from '../../operator-api/index.ts';
import { forEach, nobodyAsked, onPath } from '../../security/authorization.ts';
import { Call, Response } from '../../protocol/generated/agent.ts';
import { agentCalls, agentJsonCalls } from '../calls/index.ts';
import type { AgentApi } from './agent-api.ts';
import { containersEndpoint, pendingJson, statisticsEndpoint } from './containers.ts';
import { executorApi } from './executor-api.ts';
import { sandboxSource } from './sandboxes.ts';
import { notRecovered, stateEndpoint } from './state.ts';

export type { AgentApi } from './agent-api.ts';

/** `processId` is "slave(1)": the first part of the paths of the agent's own endpoints. */
export function registerAgentEndpoints(
  router: EndpointRouter,
  processId: string,
  api: AgentApi,
): void {
  const own = (path: string, handler: EndpointHandler, options: EndpointOptions): void =>
    router.register(`/${processId}${path}`, handler, options);

  api.files.addSource(sandboxSource(api.agent, api.workDir));
  registerCommonEndpoints(router, processId, api);
  own('/state', (request) => stateEndpoint(api, request), {
    realm: 'readonly',
    authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR', 'VIEW_ROLE', 'VIEW_FLAGS'),
    summary: 'Everything that runs and has run here.',
  });
  own('/containers', (request) => containersEndpoint(api, request), {
    realm: 'readonly',
    authorize: onPath('/containers', 'VIEW_CONTAINER'),
    summary: 'Containers of executors with status and statistics; `container_id` for one.',
  });
  own('/monitor/statistics', () => statisticsEndpoint(api), {
    realm: 'readonly',
    authorize: onPath('/monitor/statistics'),
    summary: 'What the containers of executors use.',
  });
  own('/containerizer/debug', () => json(pendingJson(api)), {
    realm: 'readonly',
    authorize: onPath('/containerizer/debug'),
    summary: 'What the containerizer has begun and not ended.',
  });
  own('/api/v1/executor', (request) => executorApi(api, request), {
    realm: 'executor',
    authorize: nobodyAsked('the claims are compared with who speaks, in core/calls/door.ts'),
    methods: ['POST'],
    summary: 'The v1 executor API, for custom executors.',
  });
  registerCallEndpoint(router, `/${processId}/api/v1`, {
    callType: Call,
    responseType: Response,
    dialect: agentDialect,
    calls: agentCalls,
    jsonCalls: agentJsonCalls,
    context: api,
    authorizer: api.agent.core.authorizer,
    route: {
      guard: () =>
        api.agent.core.state.phase === 'recovering' ? serviceUnavailable(notRecovered) : undefined,
    },
  });
  registerUnsupportedEndpoints(router, [`/${processId}/api/v1/resource_provider`]);
}
