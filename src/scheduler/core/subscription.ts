/**
 * A framework's subscription as a state machine: it subscribes at the master that its detector says
 * leads, watches the heartbeats, and after any break or change of leader subscribes again as the same
 * framework, which is how running tasks survive a restart of the master or of the network.
 *
 *   idle ─start─▶ detecting ─leader─▶ connecting ─200─▶ open ─SUBSCRIBED─▶ subscribed
 *                   ▲                  ▲    │ 307: at once, elsewhere         │
 *                   │                  │    ▼ refused, broken, silent;        │
 *                   │                  │      another leads                   │
 *                   └── nobody leads ─ waiting ◀──────────────────────────────┘
 *
 *   ended: stop(), ERROR, a refusal that repeating cannot cure, a detector that gives up
 *
 * Invariants: what comes from a stream that is no longer the current one is ignored (`#attempt`
 * counts the streams, and each input says to which one it belongs); whoever waits has a timer or, in
 * `detecting`, the detector's promise to speak; and the detector is doubted after each failure.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Detector } from '../../leadership/core/election.ts';
import type { FrameworkInfo, MasterInfo } from '../../protocol/generated/mesos.ts';
import type {
  Call,
  Event,
  Event_Subscribed,
  OfferConstraints,
} from '../../protocol/generated/scheduler.ts';
import type { StreamId } from '../../protocol/ids.ts';
import { Backoff } from './backoff.ts';
import { LeaderPlace } from './leader-place.ts';

/** Heartbeats may be late under load; so many missed in a row mean that nobody is there. */
const heartbeatsUntilLost = 5;
/** Until SUBSCRIBED says how often heartbeats come. */
const firstHeartbeatIntervalMs = 15_000;

export type SubscriptionState =
  'idle' | 'detecting' | 'connecting' | 'open' | 'subscribed' | 'waiting' | 'ended';

export interface SubscriptionOptions {
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
  /** Nobody else watches or closes it. */
  readonly detector: Detector;
  /** Where a proxy has the scheduler API. Absent: where masters have it. */
  readonly apiPath?: string;
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
  readonly #detector: Detector;
  readonly #place: LeaderPlace;
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

  constructor(options: SubscriptionOptions, parts: SubscriptionParts) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#effects = parts.effects;
    this.#detector = parts.detector;
    this.#place = new LeaderPlace(parts.apiPath);
    this.#backoff = new Backoff(parts.random);
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
    const url = this.#place.current;
    if (this.#state !== 'subscribed' || this.#streamId === undefined) return undefined;
    return url === undefined ? undefined : { url, streamId: this.#streamId };
  }

  start(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'detecting';
    this.#detector.watch({
      changed: (leader) => this.#detected(leader),
      failed: (why) => this.#giveUp(`Cannot find the leading master: ${why}`),
    });
  }

  stop(): void {
    this.#end();
  }

  /** What the next SUBSCRIBE will say, after UPDATE_FRAMEWORK was sent. */
  replaceFramework(options: SubscriptionOptions): void {
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
    this.#giveUp(event.error?.message ?? 'the master gave no reason');
  }

  refused(attempt: number, refusal: RefusedSubscription): void {
    if (!this.#isCurrent(attempt)) return;
    const { status, location, body } = refusal;
    const master = this.#place.current;
    if ((status === 307 || status === 308) && location !== undefined) {
      if (this.#place.redirect(location)) return this.#connect();
      return this.#retry(`${master} redirects to '${location}', which leads nowhere`);
    }
    const why = `${master} refused to subscribe the framework: ${status} ${body}`.trimEnd();
    // Not found: a master that has not made its endpoints yet. Everything else of 4xx is final.
    if (status < 400 || status >= 500 || status === 404 || status === 408 || status === 429) {
      return this.#retry(why);
    }
    this.#giveUp(why);
  }

  closed(attempt: number, why: string): void {
    if (this.#isCurrent(attempt)) this.#retry(why);
  }

  #isCurrent(attempt: number): boolean {
    return attempt === this.#attempt && this.#hasStream;
  }

  get #hasStream(): boolean {
    return this.#state === 'connecting' || this.#state === 'open' || this.#state === 'subscribed';
  }

  #detected(leader: MasterInfo | undefined): void {
    if (this.#state === 'ended') return;
    const before = this.#place.current;
    this.#place.detected(leader);
    const { current } = this.#place;
    // Elected again, or where a redirect has led already.
    if (this.#hasStream && current === before) return;
    this.#backoff.reset();
    if (this.#attempt === 0 && current !== undefined) return this.#connect();
    this.#pause(current === undefined ? 'no master leads' : 'there was an election');
  }

  #connect(): void {
    const url = this.#place.current;
    if (url === undefined) return;
    this.#timer?.cancel();
    this.#state = 'connecting';
    this.#streamId = undefined;
    const attempt = ++this.#attempt;
    this.#log.verbose(1, `Subscribing at ${url}`);
    this.#effects.open(attempt, url, this.#subscribeCall());
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
    this.#place.succeeded();
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
      this.#retry(`no heartbeat from ${this.#place.current} in ${patienceMs / 1000} seconds`);
    });
  }

  /** The current one is no good, as far as we can see. */
  #retry(why: string): void {
    this.#place.failed();
    this.#pause(why);
    if (this.#state === 'waiting') this.#detector.doubt();
  }

  /** Leaves the stream, if there is one, until some time has passed or somebody leads. */
  #pause(why: string): void {
    const wasSubscribed = this.#state === 'subscribed';
    if (this.#hasStream) this.#effects.close(this.#attempt);
    this.#streamId = undefined;
    this.#timer?.cancel();
    const next = this.#place.current;
    if (next === undefined) {
      this.#state = 'detecting';
      this.#log.warning(`Not subscribed: ${why}; waiting for a leader`);
    } else {
      this.#state = 'waiting';
      const delayMs = this.#backoff.next();
      this.#log.warning(`Not subscribed: ${why}; trying ${next} in ${Math.round(delayMs)} ms`);
      this.#timer = this.#clock.after(delayMs, () => this.#connect());
    }
    if (wasSubscribed) this.#effects.onDisconnected(why);
  }

  #giveUp(why: string): void {
    if (this.#state === 'ended') return;
    this.#end();
    this.#effects.onEnded(why);
  }

  #end(): void {
    if (this.#state === 'ended') return;
    const hadStream = this.#hasStream;
    this.#state = 'ended';
    this.#streamId = undefined;
    this.#timer?.cancel();
    this.#detector.close();
    if (hadStream) this.#effects.close(this.#attempt);
  }
}
