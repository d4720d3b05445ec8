/** /weights: GET lists what operators set, PUT sets more; nothing takes a weight back. */
import {
  badRequest,
  json,
  refusal,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import type { EndpointHandler, EndpointOptions } from '../../manners/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { parseJsonBody, quoted } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { WeightInfo } from '../../protocol/generated/mesos.ts';
import type { Core } from '../core/environment.ts';
import { forEach, onceOn } from '../../security/authorization.ts';
import { View } from '../../security/view.ts';
import { updateWeights } from '../core/weights.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';
import { shownBody } from './shown-body.ts';

export const weightsAccess: Pick<EndpointOptions, 'realm' | 'authorize' | 'methods'> = {
  // @compat for GET too.
  realm: 'readwrite',
  methods: ['GET', 'PUT'],
  authorize: {
    GET: forEach('VIEW_ROLE'),
    PUT: onceOn('UPDATE_WEIGHT', (request: HttpRequest) => {
      const infos = readWeightInfos(request);
      return infos.ok ? infos.value.map(({ role }) => ({ value: role ?? '' })) : [];
    }),
  },
};

export function weightsEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return (request) => {
    if (request.method === 'PUT') return put(core, request);
    return json(weightsJson(core, new View(core.authorizer, request.principal)));
  };
}

export function weightsJson({ state }: Core, view: View): string {
  const seen = [...state.weights].filter(([role]) => view.showsRole(role));
  const entries = seen.map(
    ([role, weight]) => `{"weight":${doubleJson(weight)},"role":${quoted(role)}}`,
  );
  return `[${entries.join()}]`;
}

/** Reading a body holds everybody else up; as many weights as may come at once need a tenth of it. */
const longestBodyBytes = 1024 * 1024;

function put(core: Core, request: HttpRequest): HttpResponse | Promise<HttpResponse> {
  const infos = readWeightInfos(request);
  return infos.ok ? answerWeightsUpdate(core, infos.value) : infos.error;
}

function readWeightInfos({ body }: HttpRequest): Result<WeightInfo[], HttpResponse> {
  if (body.length > longestBodyBytes) {
    const rule = `The weights are too large, expecting at most ${longestBodyBytes} bytes`;
    return failure(refusal(413, rule));
  }
  const infos = parseWeightInfos(body);
  return infos.ok ? infos : failure(badRequest(infos.error));
}

/** The endpoint's answer and the call's. */
export function answerWeightsUpdate(
  core: Core,
  infos: readonly WeightInfo[],
): Promise<HttpResponse> {
  return answerOutcome((done) => updateWeights(core, infos, done));
}

function parseWeightInfos(body: Uint8Array): Result<WeightInfo[]> {
  const unparsed = (why: string): Result<never> =>
    failure(`Failed to parse update weights request JSON '${shownBody(body)}': ${why}`);
  const parsed = parseJsonBody(body);
  if (!parsed.ok) return unparsed(parsed.error);
  if (!Array.isArray(parsed.value)) return unparsed('Unexpected JSON type parsed');
  try {
    return ok(parsed.value.map((one: unknown) => WeightInfo.fromJson(one)));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return failure(
      `Failed to convert weights JSON array to protobuf '${shownBody(body)}': ${error.message}`,
    );
  }
}
