/**
 * The roles that apps use: Marathon is subscribed with all of them, and with its own. Which these are
 * changes with the apps.
 */
import type { PathId } from '../model/ids.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { Change } from './deployments/plan.ts';

export class Roles {
  /** How many apps and pods use each. */
  readonly #counts = new Map<string, number>();
  readonly #own: string;
  readonly #changed: (roles: ReadonlySet<string>) => void;

  constructor(
    own: string,
    runSpecs: Iterable<RunSpec>,
    changed: (roles: ReadonlySet<string>) => void,
  ) {
    this.#own = own;
    this.#changed = changed;
    for (const { role } of runSpecs) this.#count(role, 1);
  }

  get all(): ReadonlySet<string> {
    return new Set([this.#own, ...this.#counts.keys()]);
  }

  apply(changes: ReadonlyMap<PathId, Change<RunSpec>>): void {
    const before = this.all;
    for (const { before: was, after: is } of changes.values()) {
      if (is !== undefined) this.#count(is.role, 1);
      if (was !== undefined) this.#count(was.role, -1);
    }
    const { all } = this;
    if (all.size !== before.size || [...all].some((role) => !before.has(role))) this.#changed(all);
  }

  #count(role: string, by: 1 | -1): void {
    const count = (this.#counts.get(role) ?? 0) + by;
    if (count <= 0) this.#counts.delete(role);
    else this.#counts.set(role, count);
  }
}
