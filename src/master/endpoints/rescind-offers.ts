/**
 * /rescind-offers, which is ours: takes back an offer (`offerId`) or all of an agent (`slaveId`), named in
 * the body as a form. Mesos has no such call; whoever may deactivate an agent, which takes all of its
 * offers back too, may do this lesser thing.
 */
import {
  badRequest,
  type HttpRequest,
  type HttpResponse,
  json,
  parseQuery,
  refusal,
} from '../../foundation/http/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { EndpointHandler, EndpointOptions } from '../../manners/index.ts';
import { once } from '../../security/authorization.ts';
import { type Rescinded, rescindForOperator } from '../core/offers/operator-rescind.ts';
import type { MasterContext } from './context.ts';

/** Ids are far shorter; a form of megabytes would hold everybody else up. */
const longestFormBytes = 64 * 1024;

export const rescindOffersAccess: Pick<EndpointOptions, 'realm' | 'authorize' | 'methods'> = {
  realm: 'readwrite',
  authorize: once('DEACTIVATE_AGENT'),
  methods: ['POST'],
};

export function rescindOffersEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return (request) => {
    const what = readForm(request);
    if (!what.ok) return what.error;
    const rescinded = rescindForOperator(core, what.value);
    return rescinded.ok
      ? json(JSON.stringify({ rescinded: rescinded.value }))
      : refusal(404, rescinded.error);
  };
}

function readForm({ body }: HttpRequest): Result<Rescinded, HttpResponse> {
  if (body.length > longestFormBytes) {
    const rule = `The form is too large, expecting at most ${longestFormBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const form = parseQuery(Buffer.from(body).toString());
  if (form === undefined) {
    return failure(badRequest('Unable to decode query string: it has a malformed % escape'));
  }
  const [offerId, agentId] = [form.get('offerId'), form.get('slaveId')];
  if ((offerId === undefined) === (agentId === undefined)) {
    return failure(badRequest("Expecting either 'offerId' or 'slaveId' in the request body"));
  }
  return ok(
    offerId === undefined ? { kind: 'agent', agentId: agentId! } : { kind: 'offer', offerId },
  );
}
