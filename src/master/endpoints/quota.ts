/** /quota: GET lists quotas, POST sets one in the older form, DELETE /quota/<role> takes one away. */
import { badRequest, json, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import type { EndpointHandler, EndpointRequest } from '../../manners/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { QuotaRequest, QuotaStatus } from '../../protocol/generated/quota.ts';
import type { Core } from '../core/environment.ts';
import { quotaStatus } from '../core/quota/quota.ts';
import { removeQuota, setQuotaOnce } from '../core/quota/update.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';
import { shownBody } from './shown-body.ts';

export function quotaEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return (request) => {
    switch (request.method) {
      case 'POST':
        return set(core, request.body);
      case 'DELETE':
        return remove(core, request);
      default:
        return json(QuotaStatus.toJson(quotaStatus(core.state.quotas)));
    }
  };
}

/** Reading a body holds everybody else up; a hundred resources need a tenth of it. */
const longestBodyBytes = 256 * 1024;

function set(core: Core, body: Uint8Array): HttpResponse | Promise<HttpResponse> {
  if (body.length > longestBodyBytes) {
    return refusal(413, `The quota is too large, expecting at most ${longestBodyBytes} bytes`);
  }
  const request = parseQuotaRequest(body);
  if (!request.ok) return badRequest(request.error);
  return answerOutcome((done) => setQuotaOnce(core, request.value, done));
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
  const role = rest.replace(/^\/+/, '');
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
