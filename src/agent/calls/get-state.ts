/** Tasks, executors and frameworks at one moment. */
import { forEach } from '../../security/authorization.ts';
import { jsonWithEmptyLists, objectJson, responseJson } from '../../operator-api/index.ts';
import {
  Response_GetExecutors,
  Response_GetFrameworks,
  Response_GetTasks,
} from '../../protocol/generated/agent.ts';
import { seenBy } from '../endpoints/viewed.ts';
import type { AgentCall } from './agent-call.ts';
import { executorsOf } from './get-executors.ts';
import { frameworksOf } from './get-frameworks.ts';
import { tasksOf } from './get-tasks.ts';

export const getState: AgentCall = {
  name: 'GET_STATE',
  authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR'),
  apply: (api, _call, { http }) => {
    const seen = seenBy(api, http.principal);
    const tasks = tasksOf(seen);
    const executors = executorsOf(seen);
    const frameworks = frameworksOf(seen);
    const body = { get_tasks: tasks, get_executors: executors, get_frameworks: frameworks };
    return {
      kind: 'message',
      message: { type: 'GET_STATE', get_state: body },
      toJson: () =>
        responseJson(
          'GET_STATE',
          objectJson([
            ['get_tasks', jsonWithEmptyLists(Response_GetTasks, tasks)],
            ['get_executors', jsonWithEmptyLists(Response_GetExecutors, executors)],
            ['get_frameworks', jsonWithEmptyLists(Response_GetFrameworks, frameworks)],
          ]),
        ),
    };
  },
};
