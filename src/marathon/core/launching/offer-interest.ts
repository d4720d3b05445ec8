/**
 * Whether Mesos is to send offers: asked for again (REVIVE) when something waits for what was declined
 * before, at most once in --min_revive_offers_interval, and refused (SUPPRESS) while nothing waits.
 * They are not refused sooner than they might be asked for again: what comes next would have to wait
 * for them, and of many apps that come one after another most would.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { Core } from '../environment.ts';

export class OfferInterest {
  readonly #core: Core;
  readonly #suppressed = new Set<string>();
  readonly #toRevive = new Set<string>();
  #lastReviveMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** A new subscription is offered everything, whatever was said before. */
  subscribed(): void {
    this.#suppressed.clear();
    this.#toRevive.clear();
  }

  revive(roles: Iterable<string>): void {
    for (const role of roles) this.#toRevive.add(role);
    if (this.#toRevive.size === 0 || this.#timer !== undefined) return;
    const dueMs = this.reviveDueMs();
    if (dueMs <= 0) return this.#reviveNow();
    this.#timer = this.#core.clock.after(dueMs, () => {
      this.#timer = undefined;
      this.#reviveNow();
    });
  }

  /** Until they may be asked for again; 0: now. */
  reviveDueMs(): number {
    const { clock, options } = this.#core;
    return Math.max(0, this.#lastReviveMs + options.minReviveOffersIntervalMs - clock.now());
  }

  /** Of these roles nothing waits for offers. */
  suppress(roles: Iterable<string>): void {
    const { mesos, options } = this.#core;
    if (!options.suppressOffers || !mesos.isConnected) return;
    const idle = [...roles].filter((role) => !this.#suppressed.has(role));
    if (idle.length === 0) return;
    for (const role of idle) {
      this.#suppressed.add(role);
      this.#toRevive.delete(role);
    }
    this.#core.count('mesos.calls.suppress');
    mesos.send({ type: 'SUPPRESS', suppress: { roles: idle } });
  }

  #reviveNow(): void {
    const { mesos, clock } = this.#core;
    const roles = [...this.#toRevive];
    this.#toRevive.clear();
    if (!mesos.isConnected || roles.length === 0) return;
    this.#lastReviveMs = clock.now();
    for (const role of roles) this.#suppressed.delete(role);
    this.#core.count('mesos.calls.revive');
    mesos.send({ type: 'REVIVE', revive: { roles } });
  }
}
