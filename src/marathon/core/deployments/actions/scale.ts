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
  const coming = existing.length + leaving.filter(comesBack).length;
  core.queue.want(runSpec, Math.max(0, wanted - coming));
  const surplus = existing.length - wanted;
  if (surplus > 0) {
    endSurplus(core, selectKills(runSpec, existing, surplus, new Set(toKill)));
  }
  const places = reserved.filter(({ goal }) => goal === 'Running').sort(byUse);
  endSurplus(core, places.slice(0, Math.max(0, places.length + existing.length - wanted)));
  if (runSpec.instances === 0) forgetCompleted(core, runSpec);
  return existing.length === wanted && leaving.length === 0;
}

/**
 * @compat Data stays, and what is reserved for it, for when there are to be more again: until it is wiped or
 * the app is destroyed.
 */
export function endSurplus(core: Core, victims: readonly Instance[]): void {
  for (const { id, volumes, incarnation } of victims) {
    const goal = volumes.length > 0 && incarnation > 0 ? 'Stopped' : 'Decommissioned';
    core.killer.kill([id], goal, 'there are more instances than wanted');
  }
}

/** Where nothing ever ran comes first. */
function byUse(a: Instance, b: Instance): number {
  return Math.min(a.incarnation, 1) - Math.min(b.incarnation, 1);
}

/** It runs again where its data is, once its end is known; nothing is reserved elsewhere meanwhile. */
function comesBack({ volumes, goal }: Instance): boolean {
  return volumes.length > 0 && goal !== 'Decommissioned';
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
