/**
 * As many instances as wanted, neither fewer nor more: what is missing is launched, what is too much
 * is killed. Also what is done for apps that nobody changes (../scale-check.ts).
 */
import { isTerminal, type Instance } from '../../../model/instance.ts';
import type { RunSpec } from '../../../model/run-spec.ts';
import type { InstanceId } from '../../../model/ids.ts';
import type { Core } from '../../environment.ts';
import type { Action } from '../plan.ts';
import type { ActionRun } from './action-run.ts';
import { describeProgress, isUp, takeCensus } from './census.ts';
import { selectKills } from './kill-selection.ts';

/** What is missing is launched; what is too much stays. */
export function replenish(core: Core, runSpec: RunSpec): void {
  const { current, old, completed } = takeCensus(core, runSpec);
  const wanted = Math.max(0, runSpec.instances - completed.length);
  core.queue.want(runSpec, Math.max(0, wanted - old.length - current.length));
}

/** True: there are as many as wanted, and none on its way out. */
export function adjustCount(
  core: Core,
  runSpec: RunSpec,
  toKill: readonly InstanceId[] = [],
): boolean {
  const { current, old, leaving, reserved, completed } = takeCensus(core, runSpec);
  const existing = [...old, ...current];
  const wanted = Math.max(0, runSpec.instances - completed.length);
  core.queue.want(runSpec, Math.max(0, wanted - existing.length));
  const surplus = existing.length - wanted;
  if (surplus > 0) {
    const victims = selectKills(runSpec, existing, surplus, new Set(toKill));
    core.killer.kill(idsOf(victims), 'Decommissioned', 'there are more instances than wanted');
  }
  const tooManyPlaces = Math.max(0, reserved.length + existing.length - wanted);
  const unused = reserved.slice(0, Math.min(reserved.length, tooManyPlaces));
  core.killer.kill(idsOf(unused), 'Decommissioned', 'there are more instances than wanted');
  if (runSpec.instances === 0) forgetCompleted(core, runSpec);
  return existing.length === wanted && leaving.length === 0;
}

export class ScaleRun implements ActionRun {
  readonly action: Action;
  readonly #core: Core;
  /** Killed once; those that take their place are not. */
  #toKill: readonly InstanceId[];

  constructor(core: Core, action: Action) {
    this.#core = core;
    this.action = action;
    this.#toKill = action.toKill ?? [];
  }

  look(): boolean {
    const { runSpec } = this.action;
    const toKill = this.#toKill;
    this.#toKill = [];
    if (!adjustCount(this.#core, runSpec, toKill)) return false;
    const { current, old } = takeCensus(this.#core, runSpec);
    const { health } = this.#core;
    // Whether they are ready is a question of the version that asks it.
    const areOldWell = old.every((instance) => health.isHealthy(instance) === true);
    return areOldWell && current.every((instance) => isUp(this.#core, instance));
  }

  blocker(): string {
    return describeProgress(this.#core, this.action.runSpec);
  }
}

/** An app of no instances has no results of earlier ones either: it may be run again. */
function forgetCompleted(core: Core, { id }: RunSpec): void {
  for (const instance of [...core.instances.of(id)]) {
    if (isTerminal(instance.condition)) core.instances.expunge(instance.id);
  }
}

function idsOf(instances: readonly Instance[]): readonly InstanceId[] {
  return instances.map(({ id }) => id);
}
