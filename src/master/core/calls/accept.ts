/**
 * ACCEPT: operations on the resources of one or more offers of the same agent. They apply in order
 * to what is left of the offers; what no operation took is declined with the call's filters.
 */
import { forEach } from '../../../security/authorization.ts';
import type {
  Offer_Operation,
  OperationStatus,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import type { Call_Accept } from '../../../protocol/generated/scheduler.ts';
import { lostState } from '../../../protocol/task-states.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { findOffersError } from '../offers/accepted-offers.ts';
import { takeOffer } from '../offers/offers.ts';
import type { FrameworkRecord, OfferRecord } from '../state.ts';
import { launch, launchGroup } from '../tasks/launch.ts';
import type { AcceptContext } from '../offers/accept-context.ts';
import { sendNeverStarted } from '../tasks/status-updates.ts';
import { Usage } from '../tasks/usage.ts';
import { schedulerCall } from './call.ts';
import { countAccept } from './counting.ts';

export const accept = schedulerCall({
  type: 'ACCEPT',
  // A task that may not run is TASK_ERROR, its neighbours run.
  authorize: forEach('RUN_TASK'),
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
  const remaining = Resources.sum(offers.map((offer) => takeOffer(core, offer)));
  const usage = new Usage(agent);
  const context: AcceptContext = { core, framework, agent, role, usage, remaining };
  for (const operation of call.operations ?? []) takeOperation(context, operation);
  usage.book();
  if (context.remaining.isEmpty()) return;
  core.allocator.recoverResources({
    frameworkId: framework.id,
    agentId: agent.id,
    resources: context.remaining,
    filters: call.filters ?? {},
    reoffer: 'batch',
  });
}

function takeOperation(context: AcceptContext, operation: Offer_Operation): void {
  const hasId = operation.id !== undefined;
  if (operation.type === 'LAUNCH') {
    // Some schedulers leave the message out when they have no task for the offer.
    launch(context, operation.launch ?? {}, { hasId });
  } else if (operation.type === 'LAUNCH_GROUP' && operation.launch_group !== undefined) {
    launchGroup(context, operation.launch_group, { hasId });
  } else {
    refuseOperation(context, operation);
  }
}

/** An operation that this master cannot do; one with an id hears of it, as real masters answer. */
function refuseOperation(
  { core, framework, agent }: AcceptContext,
  operation: Offer_Operation,
): void {
  const what = operation.type ?? 'UNKNOWN';
  core.log.warning(`Refusing operation ${what} of framework ${framework.id}: not supported`);
  sendOperationError(framework, operation, {
    message: `Operation ${what} is not supported by this master`,
    agent_id: { value: agent.id },
  });
}

function sendOperationError(
  framework: FrameworkRecord,
  { id }: Offer_Operation,
  error: Pick<OperationStatus, 'message' | 'agent_id'>,
): void {
  if (id === undefined) return;
  framework.sink?.send({
    type: 'UPDATE_OPERATION_STATUS',
    update_operation_status: { status: { operation_id: id, state: 'OPERATION_ERROR', ...error } },
  });
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
    const tasks = operation.launch?.task_infos ?? operation.launch_group?.task_group.tasks ?? [];
    for (const task of tasks) dropTask(core, framework, task, error);
    const message = `Operation attempted with invalid offers: ${error}`;
    sendOperationError(framework, operation, { message });
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
