import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpServer } from '../../foundation/http/index.ts';
import { EndpointRouter } from '../../manners/index.ts';
import { eventually } from '../../foundation/http/test-support.ts';
import { silentLog } from '../../foundation/log.ts';
import { Call, Event } from '../../protocol/generated/scheduler.ts';
import { TestMaster, aFramework } from '../core/test-support.ts';
import { CallLimiter } from '../core/calls/rate-limits.ts';
import { PrincipalMetrics } from '../principal-metrics.ts';
import { registerSchedulerApi } from './scheduler-api.ts';

/** A machine that does much else answers some hundred requests in this time. */
const patientMs = 30_000;
const json = 'application/json';
const protobuf = 'application/x-protobuf';
const subscribe = {
  type: 'SUBSCRIBE',
  subscribe: { framework_info: aFramework({ failover_timeout: 100 }) },
};

describe('/api/v1/scheduler', { timeout: patientMs }, () => {
  let master: TestMaster;
  let server: HttpServer;
  let url: string;
  let limiter: CallLimiter | undefined;
  const principals = new PrincipalMetrics();
  const open: AbortController[] = [];

  beforeEach(async () => {
    master = new TestMaster();
    const router = new EndpointRouter('master');
    limiter = undefined;
    registerSchedulerApi(router, {
      master: master.master,
      principals,
      get limiter() {
        return limiter;
      },
      traffic: {
        noteCall: () => undefined,
        noteEvent: () => undefined,
        noteOffers: () => undefined,
      },
    });
    server = new HttpServer({ router, log: silentLog });
    const { port } = await server.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${port}/api/v1/scheduler`;
  });

  afterEach(async () => {
    for (const controller of open.splice(0)) controller.abort();
    await server.close();
  });

  async function post(body: unknown, headers: Record<string, string> = {}) {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': json, ...headers },
      body: isRaw ? (body as string) : JSON.stringify(body),
    });
    return [response.status, await response.text()] as const;
  }

  async function openStream(call: object = subscribe, accept = json) {
    const controller = new AbortController();
    open.push(controller);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': json, Accept: accept },
      body: JSON.stringify(call),
      signal: controller.signal,
    });
    const reader = response.body!.getReader();
    let bytes = Buffer.alloc(0);
    /** The next record, without its length. */
    const next = async (): Promise<Buffer> => {
      for (;;) {
        const at = bytes.indexOf(10);
        const size = Number(bytes.toString('latin1', 0, at));
        if (at >= 0 && bytes.length >= at + 1 + size) {
          const record = bytes.subarray(at + 1, at + 1 + size);
          bytes = bytes.subarray(at + 1 + size);
          return record;
        }
        const { value, done } = await reader.read();
        if (done) return Buffer.from('end');
        bytes = Buffer.concat([bytes, value]);
      }
    };
    return { response, next, controller };
  }

  async function subscribed() {
    const stream = await openStream();
    const event = JSON.parse((await stream.next()).toString()) as Event;
    return {
      ...stream,
      id: event.subscribed!.framework_id,
      streamId: stream.response.headers.get('Mesos-Stream-Id')!,
    };
  }

  it('answers SUBSCRIBE with a stream of events in JSON', async () => {
    const { response, next } = await openStream();
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(json);
    expect(response.headers.get('Mesos-Stream-Id')).toMatch(/^[0-9a-f-]{36}$/);
    const types = [JSON.parse((await next()).toString()), JSON.parse((await next()).toString())];
    expect(types).toMatchObject([{ type: 'SUBSCRIBED' }, { type: 'HEARTBEAT' }]);
  });

  it('answers in protobuf when that is accepted', async () => {
    const { response, next } = await openStream(subscribe, protobuf);
    expect(response.headers.get('Content-Type')).toBe(protobuf);
    expect(Event.decode(await next()).subscribed!.heartbeat_interval_seconds).toBe(15);
  });

  it('tells a refused framework why on its stream, and ends that', async () => {
    const framework_info = aFramework({ roles: ['a', 'a'] });
    const { response, next } = await openStream({
      type: 'SUBSCRIBE',
      subscribe: { framework_info },
    });
    expect(response.status).toBe(200);
    expect(JSON.parse((await next()).toString())).toMatchObject({ type: 'ERROR' });
    expect((await next()).toString()).toBe('end');
  });

  it('takes one value where a list is meant, and a boolean as text', async () => {
    const capabilities = { type: 'MULTI_ROLE' };
    const framework_info = { user: 'u', name: 'n', roles: 'a', capabilities, checkpoint: 'true' };
    await (await openStream({ type: 'SUBSCRIBE', subscribe: { framework_info } })).next();
    const [framework] = master.state.frameworks.values();
    expect(framework!.info).toMatchObject({
      roles: ['a'],
      capabilities: [capabilities],
      checkpoint: true,
    });
  });

  it('notices that a scheduler has gone', async () => {
    const { controller } = await subscribed();
    const [framework] = master.state.frameworks.values();
    controller.abort();
    await eventually(() => framework!.state === 'disconnected');
    expect(framework!.sink).toBeUndefined();
  });

  it('takes calls with the id of the stream, and no others', async () => {
    const { id, streamId } = await subscribed();
    const revive = { type: 'REVIVE', framework_id: id };
    expect(await post(revive, { 'Mesos-Stream-Id': streamId })).toEqual([202, '']);
    expect(await post(revive)).toEqual([
      400,
      "All non-subscribe calls should include the 'Mesos-Stream-Id' header",
    ]);
    const wrong = '00000000-0000-0000-0000-000000000000';
    expect(await post(revive, { 'Mesos-Stream-Id': wrong })).toEqual([
      400,
      `The stream ID '${wrong}' included in this request didn't match the stream ID currently associated with framework ID ${id.value}`,
    ]);
  });

  it('refuses calls of frameworks that are not connected, or over', async () => {
    const { id, streamId, controller } = await subscribed();
    const headers = { 'Mesos-Stream-Id': streamId };
    controller.abort();
    await eventually(() => master.state.frameworks.get(id.value)!.state === 'disconnected');
    expect(await post({ type: 'REVIVE', framework_id: id }, headers)).toEqual([
      403,
      'Framework is not subscribed',
    ]);
    master.advance(100_000);
    expect(await post({ type: 'REVIVE', framework_id: id }, headers)).toEqual([
      400,
      'Framework cannot be found',
    ]);
  });

  const prefix = 'Failed to validate scheduler::Call: ';
  const id = { value: 'nobody' };
  it.each<[string, unknown, string]>([
    ['no type', {}, `${prefix}Expecting 'type' to be present`],
    ['an unknown type', { type: 'NOPE' }, `${prefix}Expecting 'type' to be present`],
    ['no subscription', { type: 'SUBSCRIBE' }, `${prefix}Expecting 'subscribe' to be present`],
    [
      'two ids',
      { ...subscribe, framework_id: id },
      `${prefix}'framework_id' differs from 'subscribe.framework_info.id'`,
    ],
    ['no framework', { type: 'REVIVE' }, `${prefix}Expecting 'framework_id' to be present`],
    [
      'no message',
      { type: 'DECLINE', framework_id: id },
      `${prefix}Expecting 'decline' to be present`,
    ],
    [
      'half a message',
      { type: 'SUBSCRIBE', subscribe: { framework_info: { name: 'x' } } },
      'Failed to convert JSON into Call protobuf: Missing required fields: subscribe.framework_info.user',
    ],
    [
      'a uuid that is none',
      {
        type: 'ACKNOWLEDGE',
        framework_id: id,
        acknowledge: { agent_id: id, task_id: id, uuid: 'YWJj' },
      },
      `${prefix}Not a valid UUID`,
    ],
    ['an unknown framework', { type: 'REVIVE', framework_id: id }, 'Framework cannot be found'],
    [
      'an id of a folder',
      { type: 'REVIVE', framework_id: { value: '../..' } },
      'Framework cannot be found',
    ],
    [
      'an id with a NUL',
      { type: 'KILL', framework_id: { value: '\0' }, kill: { task_id: id } },
      'Framework cannot be found',
    ],
  ])('refuses a call with %s', async (_what, call, message) => {
    expect(await post(call)).toEqual([400, message]);
    expect(master.state.frameworks.size).toBe(0);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a type with parameters', { 'Content-Type': 'application/json; charset=utf-8' }, 415],
    ['another type', { 'Content-Type': 'text/plain' }, 415],
    ['an answer we cannot give', { Accept: 'text/html' }, 406],
    ['a stream id of its own', { 'Mesos-Stream-Id': 'x' }, 400],
  ])('refuses SUBSCRIBE with %s', async (_what, headers, status) => {
    const [given, text] = await post(subscribe, headers);
    expect(given).toBe(status);
    expect(text).not.toBe('');
    expect(master.state.frameworks.size).toBe(0);
  });

  it('refuses JSON that ends too early, wherever', async () => {
    const text = JSON.stringify(subscribe);
    const ends = Array.from(text, (_, end) => end);
    const answers = await Promise.all(ends.map((end) => post(text.slice(0, end))));
    for (const [status, answer] of answers) {
      expect(status).toBe(400);
      expect(answer).toMatch(/^Failed to parse body into JSON: /);
    }
    expect(master.state.frameworks.size).toBe(0);
  });

  it('refuses JSON that is nested without end', async () => {
    for (const body of ['['.repeat(100_000), '{"a":'.repeat(100_000)]) {
      expect((await post(body))[0]).toBe(400);
    }
  });

  it('survives protobuf that is cut, or changed anywhere', async () => {
    const bytes = Call.encode(Call.fromJson({ ...subscribe, type: 'REVIVE', framework_id: id }));
    const bodies = Array.from(bytes).flatMap((_, at) => [
      bytes.subarray(0, at),
      Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 0x55 : byte)),
    ]);
    const headers = { 'Content-Type': protobuf };
    for (const [status] of await Promise.all(bodies.map((body) => post(body, headers)))) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    expect(master.state.frameworks.size).toBe(0);
  });

  it('lets calls above the rate wait, and refuses those beyond the capacity', async () => {
    limiter = new CallLimiter(master.clock, {
      limits: [{ principal: 'p', qps: 1, capacity: 1 }],
    });
    const stream = await openStream({
      type: 'SUBSCRIBE',
      subscribe: { framework_info: aFramework({ principal: 'p' }) },
    });
    const { subscribed: told } = JSON.parse((await stream.next()).toString()) as Event;
    const counts = () => {
      const numbers: Record<string, number> = {};
      principals.collect(master.state, (name, value) => (numbers[name] = value));
      return numbers;
    };
    const name = 'frameworks/p/messages';
    expect(counts()).toEqual({ [`${name}_received`]: 0, [`${name}_processed`]: 0 });
    const own = { framework_id: told!.framework_id };
    const streamId = stream.response.headers.get('Mesos-Stream-Id')!;
    const ask = (type: string) => post({ type, ...own }, { 'Mesos-Stream-Id': streamId });
    // Whoever names the framework without its stream takes nothing from it.
    expect((await post({ type: 'SUPPRESS', ...own }, { 'Mesos-Stream-Id': 'x' }))[0]).toBe(400);
    expect((await ask('SUPPRESS'))[0]).toBe(202);
    const waiting = ask('REVIVE');
    await eventually(() => limiter!.waitingCount === 1);
    expect(await ask('SUPPRESS')).toEqual([429, 'Message SUPPRESS dropped: capacity(1) exceeded']);
    expect(counts()).toEqual({ [`${name}_received`]: 3, [`${name}_processed`]: 1 });
    master.advance(1_000);
    expect((await waiting)[0]).toBe(202);
    expect(counts()).toEqual({ [`${name}_received`]: 3, [`${name}_processed`]: 2 });
  });

  it('names a call that is none', async () => {
    const { id: own, streamId } = await subscribed();
    const call = { type: 'UNKNOWN', framework_id: own };
    const [status, text] = await post(call, { 'Mesos-Stream-Id': streamId });
    expect([status, text]).toEqual([501, 'UNKNOWN is not a call that can be made']);
  });
});
