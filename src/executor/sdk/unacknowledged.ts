/**
 * What the agent may not know yet. Everything in here is told again when the executor subscribes
 * anew, so that no task and no update is lost whichever of the two restarts.
 */
import { uuidText } from '../../foundation/random.ts';
import type { Call_Subscribe, Call_Update } from '../../protocol/generated/executor.ts';
import type { TaskInfo } from '../../protocol/generated/mesos.ts';
import type { TaskId } from '../../protocol/ids.ts';

export class Unacknowledged {
  readonly #tasks = new Map<string, TaskInfo>();
  /** By uuid, oldest first. */
  readonly #updates = new Map<string, Call_Update>();

  get isEmpty(): boolean {
    return this.#updates.size === 0;
  }

  launched(task: TaskInfo): void {
    this.#tasks.set(task.task_id.value, task);
  }

  sent(update: Call_Update): void {
    this.#updates.set(uuidText(update.status.uuid!), update);
  }

  /** An acknowledged update also shows that the agent knows the task. */
  acknowledged(taskId: TaskId, uuid: Uint8Array): void {
    this.#updates.delete(uuidText(uuid));
    this.#tasks.delete(taskId);
  }

  forSubscribe(): Call_Subscribe {
    return {
      unacknowledged_tasks: [...this.#tasks.values()],
      unacknowledged_updates: [...this.#updates.values()],
    };
  }
}
