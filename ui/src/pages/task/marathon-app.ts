/**
 * Which app of a Marathon a task is of. Marathon makes ids of tasks out of the app's path with "_" in
 * place of "/", which no name of an app has, and serves its pages at /ui/ of the page that it tells.
 */
import type { Framework } from '../../live/model.ts';

const idOfTask = /^([a-z0-9][a-z0-9._-]*?)\.(?:instance-|marathon-)?[0-9a-f]{8}-[0-9a-f-]{20,}/;

export function marathonApp(
  { name, webuiUrl }: Pick<Framework, 'name' | 'webuiUrl'>,
  taskId: string,
): { readonly id: string; readonly address: string } | undefined {
  const path = idOfTask.exec(taskId)?.[1];
  if (path === undefined || !/marathon/i.test(name) || !/^https?:\/\//i.test(webuiUrl))
    return undefined;
  const id = `/${path.replaceAll('_', '/')}`;
  const base = webuiUrl.replace(/#.*$/, '').replace(/\/(?:ui\/?)?$/, '');
  return { id, address: `${base}/ui/#/apps/${encodeURIComponent(id)}` };
}
