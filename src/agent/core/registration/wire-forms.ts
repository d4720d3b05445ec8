/**
 * Forms that C++ masters and agents of all ages understand: resources in the format from before
 * reservation refinement where that can say it, and the word that agents checkpoint.
 */
import type { AgentInfo, ExecutorInfo, Resource, Task } from '../../../protocol/generated/mesos.ts';
import { convertToOldestFormat } from '../../../resources/refinement.ts';

export function wireInfo(info: AgentInfo): AgentInfo {
  const { resources, ...rest } = info;
  const wired: AgentInfo = { ...rest, checkpoint: true };
  if (resources !== undefined) wired.resources = wireResources(resources);
  return wired;
}

export function wireTask(task: Task): Task {
  return task.resources === undefined
    ? task
    : { ...task, resources: wireResources(task.resources) };
}

export function wireExecutor(info: ExecutorInfo): ExecutorInfo {
  return info.resources === undefined
    ? info
    : { ...info, resources: wireResources(info.resources) };
}

/** @compat The old format where it can say it, for masters that know no other. */
export function wireResources(resources: readonly Resource[]): Resource[] {
  return convertToOldestFormat(resources);
}
