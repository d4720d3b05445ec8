/**
 * A framework's scheduler without time, chance or sockets: the subscription, the calls that go out
 * under it, and the events that come in. What it needs of the world it is handed; the SDK hands in
 * HTTP (../scheduler.ts), the simulation a virtual network.
 *
 * A call is sent under the subscription of the moment or refused at once: what was said to a master
 * that is gone means nothing to the next one.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type { Result } from '../../foundation/result.ts';
import type { Detector } from '../../leadership/core/election.ts';
import type { Call, Event } from '../../protocol/generated/scheduler.ts';
import type { FrameworkId, StreamId } from '../../protocol/ids.ts';
import { SchedulerCalls } from '../calls.ts';
import type { SchedulerHandlers } from '../handlers.ts';
import { Subscription } from './subscription.ts';
import type {
  RefusedSubscription,
  SubscriptionOptions,
  SubscriptionState,
} from './subscription.ts';

export interface StreamListener {
  opened(streamId: StreamId | undefined): void;
  received(event: Event): void;
  refused(refusal: RefusedSubscription): void;
  closed(why: string): void;
}

export interface CallRefusal {
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly why: string;
}

/** The way to a master. No callback is called before the method that took it has returned. */
export interface SchedulerConnection {
  /** The listener hears nothing more after `closed`, `refused` or the stream's own `close`. */
  open(url: string, call: Call, listener: StreamListener): { close(): void };
  /** Calls arrive in the order in which they were sent. `answered` is called once. */
  send(
    target: { readonly url: string; readonly streamId: StreamId },
    call: Call,
    answered: (result: Result<undefined, CallRefusal>) => void,
  ): void;
}

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly connection: SchedulerConnection;
  /** Says who leads; nobody else watches or closes it. */
  readonly detector: Detector;
  /** Where a proxy has the scheduler API. Absent: where masters have it. */
  readonly apiPath?: string;
  /** Decides when an update counts as handled; `handled` is what the framework's handler gave. */
  whenHandled(handled: unknown, acknowledge: () => void): void;
  /** It is over for this framework; called before its handler `ended`. */
  released?(): void;
}

/** A master that stopped reading would otherwise let our memory grow call by call. */
const mostUnansweredCalls = 10_000;

export class SchedulerCore extends SchedulerCalls {
  readonly #handlers: SchedulerHandlers;
  readonly #ports: SchedulerPorts;
  readonly #subscription: Subscription;
  readonly #streams = new Map<number, { close(): void }>();
  #unansweredCount = 0;
  /** Called when the last unanswered call was answered. */
  #whenSettled: (() => void)[] = [];
  /** What still comes in while the last calls go out is for the next incarnation. */
  #isStopping = false;

  constructor(
    options: SubscriptionOptions & { readonly handlers: SchedulerHandlers },
    ports: SchedulerPorts,
  ) {
    super();
    this.#handlers = options.handlers;
    this.#ports = ports;
    this.#subscription = new Subscription(options, {
      ...ports,
      effects: {
        open: (attempt, url, call) => this.#open(attempt, url, call),
        close: (attempt) => this.#close(attempt),
        onEvent: (event) => this.#isStopping || this.#dispatch(event),
        onDisconnected: (why) => this.#isStopping || this.#handlers.disconnected?.(why),
        onEnded: (why) => {
          ports.released?.();
          if (!this.#isStopping) this.#handlers.ended?.(why);
        },
      },
    });
  }

  get state(): SubscriptionState {
    return this.#subscription.state;
  }

  /** Known once subscribed. A framework that wants to survive its own restart stores it. */
  get frameworkId(): string | undefined {
    return this.#subscription.frameworkId;
  }

  start(): void {
    this.#subscription.start();
  }

  /** Hears nothing more; calls that are under way still go out. */
  beginStop(): void {
    this.#isStopping = true;
  }

  /** The end: the stream closes, and the framework has its `failover_timeout` to come back. */
  stop(): void {
    this.#isStopping = true;
    this.#subscription.stop();
  }

  /** Calls back when every call made so far was answered; at once when there is none. */
  onSettled(callback: () => void): void {
    if (this.#unansweredCount === 0) callback();
    else this.#whenSettled.push(callback);
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
    if (this.#unansweredCount >= mostUnansweredCalls) {
      return refuse(`${mostUnansweredCalls} calls are still without an answer`);
    }
    if (call.update_framework !== undefined) this.#noteUpdate(call.update_framework);
    const filled = { framework_id: { value: frameworkId }, ...withIds(call, frameworkId) };
    this.#unansweredCount++;
    this.#ports.connection.send(target, filled, (answer) => {
      this.#unansweredCount--;
      if (!answer.ok) refuse(answer.error.why, answer.error.status);
      if (this.#unansweredCount > 0) return;
      for (const settled of this.#whenSettled.splice(0)) settled();
    });
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
    const stream = this.#ports.connection.open(url, call, {
      opened: (streamId) => subscription.opened(attempt, streamId),
      received: (event) => subscription.received(attempt, event),
      refused: (refusal) => {
        this.#streams.delete(attempt);
        subscription.refused(attempt, refusal);
      },
      closed: (why) => {
        this.#streams.delete(attempt);
        subscription.closed(attempt, why);
      },
    });
    this.#streams.set(attempt, stream);
  }

  #close(attempt: number): void {
    this.#streams.get(attempt)?.close();
    this.#streams.delete(attempt);
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
    if (event.update !== undefined) {
      const { status } = event.update;
      this.#ports.whenHandled(handlers.update?.(status), () => this.acknowledge(status));
    }
    if (event.update_operation_status !== undefined) {
      const { status } = event.update_operation_status;
      const acknowledge = (): void => this.acknowledgeOperation(status);
      this.#ports.whenHandled(handlers.operationUpdate?.(status), acknowledge);
    }
    if (event.message !== undefined) handlers.message?.(event.message);
    if (event.failure !== undefined) handlers.failure?.(event.failure);
  }
}

/** The master compares the id in UPDATE_FRAMEWORK's FrameworkInfo with that of the call. */
function withIds(call: Call, frameworkId: FrameworkId): Call {
  const update = call.update_framework;
  if (update === undefined) return call;
  const framework_info = { ...update.framework_info, id: { value: frameworkId } };
  return { ...call, update_framework: { ...update, framework_info } };
}
