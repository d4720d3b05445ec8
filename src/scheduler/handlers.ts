/**
 * What a framework hears: one function per kind of event, all optional. Messages are those of the
 * v1 API with the wire's own names (src/protocol/generated/mesos.ts).
 */
import type { InverseOffer, MasterInfo, Offer } from '../protocol/generated/mesos.ts';
import type { OperationStatus, TaskStatus } from '../protocol/generated/mesos.ts';
import type { Call, Event, Event_Failure, Event_Message } from '../protocol/generated/scheduler.ts';
import type { FrameworkId, OfferId } from '../protocol/ids.ts';

export interface Subscribed {
  readonly frameworkId: FrameworkId;
  readonly master: MasterInfo | undefined;
  readonly heartbeatIntervalSeconds: number | undefined;
}

/** A call that did not reach the master, or that it did not take. */
export interface RefusedCall {
  readonly call: Call;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly why: string;
}

export interface SchedulerHandlers {
  /** Also after every reconnection: offers from before it are void; reconcile what is in doubt. */
  subscribed?(subscribed: Subscribed): void;
  /** The scheduler is already on its way to subscribe again. */
  disconnected?(why: string): void;
  offers?(offers: readonly Offer[]): void;
  rescinded?(offerId: OfferId): void;
  inverseOffers?(offers: readonly InverseOffer[]): void;
  inverseOfferRescinded?(offerId: OfferId): void;
  /**
   * With automatic acknowledgement the update counts as handled when this returns or, if it gives a
   * promise, when that is fulfilled; until then the agent repeats it, also to a later incarnation.
   */
  update?(status: TaskStatus): void | Promise<void>;
  /** Acknowledged like `update`. */
  operationUpdate?(status: OperationStatus): void | Promise<void>;
  /** Bytes that an executor sent. */
  message?(message: Event_Message): void;
  /** An agent was lost, or an executor ended. */
  failure?(failure: Event_Failure): void;
  /** Calls are not repeated by themselves: their offers may be gone by now. */
  refused?(refusal: RefusedCall): void;
  /** It is over for this framework, and why; nothing follows. Not called after `stop`. */
  ended?(why: string): void;
  /** Every event as it came, heartbeats too, before the function of its kind. */
  event?(event: Event): void;
}
