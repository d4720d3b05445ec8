/**
 * The HTTP between a scheduler and the master, simulated: the stream of events is one connection,
 * the calls go out on another. On each of them bytes take time and keep their order; both are gone
 * when they break or the master dies. Messages pass through the real codec and come in at the real
 * door.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Random } from '../../foundation/random.ts';
import { type Result, assert, failure, ok, unwrap } from '../../foundation/result.ts';
import type { Master } from '../../master/core/master.ts';
import { offersEvent } from '../../master/core/offers/offer-message.ts';
import { tryEncodeOffers } from '../../master/endpoints/offers-event.ts';
import { Call, Event } from '../../protocol/generated/scheduler.ts';
import type { StreamId } from '../../protocol/ids.ts';
import type {
  CallRefusal,
  SchedulerConnection,
  StreamListener,
} from '../../scheduler/core/scheduler-core.ts';
import type { Masters, Meeting } from './masters.ts';
import type { NetworkFaults } from './virtual-network.ts';

export interface VirtualHttpParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly masters: Masters;
  readonly faults: NetworkFaults;
  /** Sees each event when a master sends it. */
  readonly onSent: (event: Event, master: Master) => void;
}

/** In order, each after some time, until it is cut. */
class Pipe {
  readonly #parts: VirtualHttpParts;
  #lastMs = 0;
  isCut = false;

  constructor(parts: VirtualHttpParts) {
    this.#parts = parts;
  }

  later(action: () => void): void {
    const { clock, random, faults } = this.#parts;
    const now = clock.now();
    const isSpike = random.next() < faults.spikeChance;
    const delayMs = 0.1 + random.next() * (isSpike ? faults.spikeMs : faults.maxDelayMs);
    const atMs = Math.max(now + delayMs, this.#lastMs + 0.001);
    this.#lastMs = atMs;
    clock.after(atMs - now, () => {
      if (!this.isCut) action();
    });
  }
}

export class VirtualHttp implements SchedulerConnection {
  readonly #parts: VirtualHttpParts;
  readonly #streams = new Set<VirtualStream>();
  #calls: Pipe;

  constructor(parts: VirtualHttpParts) {
    this.#parts = parts;
    this.#calls = new Pipe(parts);
  }

  open(url: string, call: Call, listener: StreamListener): { close(): void } {
    const stream = new VirtualStream(this.#parts, listener, {
      url,
      onEnd: () => this.#streams.delete(stream),
    });
    this.#streams.add(stream);
    stream.start(Call.encode(call));
    return { close: () => stream.cut(undefined) };
  }

  send(
    target: { readonly url: string; readonly streamId: StreamId },
    call: Call,
    answered: (result: Result<undefined, CallRefusal>) => void,
  ): void {
    const pipe = this.#calls;
    const bytes = Call.encode(call);
    pipe.later(() => {
      this.#parts.masters.meet(hostOf(target.url), (meeting) => {
        const result = answerCall(meeting, Call.decode(bytes), target.streamId);
        pipe.later(() => answered(result));
      });
    });
  }

  /** Both connections are gone; what was on its way is lost. */
  break(): void {
    this.#calls.isCut = true;
    this.#calls = new Pipe(this.#parts);
    for (const stream of [...this.#streams]) stream.cut('connection reset');
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function answerCall(
  meeting: Meeting,
  call: Call,
  streamId: StreamId,
): Result<undefined, CallRefusal> {
  if (meeting.kind !== 'serves') return failure({ status: undefined, why: 'connection refused' });
  const taken = meeting.master.call({ call, streamId });
  return taken.ok
    ? ok(undefined)
    : failure({ status: taken.error.status, why: taken.error.message });
}

/** One SUBSCRIBE and the events that answer it. */
class VirtualStream {
  readonly #parts: VirtualHttpParts;
  readonly #listener: StreamListener;
  readonly #url: string;
  readonly #onEnd: () => void;
  readonly #toMaster: Pipe;
  readonly #toScheduler: Pipe;
  /** What the master is told when the connection is gone. */
  #closeAtMaster: () => void = () => undefined;

  constructor(
    parts: VirtualHttpParts,
    listener: StreamListener,
    { url, onEnd }: { readonly url: string; readonly onEnd: () => void },
  ) {
    this.#parts = parts;
    this.#listener = listener;
    this.#url = url;
    this.#onEnd = onEnd;
    this.#toMaster = new Pipe(parts);
    this.#toScheduler = new Pipe(parts);
  }

  start(bytes: Uint8Array): void {
    const host = hostOf(this.#url);
    this.#toMaster.later(() => {
      this.#parts.masters.meet(host, (meeting) => {
        if (!this.#toMaster.isCut) this.#meet(host, meeting, Call.decode(bytes));
      });
    });
  }

  #meet(host: string, meeting: Meeting, call: Call): void {
    switch (meeting.kind) {
      case 'nobody listens':
        return this.cut('connection refused');
      case 'recovers':
        return this.#answer({ status: 503, body: 'Master has not finished recovery' });
      case 'stands by': {
        if (meeting.leader === undefined) {
          return this.#answer({ status: 503, body: 'No leader elected' });
        }
        const location = `//${meeting.leader}/api/v1/scheduler`;
        return this.#answer({ status: 307, location, body: '' });
      }
      case 'serves':
        this.#parts.masters.onDown(host, () => this.cut('the master is gone'));
        return this.#subscribe(meeting.master, call);
    }
  }

  #answer(refusal: Parameters<StreamListener['refused']>[0]): void {
    this.#toScheduler.later(() => {
      this.#end();
      this.#listener.refused(refusal);
    });
  }

  #subscribe(master: Master, call: Call): void {
    const taken = master.call({ call, streamId: undefined });
    if (!taken.ok) throw new Error(`The scheduler made a bad call: ${taken.error.message}`);
    assert(taken.value.kind === 'stream', 'only SUBSCRIBE opens a stream');
    const { streamId, open } = taken.value;
    this.#toScheduler.later(() => this.#listener.opened(streamId));
    const framework = open({
      send: (event) => this.#send(event, Event.encode(event), master),
      sendOffers: (offers) =>
        this.#send(offersEvent(offers), unwrap(tryEncodeOffers(offers)), master),
      close: () => this.#toScheduler.later(() => this.cut('the master ended the stream')),
    });
    if (framework === undefined) return;
    this.#closeAtMaster = () => {
      const { masters } = this.#parts;
      masters.meet(hostOf(this.#url), (meeting) => {
        if (meeting.kind === 'serves' && meeting.master === master) {
          master.streamClosed(framework, streamId);
        }
      });
    };
  }

  #send(event: Event, bytes: Uint8Array, master: Master): void {
    this.#parts.onSent(event, master);
    this.#toScheduler.later(() => this.#listener.received(Event.decode(bytes)));
  }

  /** `why` undefined: the scheduler closed it and wants to hear nothing. */
  cut(why: string | undefined): void {
    if (this.#toScheduler.isCut) return;
    this.#end();
    const { clock } = this.#parts;
    clock.after(1, () => this.#closeAtMaster());
    if (why !== undefined) clock.after(1, () => this.#listener.closed(why));
  }

  #end(): void {
    this.#toScheduler.isCut = true;
    this.#toMaster.isCut = true;
    this.#onEnd();
  }
}
