/**
 * POST /api/v1/scheduler: a framework's calls come in, and SUBSCRIBE leaves a stream of events open.
 * What may be said when is for core/calls/dispatch.ts to say.
 */
import {
  type EventStream,
  type HttpRequest,
  type HttpResponse,
  type Router,
  accepted,
  badRequest,
  empty,
  events,
  findHeader,
  forbidden,
  refusal,
  serviceUnavailable,
} from '../../foundation/http/index.ts';
import { type Random, uuidText } from '../../foundation/random.ts';
import {
  type MessageMediaType,
  jsonType,
  negotiateAnswer,
  readCallBody,
  schedulerDialect,
} from '../../operator-api/index.ts';
import { tryEncode, tryJson } from '../../protocol/codec/try-encode.ts';
import { Call, Event } from '../../protocol/generated/scheduler.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import {
  type CallRefusal,
  applyCall,
  findCaller,
  streamIdHeader,
} from '../core/calls/dispatch.ts';
import { findCallError } from '../core/calls/index.ts';
import type { Master } from '../core/master.ts';
import type { EventSink } from '../core/state.ts';

/** Who counts what frameworks ask and hear. */
export interface TrafficCounter {
  noteCall(frameworkId: string, call: Call): void;
  noteEvent(frameworkId: string, event: Event): void;
}

export interface SchedulerApi {
  readonly master: Master;
  readonly random: Random;
  readonly traffic: TrafficCounter;
}

export function registerSchedulerApi(router: Router, api: SchedulerApi): void {
  router.register('/master/api/v1/scheduler', (request) => handleSchedulerCall(api, request), {
    methods: ['POST'],
    summary: 'The v1 scheduler API, for frameworks.',
  });
}

function handleSchedulerCall(api: SchedulerApi, request: HttpRequest): HttpResponse {
  if (!api.master.isRecovered) return serviceUnavailable('Master has not finished recovery');
  const body = readCallBody(Call, request, schedulerDialect);
  if (!body.ok) return body.error;
  const call = body.value;
  const error = findCallError(call);
  if (error !== undefined) return badRequest(`Failed to validate scheduler::Call: ${error}`);
  if (call.type === 'SUBSCRIBE') return openStream(api, request, call);
  return answerCall(api, request, call);
}

function openStream(api: SchedulerApi, request: HttpRequest, call: Call): HttpResponse {
  const mediaType = negotiateAnswer(request, schedulerDialect);
  if (!mediaType.ok) return mediaType.error;
  if (findHeader(request, streamIdHeader) !== undefined) {
    return badRequest(`Subscribe calls should not include the '${streamIdHeader}' header`);
  }
  const streamId = uuidText(api.random.uuidBytes());
  const open = (stream: EventStream): void => {
    const sink = makeSink(api, stream, mediaType.value);
    subscribe(api, call, { streamId, stream, sink });
  };
  return events(mediaType.value, open, { headers: [[streamIdHeader, streamId]] });
}

interface OpenedStream {
  readonly streamId: string;
  readonly stream: EventStream;
  readonly sink: EventSink;
}

function subscribe(
  { master, traffic }: SchedulerApi,
  call: Call,
  { streamId, stream, sink }: OpenedStream,
): void {
  const framework = master.subscribe({ call: call.subscribe!, sink, streamId });
  if (framework === undefined) return;
  traffic.noteCall(framework.id, call);
  stream.onClosed((why) => {
    master.core.log.verbose(1, `Stream of framework ${framework.id} closed: ${why}`);
    master.streamClosed(framework, streamId);
  });
}

function makeSink(
  { traffic, master }: SchedulerApi,
  stream: EventStream,
  mediaType: MessageMediaType,
): EventSink {
  const { log } = master.core;
  // Known from the first event of every stream that was not refused.
  let frameworkId: string | undefined;
  const encode = mediaType === jsonType ? tryJson : tryEncode;
  return {
    send: (event) => {
      frameworkId ??= event.subscribed?.framework_id.value;
      if (frameworkId !== undefined) traffic.noteEvent(frameworkId, event);
      const record = encode(Event, event);
      if (record.ok) stream.write(frameRecord(record.value));
      else log.error(`${record.error}; not sent to framework ${frameworkId}`);
    },
    close: () => stream.end(),
  };
}

function answerCall(
  { master, traffic }: SchedulerApi,
  request: HttpRequest,
  call: Call,
): HttpResponse {
  const caller = findCaller(master, call, findHeader(request, streamIdHeader));
  if (!caller.ok) return answerRefusal(caller.error);
  traffic.noteCall(caller.value.id, call);
  const applied = applyCall(master, caller.value, call);
  if (!applied.ok) return answerRefusal(applied.error);
  return call.type === 'UPDATE_FRAMEWORK' ? empty() : accepted();
}

function answerRefusal({ status, message }: CallRefusal): HttpResponse {
  if (status === 400) return badRequest(message);
  return status === 403 ? forbidden(message) : refusal(status, message);
}
