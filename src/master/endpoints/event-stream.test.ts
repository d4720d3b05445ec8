import type { Authorizer } from '../../security/authorization.ts';
import { View, wholeView } from '../../security/view.ts';
import { describe, expect, it } from 'vitest';
import { TestClock } from '../../allocator/test-support.ts';
import type { EventStream, LargeRecord, SharedLog } from '../../foundation/http/index.ts';
import { type Log, silentLog } from '../../foundation/log.ts';
import type { MessageMediaType } from '../../operator-api/index.ts';
import { eventually } from '../../foundation/http/test-support.ts';
import { Event } from '../../protocol/generated/master.ts';
import { RecordDecoder } from '../../protocol/recordio.ts';
import type { TaskRecord } from '../core/state.ts';
import { aFramework, TestMaster } from '../core/test-support.ts';
import { heartbeatIntervalMs, OperatorEvents, type Viewer } from './event-stream.ts';

const json = 'application/json';
const protobuf = 'application/x-protobuf';

/** The reading end: what was written, as records. */
class Reader {
  readonly records: Buffer[] = [];
  isEnded = false;
  #cursor: ReturnType<SharedLog['follow']> | undefined;
  #readsLog = false;
  #closed: (() => void) | undefined;
  readonly #decoder = new RecordDecoder((record) => void this.records.push(Buffer.from(record)));

  write(bytes: Uint8Array | string): boolean {
    this.#decoder.push(Buffer.from(bytes as Uint8Array));
    return true;
  }

  writeLarge(head: string, record: LargeRecord): boolean {
    for (const piece of [head, ...record.pieces]) this.write(piece);
    record.release();
    return true;
  }

  follow(log: SharedLog): void {
    this.#cursor = log.follow({ onMore: () => this.#readOn() });
  }

  readLog(): void {
    this.#readsLog = true;
    this.#readOn();
  }

  /** Of a log: one chunk for each record. */
  #readOn(): void {
    const batch = this.#readsLog ? this.#cursor?.next() : undefined;
    if (batch === undefined) return;
    for (let at = 0; at < batch.length;) {
      const end = batch.indexOf('\r\n', at);
      const length = parseInt(batch.toString('latin1', at, end), 16);
      this.write(batch.subarray(end + 2, end + 2 + length));
      at = end + 2 + length + 2;
    }
    this.#readOn();
  }

  async has(count: number): Promise<void> {
    await eventually(() => this.records.length >= count);
  }

  end(): void {
    this.isEnded = true;
  }

  onClosed(callback: () => void): void {
    this.#closed = callback;
  }

  close(): void {
    this.#closed?.();
  }

  get asStream(): EventStream {
    return this as unknown as EventStream;
  }

  get types(): unknown[] {
    return this.records.map((record) => JSON.parse(record.toString()).type as unknown);
  }
}

const everything: Viewer = { view: wholeView, findFramework: () => undefined };

function subscribe(
  events: OperatorEvents,
  mediaType: MessageMediaType = json,
  viewer: Viewer = everything,
) {
  const reader = new Reader();
  const begin = events.add(reader.asStream, mediaType, viewer);
  const text = Buffer.from('{"type":"SUBSCRIBED"}');
  const snapshot = { pieces: [text], length: text.length, release: () => undefined };
  return { reader, begin: () => begin(snapshot) };
}

function makeEvents(maxSubscribers = 10) {
  const clock = new TestClock();
  const errors: string[] = [];
  const log: Log = { ...silentLog, at: () => log, error: (line) => void errors.push(line) };
  return { events: new OperatorEvents({ clock, log, maxSubscribers }), clock, errors };
}

describe('OperatorEvents', () => {
  it('sends the snapshot, a heartbeat at once, and then one every interval', () => {
    const { events, clock } = makeEvents();
    const { reader, begin } = subscribe(events);
    expect(reader.types).toEqual([]);
    begin();
    expect(reader.types).toEqual(['SUBSCRIBED', 'HEARTBEAT']);
    clock.advance(2 * heartbeatIntervalMs);
    expect(reader.types).toEqual(['SUBSCRIBED', 'HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT']);
  });

  it('leaves an event out that cannot be written, and says which', async () => {
    const { events, errors } = makeEvents();
    const { reader, begin } = subscribe(events, protobuf);
    events.snapshotBegins(protobuf, '');
    begin();
    const status = { task_id: { value: 't' }, state: 'TASK_RUNNING' as const };
    const record = { task: { framework_id: { value: 'f' }, state: 'TASK_RUNNING' } } as TaskRecord;
    events.taskUpdated(record, { ...status, timestamp: '1 o’clock' as unknown as number });
    events.taskUpdated(record, status);
    await reader.has(3);
    expect(Event.decode(reader.records[2]!).task_updated?.status).toEqual(status);
    expect(errors).toEqual([expect.stringMatching(/timestamp.*TASK_UPDATED/)]);
  });

  it('keeps what happens while the snapshot is written, and not what it shows', async () => {
    const { events } = makeEvents();
    const { reader, begin } = subscribe(events);
    events.agentRemoved('before', 'lost');
    events.snapshotBegins(json, '');
    events.agentRemoved('during', 'lost');
    begin();
    events.agentRemoved('after', 'lost');
    await reader.has(4);
    const removed = reader.records.flatMap(
      (record) => JSON.parse(record.toString()).agent_removed?.agent_id.value ?? [],
    );
    expect(removed).toEqual(['during', 'after']);
  });

  it('speaks to each subscriber in what it accepts', async () => {
    const { events } = makeEvents();
    const first = subscribe(events, json);
    const second = subscribe(events, protobuf);
    for (const mediaType of [json, protobuf] as const) events.snapshotBegins(mediaType, '');
    first.begin();
    second.begin();
    events.agentRemoved('S1', 'lost');
    await first.reader.has(3);
    await second.reader.has(3);
    const removed = { type: 'AGENT_REMOVED', agent_removed: { agent_id: { value: 'S1' } } };
    expect(JSON.parse(first.reader.records.at(-1)!.toString())).toEqual(removed);
    expect(Event.decode(second.reader.records.at(-1)!)).toEqual(removed);
  });

  it('tells each subscriber only what it may see', async () => {
    const { events } = makeEvents();
    const [open, secret] = [aFramework({ name: 'open' }), aFramework({ name: 'secret' })];
    const infos = new Map([
      ['open', open],
      ['secret', secret],
    ]);
    const authorizer: Authorizer = {
      allows: (_, { action, object }) =>
        !(action === 'VIEW_FRAMEWORK' && object?.frameworkInfo?.name === 'secret') &&
        !(action === 'VIEW_TASK' && object?.task?.name === 'secret-task'),
    };
    const viewer: Viewer = {
      view: new View(authorizer, undefined),
      findFramework: (id) => infos.get(id),
    };
    const all = subscribe(events);
    const some = subscribe(events, json, viewer);
    const binary = subscribe(events, protobuf, viewer);
    events.snapshotBegins(json, '');
    events.agentRemoved('before', 'lost');
    // One snapshot does not begin the events of another view.
    for (const mediaType of [json, protobuf] as const) {
      events.snapshotBegins(mediaType, viewer.view.key);
    }
    for (const one of [all, some, binary]) one.begin();
    const task = (name: string, framework: string): TaskRecord =>
      ({
        task: {
          name,
          task_id: { value: name },
          framework_id: { value: framework },
          agent_id: { value: 'S' },
          state: 'TASK_RUNNING',
        },
      }) as TaskRecord;
    const status = { task_id: { value: 't' }, state: 'TASK_RUNNING' as const };
    for (const [name, framework] of [
      ['a', 'open'],
      ['secret-task', 'open'],
      ['b', 'secret'],
      ['c', 'nobody-knows'],
    ] as const) {
      events.taskAdded(task(name, framework));
      events.taskUpdated(task(name, framework), status);
    }
    events.frameworkRemoved(secret);
    events.frameworkRemoved(open);
    events.agentRemoved('last', 'lost');
    await all.reader.has(2 + 1 + 8 + 3);
    await some.reader.has(2 + 2 + 2);
    await binary.reader.has(2 + 2 + 2);
    expect(some.reader.types).toEqual([
      'SUBSCRIBED',
      'HEARTBEAT',
      'TASK_ADDED',
      'TASK_UPDATED',
      'FRAMEWORK_REMOVED',
      'AGENT_REMOVED',
    ]);
    const text = Buffer.concat(some.reader.records).toString();
    expect(text).not.toMatch(/secret|nobody-knows|before/);
    expect(Buffer.concat(binary.reader.records).toString('latin1')).not.toMatch(/secret|nobody/);
    expect(Buffer.concat(all.reader.records).toString()).toMatch(/before.*secret.*nobody-knows/);
  });

  it('sends the oldest away when there is one too many', () => {
    const { events } = makeEvents(2);
    const readers = [subscribe(events), subscribe(events), subscribe(events)];
    expect(readers.map(({ reader }) => reader.isEnded)).toEqual([true, false, false]);
    expect(events.subscriberCount).toBe(2);
  });

  it('forgets who has gone', () => {
    const { events, clock } = makeEvents();
    const { reader, begin } = subscribe(events);
    begin();
    reader.close();
    clock.advance(10 * heartbeatIntervalMs);
    expect(events.subscriberCount).toBe(0);
    expect(reader.types).toEqual(['SUBSCRIBED', 'HEARTBEAT']);
  });

  it('encodes an event once for all subscribers of a content type, and hands all the same bytes', async () => {
    const { events } = makeEvents();
    const batches: Buffer[] = [];
    for (let i = 0; i < 3; i++) {
      const { reader, begin } = subscribe(events);
      const write = reader.write.bind(reader);
      reader.write = (bytes) => {
        if (bytes instanceof Buffer) batches.push(bytes);
        return write(bytes);
      };
      events.snapshotBegins(json, '');
      begin();
    }
    batches.length = 0;
    events.agentRemoved('S1', 'lost');
    await eventually(() => batches.length === 3);
    expect(new Set(batches.map(({ buffer }) => buffer)).size).toBe(1);
  });

  it('shows frameworks, tasks and their updates as recorded', async () => {
    const { events } = makeEvents();
    const { reader, begin } = subscribe(events);
    events.snapshotBegins(json, '');
    begin();
    const framework = new TestMaster().subscribe(aFramework()).record!;
    events.frameworkAdded(framework);
    await reader.has(3);
    const added = JSON.parse(reader.records.at(-1)!.toString()).framework_added.framework;
    expect(added).toMatchObject({ active: true, unregistered_time: { nanoseconds: 0 } });
    expect(added).not.toHaveProperty('offer_constraints');
    const status = { task_id: { value: 't' }, state: 'TASK_KILLED' as const };
    const task = { framework_id: { value: 'F' }, state: 'TASK_FINISHED' };
    events.taskUpdated({ task } as TaskRecord, status);
    await reader.has(4);
    expect(JSON.parse(reader.records.at(-1)!.toString())).toEqual({
      type: 'TASK_UPDATED',
      task_updated: { framework_id: { value: 'F' }, status, state: 'TASK_FINISHED' },
    });
  });
});
