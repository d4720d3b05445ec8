/**
 * Every scheduler call that this master knows, SUBSCRIBE apart: that one opens a stream and is
 * opened by door.ts. A new call is a new file and a line here.
 */
import type { Call, Call_Type } from '../../../protocol/generated/scheduler.ts';
import { findCallExcess } from '../validation/list-bounds.ts';
import { accept } from './accept.ts';
import { acknowledge, acknowledgeOperationStatus } from './acknowledge.ts';
import type { SchedulerCall } from './call.ts';
import { decline } from './decline.ts';
import { acceptInverseOffers, declineInverseOffers } from './inverse-offers.ts';
import { kill } from './kill.ts';
import { message } from './message.ts';
import { reconcile } from './reconcile.ts';
import { reconcileOperations } from './reconcile-operations.ts';
import { request } from './request.ts';
import { revive } from './revive.ts';
import { shutdown } from './shutdown.ts';
import { suppress } from './suppress.ts';
import { teardown } from './teardown.ts';
import { updateFramework } from './update-framework.ts';

const all: readonly SchedulerCall[] = [
  accept,
  acceptInverseOffers,
  acknowledge,
  acknowledgeOperationStatus,
  decline,
  declineInverseOffers,
  kill,
  message,
  reconcile,
  reconcileOperations,
  request,
  revive,
  shutdown,
  suppress,
  teardown,
  updateFramework,
];

export const schedulerCalls: ReadonlyMap<Call_Type, SchedulerCall> = new Map(
  all.map((call) => [call.type, call]),
);

/** What is wrong with the shape of any call, SUBSCRIBE included; in the order real masters check. */
export function findCallError(call: Call): string | undefined {
  if (call.type === undefined) return "Expecting 'type' to be present";
  const excess = findCallExcess(call);
  if (excess !== undefined) return excess;
  if (call.type === 'SUBSCRIBE') {
    if (call.subscribe === undefined) return "Expecting 'subscribe' to be present";
    const given = call.subscribe.framework_info.id?.value;
    return given === call.framework_id?.value
      ? undefined
      : "'framework_id' differs from 'subscribe.framework_info.id'";
  }
  if (call.framework_id === undefined) return "Expecting 'framework_id' to be present";
  return schedulerCalls.get(call.type)?.validate(call);
}
