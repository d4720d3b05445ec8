/**
 * The door for calls of custom executors, the same for HTTP, the simulation and tests. The order of
 * the checks is Mesos' own, since executors act on the first refusal they get: 503 means try again,
 * 400 means give up.
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Call } from '../../../protocol/generated/executor.ts';
import { type Principal, principalText } from '../../../security/principal.ts';
import type { Core } from '../environment.ts';
import { findExecutorCallFault } from './validation.ts';
import { type Caller, takeCall } from './executor-calls.ts';
import { subscribeExecutor } from '../executors/subscription.ts';
import type { ExecutorRecord, ExecutorLink, State } from '../state.ts';

export interface ExecutorRequest {
  readonly call: Call;
  /** Who asks; undefined: it was not said. */
  readonly principal?: Principal | undefined;
  /** Could the caller read a stream of events? Asked only of SUBSCRIBE; absent: it could. */
  readonly canReadEvents?: () => boolean;
}

/** Why a call was not taken; `status` is that of HTTP, without a message where Mesos has none. */
export interface CallFault {
  readonly status: 400 | 403 | 406 | 501 | 503;
  readonly message?: string;
}

export type TakenExecutorCall =
  | { readonly kind: 'applied' }
  | {
      /** SUBSCRIBE: from now on the link hears the events. */
      readonly kind: 'stream';
      /** A fault when the executor has gone meanwhile; the link hears nothing then. */
      readonly open: (link: ExecutorLink) => CallFault | undefined;
    };

const recovering: CallFault = { status: 503, message: 'Agent has not finished recovery' };

/** Until the checkpoints are read nobody knows whose executors these are. */
export function findUnavailability({ phase, frameworks }: State): CallFault | undefined {
  return phase === 'recovering' && frameworks.size === 0 ? recovering : undefined;
}

export function takeExecutorCall(
  core: Core,
  request: ExecutorRequest,
): Result<TakenExecutorCall, CallFault> {
  const { call, canReadEvents } = request;
  const unavailable = findUnavailability(core.state);
  if (unavailable !== undefined) return failure(unavailable);
  const fault = findExecutorCallFault(call);
  if (fault !== undefined) return refuse(400, `Failed to validate Executor::Call: ${fault}`);
  // Whoever it is, the connection is alive; that is all it is about.
  if (call.type === 'HEARTBEAT') return ok({ kind: 'applied' });
  if (call.type === 'SUBSCRIBE' && canReadEvents?.() === false) return failure({ status: 406 });
  const caller = findCaller(core, request);
  if (!caller.ok) return caller;
  if (call.type === 'SUBSCRIBE') {
    return ok({ kind: 'stream', open: (link) => open(core, request, link) });
  }
  if (call.type === 'UNKNOWN') return failure({ status: 501 });
  takeCall(core, caller.value, call);
  return ok({ kind: 'applied' });
}

/** Asked again: the executor may have gone while the head of the answer was written. */
function open(core: Core, request: ExecutorRequest, link: ExecutorLink): CallFault | undefined {
  const caller = findCaller(core, request);
  if (!caller.ok) return caller.error;
  const { framework, executor } = caller.value;
  subscribeExecutor(core, framework, executor, { link, subscribe: request.call.subscribe });
  return undefined;
}

/** Who speaks, if it may say this now. */
function findCaller(
  { state }: Core,
  { call, principal }: ExecutorRequest,
): Result<Caller, CallFault> {
  const isSubscribing = call.type === 'SUBSCRIBE';
  if (state.phase === 'recovering' && !isSubscribing) return failure(recovering);
  const framework = state.frameworks.get(call.framework_id.value);
  if (framework === undefined) return refuse(400, 'Framework cannot be found');
  const executor = framework.executors.get(call.executor_id.value);
  if (executor === undefined) return refuse(400, 'Executor cannot be found');
  if (executor.kind !== 'custom') {
    // The agent itself is this executor; nobody else may speak for it.
    return refuse(403, 'Executor is part of the agent');
  }
  const forbidden = principal && findClaimFault(principal, executor);
  if (forbidden !== undefined) return refuse(403, forbidden);
  if (executor.state === 'registering' && !isSubscribing) {
    return refuse(403, 'Executor is not subscribed');
  }
  return ok({ framework, executor });
}

/** @compat no authorizer is asked about executors: the claims of their token say who they are. */
function findClaimFault(principal: Principal, executor: ExecutorRecord): string | undefined {
  const { frameworkId, id, containerId } = executor;
  const expected = { fid: frameworkId, eid: id, cid: containerId.value };
  const wrong = Object.entries(expected).find(
    ([name, value]) => principal.claims.get(name) !== value,
  );
  if (wrong === undefined) return undefined;
  const [name, value] = wrong;
  return `The claim '${name}' of ${principalText(principal)} is not '${value}'`;
}

function refuse(status: CallFault['status'], message: string): Result<never, CallFault> {
  return failure({ status, message });
}
