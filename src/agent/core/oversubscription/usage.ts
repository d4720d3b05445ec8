/** What executors hold of resources that can be called back: all that estimators and controllers go by. */
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { Resources } from '../../../resources/resources.ts';
import { allExecutors } from '../executors/executors.ts';
import type { ExecutorRecord, State } from '../state.ts';
import type { ExecutorUsage } from './ports.ts';

export function usageOf(state: State): readonly ExecutorUsage[] {
  return [...allExecutors(state)]
    .filter(([, executor]) => executor.state !== 'terminated')
    .map(([framework, executor]) => ({
      frameworkId: framework.id,
      executorId: executor.id,
      containerId: executor.containerId.value,
      revocable: revocableOf(executor),
    }));
}

/** Of its own and its tasks' that have not ended. Few have any, and there may be thousands of tasks. */
function revocableOf({ info, queued, launched }: ExecutorRecord): Resources {
  const held: Resource[] = [];
  const note = (resources: readonly Resource[] | undefined): void => {
    for (const resource of resources ?? [])
      if (resource.revocable !== undefined) held.push(resource);
  };
  note(info.resources);
  for (const task of queued.values()) note(task.resources);
  for (const task of launched.values()) note(task.resources);
  return held.length === 0 ? Resources.empty : Resources.fromMessages(held).unallocate();
}
