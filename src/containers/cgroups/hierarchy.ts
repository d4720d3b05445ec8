/**
 * How this machine's cgroups are laid out: version 1 has a hierarchy for each subsystem, below one
 * directory; version 2 has a single one. A machine in between ("hybrid") has the first, and beside
 * it an empty one of version 2, whose `cgroup.kill` is welcome.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export type Subsystem =
  | 'blkio'
  | 'cpu'
  | 'cpuacct'
  | 'cpuset'
  | 'devices'
  | 'hugetlb'
  | 'memory'
  | 'net_cls'
  | 'net_prio'
  | 'perf_event'
  | 'pids';

/** What version 2 calls them; one that it does without is there for every cgroup, or not at all. */
export const controllerOf: Readonly<Partial<Record<Subsystem, string>>> = {
  blkio: 'io',
  cpu: 'cpu',
  cpuset: 'cpuset',
  hugetlb: 'hugetlb',
  memory: 'memory',
  pids: 'pids',
};
const absentInVersion2: readonly Subsystem[] = ['net_cls', 'net_prio'];

export interface Hierarchy {
  readonly version: 1 | 2;
  /** Tops of all hierarchies; the one of version 2 is a single one. */
  readonly tops: readonly string[];
  /** The top that has the subsystem's files; undefined when the machine has it not. */
  readonly topOf: (subsystem: Subsystem) => string | undefined;
  /** Also of what cannot be had all the same, see `findObstacle`. */
  readonly has: (subsystem: Subsystem) => boolean;
  /** Why a container cannot have a cgroup of this kind; undefined: it can. */
  readonly findObstacle: (subsystem: Subsystem) => string | undefined;
  /** Where processes are counted and killed. */
  readonly tracking: string;
}

/** A failure is a sentence for the operator. */
export function findHierarchy(mountPoint: string): Result<Hierarchy> {
  if (existsSync(join(mountPoint, 'cgroup.controllers'))) return ok(unified(mountPoint));
  const names = namesIn(mountPoint).filter((name) =>
    existsSync(join(mountPoint, name, 'cgroup.procs')),
  );
  if (!names.includes('freezer')) {
    return failure(
      `'${mountPoint}' has neither cgroups of version 2 nor the subsystem 'freezer' of version 1;` +
        ' mount them, or say where they are with --cgroups_hierarchy',
    );
  }
  // cpu and cpuacct are often mounted as one, with links by their names.
  const tops = names.map((name) => join(mountPoint, name));
  const topOf = (subsystem: Subsystem): string | undefined =>
    names.includes(subsystem) ? join(mountPoint, subsystem) : undefined;
  const has = (subsystem: Subsystem): boolean => names.includes(subsystem);
  const findObstacle = (subsystem: Subsystem): string | undefined =>
    has(subsystem)
      ? undefined
      : `this machine has no cgroup subsystem '${subsystem}' at '${join(mountPoint, subsystem)}'; mount it, or leave it out`;
  const tracking = join(mountPoint, 'freezer');
  return ok({ version: 1, tops, topOf, has, findObstacle, tracking });
}

function unified(mountPoint: string): Hierarchy {
  const path = join(mountPoint, 'cgroup.controllers');
  const has = (subsystem: Subsystem): boolean => {
    const controller = controllerOf[subsystem];
    if (controller === undefined) return !absentInVersion2.includes(subsystem);
    return wordsIn(path).includes(controller);
  };
  const findObstacle = (subsystem: Subsystem): string | undefined => {
    if (absentInVersion2.includes(subsystem))
      return `cgroups of version 2, which this machine has, know no '${subsystem}'; leave it out`;
    const controller = controllerOf[subsystem];
    if (controller === undefined) return undefined;
    if (!has(subsystem)) return `'${path}' has no controller '${controller}'; leave it out`;
    return findCrowd(mountPoint, controller);
  };
  const topOf = (): string => mountPoint;
  return { version: 2, tops: [mountPoint], topOf, has, findObstacle, tracking: mountPoint };
}

/**
 * An agent in a cgroup namespace has for top a cgroup like others: one with processes can hand nothing down
 * that it did not before. The true top, which has no type, may.
 */
function findCrowd(mountPoint: string, controller: string): string | undefined {
  if (!existsSync(join(mountPoint, 'cgroup.type'))) return undefined;
  if (wordsIn(join(mountPoint, 'cgroup.subtree_control')).includes(controller)) return undefined;
  if (wordsIn(join(mountPoint, 'cgroup.procs')).length === 0) return undefined;
  return `processes in the cgroup '${mountPoint}' itself keep it from handing '${controller}' down; move them, and the agent, into a cgroup below it`;
}

function wordsIn(path: string): readonly string[] {
  return readFileSync(path, 'latin1').split(/\s+/u).filter(Boolean);
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
