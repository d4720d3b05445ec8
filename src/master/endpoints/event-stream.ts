/**
 * The operator's event stream: everybody who subscribed hears of every change, in order. An event
 * is encoded once per content type, whatever the number of subscribers, and not at all when nobody
 * listens. It is kept once, too: in a log where each subscriber has its place.
 *
 * A subscriber first gets a snapshot, which takes several turns to write. Its place in the log is
 * that of the instant that the snapshot shows; it reads on from there once the snapshot is on its way.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import {
  type EventStream,
  type LargeRecord,
  SharedLog,
  type UnreadBudget,
} from '../../foundation/http/index.ts';
import type { Log } from '../../foundation/log.ts';
import { type MessageMediaType, jsonType, protobufType } from '../../operator-api/index.ts';
import { tryEncode, tryJson } from '../../protocol/codec/try-encode.ts';
import { Event } from '../../protocol/generated/master.ts';
import type { FrameworkInfo, Task, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { AgentId, FrameworkId } from '../../protocol/ids.ts';
import { frameRecord } from '../../protocol/recordio.ts';
import { type View, wholeView } from '../../security/view.ts';
import type { Observer } from '../core/environment.ts';
import type { AgentRecord, FrameworkRecord, TaskRecord } from '../core/state.ts';
import { agentMessage, frameworkMessage } from './messages.ts';

/** @compat DEFAULT_HEARTBEAT_INTERVAL: clients take several missed ones for a lost master. */
export const heartbeatIntervalMs = 15_000;

export interface OperatorEventsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** --max_operator_event_stream_subscribers: one more, and the oldest is sent away. */
  readonly maxSubscribers: number;
  /** Of the server that the streams belong to. */
  readonly budget?: UnreadBudget;
}

interface Subscriber {
  readonly stream: EventStream;
  readonly mediaType: MessageMediaType;
  /** Its snapshot is being written. */
  hasSnapshotBegun: boolean;
  readonly viewer: Viewer;
  /** That of all who see everything, or its own. */
  readonly log: SharedLog;
  heartbeat: Timer | undefined;
}

/** Whose eyes the events are seen with. */
export interface Viewer {
  readonly view: View;
  findFramework(id: FrameworkId): FrameworkInfo | undefined;
}

/** What a viewer hears of a change; undefined: nothing. */
type EventFor = (viewer: Viewer) => Event | undefined;

const everybody: Viewer = { view: wholeView, findFramework: () => undefined };

export class OperatorEvents implements Observer {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #maxSubscribers: number;
  readonly #json: SharedLog;
  readonly #protobuf: SharedLog;
  readonly #budget: UnreadBudget | undefined;
  /** Oldest first. */
  readonly #subscribers = new Set<Subscriber>();
  /** Those with a log of their own. */
  readonly #restricted = new Set<Subscriber>();
  #onTaskEnd: (task: TaskRecord) => void = () => undefined;

  constructor({ clock, log, maxSubscribers, budget }: OperatorEventsOptions) {
    this.#json = new SharedLog(budget);
    this.#protobuf = new SharedLog(budget);
    this.#budget = budget;
    this.#clock = clock;
    this.#log = log;
    this.#maxSubscribers = maxSubscribers;
  }

  get subscriberCount(): number {
    return this.#subscribers.size;
  }

  /** For metrics: one callback. */
  watchTaskEnds(onTaskEnd: (task: TaskRecord) => void): void {
    this.#onTaskEnd = onTaskEnd;
  }

  /** The returned function is to be called with the snapshot, the SUBSCRIBED event. */
  add(
    stream: EventStream,
    mediaType: MessageMediaType,
    viewer: Viewer,
  ): (snapshot: LargeRecord) => void {
    const [oldest] = this.#subscribers;
    if (oldest !== undefined && this.#subscribers.size >= this.#maxSubscribers) {
      this.#remove(oldest);
      oldest.stream.end();
    }
    const subscriber: Subscriber = {
      stream,
      mediaType,
      hasSnapshotBegun: false,
      viewer,
      log: viewer.view.isWhole ? this.#logOf(mediaType) : new SharedLog(this.#budget),
      heartbeat: undefined,
    };
    this.#subscribers.add(subscriber);
    if (!viewer.view.isWhole) this.#restricted.add(subscriber);
    stream.onClosed(() => this.#remove(subscriber));
    return (snapshot) => this.#begin(subscriber, snapshot);
  }

  /** What happened so far is part of the snapshot of this type and view; what happens now is not. */
  snapshotBegins(mediaType: MessageMediaType, viewKey: string): void {
    for (const subscriber of this.#subscribers) {
      if (subscriber.mediaType !== mediaType || subscriber.hasSnapshotBegun) continue;
      if (subscriber.viewer.view.key !== viewKey) continue;
      subscriber.hasSnapshotBegun = true;
      subscriber.stream.follow(subscriber.log);
    }
  }

  agentAdded(agent: AgentRecord): void {
    this.#publish(({ view }) => ({
      type: 'AGENT_ADDED',
      agent_added: { agent: agentMessage(agent, view) },
    }));
  }

  /** @compat of an agent that is unreachable or gone subscribers hear nothing. */
  agentRemoved(agentId: AgentId, fate: 'lost' | 'unreachable' | 'gone'): void {
    if (fate !== 'lost') return;
    this.#publish(() => ({
      type: 'AGENT_REMOVED',
      agent_removed: { agent_id: { value: agentId } },
    }));
  }

  frameworkAdded(framework: FrameworkRecord): void {
    this.#publish(({ view }) => {
      if (!view.showsFramework(framework.info)) return undefined;
      const framework_added = { framework: eventFramework(framework, view) };
      return { type: 'FRAMEWORK_ADDED', framework_added };
    });
  }

  frameworkUpdated(framework: FrameworkRecord): void {
    this.#publish(({ view }) => {
      if (!view.showsFramework(framework.info)) return undefined;
      const framework_updated = { framework: eventFramework(framework, view) };
      return { type: 'FRAMEWORK_UPDATED', framework_updated };
    });
  }

  frameworkRemoved(info: FrameworkInfo): void {
    this.#publish(({ view }) => {
      if (!view.showsFramework(info)) return undefined;
      return { type: 'FRAMEWORK_REMOVED', framework_removed: { framework_info: info } };
    });
  }

  taskAdded({ task }: TaskRecord): void {
    this.#publish((viewer) =>
      seesTask(viewer, task) ? { type: 'TASK_ADDED', task_added: { task } } : undefined,
    );
  }

  taskEnded(task: TaskRecord): void {
    this.#onTaskEnd(task);
  }

  taskUpdated({ task }: TaskRecord, status: TaskStatus): void {
    this.#publish((viewer) => {
      if (!seesTask(viewer, task)) return undefined;
      const { framework_id, state } = task;
      return { type: 'TASK_UPDATED', task_updated: { framework_id, status, state } };
    });
  }

  /** @compat A status of the same state is no event. */
  taskRetold(): void {}

  #publish(eventFor: EventFor): void {
    if (this.#subscribers.size === 0) return;
    let event: Event | undefined;
    for (const mediaType of [jsonType, protobufType] as const) {
      const log = this.#logOf(mediaType);
      if (log.isFollowed) this.#append(log, (event ??= eventFor(everybody)!), mediaType);
    }
    for (const { viewer, log, mediaType } of this.#restricted) {
      if (!log.isFollowed) continue;
      const own = eventFor(viewer);
      if (own !== undefined) this.#append(log, own, mediaType);
    }
  }

  #append(log: SharedLog, event: Event, mediaType: MessageMediaType): void {
    const record = this.#encode(event, mediaType);
    if (record !== undefined) log.append(record);
  }

  /** One that cannot be written is a mistake of ours: it is logged, and nobody hears of it. */
  #encode(event: Event, mediaType: MessageMediaType): Buffer | undefined {
    const record = (mediaType === jsonType ? tryJson : tryEncode)(Event, event);
    if (record.ok) return frameRecord(record.value);
    this.#log.error(`${record.error}; subscribers miss ${event.type}`);
    return undefined;
  }

  #logOf(mediaType: MessageMediaType): SharedLog {
    return mediaType === jsonType ? this.#json : this.#protobuf;
  }

  #begin(subscriber: Subscriber, snapshot: LargeRecord): void {
    const { stream } = subscriber;
    if (!this.#subscribers.has(subscriber)) {
      snapshot.release();
      return;
    }
    // RecordIO has the length before the record; a snapshot of a large cluster is not copied for that.
    stream.writeLarge(`${snapshot.length}\n`, snapshot);
    this.#beat(subscriber);
    stream.readLog();
  }

  #beat(subscriber: Subscriber): void {
    const heartbeat = this.#encode({ type: 'HEARTBEAT' }, subscriber.mediaType);
    if (heartbeat !== undefined) subscriber.stream.write(heartbeat);
    subscriber.heartbeat = this.#clock.after(heartbeatIntervalMs, () => this.#beat(subscriber));
  }

  #remove(subscriber: Subscriber): void {
    subscriber.heartbeat?.cancel();
    this.#subscribers.delete(subscriber);
    this.#restricted.delete(subscriber);
  }
}

/** Of a framework that nobody knows any more, nobody knows who may see it. */
function seesTask(viewer: Viewer, task: Task): boolean {
  const { view } = viewer;
  if (view.isWhole) return true;
  const info = viewer.findFramework(task.framework_id.value);
  return info !== undefined && view.showsFramework(info) && view.showsTask(task, info);
}

/** @compat other than in GET_FRAMEWORKS, the end is 0 for the living, and constraints are left out. */
function eventFramework(
  framework: FrameworkRecord,
  view: View,
): ReturnType<typeof frameworkMessage> {
  const { offer_constraints: _constraints, ...message } = frameworkMessage(framework, view);
  return { ...message, unregistered_time: message.unregistered_time ?? { nanoseconds: 0 } };
}
