/**
 * A rolling upgrade: old instances make room for new ones, never fewer healthy ones than
 * `minimumHealthCapacity` and never more at the same time than `maximumOverCapacity` allow.
 *
 * Every look starts from what is there. With n wanted:
 * - so many old ones have to stay: minimumHealthCapacity of n, less the new ones that are up;
 * - so many new ones may be there: as many as fit under maximumOverCapacity, up to n.
 */
import type { Instance } from '../../../model/instance.ts';
import { isTerminal } from '../../../model/instance.ts';
import type { RunSpec } from '../../../model/run-spec.ts';
import type { Core } from '../../environment.ts';
import { keepsData } from '../../launching/reservations.ts';
import type { Action } from '../plan.ts';
import type { ActionRun } from './action-run.ts';
import { describeProgress, isUp, takeCensus, type Census } from './census.ts';
import { isBetterVictim, selectKills } from './kill-selection.ts';
import { endSurplus } from './scale.ts';

export class RestartRun implements ActionRun {
  readonly action: Action;
  readonly #core: Core;
  #isFirstLook = true;

  constructor(core: Core, action: Action) {
    this.#core = core;
    this.action = action;
  }

  look(): boolean {
    const { runSpec } = this.action;
    if (this.#isFirstLook) this.#core.queue.resetDelay(runSpec.id);
    this.#isFirstLook = false;
    forgetOldCompleted(this.#core, runSpec);
    this.#letOldAbsentGo();
    const census = takeCensus(this.#core, runSpec);
    const up = census.current.filter((instance) => isUp(this.#core, instance));
    const bounds = boundsOf(runSpec, census, up.length);
    this.#core.queue.want(runSpec, missingOf(runSpec, census, bounds.mostAtOnce));
    this.#killOld(census, bounds.oldToKeep, up.length);
    this.#killSurplus(census);
    return this.#isDone(census, up.length);
  }

  blocker(): string {
    return describeProgress(this.#core, this.action.runSpec);
  }

  #isDone({ current, old, leaving, completed }: Census, upCount: number): boolean {
    const wanted = this.action.runSpec.instances - completed.length;
    return (
      old.length === 0 &&
      leaving.length === 0 &&
      current.length === Math.max(0, wanted) &&
      upCount === current.length
    );
  }

  /** Those that are ill first; whose health nobody knows only where enough are well without them. */
  #killOld({ old }: Census, oldToKeep: number, upCount: number): void {
    const { runSpec } = this.action;
    let count = old.length - oldToKeep;
    if (count <= 0) return;
    const healthOf = (instance: Instance) => this.#core.health.isHealthy(instance);
    const isWell = old.filter((instance) => healthOf(instance) === true).length + upCount;
    const isEnough = isWell >= minHealthyOf(runSpec);
    const ranked = [...old].sort(
      (a, b) =>
        rankOf(healthOf(a)) - rankOf(healthOf(b)) || (isBetterVictim(runSpec, a, b) ? -1 : 1),
    );
    const victims: Instance[] = [];
    for (const instance of ranked) {
      if (count === 0) break;
      if (healthOf(instance) === undefined && instance.condition === 'Running' && !isEnough) break;
      victims.push(instance);
      count--;
    }
    this.#replace(victims);
  }

  /** Their data stays. */
  #replace(victims: readonly Instance[]): void {
    for (const { id, volumes } of victims) {
      const goal = volumes.length > 0 ? 'Stopped' : 'Decommissioned';
      this.#core.killer.kill([id], goal, 'a new version takes its place');
    }
  }

  /** Of a version that is not wanted any more: should they come back, then as strangers. */
  #letOldAbsentGo(): void {
    const { id, versionInfo } = this.action.runSpec;
    const absent = [...this.#core.instances.of(id)].filter(
      ({ condition, runSpecVersion }) =>
        condition === 'UnreachableInactive' && runSpecVersion < versionInfo.lastConfigChangeAt,
    );
    this.#replace(absent);
  }

  #killSurplus({ current }: Census): void {
    const { runSpec } = this.action;
    const surplus = current.length - runSpec.instances;
    if (surplus <= 0) return;
    endSurplus(this.#core, selectKills(runSpec, current, surplus));
  }
}

/** What an upgrade to this definition would do at once: how many old ones it ends, how many new ones it launches. */
export function beginningOf(
  core: Core,
  runSpec: RunSpec,
): { readonly ended: number; readonly launched: number } {
  const census = takeCensus(core, runSpec);
  const up = census.current.filter((instance) => isUp(core, instance)).length;
  const { oldToKeep, mostAtOnce } = boundsOf(runSpec, census, up);
  return {
    ended: Math.max(0, census.old.length - oldToKeep),
    launched: missingOf(runSpec, census, mostAtOnce),
  };
}

interface Bounds {
  readonly oldToKeep: number;
  readonly mostAtOnce: number;
}

function minHealthyOf({ instances, upgradeStrategy }: RunSpec): number {
  return Math.ceil(instances * upgradeStrategy.minimumHealthCapacity);
}

function boundsOf(runSpec: RunSpec, { current, old, leaving }: Census, upCount: number): Bounds {
  const { instances, upgradeStrategy } = runSpec;
  const minHealthy = minHealthyOf(runSpec);
  const mostAtOnce = Math.floor(instances * (1 + upgradeStrategy.maximumOverCapacity));
  const oldToKeep = Math.max(0, minHealthy - upCount);
  const total = current.length + old.length + leaving.length;
  // No room to move: resident apps cannot have one more, so they go one below.
  const isStuck = minHealthy >= mostAtOnce && total >= mostAtOnce && old.length > 0;
  if (!isStuck) return { oldToKeep, mostAtOnce };
  if (keepsData(runSpec)) return { oldToKeep: Math.max(0, oldToKeep - 1), mostAtOnce };
  return { oldToKeep, mostAtOnce: mostAtOnce + 1 };
}

function missingOf(
  { instances }: RunSpec,
  { current, old, leaving, completed }: Census,
  mostAtOnce: number,
): number {
  const present = current.length + old.length + leaving.length;
  const missing = instances - completed.length - current.length;
  return Math.max(0, Math.min(missing, mostAtOnce - present));
}

function rankOf(health: boolean | undefined): number {
  if (health === undefined) return 1;
  return health ? 2 : 0;
}

function forgetOldCompleted(core: Core, { id, versionInfo }: RunSpec): void {
  for (const instance of [...core.instances.of(id)]) {
    const isOld = instance.runSpecVersion < versionInfo.lastConfigChangeAt;
    if (isOld && isTerminal(instance.condition)) core.instances.expunge(instance.id);
  }
}
