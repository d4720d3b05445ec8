/**
 * After a restart of the agent: what to do with each container that was found. A root is kept when
 * the agent knows it or when it is standalone; what is nested in a kept one is kept too, except debug
 * containers, whose HTTP connection died with the agent. Everything else is an orphan.
 */
import { containerKey } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Survivor } from './launcher.ts';

export interface RecoveryPlan<S extends Survivor = Survivor> {
  readonly running: readonly S[];
  readonly terminated: readonly S[];
  readonly orphans: readonly S[];
  /** Known, but not found: never begun, or lost without a trace. */
  readonly missing: readonly KnownContainer[];
}

/** `survivors`: outer containers before inner ones. */
export function planRecovery<S extends Survivor>(
  known: readonly KnownContainer[],
  survivors: readonly S[],
): RecoveryPlan<S> {
  const knownKeys = new Set(known.map(({ id }) => containerKey(id)));
  const kept = new Set<string>();
  const running: S[] = [];
  const terminated: S[] = [];
  const orphans: S[] = [];
  for (const survivor of survivors) {
    const key = containerKey(survivor.id);
    const { parent } = survivor.id;
    const isClaimed =
      parent === undefined
        ? knownKeys.has(key) || survivor.record.isStandalone
        : kept.has(containerKey(parent)) && !survivor.record.isDebug;
    if (isClaimed) kept.add(key);
    const list = !isClaimed ? orphans : survivor.isRunning ? running : terminated;
    list.push(survivor);
  }
  const missing = known.filter(({ id }) => !kept.has(containerKey(id)));
  return { running, terminated, orphans, missing };
}
