/** Small decisions that the command executor and the pod executor make alike. */
import type { ContainerSummary } from '../../containers/containerizer.ts';
import type { ContainerID, FrameworkInfo, TaskStatus } from '../../protocol/generated/mesos.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import type { Prober } from '../checks/prober.ts';
import type { BuiltInExecutorEnvironment } from './built-in-executor.ts';
import type { TaskRunOptions } from './task-run.ts';

/**
 * Before the agent loses patience with an executor that shuts down, its tasks must have got
 * SIGKILL, and that must have been noticed: so long before.
 */
const shutdownReserveMs = 2000;

export function shutdownGraceMs({ shutdownGracePeriodMs }: BuiltInExecutorEnvironment): number {
  return Math.max(0, shutdownGracePeriodMs - shutdownReserveMs);
}

/** What the runs of all tasks of an executor have in common. */
export function commonRunOptions(
  environment: BuiltInExecutorEnvironment,
  prober: Prober,
): Pick<
  TaskRunOptions,
  'clock' | 'random' | 'log' | 'containerizer' | 'noteEnding' | 'prober' | 'tellsKilling'
> {
  const { clock, random, log, containerizer, frameworkInfo } = environment;
  return {
    ...{ clock, random, log, containerizer, prober },
    tellsKilling: tellsKilling(frameworkInfo),
    noteEnding: (taskId, ending, done) => environment.noteEnding(taskId, ending, done),
  };
}

function tellsKilling(framework: FrameworkInfo): boolean {
  return (framework.capabilities ?? []).some(({ type }) => type === 'TASK_KILLING_STATE');
}

export function hasEnded(statuses: readonly TaskStatus[]): boolean {
  return statuses.some(({ state }) => isTerminalState(state));
}

/** After a restart of the agent: what the containerizer has of this container. */
export function findRecoveredContainer(
  { containerizer }: BuiltInExecutorEnvironment,
  id: ContainerID,
): ContainerSummary | undefined {
  return containerizer.find(id);
}
