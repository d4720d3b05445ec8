/**
 * ACCEPT: operations on the resources of one or more offers of the same agent. They apply in order
 * to what is left of the offers; what no operation took is declined with the call's filters.
 */
import { forEach } from '../../../security/authorization.ts';
import { assert } from '../../../foundation/result.ts';
import type { Filters, Offer_Operation, TaskInfo } from '../../../protocol/generated/mesos.ts';
import type { Call_Accept } from '../../../protocol/generated/scheduler.ts';
import { lostState } from '../../../protocol/task-states.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { refuseOperation, takeConvertingOperation } from '../operations/accept-operation.ts';
import { isConverting } from '../operations/operation-resources.ts';
import { findOffersError } from '../offers/accepted-offers.ts';
import { takeOffer } from '../offers/offers.ts';
import type { FrameworkRecord, OfferRecord } from '../state.ts';
import { launch, launchGroup } from '../tasks/launch.ts';
import { type AcceptContext, makeAcceptContext } from '../offers/accept-context.ts';
import { sendNeverStarted } from '../tasks/status-updates.ts';
import { Usage } from '../tasks/usage.ts';
import { schedulerCall } from './call.ts';
import { countAccept } from './counting.ts';

export const accept = schedulerCall({
  type: 'ACCEPT',
  // A task that may not run is TASK_ERROR, such an operation OPERATION_ERROR; their neighbours are done.
  authorize: forEach(
    'RUN_TASK',
    ...(['RESERVE_RESOURCES', 'UNRESERVE_RESOURCES'] as const),
    ...(['CREATE_VOLUME', 'DESTROY_VOLUME', 'RESIZE_VOLUME'] as const),
  ),
  field: 'accept',
  apply: (core, framework, call) => {
    countAccept(core, call);
    const ids = (call.offer_ids ?? []).map(({ value }) => value);
    const error = findOffersError(core, framework, ids);
    if (error === undefined) acceptOffers(core, framework, call, ids);
    else refuseOffers(core, framework, call, { ids, error });
  },
});

function findOffers(core: Core, framework: FrameworkRecord, ids: readonly string[]): OfferRecord[] {
  return [...new Set(ids)]
    .map((id) => core.state.offers.get(id))
    .filter((offer) => offer?.framework === framework) as OfferRecord[];
}

function acceptOffers(
  core: Core,
  framework: FrameworkRecord,
  call: Call_Accept,
  ids: readonly string[],
): void {
  const offers = findOffers(core, framework, ids);
  const { agent, role } = offers[0]!;
  const offered = Resources.sum(offers.map((offer) => takeOffer(core, offer)));
  const usage = new Usage(agent);
  const context = makeAcceptContext({ core, framework, agent, role, usage }, offered);
  for (const operation of call.operations ?? []) takeOperation(context, operation);
  usage.book();
  settle(context, offered, call.filters ?? {});
}

function takeOperation(context: AcceptContext, operation: Offer_Operation): void {
  const hasId = operation.id !== undefined;
  const { type } = operation;
  if (type === 'LAUNCH') {
    // Some schedulers leave the message out when they have no task for the offer.
    launch(context, operation.launch ?? {}, { hasId });
  } else if (type === 'LAUNCH_GROUP' && operation.launch_group !== undefined) {
    launchGroup(context, operation.launch_group, { hasId });
  } else if (isConverting(type)) {
    takeConvertingOperation(context, operation, type);
  } else {
    const { core, framework } = context;
    const message = `Operation ${type ?? 'UNKNOWN'} is not supported by this master`;
    refuseOperation(core, framework, operation, message);
  }
}

/** What was made of the offers goes into the books of the allocator, what is left goes back. */
function settle(context: AcceptContext, offered: Resources, filters: Filters): void {
  const { core, framework, agent, conversions } = context;
  const ids = { frameworkId: framework.id, agentId: agent.id };
  if (conversions.length > 0) {
    const after = core.allocator.updateAllocation(framework.id, agent.id, offered, conversions);
    assert(after.ok, 'what the operations took was in the offers');
  }
  const left = context.remaining.add(context.resized);
  // What is new was not declined: nobody was offered it before.
  const made = left.subtractWhatIsThere(offered);
  const declined = left.subtractWhatIsThere(made);
  core.allocator.recoverResources({ ...ids, resources: made, reoffer: 'batch' });
  core.allocator.recoverResources({ ...ids, resources: declined, filters, reoffer: 'batch' });
}

/** One bad offer spoils the call: the good ones go back at once, the tasks are dropped. */
function refuseOffers(
  core: Core,
  framework: FrameworkRecord,
  call: Call_Accept,
  { ids, error }: { readonly ids: readonly string[]; readonly error: string },
): void {
  core.log.warning(`ACCEPT of framework ${framework.id} used invalid offers: ${error}`);
  for (const offer of findOffers(core, framework, ids)) {
    core.allocator.recoverResources({
      frameworkId: framework.id,
      agentId: offer.agent.id,
      resources: takeOffer(core, offer),
      reoffer: 'batch',
    });
  }
  for (const operation of call.operations ?? []) {
    const { type, launch: single, launch_group: group } = operation;
    if (type === 'LAUNCH' || type === 'LAUNCH_GROUP') {
      const tasks = single?.task_infos ?? group?.task_group.tasks ?? [];
      for (const task of tasks) dropTask(core, framework, task, error);
    } else {
      const message = `Operation attempted with invalid offers: ${error}`;
      refuseOperation(core, framework, operation, message);
    }
  }
}

function dropTask(core: Core, framework: FrameworkRecord, task: TaskInfo, error: string): void {
  sendNeverStarted(core, framework, {
    taskId: task.task_id.value,
    agentId: task.agent_id.value,
    state: lostState(framework.capabilities, 'TASK_DROPPED'),
    reason: 'REASON_INVALID_OFFERS',
    message: `Task launched with invalid offers: ${error}`,
  });
}
