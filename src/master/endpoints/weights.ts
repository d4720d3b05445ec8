/** /weights: GET lists what operators set, PUT sets more; nothing takes a weight back. */
import {
  badRequest,
  json,
  refusal,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import type { EndpointHandler } from '../../manners/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { parseJsonBody, quoted } from '../../operator-api/index.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { WeightInfo } from '../../protocol/generated/mesos.ts';
import type { Core } from '../core/environment.ts';
import { updateWeights } from '../core/weights.ts';
import type { MasterContext } from './context.ts';
import { answerOutcome } from './outcome.ts';
import { shownBody } from './shown-body.ts';

export function weightsEndpoint({ core }: Pick<MasterContext, 'core'>): EndpointHandler {
  return (request) => (request.method === 'PUT' ? put(core, request) : json(weightsJson(core)));
}

export function weightsJson({ state }: Core): string {
  const entries = [...state.weights].map(
    ([role, weight]) => `{"weight":${doubleJson(weight)},"role":${quoted(role)}}`,
  );
  return `[${entries.join()}]`;
}

/** Reading a body holds everybody else up; as many weights as may come at once need a tenth of it. */
const longestBodyBytes = 1024 * 1024;

function put(core: Core, { body }: HttpRequest): HttpResponse | Promise<HttpResponse> {
  if (body.length > longestBodyBytes) {
    return refusal(413, `The weights are too large, expecting at most ${longestBodyBytes} bytes`);
  }
  const infos = parseWeightInfos(body);
  return infos.ok ? answerWeightsUpdate(core, infos.value) : badRequest(infos.error);
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
