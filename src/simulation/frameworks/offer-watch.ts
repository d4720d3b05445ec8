/**
 * What a framework may expect of offers: only for roles that it asked for, none while it wants
 * none, none of what it has just refused. (That offers come at all is for idle-watch.ts to see.)
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Offer } from '../../protocol/generated/mesos.ts';
import type { AgentId, RoleName } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';

interface Refusal {
  readonly agentId: AgentId;
  readonly role: RoleName;
  readonly resources: Resources;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** Offers that were on their way when the master heard of our wish. */
const crossingMs = 50;
/** The same under a stormy sky, where a message may take its time. */
const longestCrossingMs = 15_000;

export class OfferWatch {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #report: (violation: string) => void;
  #refusals: Refusal[] = [];
  #suppressedSinceMs: number | undefined;
  /** Under a calm sky timing counts. */
  isStrict = false;

  constructor(name: string, clock: Clock, report: (violation: string) => void) {
    this.#name = name;
    this.#clock = clock;
    this.#report = report;
  }

  get isSuppressed(): boolean {
    return this.#suppressedSinceMs !== undefined;
  }

  isFiltered(agentId: AgentId): boolean {
    const now = this.#clock.now();
    return this.#refusals.some((refusal) => refusal.agentId === agentId && refusal.untilMs > now);
  }

  /** A new subscription begins without filters and suppression. */
  reset(): void {
    this.#refusals = [];
    this.#suppressedSinceMs = undefined;
  }

  suppressed(): void {
    this.#suppressedSinceMs = this.#clock.now();
  }

  revived(): void {
    this.reset();
  }

  declined(offer: Offer, refuseSecs: number): void {
    const now = this.#clock.now();
    this.#refusals = this.#refusals.filter(({ untilMs }) => untilMs > now);
    this.#refusals.push({
      agentId: offer.agent_id.value,
      role: roleOf(offer),
      resources: Resources.fromMessages(offer.resources),
      sinceMs: now,
      untilMs: now + refuseSecs * 1000,
    });
  }

  offered(offer: Offer, roles: readonly string[]): void {
    const now = this.#clock.now();
    const what = `${this.#name} was offered ${offer.id.value}`;
    if (!roles.includes(roleOf(offer))) this.#report(`${what} for role ${roleOf(offer)}`);
    const patienceMs = this.isStrict ? crossingMs : longestCrossingMs;
    if (this.#suppressedSinceMs !== undefined && now - this.#suppressedSinceMs > patienceMs) {
      this.#report(`${what}, but had suppressed offers`);
    }
    if (!this.isStrict) return;
    const resources = Resources.fromMessages(offer.resources);
    const early = this.#refusals.find(
      (refusal) =>
        refusal.agentId === offer.agent_id.value &&
        refusal.role === roleOf(offer) &&
        now > refusal.sinceMs + crossingMs &&
        now < refusal.untilMs &&
        refusal.resources.contains(resources),
    );
    if (early === undefined) return;
    const leftMs = Math.round(early.untilMs - now);
    this.#report(`${what}, which it had refused for another ${leftMs} ms`);
  }
}

function roleOf(offer: Offer): string {
  return offer.allocation_info?.role ?? '*';
}
