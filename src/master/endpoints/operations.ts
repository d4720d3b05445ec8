/**
 * /reserve, /unreserve, /create-volumes and /destroy-volumes: forms with the agent as `slaveId` and a
 * JSON array of resources, which is named `resources` or `volumes`.
 */
import {
  badRequest,
  type HttpRequest,
  type HttpResponse,
  parseQuery,
  refusal,
} from '../../foundation/http/index.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { EndpointHandler, EndpointOptions } from '../../manners/index.ts';
import { parseJsonBody } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { type Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import type { AgentId } from '../../protocol/ids.ts';
import type { Action } from '../../security/authorization.ts';
import { answerOperation } from '../calls/operator/operation-call.ts';
import { onOperation } from '../core/operations/authorize.ts';
import type { ConvertingType } from '../core/operations/operation-resources.ts';
import type { MasterContext } from './context.ts';

/** As many resources as may come at once need a tenth of it. */
const longestFormBytes = 1024 * 1024;

export interface OperationForm {
  readonly type: ConvertingType;
  readonly action: Action;
  /** What the list of resources is called. */
  readonly list: 'resources' | 'volumes';
  readonly operationOf: (resources: Resource[], source: Resource[]) => Offer_Operation;
}

export const reserveForm: OperationForm = {
  type: 'RESERVE',
  action: 'RESERVE_RESOURCES',
  list: 'resources',
  operationOf: (resources, source) => ({ type: 'RESERVE', reserve: { resources, source } }),
};

export const unreserveForm: OperationForm = {
  type: 'UNRESERVE',
  action: 'UNRESERVE_RESOURCES',
  list: 'resources',
  operationOf: (resources) => ({ type: 'UNRESERVE', unreserve: { resources } }),
};

export const createVolumesForm: OperationForm = {
  type: 'CREATE',
  action: 'CREATE_VOLUME',
  list: 'volumes',
  operationOf: (volumes) => ({ type: 'CREATE', create: { volumes } }),
};

export const destroyVolumesForm: OperationForm = {
  type: 'DESTROY',
  action: 'DESTROY_VOLUME',
  list: 'volumes',
  operationOf: (volumes) => ({ type: 'DESTROY', destroy: { volumes } }),
};

/** What a form asks for. */
interface Asked {
  readonly agentId: AgentId;
  readonly operation: Offer_Operation;
}

/** A form that cannot be read is about nothing, which its handler says. */
export function operationAccess(
  form: OperationForm,
  action: Action,
): Pick<EndpointOptions, 'realm' | 'authorize'> {
  return {
    realm: 'readwrite',
    authorize: onOperation(action, (request: HttpRequest) => {
      const asked = readForm(request, form);
      return asked.ok ? asked.value.operation : {};
    }),
  };
}

export function operationEndpoint(
  { core }: Pick<MasterContext, 'core'>,
  form: OperationForm,
): EndpointHandler {
  return (request) => {
    const asked = readForm(request, form);
    if (!asked.ok) return asked.error;
    return answerOperation(core, request, { ...asked.value, type: form.type });
  };
}

function readForm(
  { body }: HttpRequest,
  { type, list, operationOf }: OperationForm,
): Result<Asked, HttpResponse> {
  if (body.length > longestFormBytes) {
    const rule = `The form is too large, expecting at most ${longestFormBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const form = parseQuery(Buffer.from(body).toString());
  if (form === undefined) {
    return failure(badRequest('Unable to decode query string: it has a malformed % escape'));
  }
  const agentId = form.get('slaveId');
  if (agentId === undefined) return failure(badRequest(missing('slaveId')));
  const resources = readResources(form, list, type);
  if (!resources.ok) return failure(badRequest(resources.error));
  const isReserving = type === 'RESERVE' && form.has('source');
  const source = isReserving ? readResources(form, 'source', type) : ok([]);
  if (!source.ok) return failure(badRequest(source.error));
  return ok({ agentId, operation: operationOf(resources.value, source.value) });
}

function missing(field: string): string {
  return `Missing '${field}' query parameter in the request body`;
}

function readResources(
  form: ReadonlyMap<string, string>,
  field: string,
  type: ConvertingType,
): Result<Resource[]> {
  const text = form.get(field);
  if (text === undefined) return failure(missing(field));
  // @compat a real master says it of /reserve in its own words.
  const error = type === 'RESERVE' ? 'Error parsing' : 'Error in parsing';
  const unparsed = (why: string): Result<never> =>
    failure(`${error} '${field}' query parameter in the request body: ${why}`);
  const parsed = parseJsonBody(Buffer.from(text));
  if (!parsed.ok) return unparsed(parsed.error);
  if (!Array.isArray(parsed.value)) return unparsed('Unexpected JSON type parsed');
  try {
    return ok(parsed.value.map((one: unknown) => Resource.fromJson(one)));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return unparsed(error.message);
  }
}
