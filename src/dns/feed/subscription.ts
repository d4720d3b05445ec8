/**
 * The master's event stream as a state machine: it subscribes where the detector says the leader is,
 * follows redirects, watches the heartbeats, and after any break subscribes again. SUBSCRIBED brings
 * everything, what follows are changes; nothing is asked for twice.
 *
 *   waiting for a leader ─▶ connecting ─▶ following ─▶ (broken, silent, other leader) ─▶ connecting
 *
 * Invariants: what comes from a stream that is not the current one is ignored; whoever waits has a
 * timer or the detector's promise to speak. Records are nobody's business here: they stay as they are.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Detector } from '../../leadership/core/election.ts';
import type { Event } from '../../protocol/generated/master.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import { Backoff } from '../../scheduler/core/backoff.ts';
import { LeaderPlace } from '../../scheduler/core/leader-place.ts';

export const operatorPath = '/api/v1';
/** So many missed in a row mean that nobody is there. */
const heartbeatsUntilLost = 3;
/** Until SUBSCRIBED says how often heartbeats come. */
const firstHeartbeatIntervalMs = 15_000;

export interface StreamListener {
  opened(): void;
  received(event: Event): void;
  refused(refusal: { status: number; location?: string | undefined; body: string }): void;
  closed(why: string): void;
}

/** Opens a stream; the returned function ends it, and nothing is heard of it any more. */
export type OpenStream = (url: string, listener: StreamListener) => () => void;

export interface SubscriptionParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Nobody else watches or closes it. */
  readonly detector: Detector;
  readonly open: OpenStream;
  readonly onEvent: (event: Event) => void;
  /** What the detector says; `masters` only if it knows all. */
  readonly onLeader: (leader: MasterInfo | undefined) => void;
  readonly onMasters: (masters: readonly MasterInfo[]) => void;
  /** Events come from there now. */
  readonly onSubscribed: (url: string) => void;
  readonly onFailed: (why: string) => void;
}

export class Subscription {
  readonly #parts: SubscriptionParts;
  readonly #place = new LeaderPlace(operatorPath);
  readonly #backoff: Backoff;
  #attempt = 0;
  #end: (() => void) | undefined;
  #timer: Timer | undefined;
  #isSubscribed = false;
  #isClosed = false;
  #lastSignMs = 0;
  #heartbeatIntervalMs = firstHeartbeatIntervalMs;

  constructor(parts: SubscriptionParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(parts.random);
  }

  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  start(): void {
    this.#parts.detector.watch({
      changed: (leader) => this.#detected(leader),
      group: (masters) => this.#parts.onMasters(masters),
      failed: (why) => this.#parts.onFailed(why),
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#leave();
    this.#timer?.cancel();
    this.#parts.detector.close();
  }

  #detected(leader: MasterInfo | undefined): void {
    if (this.#isClosed) return;
    const before = this.#place.current;
    this.#place.detected(leader);
    this.#parts.onLeader(leader);
    const { current } = this.#place;
    if (this.#end !== undefined && current === before) return;
    this.#leave();
    this.#backoff.reset();
    if (current === undefined) this.#parts.log.warning('No master leads; records stay as they are');
    else this.#connect();
  }

  #connect(): void {
    const url = this.#place.current;
    if (url === undefined || this.#isClosed) return;
    this.#timer?.cancel();
    const attempt = ++this.#attempt;
    const ifCurrent = <Args extends readonly unknown[]>(tell: (...args: Args) => void) => {
      return (...args: Args): void => {
        if (attempt === this.#attempt && !this.#isClosed) tell(...args);
      };
    };
    this.#end = this.#parts.open(url, {
      opened: ifCurrent(() => this.#watchHeartbeats()),
      received: ifCurrent((event: Event) => this.#received(url, event)),
      refused: ifCurrent((refusal: Parameters<StreamListener['refused']>[0]) =>
        this.#refused(url, refusal),
      ),
      closed: ifCurrent((why: string) => this.#retry(why)),
    });
  }

  #received(url: string, event: Event): void {
    this.#lastSignMs = this.#parts.clock.now();
    if (event.type === 'SUBSCRIBED') {
      this.#isSubscribed = true;
      this.#place.succeeded();
      this.#backoff.reset();
      const seconds = event.subscribed?.heartbeat_interval_seconds ?? 0;
      if (seconds > 0) this.#heartbeatIntervalMs = seconds * 1000;
      this.#watchHeartbeats();
      this.#parts.log.info(`Subscribed at ${url}`);
    }
    this.#parts.onEvent(event);
    if (event.type === 'SUBSCRIBED') this.#parts.onSubscribed(url);
  }

  #refused(url: string, refusal: Parameters<StreamListener['refused']>[0]): void {
    const { status, location, body } = refusal;
    if ((status === 307 || status === 308) && location !== undefined) {
      if (this.#place.redirect(location)) return this.#connect();
      return this.#retry(`${url} redirects to '${location}', which leads nowhere`);
    }
    this.#retry(`${url} refuses the subscription: ${status} ${body.slice(0, 500)}`.trimEnd());
  }

  /** One timer that looks when it rings how long ago the last sign was. */
  #watchHeartbeats(): void {
    this.#timer?.cancel();
    const { clock } = this.#parts;
    if (!this.#isSubscribed) this.#lastSignMs = clock.now();
    const patienceMs = this.#heartbeatIntervalMs * heartbeatsUntilLost;
    const leftMs = this.#lastSignMs + patienceMs - clock.now();
    this.#timer = clock.after(Math.max(leftMs, 1), () => {
      if (clock.now() - this.#lastSignMs < patienceMs) return this.#watchHeartbeats();
      this.#retry(`no heartbeat in ${patienceMs / 1000} seconds`);
    });
  }

  #retry(why: string): void {
    this.#leave();
    this.#place.failed();
    const { clock, log, detector } = this.#parts;
    const delayMs = this.#backoff.next();
    log.warning(`Not subscribed: ${why}; trying again in ${Math.round(delayMs)} ms`);
    this.#timer = clock.after(delayMs, () => this.#connect());
    detector.doubt();
  }

  #leave(): void {
    this.#timer?.cancel();
    this.#isSubscribed = false;
    this.#end?.();
    this.#end = undefined;
    this.#attempt++;
  }
}
