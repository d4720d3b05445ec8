/**
 * Instances by app or pod. Most have one, which is kept by itself: a map for each would take more room
 * than what is in it.
 */
import type { InstanceId, PathId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';

type Siblings = Instance | Map<InstanceId, Instance>;

export class InstancesByApp {
  readonly #byRunSpec = new Map<PathId, Siblings>();

  of(runSpecId: PathId): Iterable<Instance> {
    const known = this.#byRunSpec.get(runSpecId);
    if (known === undefined) return [];
    return known instanceof Map ? known.values() : [known];
  }

  /** A new one, or in the place of the one with its id. */
  put(instance: Instance): void {
    const { id, runSpecId } = instance;
    const known = this.#byRunSpec.get(runSpecId);
    if (known instanceof Map) known.set(id, instance);
    else if (known === undefined || known.id === id) this.#byRunSpec.set(runSpecId, instance);
    else {
      const both = [known, instance].map((each) => [each.id, each] as const);
      this.#byRunSpec.set(runSpecId, new Map(both));
    }
  }

  remove({ id, runSpecId }: Instance): void {
    const known = this.#byRunSpec.get(runSpecId);
    if (known instanceof Map) {
      known.delete(id);
      if (known.size === 0) this.#byRunSpec.delete(runSpecId);
    } else if (known?.id === id) this.#byRunSpec.delete(runSpecId);
  }
}
