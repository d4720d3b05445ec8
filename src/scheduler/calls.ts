/**
 * The calls of the scheduler API as functions, in the order of the API's own list. Each builds one
 * message and hands it to `send`; ids are plain strings.
 */
import type {
  AgentID,
  ExecutorInfo,
  Filters,
  FrameworkInfo,
  KillPolicy,
  Offer,
  OfferID,
  Offer_Operation,
  OperationStatus,
  Request,
  TaskInfo,
  TaskStatus,
} from '../protocol/generated/mesos.ts';
import type { Call, OfferConstraints } from '../protocol/generated/scheduler.ts';
import type { AgentId, ExecutorId, OperationId, TaskId } from '../protocol/ids.ts';

/** An offer or just its id. */
export type OfferLike = OfferID | { readonly id: OfferID };
/** A task for an offer: the agent is the offer's. */
export type TaskToLaunch = Omit<TaskInfo, 'agent_id'> & { agent_id?: AgentID };

const idOf = (offer: OfferLike): OfferID => ('id' in offer ? offer.id : offer);
const agentIdOf = (value: string | undefined): { agent_id?: AgentID } =>
  value === undefined ? {} : { agent_id: { value } };
const filtersOf = (filters: Filters | undefined): { filters?: Filters } =>
  filters === undefined ? {} : { filters };

export abstract class SchedulerCalls {
  abstract send(call: Call): void;

  /** Applies operations to offers of one agent; what they leave over is declined with `filters`. */
  accept(
    offers: readonly OfferLike[],
    operations: readonly Offer_Operation[],
    filters?: Filters,
  ): void {
    this.send({
      type: 'ACCEPT',
      accept: { offer_ids: offers.map(idOf), operations: [...operations], ...filtersOf(filters) },
    });
  }

  /** ACCEPT with one LAUNCH. */
  launch(offer: Offer, tasks: readonly TaskToLaunch[], filters?: Filters): void {
    this.accept(
      [offer],
      [{ type: 'LAUNCH', launch: { task_infos: onAgentOf(offer, tasks) } }],
      filters,
    );
  }

  /** ACCEPT with one LAUNCH_GROUP: the tasks start and end together under one executor (a pod). */
  launchGroup(
    offer: Offer,
    group: { readonly executor: ExecutorInfo; readonly tasks: readonly TaskToLaunch[] },
    filters?: Filters,
  ): void {
    const executor = { framework_id: offer.framework_id, ...group.executor };
    const tasks = onAgentOf(offer, group.tasks);
    const operation: Offer_Operation = {
      type: 'LAUNCH_GROUP',
      launch_group: { executor, task_group: { tasks } },
    };
    this.accept([offer], [operation], filters);
  }

  decline(offers: readonly OfferLike[], filters?: Filters): void {
    this.send({
      type: 'DECLINE',
      decline: { offer_ids: offers.map(idOf), ...filtersOf(filters) },
    });
  }

  acceptInverseOffers(offers: readonly OfferLike[], filters?: Filters): void {
    const ids = offers.map(idOf);
    this.send({
      type: 'ACCEPT_INVERSE_OFFERS',
      accept_inverse_offers: { inverse_offer_ids: ids, ...filtersOf(filters) },
    });
  }

  declineInverseOffers(offers: readonly OfferLike[], filters?: Filters): void {
    const ids = offers.map(idOf);
    this.send({
      type: 'DECLINE_INVERSE_OFFERS',
      decline_inverse_offers: { inverse_offer_ids: ids, ...filtersOf(filters) },
    });
  }

  /** Forgets filters and suppression; without roles, of all. */
  revive(roles: readonly string[] = []): void {
    this.send({ type: 'REVIVE', revive: { roles: [...roles] } });
  }

  /** No more offers until `revive`; without roles, for none. */
  suppress(roles: readonly string[] = []): void {
    this.send({ type: 'SUPPRESS', suppress: { roles: [...roles] } });
  }

  kill(taskId: TaskId, options: { agentId?: AgentId; killPolicy?: KillPolicy } = {}): void {
    const { agentId, killPolicy } = options;
    this.send({
      type: 'KILL',
      kill: {
        task_id: { value: taskId },
        ...agentIdOf(agentId),
        ...(killPolicy === undefined ? {} : { kill_policy: killPolicy }),
      },
    });
  }

  /** Ends an executor with all its tasks. */
  shutdown(executorId: ExecutorId, agentId: AgentId): void {
    this.send({
      type: 'SHUTDOWN',
      shutdown: { executor_id: { value: executorId }, agent_id: { value: agentId } },
    });
  }

  /** Updates without a uuid come from the master and want no acknowledgement: those are left out. */
  acknowledge({ agent_id, task_id, uuid }: TaskStatus): void {
    if (uuid === undefined || uuid.length === 0 || agent_id === undefined) return;
    this.send({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
  }

  acknowledgeOperation(status: OperationStatus): void {
    const { agent_id, operation_id, resource_provider_id, uuid } = status;
    if (uuid === undefined || operation_id === undefined) return;
    this.send({
      type: 'ACKNOWLEDGE_OPERATION_STATUS',
      acknowledge_operation_status: {
        operation_id,
        uuid: uuid.value,
        ...(agent_id === undefined ? {} : { agent_id }),
        ...(resource_provider_id === undefined ? {} : { resource_provider_id }),
      },
    });
  }

  /** Asks for the latest state of these tasks, or of all that the master knows when none is named. */
  reconcile(tasks: readonly { readonly taskId: TaskId; readonly agentId?: AgentId }[] = []): void {
    const entries = tasks.map(({ taskId, agentId }) => ({
      task_id: { value: taskId },
      ...agentIdOf(agentId),
    }));
    this.send({ type: 'RECONCILE', reconcile: { tasks: entries } });
  }

  reconcileOperations(
    operations: readonly { readonly operationId: OperationId; readonly agentId?: AgentId }[] = [],
  ): void {
    const entries = operations.map(({ operationId, agentId }) => ({
      operation_id: { value: operationId },
      ...agentIdOf(agentId),
    }));
    this.send({ type: 'RECONCILE_OPERATIONS', reconcile_operations: { operations: entries } });
  }

  /** Bytes for an executor; may get lost. */
  message(executorId: ExecutorId, agentId: AgentId, data: Uint8Array | string): void {
    this.send({
      type: 'MESSAGE',
      message: {
        executor_id: { value: executorId },
        agent_id: { value: agentId },
        data: typeof data === 'string' ? Buffer.from(data) : data,
      },
    });
  }

  request(requests: readonly Request[]): void {
    this.send({ type: 'REQUEST', request: { requests: [...requests] } });
  }

  /** Replaces everything said at subscription: what is left out is cleared. */
  updateFramework(
    framework: FrameworkInfo,
    options: { suppressedRoles?: readonly string[]; offerConstraints?: OfferConstraints } = {},
  ): void {
    const { suppressedRoles = [], offerConstraints } = options;
    this.send({
      type: 'UPDATE_FRAMEWORK',
      update_framework: {
        framework_info: framework,
        suppressed_roles: [...suppressedRoles],
        ...(offerConstraints === undefined ? {} : { offer_constraints: offerConstraints }),
      },
    });
  }
}

function onAgentOf({ agent_id }: Offer, tasks: readonly TaskToLaunch[]): TaskInfo[] {
  return tasks.map((task) => ({ agent_id, ...task }));
}
