/**
 * POST /api/v1/executor: custom executors speak here. The order of the checks is Mesos' own, since
 * executors act on the first refusal they get: 503 means try again, 400 means give up.
 */
import {
  accepted,
  badRequest,
  events,
  refusal,
  serviceUnavailable,
  type HttpRequest,
  type HttpResponse,
} from '../../foundation/http/index.ts';
import {
  executorDialect,
  negotiateAnswer,
  readCallBody,
  type MessageMediaType,
} from '../../operator-api/index.ts';
import { Call } from '../../protocol/generated/executor.ts';
import type { CallFault } from '../core/executor-calls.ts';
import type { AgentApi } from './agent-api.ts';
import { findExecutorCallFault } from '../core/executor-call-validation.ts';
import { ExecutorStream } from './executor-stream.ts';
import { notRecovered } from './state.ts';

export function executorApi(api: AgentApi, request: HttpRequest): HttpResponse {
  const { agent } = api.core;
  // Until the checkpoints are read nobody knows whose executors these are.
  if (agent.state === 'recovering' && agent.frameworks.size === 0) {
    return serviceUnavailable(notRecovered);
  }
  const body = readCallBody(Call, request, executorDialect);
  if (!body.ok) return body.error;
  const call = body.value;
  const fault = findExecutorCallFault(call);
  if (fault !== undefined) return badRequest(`Failed to validate Executor::Call: ${fault}`);
  switch (call.type) {
    case 'SUBSCRIBE': {
      const mediaType = negotiateAnswer(request, executorDialect);
      return mediaType.ok ? subscribe(api, call, mediaType.value) : mediaType.error;
    }
    case 'HEARTBEAT':
      // Whoever it is, the connection is alive; that is all it is about.
      return accepted();
    default:
      return apply(api, call);
  }
}

function apply(api: AgentApi, call: Call): HttpResponse {
  const refused = api.core.findCallFault(call);
  if (refused !== undefined) return refuse(refused);
  if (call.type === 'UNKNOWN') return refusal(501);
  const fault = api.core.callFromExecutor(call);
  return fault === undefined ? accepted() : refuse(fault);
}

function subscribe(api: AgentApi, call: Call, mediaType: MessageMediaType): HttpResponse {
  const { core } = api;
  const refused = core.findCallFault(call);
  if (refused !== undefined) return refuse(refused);
  return events(mediaType, (stream) => {
    const link = new ExecutorStream(stream, mediaType, api);
    stream.onClosed(() => {
      link.close();
      core.executorDisconnected(call, link);
    });
    // The executor may have gone while the head of the answer was written.
    if (core.subscribeExecutor(call, link) !== undefined) link.close();
  });
}

function refuse({ status, message }: CallFault): HttpResponse {
  return refusal(status, message);
}
