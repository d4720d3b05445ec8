import { expect, it } from 'vitest';
import { failure, ok } from '../../../foundation/result.ts';
import { PongSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { Call } from '../../../protocol/generated/scheduler.ts';
import type { StreamId } from '../../../protocol/ids.ts';
import type { Demand } from '../../../security/authorization.ts';
import type { Principal } from '../../../security/principal.ts';
import { TestFramework, TestMaster, aFramework } from '../test-support.ts';

const subscribe: Call = { type: 'SUBSCRIBE', subscribe: { framework_info: aFramework() } };

function refused(master: TestMaster, call: Call, streamId?: StreamId): unknown {
  const taken = master.master.call({ call, streamId });
  return taken.ok ? taken : [taken.error.status, taken.error.message];
}

it('refusals come in the order of real masters', () => {
  const master = new TestMaster();
  const framework = master.subscribe();
  const id = { framework_id: { value: framework.id } };
  expect(refused(master, {})).toEqual([
    400,
    "Failed to validate scheduler::Call: Expecting 'type' to be present",
  ]);
  expect(refused(master, { type: 'KILL', ...id })).toEqual([
    400,
    "Failed to validate scheduler::Call: Expecting 'kill' to be present",
  ]);
  expect(refused(master, { type: 'REVIVE', framework_id: { value: 'F' } })).toEqual([
    400,
    'Framework cannot be found',
  ]);
  expect(refused(master, { type: 'REVIVE', ...id })).toEqual([
    400,
    "All non-subscribe calls should include the 'Mesos-Stream-Id' header",
  ]);
  expect(refused(master, { type: 'REVIVE', ...id }, 'other')).toEqual([
    400,
    expect.stringContaining("The stream ID 'other'"),
  ]);
  expect(refused(master, { type: 'UNKNOWN', ...id }, framework.streamId)).toEqual([
    501,
    'UNKNOWN is not a call that can be made',
  ]);
  master.disconnect(framework);
  expect(refused(master, { type: 'REVIVE', ...id }, framework.streamId)).toEqual([
    403,
    'Framework is not subscribed',
  ]);
});

it('SUBSCRIBE opens a stream for who can read it and has none; nothing happens before it is open', () => {
  const master = new TestMaster();
  const unread = master.master.call({
    call: subscribe,
    streamId: 'one',
    canReadEvents: () => false,
  });
  expect(unread).toMatchObject(failure({ status: 406 }));
  expect(refused(master, subscribe, 'one')).toEqual([
    400,
    "Subscribe calls should not include the 'Mesos-Stream-Id' header",
  ]);
  expect(master.master.call({ call: subscribe, streamId: undefined })).toMatchObject(
    ok({ kind: 'stream', streamId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
  );
  expect(master.state.frameworks.size).toBe(0);
});

it('whose call it is, is told before anything comes of it', () => {
  const master = new TestMaster();
  const framework = master.subscribe();
  const heard: string[] = [];
  const call: Call = { type: 'TEARDOWN', framework_id: { value: framework.id } };
  master.master.call({
    call,
    streamId: framework.streamId,
    onCaller: ({ id }) => heard.push(`${id} ${master.state.frameworks.has(id)}`),
  });
  expect(heard).toEqual([`${framework.id} true`]);
  expect(master.state.frameworks.size).toBe(0);
});

it('before the registry is read, neither door is open; drivers are told that they are too old', () => {
  const master = new TestMaster({}, undefined, 'unrecovered');
  expect(refused(master, {})).toEqual([503, 'Master has not finished recovery']);
  master.receive('slave(1)@10.0.0.1:5051', PongSlaveMessage, {});
  expect(master.counts.get('master/dropped_messages')).toBe(1);
  const driver = 'scheduler-1@10.0.0.9:4000';
  master.master.receive(driver, 'mesos.internal.KillTaskMessage', new Uint8Array());
  expect(master.sentTo(driver, 'FrameworkErrorMessage')).toHaveLength(1);
});

const ops = { value: 'ops', claims: new Map<string, string>() };

it('a principal speaks for frameworks of its own name only', () => {
  const master = new TestMaster();
  const ask = (call: Call, principal: Principal, streamId?: StreamId): unknown => {
    const taken = master.master.call({ call, principal, streamId });
    return taken.ok ? taken.value.kind : taken.error.status;
  };
  const of = (principal: string): Call => ({
    type: 'SUBSCRIBE',
    subscribe: { framework_info: aFramework({ principal }) },
  });
  expect(ask(of('web'), ops)).toBe(400);
  expect(ask(of('ops'), ops)).toBe('stream');
  expect(ask(subscribe, { claims: new Map() })).toBe(403);
  const framework = master.subscribe(aFramework({ principal: 'web' }));
  const revive: Call = { type: 'REVIVE', framework_id: { value: framework.id } };
  expect(ask(revive, ops, framework.streamId)).toBe(400);
  expect(ask(revive, { ...ops, value: 'web' }, framework.streamId)).toBe('applied');
});

it('who does not name itself in its info is known by its principal', () => {
  const master = new TestMaster();
  const taken = master.master.call({ call: subscribe, principal: ops, streamId: undefined });
  const framework =
    taken.ok && taken.value.kind === 'stream' && taken.value.open(new TestFramework());
  expect(framework).toMatchObject({ info: { principal: 'ops' } });
});

it('the authorizer is asked once at the door, before anything changes', () => {
  const master = new TestMaster();
  const framework = master.subscribe();
  const asked: Demand[] = [];
  master.useAuthorizer({ allows: (_principal, demand) => asked.push(demand) === 0 });
  const framework_info = aFramework({ id: { value: framework.id }, name: 'renamed' });
  const update: Call = {
    type: 'UPDATE_FRAMEWORK',
    framework_id: { value: framework.id },
    update_framework: { framework_info },
  };
  expect(refused(master, update, framework.streamId)).toEqual([
    403,
    'REGISTER_FRAMEWORK is not allowed to nobody in particular',
  ]);
  const newcomer = master.subscribe(aFramework({ name: 'newcomer' }));
  expect(newcomer).toMatchObject({ types: ['ERROR'], isClosed: true, record: undefined });
  expect(asked.map(({ action, object }) => [action, object?.frameworkInfo?.name])).toEqual([
    ['REGISTER_FRAMEWORK', 'renamed'],
    ['REGISTER_FRAMEWORK', 'newcomer'],
  ]);
  expect([...master.state.frameworks.values()].map(({ info }) => info.name)).toEqual(['test']);
});
