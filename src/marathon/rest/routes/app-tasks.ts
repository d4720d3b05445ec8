/** Tasks of one app, and of all apps below a group. */
import type { Draft } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { PathId } from '../../model/ids.ts';
import type { Condition, Instance } from '../../model/instance.ts';
import { message, notFound, ok, type Answer, type ApiRequest } from '../answer.ts';
import { changeAnswer, type Api } from '../api.ts';
import { renderTasks } from '../views/tasks.ts';
import { taskTable } from '../views/task-table.ts';
import { groupOf, isBelow } from './path.ts';

type Found = { readonly apps: readonly AppDefinition[] } | { readonly answer: Answer };

function findApps({ core }: Api, id: PathId): Found {
  const { root } = core.groups;
  if (isBelow(id)) {
    const group = groupOf(id);
    if (root.findGroup(group) === undefined) {
      return { answer: notFound(`Group '${group}' does not exist`) };
    }
    return { apps: [...root.runSpecsBelow(group)].filter((spec) => spec.kind === 'app') };
  }
  const app = root.findRunSpec(id);
  if (app?.kind !== 'app') return { answer: notFound(`App '${id}' does not exist`) };
  return { apps: [app] };
}

export function getAppTasks(api: Api, request: ApiRequest, id: PathId): Answer {
  const found = findApps(api, id);
  if ('answer' in found) return found.answer;
  if (wantsText(request)) return ok(taskTable(api.core, found.apps));
  const tasks = found.apps.flatMap(({ id: appId }) =>
    [...api.core.instances.of(appId)].flatMap((instance) => renderTasks(api.core, instance)),
  );
  return ok({ tasks });
}

/** @compat Only who asks for the table by its name, and would not rather have JSON, is given it. */
export function wantsText({ accept }: ApiRequest): boolean {
  const text = wishFor(accept, /^text\/plain$/);
  const json = wishFor(accept, /^(application\/(json|\*)|\*\/\*)$/);
  if (text === undefined) return false;
  return (
    json === undefined ||
    text.quality > json.quality ||
    (text.quality === json.quality && text.at < json.at)
  );
}

function wishFor(
  accept: string,
  type: RegExp,
): { readonly quality: number; readonly at: number } | undefined {
  const wishes = accept
    .toLowerCase()
    .split(',')
    .flatMap((each, at) => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
      const given = parameters.find((part) => part.startsWith('q='))?.slice(2);
      return type.test(name) ? [{ quality: Number(given ?? 1), at }] : [];
    });
  return wishes.find(({ quality }) => quality > 0);
}

export function deleteAppTasks(
  api: Api,
  request: ApiRequest,
  id: PathId,
  taskId: string | undefined,
): Answer | Promise<Answer> {
  const { query } = request;
  const [scale, wipe] = [query.flag('scale'), query.flag('wipe')];
  if (scale && wipe) return message(400, 'You cannot use scale and wipe at the same time.');
  // @compat Of one app only: nobody should end all tasks of a group by a star.
  const app = api.core.groups.root.findRunSpec(id);
  if (app?.kind !== 'app') return notFound(`App '${id}' does not exist`);
  const host = query.text('host');
  const chosen = [...api.core.instances.of(id)].filter(
    (instance) =>
      (host === undefined || host === '*' || instance.agent.host === host) &&
      (taskId === undefined || isNamed(instance, taskId)),
  );
  if (taskId !== undefined && chosen.length === 0) {
    return notFound(`Task '${taskId}' does not exist`);
  }
  return killChosen(api, chosen, {
    scale,
    wipe,
    force: query.flag('force'),
    isOne: taskId !== undefined,
  });
}

export function isNamed({ id, tasks }: Instance, name: string): boolean {
  return id === name || tasks.some(({ taskId }) => taskId === name);
}

export interface KillWishes {
  readonly scale: boolean;
  readonly wipe: boolean;
  readonly force: boolean;
  /** One was asked for by its name. */
  readonly isOne: boolean;
}

export function killChosen(
  api: Api,
  chosen: readonly Instance[],
  { scale, wipe, force, isOne }: KillWishes,
): Answer | Promise<Answer> {
  if (scale) return scaleDown(api, chosen, force);
  const tasks = chosen.flatMap((instance) => renderTasks(api.core, instance));
  const ids = chosen.map(({ id }) => id);
  if (wipe) api.core.killer.kill(ids, 'Decommissioned', 'asked for by a user, with its data');
  else api.core.killer.restart(ids, 'asked for by a user');
  return ok(isOne ? { task: tasks[0] } : { tasks });
}

const active: ReadonlySet<Condition> = new Set([
  'Provisioned',
  'Staging',
  'Starting',
  'Running',
  'Unreachable',
]);

function scaleDown(api: Api, chosen: readonly Instance[], force: boolean): Promise<Answer> {
  const counts = new Map<PathId, number>();
  // What is being killed was taken off already, and what runs nowhere is none of its number.
  const counting = chosen.filter(
    (each) => active.has(each.condition) && !api.core.killer.isKilling(each.id),
  );
  for (const { runSpecId } of counting) counts.set(runSpecId, (counts.get(runSpecId) ?? 0) + 1);
  const build = (draft: Draft): Refusal | undefined => {
    for (const [id, count] of counts) {
      const runSpec = draft.findRunSpec(id);
      if (runSpec === undefined) continue;
      draft.putRunSpec({ ...runSpec, instances: Math.max(0, runSpec.instances - count) });
    }
    return undefined;
  };
  const toKill = chosen.map(({ id }) => id);
  return changeAnswer(api, { groupId: '/', force, build, toKill });
}
