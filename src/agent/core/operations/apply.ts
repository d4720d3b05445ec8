/**
 * The master has an operation done (ApplyOperationMessage). What it makes of the resources counts at
 * once, for the master launches tasks on it without waiting; that it is finished is said when it is
 * lasting (resource-commits.ts).
 *
 * One that cannot be applied is dropped. Real agents would end there, because it means that master and
 * agent are not of one mind about the resources; ours registers again, which tells the master.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { uuidText } from '../../../foundation/random.ts';
import type { ApplyOperationMessage } from '../../../protocol/generated/internal.ts';
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { volumePlace } from '../../../containers/persistent-volumes.ts';
import { needsCheckpoint } from '../../../resources/checkpointed.ts';
import { applyOperation } from '../../../resources/operations.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';
import { validateResources } from '../../../resources/validate.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import { allExecutors, resourcesOfExecutor } from '../executors/executors.ts';
import type { OperationRecord } from '../state.ts';
import { commitResources, endedStatus, operationText, reportEnd } from './operations.ts';

/** Each is a kilobyte or so, and written down again with each change; more are not taken. */
const mostOperations = 1000;

const uuidBytes = 16;

export function receiveApplyOperation(core: Core, message: ApplyOperationMessage): void {
  const { state, log } = core;
  const record = newRecord(core, message);
  const subject = operationText(record);
  if (state.phase === 'recovering' || state.phase === 'terminating') {
    return log.warning(`Ignoring ${subject}: the agent is ${state.phase}`);
  }
  if (record.operation.uuid.value.length !== uuidBytes) {
    return log.warning(`Ignoring an operation whose uuid has not ${uuidBytes} bytes`);
  }
  if (state.operations.has(record.uuid)) return log.warning(`Ignoring ${subject}: it is a double`);
  if (state.operations.size >= mostOperations) {
    log.error(`Ignoring ${subject}: ${mostOperations} others are not acknowledged yet`);
    // The master hears that this one is not here, and asks.
    return core.registration.registerAnew();
  }
  log.info(`Applying ${subject}: ${message.operation_info.type}`);
  state.operations.set(record.uuid, record);
  const applied = findOutcome(core, message);
  if (applied.ok) finish(core, record, applied.value);
  else drop(core, record, applied.error);
}

function newRecord(core: Core, message: ApplyOperationMessage): OperationRecord {
  const { framework_id: frameworkId, operation_info: info, operation_uuid: uuid } = message;
  const agent_id = { value: agentIdOf(core) };
  return {
    uuid: uuidText(uuid.value),
    operation: {
      ...(frameworkId === undefined ? {} : { framework_id: frameworkId }),
      agent_id,
      info,
      latest_status: {
        ...(info.id === undefined ? {} : { operation_id: info.id }),
        state: 'OPERATION_PENDING',
        agent_id,
      },
      uuid,
    },
  };
}

function finish(core: Core, record: OperationRecord, total: Resources): void {
  setTotal(core, total);
  const { operation } = record;
  const status = endedStatus(core, record, 'OPERATION_FINISHED');
  operation.latest_status = status;
  operation.statuses = [status];
  commitResources(core, () => reportEnd(core, record));
}

export function setTotal(core: Core, total: Resources): void {
  core.state.totalResources = total;
  core.state.checkpointedResources = total.toMessages().filter(needsCheckpoint);
}

function drop(core: Core, record: OperationRecord, why: string): void {
  core.log.error(`Dropping ${operationText(record)}: ${why}`);
  const status = endedStatus(core, record, 'OPERATION_DROPPED', why);
  record.operation.latest_status = status;
  record.operation.statuses = [status];
  reportEnd(core, record);
  core.registration.registerAnew();
}

/** The agent's resources after the operation. */
function findOutcome(core: Core, message: ApplyOperationMessage): Result<Resources> {
  const { state } = core;
  const { resource_provider_id: providerId, uuid } = message.resource_version_uuid;
  if (providerId !== undefined) return failure('this agent has no resource providers');
  if (uuidText(uuid.value) !== uuidText(state.resourceVersionUuid)) {
    return failure('it assumes an outdated state of the resources');
  }
  const operation = withoutAllocation(message.operation_info);
  const error = findResourceFault(core, resourcesOf(operation));
  if (error !== undefined) return failure(error);
  const total = applyOperation(state.totalResources, operation);
  if (!total.ok) return total;
  const used = findUsed(core, total.value);
  return used === undefined ? total : failure(`${used} is in use`);
}

/** What the agent can apply to something; of a LAUNCH nothing, it is none. */
export function applyTo(total: Resources, info: Offer_Operation): Result<Resources> {
  const applied = applyOperation(total, withoutAllocation(info));
  return applied.ok ? ok(applied.value) : applied;
}

function findResourceFault(core: Core, resources: readonly Resource[]): string | undefined {
  const valid = validateResources(resources);
  if (!valid.ok) return valid.error;
  for (const resource of resources) {
    if (resource.provider_id !== undefined) return 'this agent has no resource providers';
    if (resource.disk?.persistence === undefined) continue;
    const place = volumePlace(core.options.workDir, convertToPostRefinement(resource));
    if (!place.ok) return place.error;
  }
  return undefined;
}

/**
 * Of what masters made: what tasks and executors use and would not be there any more. Shared volumes
 * may be used often.
 */
function findUsed({ state }: Core, after: Resources): string | undefined {
  let exclusive = Resources.empty;
  for (const [, executor] of allExecutors(state)) {
    if (executor.state === 'terminated') continue;
    const all = resourcesOfExecutor(executor).unallocate();
    const used = Resources.fromMessages(all.toMessages().filter(needsCheckpoint));
    exclusive = exclusive.add(used.nonShared());
    for (const message of used.shared().toMessages()) {
      const one = Resources.fromMessages([message]);
      if (!after.contains(one)) return one.toString();
    }
  }
  const before = state.totalResources;
  if (after.contains(exclusive) || !before.contains(exclusive)) return undefined;
  return exclusive.subtractWhatIsThere(after).toString();
}

function resourcesOf(info: Offer_Operation): Resource[] {
  const { reserve, unreserve, create, destroy } = info;
  const { grow_volume: grow, shrink_volume: shrink } = info;
  return [
    ...(reserve?.resources ?? []),
    ...(reserve?.source ?? []),
    ...(unreserve?.resources ?? []),
    ...(create?.volumes ?? []),
    ...(destroy?.volumes ?? []),
    ...(grow === undefined ? [] : [grow.volume, grow.addition]),
    ...(shrink === undefined ? [] : [shrink.volume]),
  ];
}

/** What the agent has is allocated to nobody. */
function withoutAllocation(info: Offer_Operation): Offer_Operation {
  const { reserve, unreserve, create, destroy } = info;
  const { grow_volume: grow, shrink_volume: shrink } = info;
  const all = (resources: readonly Resource[] | undefined): Resource[] =>
    (resources ?? []).map(unallocated);
  return {
    ...info,
    ...(reserve && { reserve: { resources: all(reserve.resources), source: all(reserve.source) } }),
    ...(unreserve && { unreserve: { resources: all(unreserve.resources) } }),
    ...(create && { create: { volumes: all(create.volumes) } }),
    ...(destroy && { destroy: { volumes: all(destroy.volumes) } }),
    ...(grow && {
      grow_volume: { volume: unallocated(grow.volume), addition: unallocated(grow.addition) },
    }),
    ...(shrink && { shrink_volume: { ...shrink, volume: unallocated(shrink.volume) } }),
  };
}

function unallocated(resource: Resource): Resource {
  const { allocation_info: _allocation, ...rest } = resource;
  return rest;
}
