/** /v2/tasks: all tasks, killing some of them by name, and what they say and use. */
import { readTaskIds } from '../../definitions/read-group.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { Instance } from '../../model/instance.ts';
import { message, ok, refusalAnswer, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';
import { isStaged } from '../views/apps.ts';
import { taskTable } from '../views/task-table.ts';
import { renderTasks } from '../views/tasks.ts';
import { isNamed, killChosen, wantsText } from './app-tasks.ts';
import { notAllowed, onlyGet } from './apps.ts';
import { taskOutput } from './task-output.ts';
import { tasksUse } from './task-use.ts';

export function routeTasks(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  if (request.path === '/v2/tasks') return onlyGet(request, () => listTasks(api, request));
  if (request.path === '/v2/tasks/delete') {
    return request.method === 'POST' ? deleteTasks(api, request) : notAllowed();
  }
  if (request.path === '/v2/tasks/use') return onlyGet(request, () => tasksUse(api, request));
  const [, taskId] = /^\/v2\/tasks\/([^/]+)\/output$/.exec(request.path) ?? [];
  if (taskId !== undefined) return onlyGet(request, () => taskOutput(api, request, taskId));
  return message(404, `URI not found: ${request.path}`);
}

function listTasks({ core }: Api, request: ApiRequest): Answer {
  const { query } = request;
  const apps = [...core.groups.root.runSpecsBelow('/')].filter(
    (spec): spec is AppDefinition => spec.kind === 'app',
  );
  if (wantsText(request)) return ok(taskTable(core, apps));
  // @compat Others are as good as not given.
  const wanted = [...query.all('status'), ...query.all('status[]')]
    .map((each) => each.toLowerCase())
    .filter((each) => each === 'running' || each === 'staging');
  const tasks = apps.flatMap(({ id }) =>
    [...core.instances.of(id)]
      .filter((instance) => isWanted(instance, wanted))
      .flatMap((instance) => renderTasks(core, instance)),
  );
  return ok({ tasks });
}

function isWanted(instance: Instance, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  if (wanted.includes('running') && instance.condition === 'Running') return true;
  return wanted.includes('staging') && isStaged(instance);
}

function deleteTasks(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const { query } = request;
  const [scale, wipe] = [query.flag('scale'), query.flag('wipe')];
  if (scale && wipe) return message(400, 'You cannot use scale and wipe at the same time.');
  const read = readTaskIds(request.body);
  if (!read.ok) return refusalAnswer(read.error);
  const { instances } = api.core;
  const chosen = new Set<Instance>();
  for (const id of read.value) {
    const found = instances.findByTask(id) ?? instances.find(id);
    if (found !== undefined && isNamed(found, id)) chosen.add(found);
    else if (!/^.+\..+$/.test(id)) return message(400, `Invalid task id '${id}'`);
  }
  const wishes = { scale, wipe, force: query.flag('force'), isOne: false };
  return killChosen(api, [...chosen], wishes);
}
