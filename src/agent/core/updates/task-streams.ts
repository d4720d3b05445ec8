/** The streams of status updates (update-streams.ts): one for each task. */
import { StatusUpdateRecord } from '../../../protocol/generated/internal.ts';
import type { StatusUpdate } from '../../../protocol/generated/internal.ts';
import type { FrameworkId, TaskId } from '../../../protocol/ids.ts';
import { isTerminalState } from '../../../protocol/task-states.ts';
import type { StreamRecord, UpdateKind, UpdateStreams } from './update-streams.ts';

export interface TaskKey {
  readonly frameworkId: FrameworkId;
  readonly taskId: TaskId;
}

export type TaskStreams = UpdateStreams<TaskKey, StatusUpdate>;

export const taskUpdates: UpdateKind<TaskKey, StatusUpdate> = {
  keyOf: (update) => ({
    frameworkId: update.framework_id.value,
    taskId: update.status.task_id.value,
  }),
  // Ids hold no NUL.
  textOf: ({ frameworkId, taskId }) => `${frameworkId}\0${taskId}`,
  uuidOf: (update) => update.uuid!,
  isLast: (update) => isTerminalState(update.status.state),
  describe: ({ status, framework_id }) =>
    `${status.state} of task ${status.task_id.value} of framework ${framework_id.value}`,
  encode: (record) => StatusUpdateRecord.encode(record),
};

/** What was read from a task's file; records that say nothing, or of nothing, are left out. */
export function streamRecords(
  records: readonly StatusUpdateRecord[],
): StreamRecord<StatusUpdate>[] {
  return records.flatMap(({ type, update, uuid }): StreamRecord<StatusUpdate>[] => {
    if (type === 'UPDATE' && update?.uuid !== undefined) return [{ type, update }];
    return type === 'ACK' && uuid !== undefined ? [{ type, uuid }] : [];
  });
}

/** All streams of a framework. */
export function ofFramework(frameworkId: FrameworkId): (key: TaskKey) => boolean {
  return (key) => key.frameworkId === frameworkId;
}
