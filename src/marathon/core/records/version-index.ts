/**
 * Which versions of apps, groups and the root are kept, so that the oldest can be dropped: so many of
 * each, and of what was removed as long as the root can still be rolled back to before that. What a running
 * deployment speaks of is kept until it ends, however old: its plan is made of it after a crash.
 */
import type { DeploymentId, PathId, Timestamp } from '../../model/ids.ts';

export type VersionOf = readonly [id: PathId, version: Timestamp];

export class HeldVersions {
  readonly #held = new Map<DeploymentId, readonly VersionOf[]>();
  readonly #counts = new Map<string, number>();

  /** Once for each deployment. */
  hold(deployment: DeploymentId, versions: readonly VersionOf[]): void {
    this.#held.set(deployment, versions);
    for (const version of versions) this.#count(version, 1);
  }

  /** Gives what nothing holds any more. */
  release(deployment: DeploymentId): readonly VersionOf[] {
    const versions = this.#held.get(deployment) ?? [];
    this.#held.delete(deployment);
    return versions.filter((version) => this.#count(version, -1) === 0);
  }

  holds(version: VersionOf): boolean {
    return this.#counts.has(version.join(':'));
  }

  #count(version: VersionOf, change: 1 | -1): number {
    const key = version.join(':');
    const count = (this.#counts.get(key) ?? 0) + change;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
    return count;
  }
}

export class VersionIndex {
  readonly #most: number;
  readonly #versions = new Map<PathId, Timestamp[]>();
  /** When each that is gone was removed. */
  readonly #removed = new Map<PathId, Timestamp>();

  constructor(most: number) {
    this.#most = most;
  }

  add(id: PathId, version: Timestamp, isRemoved: boolean): void {
    const known = this.#versions.get(id);
    if (known === undefined) this.#versions.set(id, [version]);
    else if (known.at(-1) !== version) known.push(version);
    this.#removed.delete(id);
    if (isRemoved) this.#removed.set(id, version);
  }

  /** Takes out, and returns, what is too much of this one. */
  takeExcess(id: PathId): readonly Timestamp[] {
    const known = this.#versions.get(id) ?? [];
    return known.splice(0, Math.max(0, known.length - this.#most));
  }

  /** Takes out, and returns, all of what was removed before `oldestRoot`. */
  takeForgotten(oldestRoot: Timestamp): readonly (readonly [PathId, readonly Timestamp[]])[] {
    const forgotten: (readonly [PathId, readonly Timestamp[]])[] = [];
    for (const [id, removedAt] of this.#removed) {
      if (removedAt >= oldestRoot) continue;
      forgotten.push([id, this.#versions.get(id) ?? []]);
      this.#versions.delete(id);
      this.#removed.delete(id);
    }
    return forgotten;
  }

  has([id, version]: VersionOf): boolean {
    return this.#versions.get(id)?.includes(version) ?? false;
  }

  latestOf(id: PathId): Timestamp | undefined {
    return this.#versions.get(id)?.at(-1);
  }
}
