/** /v2/queue */
import { message, notFound, ok, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';
import { renderEntry } from '../views/queue.ts';
import { notAllowed, onlyGet } from './apps.ts';

export function routeQueue(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const { core } = api;
  if (request.path === '/v2/queue') {
    const withOffers = request.query.all('embed').includes('lastUnusedOffers');
    return onlyGet(request, () =>
      ok({ queue: [...core.queue.entries()].map((each) => renderEntry(core, each, withOffers)) }),
    );
  }
  const found = /^\/v2\/queue(\/.+)\/delay$/.exec(request.path);
  if (found === null) return message(404, `URI not found: ${request.path}`);
  if (request.method !== 'DELETE') return notAllowed();
  const id = found[1]!;
  if (core.queue.resetDelay(id)) return { status: 204 };
  return notFound(`Application ${id} not found in tasks queue.`);
}
