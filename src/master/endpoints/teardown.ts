/** /teardown: ends a framework and all that it runs. The body is a form with its `frameworkId`. */
import {
  badRequest,
  empty,
  type HttpRequest,
  type HttpResponse,
  parseQuery,
  refusal,
} from '../../foundation/http/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { EndpointHandler, EndpointOptions } from '../../manners/index.ts';
import { onceOn } from '../../security/authorization.ts';
import { teardown } from '../core/frameworks/removal.ts';
import type { MasterContext } from './context.ts';

type Context = Pick<MasterContext, 'core'>;

/** An id is far shorter; a form of megabytes would hold everybody else up. */
const longestFormBytes = 64 * 1024;

export function teardownAccess({ core }: Context): Pick<EndpointOptions, 'realm' | 'authorize'> {
  return {
    realm: 'readwrite',
    authorize: onceOn('TEARDOWN_FRAMEWORK', (request: HttpRequest) => {
      const id = readFrameworkId(request);
      const framework = id.ok ? core.state.frameworks.get(id.value) : undefined;
      return framework === undefined ? [] : [{ frameworkInfo: framework.info }];
    }),
  };
}

export function teardownEndpoint({ core }: Context): EndpointHandler {
  return (request) => {
    const id = readFrameworkId(request);
    if (!id.ok) return id.error;
    const ended = teardown(core, id.value);
    return ended.ok ? empty() : badRequest(ended.error);
  };
}

function readFrameworkId({ body }: HttpRequest): Result<string, HttpResponse> {
  if (body.length > longestFormBytes) {
    const rule = `The form is too large, expecting at most ${longestFormBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const form = parseQuery(Buffer.from(body).toString());
  if (form === undefined) {
    return failure(badRequest('Unable to decode query string: it has a malformed % escape'));
  }
  const frameworkId = form.get('frameworkId');
  if (frameworkId === undefined) {
    const rule = "Missing 'frameworkId' query parameter in the request body";
    return failure(badRequest(rule));
  }
  return ok(frameworkId);
}
