/**
 * POST /api/v1/scheduler: a framework's calls come in, and SUBSCRIBE leaves a stream of events open.
 * What may be said when is for core/calls/door.ts to say.
 */
import {
  type EventStream,
  type HttpRequest,
  type HttpResponse,
  accepted,
  empty,
  events,
  findHeader,
  refusal,
} from '../../foundation/http/index.ts';
import type { EndpointRouter } from '../../manners/index.ts';
import {
  type MessageMediaType,
  cannotAccept,
  jsonType,
  negotiateAnswer,
  readCallBody,
  schedulerDialect,
} from '../../operator-api/index.ts';
import { tryEncode, tryJson } from '../../protocol/codec/try-encode.ts';
import { Call, Event } from '../../protocol/generated/scheduler.ts';
import type { FrameworkId } from '../../protocol/ids.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import { type CallRefusal, type TakenCall, streamIdHeader } from '../core/calls/door.ts';
import type { Master } from '../core/master.ts';
import type { EventSink } from '../core/state.ts';
import { leaderOnly } from './leader-only.ts';

/** Who counts what frameworks ask and hear. */
export interface TrafficCounter {
  noteCall(frameworkId: FrameworkId, call: Call): void;
  noteEvent(frameworkId: FrameworkId, event: Event): void;
}

export interface SchedulerApi {
  readonly master: Master;
  readonly traffic: TrafficCounter;
}

export function registerSchedulerApi(router: EndpointRouter, api: SchedulerApi): void {
  router.register('/master/api/v1/scheduler', (request) => handleSchedulerCall(api, request), {
    ...leaderOnly(api.master.leadership),
    methods: ['POST'],
    summary: 'The v1 scheduler API, for frameworks.',
  });
}

function handleSchedulerCall(api: SchedulerApi, request: HttpRequest): HttpResponse {
  const { master, traffic } = api;
  const body = readCallBody(Call, request, schedulerDialect);
  if (!body.ok) return body.error;
  const call = body.value;
  const taken = master.call({
    call,
    principal: request.principal,
    streamId: findHeader(request, streamIdHeader),
    canReadEvents: () => negotiateAnswer(request, schedulerDialect).ok,
    onCaller: ({ id }) => traffic.noteCall(id, call),
  });
  if (!taken.ok) return answerRefusal(taken.error);
  if (taken.value.kind === 'stream') return openStream(api, request, call, taken.value);
  return call.type === 'UPDATE_FRAMEWORK' ? empty() : accepted();
}

type Opening = TakenCall & { readonly kind: 'stream' };

function openStream(
  api: SchedulerApi,
  request: HttpRequest,
  call: Call,
  opening: Opening,
): HttpResponse {
  const mediaType = negotiateAnswer(request, schedulerDialect);
  if (!mediaType.ok) return mediaType.error;
  const open = (stream: EventStream): void => {
    subscribe(api, call, { opening, stream, sink: makeSink(api, stream, mediaType.value) });
  };
  return events(mediaType.value, open, { headers: [[streamIdHeader, opening.streamId]] });
}

function subscribe(
  { master, traffic }: SchedulerApi,
  call: Call,
  opened: { readonly opening: Opening; readonly stream: EventStream; readonly sink: EventSink },
): void {
  const { opening, stream, sink } = opened;
  const framework = opening.open(sink);
  if (framework === undefined) return;
  traffic.noteCall(framework.id, call);
  stream.onClosed((why) => {
    master.core.log.verbose(1, `Stream of framework ${framework.id} closed: ${why}`);
    master.streamClosed(framework, opening.streamId);
  });
}

function makeSink(
  { traffic, master }: SchedulerApi,
  stream: EventStream,
  mediaType: MessageMediaType,
): EventSink {
  const { log } = master.core;
  // Known from the first event of every stream that was not refused.
  let frameworkId: FrameworkId | undefined;
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

function answerRefusal({ status, message }: CallRefusal): HttpResponse {
  return status === 406 ? cannotAccept(schedulerDialect) : refusal(status, message);
}
