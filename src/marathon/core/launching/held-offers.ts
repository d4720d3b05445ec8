/**
 * The offers that are here. One that is of no use now is kept for a moment (--offer_matching_timeout),
 * because the next app may come right after, and declined for long then: those that are due together
 * some at a time, so that hundreds of offers do not hold up everything else. Until its turn comes an
 * offer may still be used.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { OfferId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { OfferLedger } from '../offers/ledger.ts';

export interface HeldOffer {
  readonly id: OfferId;
  readonly offer: Offer;
  readonly role: string;
  readonly ledger: OfferLedger;
  readonly timer: Timer;
  /** Apps that did not change after this one were tried, and it is of no use to them. */
  triedUpTo: number;
  /** All were that there are. */
  isTried: boolean;
}

/** In one turn. */
export const mostDeclinesAtOnce = 16;

export class HeldOffers {
  readonly #core: Core;
  readonly #byId = new Map<OfferId, HeldOffer>();
  readonly #due = new Set<OfferId>();
  #isDeclining = false;
  /** Of these nothing is known to be of use; they are declined right after. */
  readonly #unused: (offers: readonly HeldOffer[]) => void;

  constructor(core: Core, unused: (offers: readonly HeldOffer[]) => void) {
    this.#core = core;
    this.#unused = unused;
  }

  add(offer: Offer): void {
    const { clock, options } = this.#core;
    const id = offer.id.value;
    const timer = clock.after(options.offerMatchingTimeoutMs, () => this.decline(id));
    const role = offer.allocation_info?.role ?? options.mesosRole;
    const ledger = OfferLedger.of(offer);
    this.#byId.set(id, { id, offer, role, ledger, timer, triedUpTo: 0, isTried: false });
  }

  /** Also offers that come or go meanwhile are seen, or not. */
  values(): IterableIterator<HeldOffer> {
    return this.#byId.values();
  }

  /** It is used, or not there any more. */
  remove(id: OfferId): HeldOffer | undefined {
    const held = this.#byId.get(id);
    held?.timer.cancel();
    this.#byId.delete(id);
    this.#due.delete(id);
    return held;
  }

  /** Offers mean nothing to the next master. */
  clear(): void {
    for (const { timer } of this.#byId.values()) timer.cancel();
    this.#byId.clear();
    this.#due.clear();
  }

  decline(id: OfferId): void {
    this.#due.add(id);
    this.#declineSoon();
  }

  #declineSoon(): void {
    if (this.#isDeclining || this.#due.size === 0) return;
    this.#isDeclining = true;
    this.#core.clock.after(0, () => {
      this.#isDeclining = false;
      this.#declineSome();
      this.#declineSoon();
    });
  }

  #declineSome(): void {
    const unused: HeldOffer[] = [];
    for (const id of this.#due) {
      if (unused.length === mostDeclinesAtOnce) break;
      const held = this.remove(id);
      if (held !== undefined) unused.push(held);
    }
    const { mesos, options } = this.#core;
    if (unused.length === 0 || !mesos.isConnected) return;
    this.#unused(unused);
    for (const _ of unused) this.#core.count('mesos.offers.declined');
    const offer_ids = unused.map(({ id }) => ({ value: id }));
    const filters = { refuse_seconds: options.declineOfferDurationMs / 1000 };
    mesos.send({ type: 'DECLINE', decline: { offer_ids, filters } });
  }
}
