/** GET /master/live: the stream that the web pages follow (feed.ts). */
import { events, type HttpRequest, type HttpResponse } from '../../foundation/http/index.ts';
import { viewedBy } from '../endpoints/viewed.ts';
import type { MasterContext } from '../endpoints/context.ts';
import type { LiveFeed } from './feed.ts';

const lines = 'application/x-ndjson';

export function liveEndpoint(
  context: MasterContext,
  live: LiveFeed,
): (request: HttpRequest) => HttpResponse {
  return ({ principal }) =>
    events(lines, (stream) => live.add(stream, viewedBy(context, principal).view), {
      headers: [['Cache-Control', 'no-store']],
    });
}
