/**
 * The roles that apps and instances use: Marathon is subscribed with all of them, and with its own.
 * Which these are changes with the apps; those of instances that are left from an app count as well, as
 * what is reserved for them is yet to be given back.
 */
import type { PathId } from '../model/ids.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { Change } from './deployments/plan.ts';
import type { InstanceChange } from './parts.ts';

export class Roles {
  /** How many apps, pods and instances use each. */
  readonly #counts = new Map<string, number>();
  readonly #own: string;
  readonly #changed: () => void;

  constructor(own: string, used: Iterable<{ readonly role: string }>, changed: () => void) {
    this.#own = own;
    this.#changed = changed;
    for (const { role } of used) this.#count(role, 1);
  }

  get all(): ReadonlySet<string> {
    return new Set([this.#own, ...this.#counts.keys()]);
  }

  apply(changes: ReadonlyMap<PathId, Change<RunSpec>>): void {
    this.#change([...changes.values()].map(({ before, after }) => [before?.role, after?.role]));
  }

  instanceChanged({ before, after }: InstanceChange): void {
    if (before?.role !== after?.role) this.#change([[before?.role, after?.role]]);
  }

  #change(changes: readonly (readonly [was: string | undefined, is: string | undefined])[]): void {
    const before = this.all;
    for (const [was, is] of changes) {
      if (is !== undefined) this.#count(is, 1);
      if (was !== undefined) this.#count(was, -1);
    }
    const { all } = this;
    if (all.size !== before.size || [...all].some((role) => !before.has(role))) this.#changed();
  }

  #count(role: string, by: 1 | -1): void {
    const count = (this.#counts.get(role) ?? 0) + by;
    if (count <= 0) this.#counts.delete(role);
    else this.#counts.set(role, count);
  }
}
