/** A framework that a test plays: keeps what it is told. */
import type { Offer, TaskState, TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { Event } from '../../../protocol/generated/scheduler.ts';
import type { TaskId } from '../../../protocol/ids.ts';
import { offersEvent } from '../offers/offer-message.ts';
import type { EventSink, FrameworkRecord, OfferRecord } from '../state.ts';

/** A scheduler's end of an event stream. */
export class TestFramework implements EventSink {
  readonly events: Event[] = [];
  isClosed = false;
  record: FrameworkRecord | undefined;
  streamId = '';

  send(event: Event): void {
    this.events.push(event);
  }

  sendOffers(offers: readonly OfferRecord[]): void {
    this.send(offersEvent(offers));
  }

  close(): void {
    this.isClosed = true;
  }

  get id(): string {
    return this.record!.id;
  }

  /** Offers that came and that no later event took back; the caller keeps track of answers. */
  get offers(): Offer[] {
    const rescinded = new Set(this.events.map((event) => event.rescind?.offer_id.value));
    return this.events
      .flatMap((event) => event.offers?.offers ?? [])
      .filter((offer) => !rescinded.has(offer.id.value));
  }

  get statuses(): TaskStatus[] {
    return this.events.flatMap((event) =>
      event.update === undefined ? [] : [event.update.status],
    );
  }

  statesOf(taskId: TaskId): (TaskState | undefined)[] {
    return this.statuses.filter((s) => s.task_id.value === taskId).map((status) => status.state);
  }

  get types(): (string | undefined)[] {
    return this.events.map((event) => event.type);
  }

  forget(): void {
    this.events.length = 0;
  }
}
