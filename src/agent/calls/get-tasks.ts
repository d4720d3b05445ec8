/** Tasks by how far they have come; the five lists are written even when they are empty. */
import { forEach } from '../../security/authorization.ts';
import { jsonWithEmptyLists, responseJson } from '../../operator-api/index.ts';
import { Response_GetTasks } from '../../protocol/generated/agent.ts';
import type { FrameworkRecord } from '../core/state.ts';
import { ownedTask } from '../core/updates/status-updates.ts';
import { type Seen, seenBy } from '../endpoints/viewed.ts';
import type { AgentCall } from './agent-call.ts';

export function tasksOf({ state }: Pick<Seen, 'state'>): Required<Response_GetTasks> {
  const tasks: Required<Response_GetTasks> = {
    pending_tasks: [],
    queued_tasks: [],
    launched_tasks: [],
    terminated_tasks: [],
    completed_tasks: [],
  };
  const { frameworks, completedFrameworks } = state;
  for (const framework of [...frameworks.values(), ...completedFrameworks]) {
    addTasks(tasks, framework);
  }
  return tasks;
}

/** Of a framework that was removed, tasks stay where their last update found them. */
function addTasks(tasks: Required<Response_GetTasks>, framework: FrameworkRecord): void {
  for (const executor of [...framework.executors.values(), ...framework.completedExecutors]) {
    for (const info of executor.queued.values()) {
      tasks.queued_tasks.push(ownedTask(executor, info));
    }
    tasks.launched_tasks.push(...executor.launched.values());
    tasks.terminated_tasks.push(...executor.terminated.values());
    tasks.completed_tasks.push(...executor.completed);
  }
}

export const getTasks: AgentCall = {
  name: 'GET_TASKS',
  authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR'),
  apply: (api, _call, { http }) => {
    const body = tasksOf(seenBy(api, http.principal));
    return {
      kind: 'message',
      message: { type: 'GET_TASKS', get_tasks: body },
      toJson: () => responseJson('GET_TASKS', jsonWithEmptyLists(Response_GetTasks, body)),
    };
  },
};
