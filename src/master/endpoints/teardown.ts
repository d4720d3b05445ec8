/** /teardown: ends a framework and all that it runs. The body is a form with its `frameworkId`. */
import { badRequest, empty, parseQuery, refusal } from '../../foundation/http/index.ts';
import type { EndpointHandler } from '../../manners/index.ts';
import { teardown } from '../core/frameworks/removal.ts';
import type { MasterContext } from './context.ts';

/** An id is far shorter; a form of megabytes would hold everybody else up. */
const longestFormBytes = 64 * 1024;

export function teardownEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return ({ body }) => {
    if (body.length > longestFormBytes) {
      return refusal(413, `The form is too large, expecting at most ${longestFormBytes} bytes`);
    }
    const form = parseQuery(Buffer.from(body).toString());
    if (form === undefined) {
      return badRequest('Unable to decode query string: it has a malformed % escape');
    }
    const frameworkId = form.get('frameworkId');
    if (frameworkId === undefined) {
      return badRequest("Missing 'frameworkId' query parameter in the request body");
    }
    const ended = teardown(core, frameworkId);
    return ended.ok ? empty() : badRequest(ended.error);
  };
}
