/** POST /api/v1/executor: custom executors speak here. What is taken is for the core's door to say. */
import {
  accepted,
  events,
  refusal,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import {
  cannotAccept,
  executorDialect,
  negotiateAnswer,
  readCallBody,
} from '../../operator-api/index.ts';
import { Call } from '../../protocol/generated/executor.ts';
import type { CallFault, TakenExecutorCall } from '../core/calls/door.ts';
import type { AgentApi } from './agent-api.ts';
import { ExecutorStream } from './executor-stream.ts';

export function executorApi(api: AgentApi, request: HttpRequest): HttpResponse {
  // Asked before the body is read as well: nobody reads calls for nothing.
  const unavailable = api.agent.findUnavailability();
  if (unavailable !== undefined) return refuse(unavailable);
  const body = readCallBody(Call, request, executorDialect);
  if (!body.ok) return body.error;
  const call = body.value;
  const canReadEvents = (): boolean => negotiateAnswer(request, executorDialect).ok;
  const taken = api.agent.call({ call, principal: request.principal, canReadEvents });
  if (!taken.ok) return refuse(taken.error);
  if (taken.value.kind === 'applied') return accepted();
  return openStream(api, request, call, taken.value);
}

function openStream(
  api: AgentApi,
  request: HttpRequest,
  call: Call,
  opening: TakenExecutorCall & { readonly kind: 'stream' },
): HttpResponse {
  const mediaType = negotiateAnswer(request, executorDialect);
  if (!mediaType.ok) return mediaType.error;
  return events(mediaType.value, (stream) => {
    const link = new ExecutorStream(stream, mediaType.value, api);
    stream.onClosed(() => {
      link.close();
      api.agent.executorDisconnected(call, link);
    });
    if (opening.open(link) !== undefined) link.close();
  });
}

function refuse({ status, message }: CallFault): HttpResponse {
  return status === 406 ? cannotAccept(executorDialect) : refusal(status, message);
}
