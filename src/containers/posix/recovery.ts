/**
 * After a restart of the agent: what to do with each container whose runtime directory was found.
 * A root is kept when the agent knows it or when it is standalone; what is nested in a kept one is
 * kept too, except debug containers, whose HTTP connection died with the agent. Everything else is
 * an orphan. Kept ones run on while their supervisor does and the machine was not restarted.
 */
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { ContainerRoot } from './process-tree.ts';
import { isAlive } from './process-table.ts';
import type { ContainerRecord, FoundContainer } from './runtime-directory.ts';

export interface AdoptedContainer {
  readonly id: ContainerID;
  readonly record: ContainerRecord;
  readonly root: ContainerRoot | undefined;
  readonly supervisor: ContainerRoot | undefined;
}

export interface RecoveryPlan {
  readonly running: readonly AdoptedContainer[];
  readonly terminated: readonly AdoptedContainer[];
  readonly orphans: readonly AdoptedContainer[];
  /** Known, but never begun: a record is written before anything runs. */
  readonly missing: readonly ContainerID[];
}

/** Pids of before a reboot mean nothing, or worse, somebody else. */
function withoutStalePids(found: FoundContainer, bootId: string): FoundContainer {
  if (found.record.bootId === bootId) return found;
  return { ...found, root: undefined, supervisor: undefined };
}

function isRunning(found: FoundContainer, bootId: string): boolean {
  if (found.record.bootId !== bootId || found.record.termination !== undefined) return false;
  if (!found.record.hasProcess) return true;
  const { supervisor, status } = found;
  if (status !== undefined || supervisor === undefined) return false;
  return isAlive(supervisor.pid, supervisor.startTime);
}

/** `list` has outer containers before inner ones. */
export function planRecovery(
  known: readonly ContainerID[],
  list: readonly FoundContainer[],
  bootId: string,
): RecoveryPlan {
  const knownKeys = new Set(known.map(containerKey));
  const kept = new Set<string>();
  const running: AdoptedContainer[] = [];
  const terminated: AdoptedContainer[] = [];
  const orphans: AdoptedContainer[] = [];
  for (const found of list.map((each) => withoutStalePids(each, bootId))) {
    const key = containerKey(found.id);
    const { parent } = found.id;
    const isClaimed =
      parent === undefined
        ? knownKeys.has(key) || found.record.isStandalone
        : kept.has(containerKey(parent)) && !found.record.isDebug;
    if (!isClaimed) {
      orphans.push(found);
      continue;
    }
    kept.add(key);
    (isRunning(found, bootId) ? running : terminated).push(found);
  }
  const foundKeys = new Set(list.map(({ id }) => containerKey(id)));
  const missing = known.filter((id) => !foundKeys.has(containerKey(id)));
  return { running, terminated, orphans, missing };
}
