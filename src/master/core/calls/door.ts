/**
 * The door for calls of frameworks, the same for HTTP, the simulation and tests: is the call whole,
 * who speaks, may it say this now, and what became of it. The refusals come in the order in which
 * real masters check, because clients rely on which of two mistakes they are told about.
 *
 * A stream and its calls belong together by the Mesos-Stream-Id: after a fail-over the old
 * scheduler still has a connection, but no longer the right id.
 */
import { uuidText } from '../../../foundation/random.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Call, Call_Subscribe } from '../../../protocol/generated/scheduler.ts';
import type { Core } from '../environment.ts';
import { subscribe } from '../frameworks/subscribe.ts';
import type { EventSink, FrameworkRecord } from '../state.ts';
import { findCallError, schedulerCalls } from './index.ts';

export const streamIdHeader = 'Mesos-Stream-Id';

export interface SchedulerRequest {
  readonly call: Call;
  /** The Mesos-Stream-Id that came with it. */
  readonly streamId: string | undefined;
  /** Could the caller read a stream of events? Asked only of SUBSCRIBE; absent: it could. */
  readonly canReadEvents?: () => boolean;
  /** Told whose call this is before anything comes of it: who counts calls counts it now. */
  readonly onCaller?: (framework: FrameworkRecord) => void;
}

/** Why a call was not taken; `status` is that of HTTP. */
export interface CallRefusal {
  readonly status: 400 | 403 | 406 | 501 | 503;
  readonly message: string;
}

export type TakenCall =
  | { readonly kind: 'applied' }
  | {
      /** SUBSCRIBE: the caller is told the id and then has its events in the sink. */
      readonly kind: 'stream';
      readonly streamId: string;
      /** Undefined: it was refused, the sink got an ERROR and is closed. */
      readonly open: (sink: EventSink) => FrameworkRecord | undefined;
    };

export function takeCall(core: Core, request: SchedulerRequest): Result<TakenCall, CallRefusal> {
  const { call } = request;
  const error = findCallError(call);
  if (error !== undefined) return refuse(400, `Failed to validate scheduler::Call: ${error}`);
  if (call.type === 'SUBSCRIBE') return openStream(core, call.subscribe!, request);
  const caller = findCaller(core, request);
  if (!caller.ok) return caller;
  request.onCaller?.(caller.value);
  return applyCall(core, caller.value, call);
}

function openStream(
  core: Core,
  call: Call_Subscribe,
  request: SchedulerRequest,
): Result<TakenCall, CallRefusal> {
  if (request.canReadEvents?.() === false) return refuse(406, 'Events cannot be written for it');
  if (request.streamId !== undefined) {
    return refuse(400, `Subscribe calls should not include the '${streamIdHeader}' header`);
  }
  const streamId = uuidText(core.random.uuidBytes());
  return ok({
    kind: 'stream',
    streamId,
    open: (sink) => subscribe(core, { call, sink, streamId }),
  });
}

function findCaller(
  core: Core,
  { call, streamId }: SchedulerRequest,
): Result<FrameworkRecord, CallRefusal> {
  const framework = core.state.frameworks.get(call.framework_id!.value);
  if (framework === undefined) return refuse(400, 'Framework cannot be found');
  if (framework.streamId === undefined) return refuse(403, 'Framework is not subscribed');
  if (streamId === undefined) {
    return refuse(400, `All non-subscribe calls should include the '${streamIdHeader}' header`);
  }
  if (streamId === framework.streamId) return ok(framework);
  return refuse(
    400,
    `The stream ID '${streamId}' included in this request didn't match the stream ID currently associated with framework ID ${framework.id}`,
  );
}

function applyCall(
  core: Core,
  framework: FrameworkRecord,
  call: Call,
): Result<TakenCall, CallRefusal> {
  const found = schedulerCalls.get(call.type!);
  // @compat a real master dies of this one; the call exists only to name what is unknown.
  if (found === undefined) return refuse(501, `${call.type} is not a call that can be made`);
  const result = found.apply(core, framework, call);
  return result.ok ? ok({ kind: 'applied' }) : refuse(400, result.error);
}

function refuse(status: CallRefusal['status'], message: string): Result<never, CallRefusal> {
  return failure({ status, message });
}
