/**
 * Launches of which nothing is heard: killed, and so replaced, after --task_launch_confirm_timeout
 * without any status, or --task_launch_timeout without running.
 */
import type { Instance } from '../../model/instance.ts';
import type { Core } from '../environment.ts';

const initialDelayMs = 30_000;
const intervalMs = 5_000;

export class OverdueLaunches {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  start(): void {
    const { clock } = this.#core;
    const again = (): void => {
      this.#killOverdue();
      clock.after(intervalMs, again);
    };
    clock.after(initialDelayMs, again);
  }

  #killOverdue(): void {
    const now = this.#core.clock.timestamp();
    const overdue = [...this.#core.instances.all()].filter((each) => this.#isOverdue(each, now));
    this.#core.killer.restart(
      overdue.map(({ id }) => id),
      'its launch takes too long',
    );
  }

  #isOverdue({ condition, since, tasks }: Instance, now: number): boolean {
    const { taskLaunchConfirmTimeoutMs, taskLaunchTimeoutMs } = this.#core.options;
    if (condition === 'Provisioned') return now - since > taskLaunchConfirmTimeoutMs;
    const isStaging = condition === 'Staging' || condition === 'Starting';
    return isStaging && tasks.some(({ stagedAt }) => now - stagedAt > taskLaunchTimeoutMs);
  }
}
