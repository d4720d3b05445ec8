/**
 * Forms that C++ masters and agents of all ages understand: resources in the format from before
 * reservation refinement where that can say it, and the word that agents checkpoint.
 */
import type { AgentInfo, ExecutorInfo, Task } from '../../protocol/generated/mesos.ts';
import { convertToOldestFormat } from '../../resources/refinement.ts';

export function wireInfo(info: AgentInfo): AgentInfo {
  const { resources, ...rest } = info;
  const wired: AgentInfo = { ...rest, checkpoint: true };
  if (resources !== undefined) wired.resources = convertToOldestFormat(resources);
  return wired;
}

export function wireTask(task: Task): Task {
  return task.resources === undefined
    ? task
    : { ...task, resources: convertToOldestFormat(task.resources) };
}

export function wireExecutor(info: ExecutorInfo): ExecutorInfo {
  return info.resources === undefined
    ? info
    : { ...info, resources: convertToOldestFormat(info.resources) };
}
