/** /v2/info, /v2/leader, /ping, and what is there for its own sake. */
import { message, ok, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';
import { notAllowed, onlyGet } from './apps.ts';

export function routeInfo(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  return onlyGet(request, () => {
    const leader = api.leader();
    const config = api.info['marathon_config'] as Record<string, unknown>;
    const mesosUrl = api.mesosLeaderUrl();
    return ok({
      ...api.info,
      frameworkId: api.frameworkId() ?? null,
      ...(leader === undefined ? {} : { leader }),
      elected: api.isElected(),
      marathon_config: {
        ...config,
        ...(mesosUrl === undefined ? {} : { mesos_leader_ui_url: mesosUrl }),
      },
    });
  });
}

export function routeLeader(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const leader = api.leader();
  if (leader === undefined) return message(404, 'There is no leader');
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return ok({ leader });
    case 'DELETE':
      // Done silently without, somebody would rely on a backup that is not there.
      if (['backup', 'restore'].some((each) => request.query.text(each) !== undefined)) {
        return message(422, 'There are no backups yet: backup and restore cannot be asked for');
      }
      api.abdicate();
      return message(200, 'Leadership abdicated');
    default:
      return notAllowed();
  }
}

/** @compat Text for who wants text, JSON for who wants that, and nothing for everybody else. */
export function ping({ accept }: ApiRequest): Answer {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  if (accept === '' || accept.includes('text/plain') || accept.includes('*/*')) {
    return ok('pong', headers);
  }
  if (accept.includes('application/json')) {
    return ok('"pong"', { 'Content-Type': 'application/json' });
  }
  if (accept.includes('text/')) return ok('pong', headers);
  return { status: 204 };
}
