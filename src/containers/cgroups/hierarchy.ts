/**
 * How this machine's cgroups are laid out: version 1 has a hierarchy for each subsystem, below one
 * directory; version 2 has a single one. A machine in between ("hybrid") has the first, and beside
 * it an empty one of version 2, whose `cgroup.kill` is welcome.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

export type Subsystem = 'cpu' | 'cpuacct' | 'memory' | 'pids' | 'blkio';

export interface Hierarchy {
  readonly version: 1 | 2;
  /** Tops of all hierarchies; the one of version 2 is a single one. */
  readonly tops: readonly string[];
  /** The top that has the subsystem's files; undefined when the machine has it not. */
  readonly topOf: (subsystem: Subsystem) => string | undefined;
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
  return ok({ version: 1, tops, topOf, tracking: join(mountPoint, 'freezer') });
}

function unified(mountPoint: string): Hierarchy {
  return { version: 2, tops: [mountPoint], topOf: () => mountPoint, tracking: mountPoint };
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
