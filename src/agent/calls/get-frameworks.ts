/** Frameworks that have something here, and those that had. */
import { forEach } from '../../security/authorization.ts';
import { jsonWithEmptyLists, responseJson } from '../../operator-api/index.ts';
import { Response_GetFrameworks } from '../../protocol/generated/agent.ts';
import { type Seen, seenBy } from '../endpoints/viewed.ts';
import type { AgentCall } from './agent-call.ts';

export function frameworksOf({ state }: Pick<Seen, 'state'>): Response_GetFrameworks {
  const { frameworks, completedFrameworks } = state;
  return {
    frameworks: [...frameworks.values()].map(({ info }) => ({ framework_info: info })),
    completed_frameworks: completedFrameworks.map(({ info }) => ({ framework_info: info })),
  };
}

export const getFrameworks: AgentCall = {
  name: 'GET_FRAMEWORKS',
  authorize: forEach('VIEW_FRAMEWORK'),
  apply: (api, _call, { http }) => {
    const body = frameworksOf(seenBy(api, http.principal));
    return {
      kind: 'message',
      message: { type: 'GET_FRAMEWORKS', get_frameworks: body },
      toJson: () =>
        responseJson('GET_FRAMEWORKS', jsonWithEmptyLists(Response_GetFrameworks, body)),
    };
  },
};
