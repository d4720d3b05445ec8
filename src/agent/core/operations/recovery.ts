/**
 * What an earlier agent process knew of reservations, volumes and operations counts again. It may have
 * died in the middle of a change: that is finished first, before the agent says anything of itself.
 */
import { uuidText } from '../../../foundation/random.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type {
  ResourceState,
  UpdateOperationStatusRecord,
} from '../../../protocol/generated/internal.ts';
import type { Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { agentIdOf } from '../checkpoints/keys.ts';
import type { Core } from '../environment.ts';
import type { OperationRecord } from '../state.ts';
import { applyTo, setTotal } from './apply.ts';
import { keepResources } from './checkpointed-resources.ts';
import { operationStreamRecords } from './operation-streams.ts';
import { commitResources, endedStatus, operationText, reportEnd } from './operations.ts';

export interface RecoveredResources {
  /** What is on disk, volumes included. */
  readonly committed: ResourceState;
  /** What it was about to become; undefined: nothing was. */
  readonly target: ResourceState | undefined;
  /** Of operations, by uuid. */
  readonly updates: ReadonlyMap<string, readonly UpdateOperationStatusRecord[]>;
}

/** What was written down still has to fit: flags may have changed. */
export function recoverResources(core: Core, found: RecoveredResources): Result<void> {
  const wanted = (found.target ?? found.committed).resources ?? [];
  const kept = keepResources(core, wanted.map(convertToPostRefinement));
  if (!kept.ok) {
    const { layout } = core.checkpoints;
    const paths = [layout.resourceState, layout.resourceStateTarget, layout.resources];
    return failure(
      `The resources that masters made here do not fit any more: ${kept.error}. Start with the old` +
        ` --resources, or give them up: rm -f ${paths.join(' ')}`,
    );
  }
  core.commits.recover((found.committed.resources ?? []).map(convertToPostRefinement));
  return ok(undefined);
}

/**
 * After the agent knows who it is. `isSame`: it goes on as the agent of the last run, whose operations
 * it has to answer for. `done`: all is lasting, and volumes are in place.
 */
export function recoverOperations(
  core: Core,
  found: RecoveredResources,
  { isSame, done }: { readonly isSame: boolean; readonly done: () => void },
): void {
  const written = (found.target ?? found.committed).operations ?? [];
  let hasChanged = found.target !== undefined || (!isSame && written.length > 0);
  const ended: OperationRecord[] = [];
  for (const operation of isSame ? written : []) {
    const recovery = recoverOne(core, operation, found.updates);
    if (recovery.hasChanged) hasChanged = true;
    if (recovery.ended !== undefined) ended.push(recovery.ended);
  }
  if (isSame) removeUnknownStreams(core, found.updates);
  if (!hasChanged) {
    for (const record of ended) reportEnd(core, record);
    return done();
  }
  commitResources(core, () => {
    for (const record of ended) reportEnd(core, record);
  });
  core.commits.whenSettled(done);
}

interface Recovery {
  /** Something else is to be written down than what was. */
  readonly hasChanged: boolean;
  /** Its end is to be reported. */
  readonly ended?: OperationRecord;
}

function recoverOne(
  core: Core,
  operation: Operation,
  updates: RecoveredResources['updates'],
): Recovery {
  const record: OperationRecord = { uuid: uuidText(operation.uuid.value), operation };
  const { operations } = core.state;
  if (operation.latest_status.state === 'OPERATION_PENDING') return finishPending(core, record);
  const records = operationStreamRecords(updates.get(record.uuid) ?? []);
  operations.set(record.uuid, record);
  if (records.length === 0) return { hasChanged: false, ended: record };
  const path = core.checkpoints.layout.operationUpdates(agentIdOf(core), record.uuid);
  const stream = core.operationStreams.recover(record.uuid, path, records);
  if (stream.isSettled) operations.delete(record.uuid);
  return { hasChanged: stream.isSettled };
}

/** @compat C++ agents write down what they have begun. */
function finishPending(core: Core, record: OperationRecord): Recovery {
  const { operation } = record;
  const total = applyTo(core.state.totalResources, operation.info);
  if (!total.ok) {
    core.log.error(`Giving up ${operationText(record)}, which was begun: ${total.error}`);
    return { hasChanged: true };
  }
  setTotal(core, total.value);
  const status = endedStatus(core, record, 'OPERATION_FINISHED');
  operation.latest_status = status;
  operation.statuses = [status];
  core.state.operations.set(record.uuid, record);
  return { hasChanged: true, ended: record };
}

/** Of operations that were acknowledged when the last process died. */
function removeUnknownStreams(core: Core, updates: RecoveredResources['updates']): void {
  for (const uuid of updates.keys()) {
    if (!core.state.operations.has(uuid)) core.checkpoints.forgetOperation(agentIdOf(core), uuid);
  }
}

/** From before agents wrote operations down. */
export function stateOf(resources: readonly Resource[]): ResourceState {
  return { operations: [], resources: [...resources] };
}
