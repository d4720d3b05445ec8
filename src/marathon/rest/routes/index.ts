/** Which path leads where. */
import { message, ok, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';
import { ping, routeInfo, routeLeader } from './about.ts';
import { onlyGet, routeApps } from './apps.ts';
import { routeDeployments } from './deployments.ts';
import { routeFit } from './fit.ts';
import { routeGroups } from './groups.ts';
import { routePods } from './pods.ts';
import { routeQueue } from './queue.ts';
import { options, systemRoutes } from './system.ts';
import { routeTasks } from './tasks.ts';

type Route = (api: Api, request: ApiRequest) => Answer | Promise<Answer>;

/** By the second part of the path. */
const v2: Readonly<Record<string, Route>> = {
  apps: routeApps,
  groups: routeGroups,
  pods: routePods,
  tasks: routeTasks,
  deployments: routeDeployments,
  queue: routeQueue,
  fit: routeFit,
  info: routeInfo,
  leader: routeLeader,
  plugins: (_api, request) =>
    request.path === '/v2/plugins'
      ? onlyGet(request, () => ok({ plugins: [] }))
      : message(404, `No plugin with this pluginId: ${request.path.split('/')[3] ?? ''}`),
};

export function route(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  if (request.method === 'OPTIONS') return options(request);
  const [, first, second = ''] = request.path.split('/');
  if (request.path === '/ping') return ping(request);
  // A pod's status and its like are asked for with "::" behind the word.
  const word = second.split('::')[0]!;
  const found = first === 'v2' && Object.hasOwn(v2, word) ? v2[word] : undefined;
  const system = Object.hasOwn(systemRoutes, request.path) ? systemRoutes[request.path] : undefined;
  return (found ?? system)?.(api, request) ?? message(404, `URI not found: ${request.path}`);
}
