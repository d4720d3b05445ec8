/**
 * Wishes of tasks that are judged before their executor is thought of; all others are refused where
 * the container is launched (containers/wishes).
 */
import { findLimitsFault } from '../../../containers/wishes/limits.ts';
import { resourceWishes } from '../../../containers/wishes/tables.ts';
import { findUnmetWish } from '../../../containers/wishes/wish.ts';
import type { TaskInfo, TaskState, TaskStatus_Reason } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';
import { goneState } from './task-state.ts';

export interface Refusal {
  readonly state: TaskState;
  readonly reason: TaskStatus_Reason;
  readonly message: string;
}

/** @compat with the reason that real agents give, odd as it is. */
export function findLimitRefusal(core: Core, tasks: readonly TaskInfo[]): string | undefined {
  const { abilities } = core.containerizer;
  for (const { container, limits } of tasks) {
    const fault = container?.type === 'DOCKER' ? undefined : findLimitsFault(limits, abilities);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Volumes in a task's resources belong into the container of its executor, which may be running. */
export function findVolumeRefusal(
  core: Core,
  framework: FrameworkRecord,
  tasks: readonly TaskInfo[],
): Refusal | undefined {
  const { abilities } = core.containerizer;
  for (const resource of tasks.flatMap(({ resources }) => resources ?? [])) {
    const unmet = findUnmetWish(resourceWishes, resource, abilities, 'resources.');
    if (unmet === undefined) continue;
    const state = goneState(framework.info);
    return { state, reason: 'REASON_CONTAINER_UPDATE_FAILED', message: unmet.message };
  }
  return undefined;
}
