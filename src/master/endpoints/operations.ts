/**
 * /reserve, /unreserve, /create-volumes and /destroy-volumes: forms with the agent as `slaveId` and a
 * JSON array of resources, which is named `resources` or `volumes`.
 */
import { badRequest, parseQuery, refusal } from '../../foundation/http/index.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { EndpointHandler } from '../../manners/index.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { type Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import { answerOperation } from '../calls/operator/operation-call.ts';
import type { ConvertingType } from '../core/operations/operation-resources.ts';
import type { MasterContext } from './context.ts';

/** As many resources as may come at once need a tenth of it. */
const longestFormBytes = 1024 * 1024;

export interface OperationForm {
  readonly type: ConvertingType;
  /** What the list of resources is called. */
  readonly list: 'resources' | 'volumes';
  readonly operationOf: (resources: Resource[], source: Resource[]) => Offer_Operation;
}

export const reserveForm: OperationForm = {
  type: 'RESERVE',
  list: 'resources',
  operationOf: (resources, source) => ({ type: 'RESERVE', reserve: { resources, source } }),
};

export const unreserveForm: OperationForm = {
  type: 'UNRESERVE',
  list: 'resources',
  operationOf: (resources) => ({ type: 'UNRESERVE', unreserve: { resources } }),
};

export const createVolumesForm: OperationForm = {
  type: 'CREATE',
  list: 'volumes',
  operationOf: (volumes) => ({ type: 'CREATE', create: { volumes } }),
};

export const destroyVolumesForm: OperationForm = {
  type: 'DESTROY',
  list: 'volumes',
  operationOf: (volumes) => ({ type: 'DESTROY', destroy: { volumes } }),
};

export function operationEndpoint(
  { core }: Pick<MasterContext, 'core'>,
  { type, list, operationOf }: OperationForm,
): EndpointHandler {
  return (request) => {
    if (request.body.length > longestFormBytes) {
      return refusal(413, `The form is too large, expecting at most ${longestFormBytes} bytes`);
    }
    const form = parseQuery(Buffer.from(request.body).toString());
    if (form === undefined) {
      return badRequest('Unable to decode query string: it has a malformed % escape');
    }
    const agentId = form.get('slaveId');
    if (agentId === undefined) return badRequest(missing('slaveId'));
    const resources = readResources(form, list);
    if (!resources.ok) return badRequest(resources.error);
    const isReserving = type === 'RESERVE' && form.has('source');
    const source = isReserving ? readResources(form, 'source') : ok([]);
    if (!source.ok) return badRequest(source.error);
    const operation = operationOf(resources.value, source.value);
    return answerOperation(core, request, { agentId, operation, type });
  };
}

function missing(field: string): string {
  return `Missing '${field}' query parameter in the request body`;
}

function readResources(form: ReadonlyMap<string, string>, field: string): Result<Resource[]> {
  const text = form.get(field);
  if (text === undefined) return failure(missing(field));
  const unparsed = (why: string): Result<never> =>
    failure(`Error in parsing '${field}' query parameter in the request body: ${why}`);
  const parsed = parseJsonBody(Buffer.from(text));
  if (!parsed.ok) return unparsed(parsed.error);
  if (!Array.isArray(parsed.value)) return unparsed('expecting a JSON array');
  try {
    return ok(parsed.value.map((one: unknown) => Resource.fromJson(one)));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return unparsed(error.message);
  }
}
