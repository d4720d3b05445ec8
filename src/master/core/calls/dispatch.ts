/**
 * The door for calls of a subscribed framework, the same for HTTP and for the simulation: who
 * speaks, may it say this now, and what became of it. The refusals come in the order in which real
 * masters check, because clients rely on which of two mistakes they are told about.
 *
 * A stream and its calls belong together by the Mesos-Stream-Id: after a fail-over the old
 * scheduler still has a connection, but no longer the right id.
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import type { Master } from '../master.ts';
import type { FrameworkRecord } from '../state.ts';
import { schedulerCalls } from './index.ts';

export const streamIdHeader = 'Mesos-Stream-Id';

/** Why a call was not taken; `status` is that of HTTP. */
export interface CallRefusal {
  readonly status: 400 | 403 | 501;
  readonly message: string;
}

/** `call` has passed `findCallError` and is not SUBSCRIBE; `streamId` is what came with it. */
export function findCaller(
  master: Master,
  call: Call,
  streamId: string | undefined,
): Result<FrameworkRecord, CallRefusal> {
  const framework = master.core.state.frameworks.get(call.framework_id!.value);
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

export function applyCall(
  master: Master,
  framework: FrameworkRecord,
  call: Call,
): Result<void, CallRefusal> {
  const found = schedulerCalls.get(call.type!);
  // @compat a real master dies of this one; the call exists only to name what is unknown.
  if (found === undefined) return refuse(501, `${call.type} is not a call that can be made`);
  const result = found.apply(master.core, framework, call);
  return result.ok ? ok(undefined) : refuse(400, result.error);
}

function refuse(status: CallRefusal['status'], message: string): Result<never, CallRefusal> {
  return failure({ status, message });
}
