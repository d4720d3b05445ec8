import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventStream } from '../foundation/http/event-stream.ts';
import { empty, events, text } from '../foundation/http/response.ts';
import { Router } from '../foundation/http/router.ts';
import { HttpServer } from '../foundation/http/server.ts';
import { eventually } from '../foundation/http/test-support.ts';
import { silentLog } from '../foundation/log.ts';
import type { Offer, TaskStatus } from '../protocol/generated/mesos.ts';
import { Call, Event } from '../protocol/generated/scheduler.ts';
import type { StreamId } from '../protocol/ids.ts';
import { frameRecord } from '../protocol/recordio.ts';
import type { RefusedCall, SchedulerHandlers } from './handlers.ts';
import { Scheduler } from './scheduler.ts';

const offer: Offer = {
  id: { value: 'O1' },
  framework_id: { value: 'F1' },
  agent_id: { value: 'S1' },
  hostname: 'h',
};
const status: TaskStatus = {
  task_id: { value: 't1' },
  state: 'TASK_RUNNING',
  agent_id: { value: 'S1' },
  uuid: new Uint8Array(16).fill(7),
};

/** A master that notes calls and says what a test wants. */
class PretendMaster {
  readonly calls: {
    call: Call;
    streamId: StreamId | undefined;
    authorization: string | undefined;
  }[] = [];
  readonly streams: EventStream[] = [];
  readonly server: HttpServer;
  refusal: string | undefined;

  constructor() {
    const router = new Router();
    router.on('POST', '/master/redirecting', () =>
      empty(307, [['Location', `//127.0.0.1:${this.port}/api/v1/scheduler`]]),
    );
    router.on('POST', '/api/v1/scheduler', ({ headers, body }) => {
      const isJson = headers['content-type'] === 'application/json';
      const call = isJson ? Call.fromJson(JSON.parse(body.toString())) : Call.decode(body);
      this.calls.push({
        call,
        streamId: headers['mesos-stream-id']?.toString(),
        authorization: headers.authorization,
      });
      if (call.type !== 'SUBSCRIBE') {
        return this.refusal === undefined ? empty(202) : text(400, this.refusal);
      }
      const type = isJson ? 'application/json' : 'application/x-protobuf';
      const id = [['Mesos-Stream-Id', `stream-${this.streams.length}`]] as const;
      return events(type, (stream) => void this.streams.push(stream), { headers: id });
    });
    this.server = new HttpServer({ router, log: silentLog });
  }

  port = 0;

  async listen(): Promise<void> {
    this.port = (await this.server.listen(0, '127.0.0.1')).port;
  }

  say(event: Event, form: 'protobuf' | 'json' = 'protobuf'): void {
    this.streams
      .at(-1)!
      .write(frameRecord(form === 'json' ? Event.toJson(event) : Event.encode(event)));
  }

  subscribe(form: 'protobuf' | 'json' = 'protobuf'): void {
    this.say({ type: 'SUBSCRIBED', subscribed: { framework_id: { value: 'F1' } } }, form);
  }

  get types(): (string | undefined)[] {
    return this.calls.map(({ call }) => call.type);
  }
}

describe('a scheduler', () => {
  let master: PretendMaster;
  let schedulers: Scheduler[];
  let heard: string[];
  let refusals: RefusedCall[];

  beforeEach(async () => {
    master = new PretendMaster();
    await master.listen();
    schedulers = [];
    heard = [];
    refusals = [];
  });

  afterEach(async () => {
    for (const scheduler of schedulers) await scheduler.stop({ mode: 'disconnect' });
    await master.server.close();
  });

  async function start(
    options: Partial<ConstructorParameters<typeof Scheduler>[0]> = {},
    handlers: SchedulerHandlers = {},
  ): Promise<Scheduler> {
    const scheduler = new Scheduler({
      master: `127.0.0.1:${master.port}`,
      framework: { user: 'u', name: 'n' },
      ...options,
      handlers: {
        subscribed: ({ frameworkId }) => void heard.push(`subscribed ${frameworkId}`),
        disconnected: () => void heard.push('disconnected'),
        ended: (why) => void heard.push(`ended: ${why}`),
        refused: (refusal) => void refusals.push(refusal),
        ...handlers,
      },
    });
    schedulers.push(scheduler);
    scheduler.start();
    await eventually(() => master.streams.length === 1);
    master.subscribe(options.contentType);
    await eventually(() => heard.length === 1);
    return scheduler;
  }

  it.each(['protobuf', 'json'] as const)('makes its calls in order, in %s', async (contentType) => {
    const scheduler = await start({ contentType });
    const task = { name: 't', task_id: { value: 't1' }, command: { value: 'true', shell: true } };
    scheduler.launch(offer, [task], { refuse_seconds: 1 });
    scheduler.launchGroup(offer, { executor: { executor_id: { value: 'e' } }, tasks: [task] });
    scheduler.decline([offer, { value: 'O2' }]);
    scheduler.kill('t1', { agentId: 'S1' });
    scheduler.message('e', 'S1', 'hi');
    scheduler.reconcile([{ taskId: 't1' }]);
    scheduler.updateFramework({ user: 'u', name: 'other' });
    await scheduler.settled();
    expect(refusals).toEqual([]);
    expect(new Set(master.calls.slice(1).map(({ streamId }) => streamId))).toEqual(
      new Set(['stream-0']),
    );
    const calls = master.calls.slice(1).map(({ call }) => call);
    const framework_id = { value: 'F1' };
    const launched = { ...task, agent_id: { value: 'S1' } };
    expect(calls[0]).toEqual({
      framework_id,
      type: 'ACCEPT',
      accept: {
        offer_ids: [{ value: 'O1' }],
        operations: [{ type: 'LAUNCH', launch: { task_infos: [launched] } }],
        filters: { refuse_seconds: 1 },
      },
    });
    expect(calls[1]?.accept?.operations?.[0]?.launch_group).toEqual({
      executor: { executor_id: { value: 'e' }, framework_id },
      task_group: { tasks: [launched] },
    });
    expect(calls[2]?.decline?.offer_ids).toEqual([{ value: 'O1' }, { value: 'O2' }]);
    expect(Buffer.from(calls[4]!.message!.data).toString()).toBe('hi');
    expect(calls[6]?.update_framework?.framework_info.id).toEqual(framework_id);
  });

  it('acknowledges an update once its handler is done, and none that has no uuid', async () => {
    const finish: (() => void)[] = [];
    const scheduler = await start(
      {},
      { update: () => new Promise((resolve) => void finish.push(resolve)) },
    );
    const { uuid: _, ...withoutUuid } = status;
    master.say({ type: 'UPDATE', update: { status: withoutUuid } });
    master.say({ type: 'UPDATE', update: { status } });
    await eventually(() => finish.length === 2);
    await scheduler.settled();
    expect(master.types).toEqual(['SUBSCRIBE']);
    for (const done of finish) done();
    await eventually(() => master.calls.length > 1);
    await scheduler.settled();
    expect(master.types).toEqual(['SUBSCRIBE', 'ACKNOWLEDGE']);
  });

  it('acknowledges by itself when the handler simply returns', async () => {
    await start();
    master.say({ type: 'UPDATE', update: { status } });
    await eventually(() => master.calls.length === 2);
    expect(master.calls[1]?.call.acknowledge).toEqual({
      agent_id: status.agent_id,
      task_id: status.task_id,
      uuid: status.uuid,
    });
  });

  it('leaves acknowledging to those who want to do it', async () => {
    const updates: TaskStatus[] = [];
    const scheduler = await start(
      { acknowledge: 'manual' },
      { update: (update) => void updates.push(update) },
    );
    master.say({ type: 'UPDATE', update: { status } });
    await eventually(() => updates.length === 1);
    await scheduler.settled();
    expect(master.types).toEqual(['SUBSCRIBE']);
    scheduler.acknowledge(updates[0]!);
    await scheduler.settled();
    expect(master.types).toEqual(['SUBSCRIBE', 'ACKNOWLEDGE']);
  });

  it('tells which calls were refused and why', async () => {
    const scheduler = await start();
    master.refusal = 'Framework cannot be found';
    scheduler.revive();
    await scheduler.settled();
    expect(refusals).toMatchObject([
      { call: { type: 'REVIVE' }, status: 400, why: 'Framework cannot be found' },
    ]);
  });

  it('refuses calls while it is not subscribed', () => {
    const scheduler = new Scheduler({
      master: '127.0.0.1:1',
      framework: { user: 'u', name: 'n' },
      handlers: { refused: (refusal) => void refusals.push(refusal) },
    });
    scheduler.revive();
    expect(refusals.map(({ why }) => why)).toEqual(['the framework is not subscribed now']);
  });

  it('subscribes again as the same framework when the stream breaks', async () => {
    await start();
    master.streams[0]!.end();
    await eventually(() => master.streams.length === 2);
    expect(heard).toEqual(['subscribed F1', 'disconnected']);
    expect(master.calls[1]?.call.framework_id).toEqual({ value: 'F1' });
    master.subscribe();
    await eventually(() => heard.length === 3);
  });

  it('takes a stream of something else for a broken one', async () => {
    await start();
    master.streams[0]!.write(frameRecord(Buffer.from([0xff, 0xff])));
    await eventually(() => master.streams.length === 2);
    expect(heard).toEqual(['subscribed F1', 'disconnected']);
  });

  it('follows a standby to the leader', async () => {
    await start({ master: `http://127.0.0.1:${master.port}/master/redirecting` });
    expect(heard).toEqual(['subscribed F1']);
  });

  it('sends its credential', async () => {
    await start({ credential: { principal: 'me', secret: 's' } });
    expect(master.calls[0]?.authorization).toBe('Basic bWU6cw==');
  });

  it('ends with the ERROR of the master', async () => {
    const scheduler = await start();
    master.say({ type: 'ERROR', error: { message: 'Framework has been removed' } });
    await eventually(() => heard.length === 2);
    expect(heard[1]).toBe('ended: Framework has been removed');
    expect(scheduler.state).toBe('ended');
  });

  it('tears the framework down when it stops for good', async () => {
    const scheduler = await start();
    await scheduler.stop({ mode: 'teardown' });
    expect(master.types).toEqual(['SUBSCRIBE', 'TEARDOWN']);
    expect(heard).toEqual(['subscribed F1']);
  });
});
