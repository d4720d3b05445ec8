/**
 * A framework's subscription as a state machine: it finds the leading master, subscribes, watches
 * the heartbeats, and after any break subscribes again as the same framework, which is how running
 * tasks survive a restart of the master or of the network.
 *
 *   idle ─start─▶ connecting ─200─▶ open ─SUBSCRIBED─▶ subscribed
 *                  ▲    │ 307: at once, elsewhere         │
 *                  │    ▼ refused, broken, silent         │
 *                waiting ◀────────────────────────────────┘        ended: stop(), ERROR, a refusal
 *                                                                  that repeating cannot cure
 *
 * The invariant: what comes from a stream that is no longer the current one is ignored; `#attempt`
 * counts the streams, and each input says to which one it belongs.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { FrameworkInfo } from '../../protocol/generated/mesos.ts';
import type {
  Call,
  Event,
  Event_Subscribed,
  OfferConstraints,
} from '../../protocol/generated/scheduler.ts';
import type { StreamId } from '../../protocol/ids.ts';
import { Backoff } from './backoff.ts';
import { MasterList } from './master-list.ts';

/** Heartbeats may be late under load; so many missed in a row mean that nobody is there. */
const heartbeatsUntilLost = 5;
/** Until SUBSCRIBED says how often heartbeats come. */
const firstHeartbeatIntervalMs = 15_000;

export type SubscriptionState = 'idle' | 'connecting' | 'open' | 'subscribed' | 'waiting' | 'ended';

export interface SubscriptionOptions {
  /** URLs of the scheduler API; at least one. */
  readonly masters: readonly string[];
  readonly framework: FrameworkInfo;
  readonly suppressedRoles?: readonly string[];
  readonly offerConstraints?: OfferConstraints;
}

/** What the subscription makes happen; the edge carries it out. */
export interface SubscriptionEffects {
  /** Opens the stream number `attempt`; answers with `opened`, `refused`, `received`, `closed`. */
  open(attempt: number, url: string, call: Call): void;
  close(attempt: number): void;
  /** In their order, ERROR included; HEARTBEAT too. */
  onEvent(event: Event): void;
  onDisconnected(why: string): void;
  /** It is over, for good; not called for `stop`. */
  onEnded(why: string): void;
}

export interface SubscriptionParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly effects: SubscriptionEffects;
}

export interface RefusedSubscription {
  readonly status: number;
  readonly location?: string | undefined;
  readonly body: string;
}

export class Subscription {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #effects: SubscriptionEffects;
  readonly #masters: MasterList;
  readonly #backoff: Backoff;
  #framework: FrameworkInfo;
  #suppressedRoles: readonly string[];
  #offerConstraints: OfferConstraints | undefined;
  #state: SubscriptionState = 'idle';
  #attempt = 0;
  #streamId: StreamId | undefined;
  #heartbeatIntervalMs = firstHeartbeatIntervalMs;
  #lastSignMs = 0;
  #timer: Timer | undefined;

  constructor(options: SubscriptionOptions, { clock, random, log, effects }: SubscriptionParts) {
    this.#clock = clock;
    this.#log = log;
    this.#effects = effects;
    this.#masters = new MasterList(options.masters);
    this.#backoff = new Backoff(random);
    this.#framework = options.framework;
    this.#suppressedRoles = options.suppressedRoles ?? [];
    this.#offerConstraints = options.offerConstraints;
  }

  get state(): SubscriptionState {
    return this.#state;
  }

  get frameworkId(): string | undefined {
    return this.#framework.id?.value;
  }

  /** Where calls go, and under which stream they count; only while subscribed. */
  findTarget(): { readonly url: string; readonly streamId: StreamId } | undefined {
    if (this.#state !== 'subscribed' || this.#streamId === undefined) return undefined;
    return { url: this.#masters.current, streamId: this.#streamId };
  }

  start(): void {
    if (this.#state === 'idle') this.#connect();
  }

  stop(): void {
    this.#end();
  }

  /** What the next SUBSCRIBE will say, after UPDATE_FRAMEWORK was sent. */
  replaceFramework(options: Omit<SubscriptionOptions, 'masters'>): void {
    const { id } = this.#framework;
    this.#framework = id === undefined ? options.framework : { ...options.framework, id };
    this.#suppressedRoles = options.suppressedRoles ?? [];
    this.#offerConstraints = options.offerConstraints;
  }

  opened(attempt: number, streamId: StreamId | undefined): void {
    if (!this.#isCurrent(attempt)) return;
    this.#state = 'open';
    this.#streamId = streamId;
    this.#noteSign();
    this.#watchHeartbeats();
  }

  received(attempt: number, event: Event): void {
    if (!this.#isCurrent(attempt)) return;
    this.#noteSign();
    if (event.type === 'SUBSCRIBED' && event.subscribed !== undefined) {
      this.#subscribed(event.subscribed);
    }
    this.#effects.onEvent(event);
    if (event.type !== 'ERROR' || !this.#isCurrent(attempt)) return;
    const message = event.error?.message ?? 'the master gave no reason';
    this.#end();
    this.#effects.onEnded(message);
  }

  refused(attempt: number, refusal: RefusedSubscription): void {
    if (!this.#isCurrent(attempt)) return;
    const { status, location, body } = refusal;
    const master = this.#masters.current;
    if ((status === 307 || status === 308) && location !== undefined) {
      if (this.#masters.redirect(location)) return this.#connect();
      return this.#retry(`${master} redirects to '${location}', which leads nowhere`);
    }
    const why = `${master} refused to subscribe the framework: ${status} ${body}`.trimEnd();
    // Not found: a master that has not made its endpoints yet. Everything else of 4xx is final.
    if (status < 400 || status >= 500 || status === 404 || status === 408 || status === 429) {
      return this.#retry(why);
    }
    this.#end();
    this.#effects.onEnded(why);
  }

  closed(attempt: number, why: string): void {
    if (this.#isCurrent(attempt)) this.#retry(why);
  }

  #isCurrent(attempt: number): boolean {
    return attempt === this.#attempt && this.#state !== 'ended' && this.#state !== 'waiting';
  }

  #connect(): void {
    this.#timer?.cancel();
    this.#state = 'connecting';
    this.#streamId = undefined;
    const attempt = ++this.#attempt;
    this.#log.verbose(1, `Subscribing at ${this.#masters.current}`);
    this.#effects.open(attempt, this.#masters.current, this.#subscribeCall());
  }

  #subscribeCall(): Call {
    const { id } = this.#framework;
    return {
      type: 'SUBSCRIBE',
      // @compat a known framework has its id in both places, or the master refuses the call.
      ...(id === undefined ? {} : { framework_id: id }),
      subscribe: {
        framework_info: this.#framework,
        ...(this.#suppressedRoles.length === 0
          ? {}
          : { suppressed_roles: [...this.#suppressedRoles] }),
        ...(this.#offerConstraints === undefined
          ? {}
          : { offer_constraints: this.#offerConstraints }),
      },
    };
  }

  #subscribed({ framework_id, heartbeat_interval_seconds }: Event_Subscribed): void {
    this.#state = 'subscribed';
    this.#framework = { ...this.#framework, id: framework_id };
    this.#masters.succeeded();
    this.#backoff.reset();
    const seconds = heartbeat_interval_seconds ?? 0;
    if (seconds > 0) this.#heartbeatIntervalMs = seconds * 1000;
    this.#watchHeartbeats();
  }

  #noteSign(): void {
    this.#lastSignMs = this.#clock.now();
  }

  /** One timer that looks when it rings how long ago the last sign was: no timer per event. */
  #watchHeartbeats(): void {
    this.#timer?.cancel();
    const patienceMs = this.#heartbeatIntervalMs * heartbeatsUntilLost;
    const leftMs = this.#lastSignMs + patienceMs - this.#clock.now();
    this.#timer = this.#clock.after(Math.max(leftMs, 1), () => {
      if (this.#clock.now() - this.#lastSignMs < patienceMs) return this.#watchHeartbeats();
      this.#retry(`no heartbeat from ${this.#masters.current} in ${patienceMs / 1000} seconds`);
    });
  }

  #retry(why: string): void {
    const wasSubscribed = this.#state === 'subscribed';
    this.#effects.close(this.#attempt);
    this.#masters.failed();
    this.#state = 'waiting';
    this.#streamId = undefined;
    this.#timer?.cancel();
    const delayMs = this.#backoff.next();
    const next = this.#masters.current;
    this.#log.warning(`Not subscribed: ${why}; trying ${next} in ${Math.round(delayMs)} ms`);
    this.#timer = this.#clock.after(delayMs, () => this.#connect());
    if (wasSubscribed) this.#effects.onDisconnected(why);
  }

  #end(): void {
    if (this.#state === 'ended') return;
    const hadStream = this.#state !== 'idle' && this.#state !== 'waiting';
    this.#state = 'ended';
    this.#streamId = undefined;
    this.#timer?.cancel();
    if (hadStream) this.#effects.close(this.#attempt);
  }
}
