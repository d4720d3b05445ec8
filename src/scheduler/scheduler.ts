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
 */
import { SystemClock } from '../foundation/clock.ts';
import type { ClientStream } from '../foundation/http/client.ts';
import { asLog, silentLog } from '../foundation/log.ts';
import type { Log, PlainLog } from '../foundation/log.ts';
import { SystemRandom } from '../foundation/random.ts';
import type { FrameworkInfo, OperationStatus, TaskStatus } from '../protocol/generated/mesos.ts';
import type { Call, Event, OfferConstraints } from '../protocol/generated/scheduler.ts';
import { SchedulerCalls } from './calls.ts';
import { SchedulerConnection } from './connection.ts';
import type { ContentType, SchedulerCredential } from './connection.ts';
import { parseMasters } from './core/master-list.ts';
import { Subscription } from './core/subscription.ts';
import type { SubscriptionState } from './core/subscription.ts';
import type { SchedulerHandlers } from './handlers.ts';

export interface SchedulerOptions {
  /** `host:port`, `http://host:port`, or several with commas; standby masters redirect us. */
  readonly master: string;
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

/** A master that stopped reading would otherwise let our memory grow call by call. */
const mostUnansweredCalls = 10_000;
/** Longer than any timer: holds the process while nothing but a wait for reconnection is pending. */
const foreverMs = 2 ** 31 - 1;

export class Scheduler extends SchedulerCalls {
  readonly #handlers: SchedulerHandlers;
  readonly #isAutomatic: boolean;
  readonly #log: Log;
  readonly #connection: SchedulerConnection;
  readonly #subscription: Subscription;
  readonly #streams = new Map<number, ClientStream>();
  readonly #unanswered = new Set<Promise<void>>();
  #keepAlive: NodeJS.Timeout | undefined;
  /** What still comes in while the last calls go out is for the next incarnation. */
  #isStopping = false;

  /** @throws Error when `master` cannot be one; says why */
  constructor(options: SchedulerOptions) {
    super();
    const masters = parseMasters(options.master);
    if (!masters.ok) throw new Error(masters.error);
    this.#handlers = options.handlers;
    this.#isAutomatic = options.acknowledge !== 'manual';
    this.#log = asLog(options.log ?? silentLog);
    this.#connection = new SchedulerConnection(
      options.contentType ?? 'protobuf',
      options.credential,
    );
    this.#subscription = new Subscription(
      { ...options, masters: masters.value },
      {
        clock: new SystemClock(),
        random: new SystemRandom(),
        log: this.#log,
        effects: {
          open: (attempt, url, call) => this.#open(attempt, url, call),
          close: (attempt) => this.#close(attempt),
          onEvent: (event) => this.#isStopping || this.#dispatch(event),
          onDisconnected: (why) => this.#isStopping || this.#handlers.disconnected?.(why),
          onEnded: (why) => {
            this.#release();
            if (!this.#isStopping) this.#handlers.ended?.(why);
          },
        },
      },
    );
  }

  get state(): SubscriptionState {
    return this.#subscription.state;
  }

  /** Known once subscribed. A framework that wants to survive its own restart stores it. */
  get frameworkId(): string | undefined {
    return this.#subscription.frameworkId;
  }

  start(): void {
    this.#keepAlive ??= setInterval(() => undefined, foreverMs);
    this.#subscription.start();
  }

  /**
   * Sends what was called before, then ends. `teardown`: the framework is over, its tasks are
   * killed. `disconnect`: the framework has its `failover_timeout` to come back with its id.
   */
  async stop(options: { readonly mode: 'teardown' | 'disconnect' }): Promise<void> {
    if (options.mode === 'teardown') this.send({ type: 'TEARDOWN' });
    this.#isStopping = true;
    await this.settled();
    this.#subscription.stop();
    this.#release();
  }

  /** Resolves when every call made so far was answered. */
  async settled(): Promise<void> {
    while (this.#unanswered.size > 0) await Promise.all(this.#unanswered);
  }

  /** Any call but SUBSCRIBE; `framework_id` is filled in. */
  send(call: Call): void {
    const target = this.#subscription.findTarget();
    const { frameworkId } = this;
    const refuse = (why: string, status?: number): void =>
      this.#handlers.refused?.({ call, status, why });
    if (target === undefined || frameworkId === undefined) {
      return refuse('the framework is not subscribed now');
    }
    if (this.#unanswered.size >= mostUnansweredCalls) {
      return refuse(`${mostUnansweredCalls} calls are still without an answer`);
    }
    if (call.update_framework !== undefined) this.#noteUpdate(call.update_framework);
    const filled = { framework_id: { value: frameworkId }, ...withIds(call, frameworkId) };
    const answered = this.#connection.send(target.url, target.streamId, filled).then((answer) => {
      this.#unanswered.delete(answered);
      if (!answer.ok) refuse(answer.error.why, answer.error.status);
    });
    this.#unanswered.add(answered);
  }

  #noteUpdate(update: NonNullable<Call['update_framework']>): void {
    this.#subscription.replaceFramework({
      framework: update.framework_info,
      ...(update.suppressed_roles === undefined
        ? {}
        : { suppressedRoles: update.suppressed_roles }),
      ...(update.offer_constraints === undefined
        ? {}
        : { offerConstraints: update.offer_constraints }),
    });
  }

  #open(attempt: number, url: string, call: Call): void {
    const subscription = this.#subscription;
    const stream = this.#connection.open(url, call, {
      opened: (streamId) => subscription.opened(attempt, streamId),
      received: (event) => subscription.received(attempt, event),
      refused: (refusal) => subscription.refused(attempt, refusal),
      closed: (why) => subscription.closed(attempt, why),
    });
    this.#streams.set(attempt, stream);
  }

  #close(attempt: number): void {
    this.#streams.get(attempt)?.close();
    this.#streams.delete(attempt);
  }

  #release(): void {
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    this.#connection.close();
  }

  #dispatch(event: Event): void {
    const handlers = this.#handlers;
    handlers.event?.(event);
    if (event.subscribed !== undefined) {
      const { framework_id, master_info, heartbeat_interval_seconds } = event.subscribed;
      handlers.subscribed?.({
        frameworkId: framework_id.value,
        master: master_info,
        heartbeatIntervalSeconds: heartbeat_interval_seconds,
      });
    }
    if (event.offers !== undefined) handlers.offers?.(event.offers.offers ?? []);
    if (event.rescind !== undefined) handlers.rescinded?.(event.rescind.offer_id.value);
    if (event.inverse_offers !== undefined) {
      handlers.inverseOffers?.(event.inverse_offers.inverse_offers ?? []);
    }
    if (event.rescind_inverse_offer !== undefined) {
      handlers.inverseOfferRescinded?.(event.rescind_inverse_offer.inverse_offer_id.value);
    }
    if (event.update !== undefined) this.#update(event.update.status);
    if (event.update_operation_status !== undefined) {
      this.#operationUpdate(event.update_operation_status.status);
    }
    if (event.message !== undefined) handlers.message?.(event.message);
    if (event.failure !== undefined) handlers.failure?.(event.failure);
  }

  #update(status: TaskStatus): void {
    this.#whenHandled(this.#handlers.update?.(status), () => this.acknowledge(status));
  }

  #operationUpdate(status: OperationStatus): void {
    this.#whenHandled(this.#handlers.operationUpdate?.(status), () =>
      this.acknowledgeOperation(status),
    );
  }

  /** A handler that rejects is a bug of the framework: nothing is acknowledged, Node reports it. */
  #whenHandled(handled: void | Promise<void>, acknowledge: () => void): void {
    if (!this.#isAutomatic) return;
    if (handled === undefined) acknowledge();
    else void handled.then(acknowledge);
  }
}

/** The master compares the id in UPDATE_FRAMEWORK's FrameworkInfo with that of the call. */
function withIds(call: Call, frameworkId: string): Call {
  const update = call.update_framework;
  if (update === undefined) return call;
  const framework_info = { ...update.framework_info, id: { value: frameworkId } };
  return { ...call, update_framework: { ...update, framework_info } };
}
