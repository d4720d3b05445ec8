/** /quota: GET lists quotas, POST sets one in the older form, DELETE /quota/<role> takes one away. */
import { badRequest, json, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { EndpointHandler, EndpointOptions, EndpointRequest } from '../../manners/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { QuotaRequest, QuotaStatus } from '../../protocol/generated/quota.ts';
import { forEach, onceOn } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import type { Core } from '../core/environment.ts';
import { askedInfo, infoOf, quotaStatus } from '../core/quota/quota.ts';
import { removeQuota, setQuotaOnce } from '../core/quota/update.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';
import { shownBody } from './shown-body.ts';

export function quotaAccess({
  core,
}: Pick<MasterContext, 'core'>): Pick<EndpointOptions, 'realm' | 'authorize' | 'methods'> {
  return {
    // @compat for GET too.
    realm: 'readwrite',
    methods: ['GET', 'POST', 'DELETE'],
    authorize: {
      GET: forEach('GET_QUOTA'),
      POST: onceOn('UPDATE_QUOTA', (request: EndpointRequest) => {
        const asked = readRequest(request);
        return asked.ok ? [{ quotaInfo: askedInfo(asked.value) }] : [];
      }),
      DELETE: onceOn('UPDATE_QUOTA', ({ rest }: EndpointRequest) => {
        const quota = core.state.quotas.get(roleIn(rest));
        return quota === undefined ? [] : [{ quotaInfo: infoOf(roleIn(rest), quota) }];
      }),
    },
  };
}

export function quotaEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return (request) => {
    switch (request.method) {
      case 'POST':
        return set(core, request);
      case 'DELETE':
        return remove(core, request);
      default: {
        const view = new View(core.authorizer, request.principal);
        return json(QuotaStatus.toJson(quotaStatus(core.state.quotas, view)));
      }
    }
  };
}

/** Reading a body holds everybody else up; a hundred resources need a tenth of it. */
const longestBodyBytes = 256 * 1024;

function set(core: Core, request: EndpointRequest): HttpResponse | Promise<HttpResponse> {
  const asked = readRequest(request);
  if (!asked.ok) return asked.error;
  return answerOutcome((done) => setQuotaOnce(core, asked.value, done));
}

function readRequest({ body }: EndpointRequest): Result<QuotaRequest, HttpResponse> {
  if (body.length > longestBodyBytes) {
    const rule = `The quota is too large, expecting at most ${longestBodyBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const request = parseQuotaRequest(body);
  return request.ok ? request : failure(badRequest(request.error));
}

function roleIn(rest: string): string {
  return rest.replace(/^\/+/, '');
}

function parseQuotaRequest(body: Uint8Array): Result<QuotaRequest> {
  const unparsed = (why: string): Result<never> =>
    failure(`Failed to parse set quota request JSON '${shownBody(body)}': ${why}`);
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return unparsed(parsed.error);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unparsed('Unexpected JSON type parsed');
  }
  try {
    return ok(QuotaRequest.fromJson(value));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(
      `Failed to validate set quota request JSON '${shownBody(body)}': ${error.message}`,
    );
  }
}

function remove(
  core: Core,
  { route, rest }: EndpointRequest,
): Promise<HttpResponse> | HttpResponse {
  const path = route + rest;
  const role = roleIn(rest);
  if (role === '') {
    return badRequest(
      `Failed to parse remove quota request for path '${path}': expected 3 tokens, found 2 tokens`,
    );
  }
  if (core.options.rolesWhitelist?.has(role) === false) {
    return badRequest(
      `Failed to validate remove quota request for path '${path}': Unknown role '${role}'`,
    );
  }
  const refused = `Failed to remove quota for path '${path}'`;
  return answerOutcome((done) => removeQuota(core, { role, refused }, done));
}
