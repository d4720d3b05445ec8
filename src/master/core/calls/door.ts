/**
 * The door for calls of frameworks, the same for HTTP, the simulation and tests: is the call whole,
 * who speaks, may it say this (now, and at all), and what became of it. The refusals come in the order in which
 * real masters check, because clients rely on which of two mistakes they are told about.
 *
 * A stream and its calls belong together by the Mesos-Stream-Id: after a fail-over the old
 * scheduler still has a connection, but no longer the right id.
 */
import { uuidText } from '../../../foundation/random.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Call, Call_Subscribe } from '../../../protocol/generated/scheduler.ts';
import type { StreamId } from '../../../protocol/ids.ts';
import { findForbidden, onceOn } from '../../../security/authorization.ts';
import { noValue, type Principal } from '../../../security/principal.ts';
import type { Core } from '../environment.ts';
import { type Subscription, subscribe } from '../frameworks/subscribe.ts';
import type { EventSink, FrameworkRecord } from '../state.ts';
import { countInvalid, countSubscribe } from './counting.ts';
import { findCallError, schedulerCalls } from './index.ts';

export const streamIdHeader = 'Mesos-Stream-Id';

export interface SchedulerRequest {
  readonly call: Call;
  /** Who asks; undefined: it was not said. */
  readonly principal?: Principal | undefined;
  /** The Mesos-Stream-Id that came with it. */
  readonly streamId: StreamId | undefined;
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
      readonly streamId: StreamId;
      /** Undefined: it was refused, the sink got an ERROR and is closed. */
      readonly open: (sink: EventSink) => FrameworkRecord | undefined;
    };

/** SUBSCRIBE's slot; whoever may not hears it as an ERROR of its stream. */
const authorizeSubscribe = onceOn('REGISTER_FRAMEWORK', ({ subscribe: asked }: Call) => [
  { frameworkInfo: asked!.framework_info },
]);

export function takeCall(core: Core, request: SchedulerRequest): Result<TakenCall, CallRefusal> {
  const { call, principal } = request;
  if (principal !== undefined && principal.value === undefined) return refuse(403, noValue);
  const error = findCallError(call) ?? findPrincipalError(call, principal);
  if (error !== undefined) {
    countInvalid(core, call);
    return refuse(400, `Failed to validate scheduler::Call: ${error}`);
  }
  if (call.type === 'SUBSCRIBE') return openStream(core, call.subscribe!, request);
  const caller = findCaller(core, request);
  if (!caller.ok) return caller;
  request.onCaller?.(caller.value);
  return applyCall(core, caller.value, request);
}

function findPrincipalError(
  { subscribe: asked }: Call,
  principal: Principal | undefined,
): string | undefined {
  const given = asked?.framework_info.principal;
  if (given === undefined || principal === undefined || given === principal.value) return undefined;
  return `Authenticated principal '${principal.value}' does not match principal '${given}' set in \`FrameworkInfo\``;
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
    open: (sink) => open(core, request, { call: withPrincipal(call, request), sink, streamId }),
  });
}

function open(
  core: Core,
  { call, principal }: SchedulerRequest,
  subscription: Subscription,
): FrameworkRecord | undefined {
  countSubscribe(core, subscription.call);
  const forbidden = findForbidden(core.authorizer, principal, authorizeSubscribe, call);
  if (forbidden === undefined) return subscribe(core, subscription);
  const { sink } = subscription;
  core.log.info(`Refusing a subscription: ${forbidden}`);
  sink.send({ type: 'ERROR', error: { message: forbidden } });
  sink.close();
  return undefined;
}

/** Who authenticated and did not say so in its info is known by its principal all the same. */
function withPrincipal(call: Call_Subscribe, { principal }: SchedulerRequest): Call_Subscribe {
  const { framework_info: info } = call;
  if (principal?.value === undefined || info.principal !== undefined) return call;
  return { ...call, framework_info: { ...info, principal: principal.value } };
}

function findCaller(
  core: Core,
  { call, streamId, principal }: SchedulerRequest,
): Result<FrameworkRecord, CallRefusal> {
  const framework = core.state.frameworks.get(call.framework_id!.value);
  if (framework === undefined) return refuse(400, 'Framework cannot be found');
  const known = framework.info.principal ?? '';
  if (principal !== undefined && principal.value !== known) {
    return refuse(
      400,
      `Authenticated principal '${principal.value}' does not match principal '${known}' set in \`FrameworkInfo\``,
    );
  }
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
  { call, principal }: SchedulerRequest,
): Result<TakenCall, CallRefusal> {
  const found = schedulerCalls.get(call.type!);
  // @compat a real master dies of this one; the call exists only to name what is unknown.
  if (found === undefined) return refuse(501, `${call.type} is not a call that can be made`);
  const forbidden = findForbidden(core.authorizer, principal, found.authorize, call);
  if (forbidden !== undefined) return refuse(403, forbidden);
  const result = found.apply(core, framework, call);
  return result.ok ? ok({ kind: 'applied' }) : refuse(400, result.error);
}

function refuse(status: CallRefusal['status'], message: string): Result<never, CallRefusal> {
  return failure({ status, message });
}
