/** What the agent counts where it happens; metrics.ts gives it its names. */
import type { TaskState } from '../../protocol/generated/mesos.ts';

export interface Counters {
  /** Tasks that ended, by their last state. */
  readonly tasksEnded: Map<TaskState, number>;
  executorsTerminated: number;
  containerLaunchErrors: number;
  validStatusUpdates: number;
  invalidStatusUpdates: number;
  validFrameworkMessages: number;
  invalidFrameworkMessages: number;
}

export function newCounters(): Counters {
  return {
    tasksEnded: new Map(),
    executorsTerminated: 0,
    containerLaunchErrors: 0,
    validStatusUpdates: 0,
    invalidStatusUpdates: 0,
    validFrameworkMessages: 0,
    invalidFrameworkMessages: 0,
  };
}
