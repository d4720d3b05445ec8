/**
 * Offers that are being used: what is to run on them is stored, then they are accepted.
 *
 * Invariants: an instance is stored before its launch is sent; what is launched on an offer that was
 * rescinded meanwhile is not launched and forgotten.
 */
import type { OfferId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import type { Launch } from './launch.ts';
import type { GivingBack } from './reservations.ts';

/** Offered again at once: what is left over may do for the next. */
const atOnce = { refuse_seconds: 0 };

export class Acceptances {
  readonly #core: Core;
  /** Launches on these are being stored. */
  readonly #accepting = new Set<OfferId>();

  constructor(core: Core) {
    this.#core = core;
  }

  rescinded(id: OfferId): void {
    this.#accepting.delete(id);
  }

  /** Offers mean nothing to the next master. */
  clear(): void {
    this.#accepting.clear();
  }

  accept(id: OfferId, launches: readonly Launch[], returns: GivingBack): void {
    this.#accepting.add(id);
    const operations = [...returns.operations, ...launches.flatMap((launch) => launch.operations)];
    this.#store(launches, () => {
      if (!this.#accepting.delete(id)) return this.#forget(launches);
      for (const { type, launch, launch_group } of operations) {
        const tasks = launch?.task_infos ?? launch_group?.task_group.tasks ?? [];
        for (const _ of tasks) this.#core.count('tasks.launched');
        this.#core.count(`mesos.offer-operations.${(type ?? '').toLowerCase().replace('_', '-')}`);
      }
      this.#core.count('mesos.offers.used');
      const accept = { offer_ids: [{ value: id }], operations, filters: atOnce };
      this.#core.mesos.send({ type: 'ACCEPT', accept });
      for (const instanceId of returns.instances) this.#core.instances.expunge(instanceId);
    });
  }

  /** New ones are added, those that are launched again changed; `done` when all are durable. */
  #store(launches: readonly Launch[], done: () => void): void {
    const { instances } = this.#core;
    const isKnown = ({ instance }: Launch): boolean => instances.find(instance.id) !== undefined;
    const known = launches.filter(isKnown);
    const fresh = launches.filter((launch) => !isKnown(launch)).map(({ instance }) => instance);
    let waiting = known.length + 1;
    const stored = ({ ok }: { readonly ok: boolean }): void => {
      if (!ok) return;
      waiting--;
      if (waiting === 0) done();
    };
    for (const { instance } of known) instances.update(instance, stored);
    instances.add(fresh, stored);
  }

  /** Their offer is gone: nothing of them was sent. */
  #forget(launches: readonly Launch[]): void {
    for (const { instance } of launches) {
      const { id, volumes, incarnation } = instance;
      if (volumes.length === 0 || incarnation === 0) this.#core.instances.expunge(id);
      else this.#core.instances.update({ ...instance, condition: 'Reserved', tasks: [] });
    }
  }
}
