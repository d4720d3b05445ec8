/**
 * Reservations and volumes that a master made on this agent (CheckpointResourcesMessage). C++
 * masters tell agents without the capability RESOURCE_PROVIDER of them this way, the whole list each
 * time, and ask for nothing back: the agent writes it down and says it again when it registers.
 *
 * Volumes are only remembered: no task gets one (wishes/tables.ts refuses them), so none is made.
 */
import type { CheckpointResourcesMessage } from '../../../protocol/generated/internal.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { needsCheckpoint, totalOf } from '../../../resources/checkpointed.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';
import { findResourceError } from '../../../resources/validate.ts';
import type { Core } from '../environment.ts';

export function receiveCheckpointResources(core: Core, message: CheckpointResourcesMessage): void {
  const { state, checkpoints } = core;
  const before = Resources.fromMessages(state.checkpointedResources);
  const resources = (message.resources ?? []).map(convertToPostRefinement);
  const kept = keep(core, resources);
  if (!kept.ok) {
    return core.log.error(`Ignoring the resources that the master made: ${kept.error}`);
  }
  const now = Resources.fromMessages(resources);
  if (now.equals(before)) return;
  core.log.info(`Updated checkpointed resources from ${before} to ${now}`);
  checkpoints.resources(resources);
}

/** What was written down still has to fit: flags may have changed. */
export function recoverResources(core: Core, resources: readonly Resource[]): Result<void> {
  const kept = keep(core, resources.map(convertToPostRefinement));
  if (kept.ok) return kept;
  return failure(
    `The resources that masters made here do not fit any more: ${kept.error}. Start with the old` +
      ` --resources, or give them up: rm -f ${core.checkpoints.layout.resources}`,
  );
}

function keep({ state }: Core, resources: Resource[]): Result<void> {
  for (const resource of resources) {
    const error = findResourceError(resource);
    if (error !== undefined) return failure(error);
    if (resource.provider_id !== undefined) return failure('this agent has no resource providers');
    if (!needsCheckpoint(resource)) {
      return failure(`${Resources.fromMessages([resource])} is nothing that a master made`);
    }
  }
  const total = totalOf(state.info.resources, resources);
  if (!total.ok) return total;
  state.checkpointedResources = resources;
  state.totalResources = total.value;
  return ok(undefined);
}
