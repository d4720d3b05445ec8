/**
 * Somebody asks how many instances would have a place now. That is told by the offers that are here;
 * mostly there are none, as Marathon declines what nothing waits for. Then Mesos is asked for offers, if
 * whoever asks wishes so: that is done as for a launch, not more often, and the offers go back as usual.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Offer } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';
import type { Fit, FitQuestion, Fits } from '../parts.ts';
import { fitOf } from './fit.ts';
import type { HeldOffers } from './held-offers.ts';
import type { OfferInterest } from './offer-interest.ts';

/** Mesos makes offers once a second, if its master is started as usual. */
export const offersDueMs = 3_000;
/** Those of one round come one right after the other. */
export const gatherMs = 300;
/** Each waits for offers of its own. */
export const mostQuestions = 20;

interface Waiting {
  readonly role: string;
  readonly offers: Offer[];
  readonly answer: () => void;
  timer: Timer;
}

export class FitQuestions implements Fits {
  readonly #core: Core;
  readonly #held: HeldOffers;
  readonly #interest: OfferInterest;
  /** A question that waited for offers has its answer. */
  readonly #ended: () => void;
  readonly #waiting = new Set<Waiting>();

  constructor(core: Core, held: HeldOffers, interest: OfferInterest, ended: () => void) {
    this.#core = core;
    this.#held = held;
    this.#interest = interest;
    this.#ended = ended;
  }

  /** Offers of these are waited for. */
  get roles(): Iterable<string> {
    return Array.from(this.#waiting, ({ role }) => role);
  }

  ask(question: FitQuestion, done: (fit: Fit) => void): void {
    const { mesos, roles } = this.#core;
    const { role } = question.runSpec;
    if (!mesos.isConnected) return done(unknown('not-connected'));
    const held = [...this.#held.values()].filter((each) => each.role === role);
    if (held.length > 0) {
      const offers = held.map(({ offer }) => offer);
      return done(fitOf(this.#core, question, offers));
    }
    if (!roles.all.has(role)) return done(unknown('unknown-role'));
    if (!question.mayAsk) return done(unknown('none-held'));
    if (this.#waiting.size >= mostQuestions) return done(unknown('too-many'));
    this.#wait(question, done);
  }

  receiveOffers(offers: readonly Offer[]): void {
    const { clock, options } = this.#core;
    for (const waiting of this.#waiting) {
      const before = waiting.offers.length;
      for (const offer of offers) {
        const role = offer.allocation_info?.role ?? options.mesosRole;
        if (role === waiting.role) waiting.offers.push(offer);
      }
      if (before > 0 || waiting.offers.length === 0) continue;
      waiting.timer.cancel();
      waiting.timer = clock.after(gatherMs, waiting.answer);
    }
  }

  /** What was offered is not any more. */
  disconnected(): void {
    for (const { answer, offers, timer } of [...this.#waiting]) {
      timer.cancel();
      offers.length = 0;
      answer();
    }
  }

  #wait(question: FitQuestion, done: (fit: Fit) => void): void {
    const { clock, mesos } = this.#core;
    const { role } = question.runSpec;
    const offers: Offer[] = [];
    const answer = (): void => {
      this.#waiting.delete(waiting);
      this.#ended();
      if (!mesos.isConnected) return done(unknown('not-connected'));
      done(offers.length === 0 ? unknown('none-came') : fitOf(this.#core, question, offers));
    };
    const isAsked = [...this.#waiting].some((each) => each.role === role);
    const dueMs = this.#interest.reviveDueMs() + offersDueMs;
    const waiting: Waiting = { role, offers, answer, timer: clock.after(dueMs, answer) };
    this.#waiting.add(waiting);
    if (!isAsked) this.#interest.revive([role]);
  }
}

const unknown = (why: NonNullable<Fit['unknown']>): Fit => ({
  unknown: why,
  offers: [],
  fits: 0,
  isAtLeast: false,
});
