/** How the instances of an app are, counted for those who decide what is missing. */
import {
  countsAsExisting,
  isGivingBack,
  isTerminal,
  type Instance,
} from '../../../model/instance.ts';
import type { RunSpec } from '../../../model/run-spec.ts';
import type { Core } from '../../environment.ts';

export interface Census {
  /** Running or on their way, of the version of the definition or a later one. */
  readonly current: readonly Instance[];
  /** The same, of versions before it. */
  readonly old: readonly Instance[];
  /** Being killed, or lost and given up: there still may be something of them. */
  readonly leaving: readonly Instance[];
  /** Nothing runs: they wait for their place to be offered, and are launched there. */
  readonly reserved: readonly Instance[];
  /** Came to their end and are not replaced (`restartPolicy`). */
  readonly completed: readonly Instance[];
}

export function takeCensus(core: Core, runSpec: RunSpec): Census {
  const current: Instance[] = [];
  const old: Instance[] = [];
  const leaving: Instance[] = [];
  const reserved: Instance[] = [];
  const completed: Instance[] = [];
  const { lastConfigChangeAt } = runSpec.versionInfo;
  for (const instance of core.instances.of(runSpec.id)) {
    const isOld = instance.runSpecVersion < lastConfigChangeAt;
    if (isGivingBack(instance)) continue;
    if (isTerminal(instance.condition)) {
      if (!isOld) completed.push(instance);
    } else if (instance.condition === 'Reserved') {
      reserved.push(instance);
    } else if (instance.condition === 'UnreachableInactive') {
      // Replaced already; nobody waits for it.
    } else if (!countsAsExisting(instance) || core.killer.isKilling(instance.id)) {
      leaving.push(instance);
    } else {
      (isOld ? old : current).push(instance);
    }
  }
  return { current, old, leaving, reserved, completed };
}

/** Runs, is well and is ready: the new version can be trusted with it. */
export function isUp(core: Core, instance: Instance): boolean {
  return (
    instance.condition === 'Running' &&
    core.health.isHealthy(instance) === true &&
    core.health.isReady(instance)
  );
}

/** "2 of 4 instances are up; 1 waits to be launched, 1 starts, 0 are not healthy" */
export function describeProgress(core: Core, runSpec: RunSpec): string {
  const { current, old, leaving } = takeCensus(core, runSpec);
  const running = current.filter(({ condition }) => condition === 'Running');
  const up = running.filter((instance) => isUp(core, instance)).length;
  const unhealthy = running.filter((each) => core.health.isHealthy(each) !== true).length;
  const parts = [
    [core.queue.wantedOf(runSpec.id), 'to be launched'],
    [current.length - running.length, 'starting'],
    [unhealthy, 'running but not known to be healthy'],
    [running.length - up - unhealthy, 'healthy but not ready'],
    [old.length, 'of an old version'],
    [leaving.length, 'being killed'],
  ] as const;
  const rest = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const whole = `${up} of ${runSpec.instances} instances are up`;
  return rest.length === 0 ? whole : `${whole}; ${rest.join(', ')}`;
}
