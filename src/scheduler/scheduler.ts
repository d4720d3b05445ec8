/**
 * A framework's scheduler: give it a master, a FrameworkInfo and functions for what happens; it
 * subscribes, stays subscribed, acknowledges updates and makes calls.
 *
 *   const scheduler = new Scheduler({
 *     master: '127.0.0.1:5050',
 *     framework: { user: 'me', name: 'my framework' },
 *     handlers: { offers: (offers) => scheduler.launch(offers[0]!, [task]) },
 *   });
 *   scheduler.start();
 *
 * Calls return nothing: a 202 says only that the master read the call. What comes of it arrives as
 * events, and what did not get through goes to `handlers.refused`.
 *
 * Everything it does is in core/scheduler-core.ts; here it gets the real clock, chance and HTTP.
 */
import { SystemClock } from '../foundation/clock.ts';
import { asLog, silentLog } from '../foundation/log.ts';
import type { PlainLog } from '../foundation/log.ts';
import { SystemRandom } from '../foundation/random.ts';
import { unwrap } from '../foundation/result.ts';
import type { Detector } from '../leadership/core/election.ts';
import type { FrameworkInfo } from '../protocol/generated/mesos.ts';
import type { Call, OfferConstraints } from '../protocol/generated/scheduler.ts';
import { SchedulerCalls } from './calls.ts';
import { HttpSchedulerConnection } from './connection.ts';
import type { ContentType, SchedulerCredential } from './connection.ts';
import { type LeaderSource, findLeaderSource } from './masters.ts';
import { SchedulerCore } from './core/scheduler-core.ts';
import type { SubscriptionState } from './core/subscription.ts';
import type { SchedulerHandlers } from './handlers.ts';

export interface SchedulerOptions {
  /**
   * `host:port`, `http://host:port`, several with commas, which are asked who leads, zk://host:port/path
   * of the ensemble that elects them, or a file:// of that; or a detector of your own that says who
   * leads. Standby masters redirect us.
   */
  readonly master: string | Detector;
  /** With an `id`, an earlier incarnation's framework and its tasks are taken over. */
  readonly framework: FrameworkInfo;
  readonly suppressedRoles?: readonly string[];
  readonly offerConstraints?: OfferConstraints;
  readonly handlers: SchedulerHandlers;
  /** Default protobuf; JSON is for those who want to read along on the wire. */
  readonly contentType?: ContentType;
  /** Default automatic: see `SchedulerHandlers.update`. */
  readonly acknowledge?: 'automatic' | 'manual';
  readonly credential?: SchedulerCredential;
  /** Default: silent. */
  readonly log?: PlainLog;
}

/** Longer than any timer: holds the process while nothing but a wait for reconnection is pending. */
const foreverMs = 2 ** 31 - 1;

export class Scheduler extends SchedulerCalls {
  readonly #core: SchedulerCore;
  readonly #connection: HttpSchedulerConnection;
  #keepAlive: NodeJS.Timeout | undefined;

  /** @throws Error when `master` cannot be one; says why */
  constructor(options: SchedulerOptions) {
    super();
    const clock = new SystemClock();
    const log = asLog(options.log ?? silentLog);
    this.#connection = new HttpSchedulerConnection(
      options.contentType ?? 'protobuf',
      options.credential,
    );
    this.#core = new SchedulerCore(options, {
      ...leaderSourceOf(options.master, { clock, log }),
      clock,
      random: new SystemRandom(),
      log,
      connection: this.#connection,
      whenHandled: options.acknowledge === 'manual' ? () => undefined : whenHandled,
      released: () => this.#release(),
    });
  }

  get state(): SubscriptionState {
    return this.#core.state;
  }

  /** Known once subscribed. A framework that wants to survive its own restart stores it. */
  get frameworkId(): string | undefined {
    return this.#core.frameworkId;
  }

  start(): void {
    this.#keepAlive ??= setInterval(() => undefined, foreverMs);
    this.#core.start();
  }

  /**
   * Sends what was called before, then ends. `teardown`: the framework is over, its tasks are
   * killed. `disconnect`: the framework has its `failover_timeout` to come back with its id.
   */
  async stop(options: { readonly mode: 'teardown' | 'disconnect' }): Promise<void> {
    if (options.mode === 'teardown') this.send({ type: 'TEARDOWN' });
    this.#core.beginStop();
    await this.settled();
    this.#core.stop();
    this.#release();
  }

  /** Resolves when every call made so far was answered. */
  async settled(): Promise<void> {
    await new Promise<void>((resolve) => this.#core.onSettled(resolve));
  }

  /** Any call but SUBSCRIBE; `framework_id` is filled in. */
  send(call: Call): void {
    this.#core.send(call);
  }

  #release(): void {
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    this.#connection.close();
  }
}

/** @throws Error when there can be no such master */
function leaderSourceOf(
  master: string | Detector,
  tools: Parameters<typeof findLeaderSource>[1],
): LeaderSource {
  return typeof master === 'string'
    ? unwrap(findLeaderSource(master, tools))
    : { detector: master };
}

/** A handler that rejects is a bug of the framework: nothing is acknowledged, Node reports it. */
function whenHandled(handled: unknown, acknowledge: () => void): void {
  if (handled === undefined) acknowledge();
  else void Promise.resolve(handled).then(acknowledge);
}
