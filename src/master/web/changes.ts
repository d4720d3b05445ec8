/**
 * What changed since the last lines went out: each agent, framework and task once, however often it
 * changed. Bounded by what there is.
 */
import type { AgentId, FrameworkId } from '../../protocol/ids.ts';
import type { AgentRecord, FrameworkRecord, TaskRecord } from '../core/state.ts';

export class Changes {
  readonly agents = new Set<AgentRecord>();
  readonly frameworks = new Set<FrameworkRecord>();
  readonly tasks = new Map<FrameworkId, Set<TaskRecord>>();
  readonly goneAgents = new Set<AgentId>();
  readonly goneFrameworks = new Set<FrameworkId>();

  noteTask(task: TaskRecord): void {
    const { frameworkId } = task;
    const known = this.tasks.get(frameworkId);
    if (known === undefined) this.tasks.set(frameworkId, new Set([task]));
    else known.add(task);
  }

  get isEmpty(): boolean {
    const { agents, frameworks, tasks, goneAgents, goneFrameworks } = this;
    return [agents, frameworks, tasks, goneAgents, goneFrameworks].every(({ size }) => size === 0);
  }
}
