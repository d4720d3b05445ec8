/** Nothing is to be left of an app that was removed: tasks, reservations, or places in the queue. */
import { isGivingBack, isTerminal, type Instance } from '../../../model/instance.ts';
import type { Core } from '../../environment.ts';
import { tell } from '../../tell.ts';
import type { Action } from '../plan.ts';
import type { ActionRun } from './action-run.ts';

export class StopRun implements ActionRun {
  readonly action: Action;
  readonly #core: Core;

  constructor(core: Core, action: Action) {
    this.#core = core;
    this.action = action;
  }

  look(): boolean {
    const { id } = this.action.runSpec;
    this.#core.queue.purge(id);
    const instances = [...this.#core.instances.of(id)];
    for (const instance of instances) {
      if (isTerminal(instance.condition)) this.#core.instances.expunge(instance.id);
    }
    const left = this.#left();
    if (left.length === 0) {
      tell(this.#core, { type: 'app_terminated_event', appId: id });
      return true;
    }
    this.#core.killer.kill(
      left.map((instance) => instance.id),
      'Decommissioned',
      'the app was removed',
    );
    return false;
  }

  blocker(): string {
    return `${this.#left().length} instances have not ended yet`;
  }

  #left(): readonly Instance[] {
    const { id } = this.action.runSpec;
    return [...this.#core.instances.of(id)].filter((instance) => !isGivingBack(instance));
  }
}
