/**
 * Tells Mesos which agents are of use, whenever that may have changed, at most once in
 * --min_mesos_offer_constraints_update_interval.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { OfferConstraints } from '../../../protocol/generated/scheduler.ts';
import type { Core } from '../environment.ts';

export class ConstraintUpdates {
  readonly #core: Core;
  readonly #find: () => OfferConstraints;
  /** As JSON: what was told last. */
  #told = JSON.stringify({ role_constraints: {} });
  #timer: Timer | undefined;

  constructor(core: Core, find: () => OfferConstraints) {
    this.#core = core;
    this.#find = find;
  }

  mayHaveChanged(): void {
    const { clock, options } = this.#core;
    if (!options.mesosOfferConstraints || this.#timer !== undefined) return;
    this.#timer = clock.after(options.minOfferConstraintsUpdateIntervalMs, () => {
      this.#timer = undefined;
      this.#tell();
    });
  }

  #tell(): void {
    const { mesos } = this.#core;
    // With the next subscription they are looked at again.
    if (!mesos.isConnected) return;
    const constraints = this.#find();
    const text = JSON.stringify(constraints);
    if (text === this.#told) return;
    this.#told = text;
    mesos.updateOfferConstraints(constraints);
  }
}
