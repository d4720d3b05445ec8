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
import type { Result } from '../../foundation/result.ts';
import { nobodyAsked } from '../../security/authorization.ts';
import { tryEncode, tryJson } from '../../protocol/codec/try-encode.ts';
import { Call, Event } from '../../protocol/generated/scheduler.ts';
import type { FrameworkId } from '../../protocol/ids.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import { type CallRefusal, type TakenCall, streamIdHeader } from '../core/calls/door.ts';
import type { Master } from '../core/master.ts';
import type { CallLimiter } from '../core/calls/rate-limits.ts';
import { offersEvent } from '../core/offers/offer-message.ts';
import type { EventSink, FrameworkRecord, State } from '../core/state.ts';
import { leaderOnly } from './leader-only.ts';
import { tryEncodeOffers } from './offers-event.ts';

/** Who counts what frameworks ask and hear. */
export interface TrafficCounter {
  noteCall(frameworkId: FrameworkId, call: Call): void;
  /** Of any event but OFFERS. */
  noteEvent(frameworkId: FrameworkId, event: Event): void;
  noteOffers(frameworkId: FrameworkId, count: number): void;
}

/** Who counts what is asked in the name of a principal. */
export interface PrincipalCounter {
  noteSubscribed(framework: FrameworkRecord, state: State): void;
  noteReceived(framework: FrameworkRecord, state: State): void;
  noteProcessed(framework: FrameworkRecord): void;
}

/** So many offers are written in no time. */
const fewOffers = 500;

/** When thousands of offers are made in one turn, the first frameworks read theirs while the others' are written. */
class OffersOfTurn {
  #count = 0;

  /** Whether there are many by now. */
  add(count: number): boolean {
    if (this.#count === 0) setImmediate(() => (this.#count = 0));
    this.#count += count;
    return this.#count > fewOffers;
  }
}

const offersOfTurn = new OffersOfTurn();

export interface SchedulerApi {
  readonly master: Master;
  readonly traffic: TrafficCounter;
  readonly principals?: PrincipalCounter;
  /** --rate_limits. Absent: every call is taken up at once. */
  readonly limiter?: CallLimiter | undefined;
}

export function registerSchedulerApi(router: EndpointRouter, api: SchedulerApi): void {
  router.register('/master/api/v1/scheduler', (request) => handleSchedulerCall(api, request), {
    ...leaderOnly(api.master.leadership),
    realm: 'scheduler',
    authorize: nobodyAsked('each call has a slot of its own, asked in core/calls/door.ts'),
    methods: ['POST'],
    summary: 'The v1 scheduler API, for frameworks.',
  });
}

function handleSchedulerCall(
  api: SchedulerApi,
  request: HttpRequest,
): HttpResponse | Promise<HttpResponse> {
  const body = readCallBody(Call, request, schedulerDialect);
  if (!body.ok) return body.error;
  const call = body.value;
  const framework = findSubscribed(api, request, call);
  if (framework === undefined) return takeUp(api, request, call);
  api.principals?.noteReceived(framework, api.master.core.state);
  const process = (): HttpResponse => {
    const answer = takeUp(api, request, call);
    api.principals?.noteProcessed(framework);
    return answer;
  };
  return api.limiter === undefined
    ? process()
    : whenAllowed(api.limiter, { framework, call, request }, process);
}

/** Whose call this is, when it came with the id of a stream that stands: nobody else is counted. */
function findSubscribed(
  { master }: SchedulerApi,
  request: HttpRequest,
  { type, framework_id: id }: Call,
): FrameworkRecord | undefined {
  if (type === undefined || type === 'SUBSCRIBE' || id === undefined) return undefined;
  const framework = master.core.state.frameworks.get(id.value);
  const streamId = findHeader(request, streamIdHeader);
  return streamId !== undefined && framework?.streamId === streamId ? framework : undefined;
}

interface Limited {
  readonly framework: FrameworkRecord;
  readonly call: Call;
  readonly request: HttpRequest;
}

/** The answer waits as the call does, so that a scheduler that waits for it slows down by itself. */
function whenAllowed(
  limiter: CallLimiter,
  { framework, call, request }: Limited,
  process: () => HttpResponse,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const turn = (): void => {
      try {
        resolve(process());
      } catch (error) {
        reject(error as Error);
      }
    };
    const { principal } = framework.info;
    const limited = { type: call.type!, principal, bytes: request.body.length };
    const taken = limiter.take(limited, turn);
    if (!taken.ok) resolve(refusal(429, taken.error));
  });
}

function takeUp(api: SchedulerApi, request: HttpRequest, call: Call): HttpResponse {
  const { master, traffic } = api;
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
  { master, traffic, principals }: SchedulerApi,
  call: Call,
  opened: { readonly opening: Opening; readonly stream: EventStream; readonly sink: EventSink },
): void {
  const { opening, stream, sink } = opened;
  const framework = opening.open(sink);
  if (framework === undefined) return;
  traffic.noteCall(framework.id, call);
  principals?.noteSubscribed(framework, master.core.state);
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
  const isJson = mediaType === jsonType;
  const write = (record: Result<Buffer>): void => {
    if (record.ok) stream.write(frameRecord(record.value));
    else log.error(`${record.error}; not sent to framework ${frameworkId}`);
  };
  return {
    send: (event) => {
      frameworkId ??= event.subscribed?.framework_id.value;
      if (frameworkId !== undefined) traffic.noteEvent(frameworkId, event);
      write(isJson ? tryJson(Event, event) : tryEncode(Event, event));
    },
    sendOffers: (offers) => {
      if (frameworkId !== undefined) traffic.noteOffers(frameworkId, offers.length);
      write(isJson ? tryJson(Event, offersEvent(offers)) : tryEncodeOffers(offers));
      if (offersOfTurn.add(offers.length)) stream.flush();
    },
    close: () => stream.end(),
  };
}

function answerRefusal({ status, message }: CallRefusal): HttpResponse {
  return status === 406 ? cannotAccept(schedulerDialect) : refusal(status, message);
}
