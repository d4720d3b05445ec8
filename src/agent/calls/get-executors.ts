/** @compat the executors that the agent made for command tasks are shown here, unlike on masters. */
import { forEach } from '../../security/authorization.ts';
import { jsonWithEmptyLists, responseJson } from '../../operator-api/index.ts';
import { Response_GetExecutors } from '../../protocol/generated/agent.ts';
import { type Seen, seenBy } from '../endpoints/viewed.ts';
import type { AgentCall } from './agent-call.ts';

export function executorsOf({ state }: Pick<Seen, 'state'>): Response_GetExecutors {
  const { frameworks, completedFrameworks } = state;
  const all = [...frameworks.values(), ...completedFrameworks];
  return {
    executors: all.flatMap(({ executors }) =>
      [...executors.values()].map(({ info }) => ({ executor_info: info })),
    ),
    completed_executors: all.flatMap(({ completedExecutors }) =>
      completedExecutors.map(({ info }) => ({ executor_info: info })),
    ),
  };
}

export const getExecutors: AgentCall = {
  name: 'GET_EXECUTORS',
  authorize: forEach('VIEW_FRAMEWORK', 'VIEW_EXECUTOR'),
  apply: (api, _call, { http }) => {
    const body = executorsOf(seenBy(api, http.principal));
    return {
      kind: 'message',
      message: { type: 'GET_EXECUTORS', get_executors: body },
      toJson: () => responseJson('GET_EXECUTORS', jsonWithEmptyLists(Response_GetExecutors, body)),
    };
  },
};
