/**
 * The older way to tell an agent of reservations and volumes (CheckpointResourcesMessage): the whole
 * list each time, and nothing is asked back. Masters use it for agents without the capability
 * RESOURCE_PROVIDER, and C++ masters after a re-registration.
 */
import type { CheckpointResourcesMessage } from '../../../protocol/generated/internal.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { volumePlace } from '../../../containers/persistent-volumes.ts';
import { needsCheckpoint, totalOf } from '../../../resources/checkpointed.ts';
import { convertToPostRefinement } from '../../../resources/refinement.ts';
import { Resources } from '../../../resources/resources.ts';
import { findResourceError } from '../../../resources/validate.ts';
import type { Core } from '../environment.ts';
import { commitResources } from './operations.ts';

export function receiveCheckpointResources(core: Core, message: CheckpointResourcesMessage): void {
  const { state, log } = core;
  if (state.phase === 'recovering') {
    return log.warning('Ignoring the resources that the master made: the agent is recovering');
  }
  const before = Resources.fromMessages(state.checkpointedResources);
  const resources = (message.resources ?? []).map(convertToPostRefinement);
  const kept = keepResources(core, resources);
  if (!kept.ok) return log.error(`Ignoring the resources that the master made: ${kept.error}`);
  const now = Resources.fromMessages(resources);
  if (now.equals(before)) return;
  log.info(`Updating checkpointed resources from ${before} to ${now}`);
  commitResources(core, () => undefined);
}

/** They count from now on, if they fit. */
export function keepResources(core: Core, resources: Resource[]): Result<void> {
  for (const resource of resources) {
    const error = findFault(core, resource);
    if (error !== undefined) return failure(error);
  }
  const total = totalOf(core.state.info.resources, resources);
  if (!total.ok) return total;
  core.state.checkpointedResources = resources;
  core.state.totalResources = total.value;
  return ok(undefined);
}

function findFault(core: Core, resource: Resource): string | undefined {
  const error = findResourceError(resource);
  if (error !== undefined) return error;
  if (resource.provider_id !== undefined) return 'this agent has no resource providers';
  if (!needsCheckpoint(resource)) {
    return `${Resources.fromMessages([resource])} is nothing that a master made`;
  }
  if (resource.disk?.persistence === undefined) return undefined;
  const place = volumePlace(core.options.workDir, resource);
  return place.ok ? undefined : place.error;
}
