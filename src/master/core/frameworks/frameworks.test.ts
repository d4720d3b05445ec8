import { describe, expect, it } from 'vitest';
import { TestMaster, aFramework } from '../test-support.ts';
import { heartbeatIntervalMs } from './subscribe.ts';

const pid = 'slave(1)@10.0.0.1:5051';

function withAgent() {
  const master = new TestMaster();
  const agentId = master.addAgent(pid);
  return { master, agentId };
}

describe('a framework that subscribes', () => {
  it('is told so, hears a heartbeat at once, and is offered what is free without a batch', () => {
    const { master } = withAgent();
    master.advance(1_500);
    const framework = master.subscribe();
    master.advance(0);
    expect(framework.types).toEqual(['SUBSCRIBED', 'HEARTBEAT', 'OFFERS']);
    expect(framework.events[0]!.subscribed).toMatchObject({
      framework_id: { value: 'M1-0000' },
      heartbeat_interval_seconds: 15,
      master_info: { id: 'M1' },
    });
  });

  it('hears a heartbeat every 15 seconds, until its stream ends', () => {
    const master = new TestMaster();
    const framework = master.subscribe(aFramework({ failover_timeout: 1000 }));
    framework.forget();
    master.advance(3 * heartbeatIntervalMs);
    expect(framework.types).toEqual(['HEARTBEAT', 'HEARTBEAT', 'HEARTBEAT']);
    master.disconnect(framework);
    master.advance(3 * heartbeatIntervalMs);
    expect(framework.events).toHaveLength(3);
  });

  it('gets the next number, and never an id that another brought along', () => {
    const master = new TestMaster();
    const own = master.subscribe(aFramework({ id: { value: 'M1-0000' } }));
    expect(own.id).toBe('M1-0000');
    expect(master.subscribe().id).toBe('M1-0001');
  });

  it('sees allocation roles when it is MULTI_ROLE', () => {
    const { master } = withAgent();
    const framework = master.subscribe(aFramework({ roles: ['web'] }));
    master.advance(0);
    const [offer] = framework.offers;
    expect(offer!.allocation_info).toEqual({ role: 'web' });
    expect(offer!.resources!.map(({ allocation_info }) => allocation_info)).toEqual([
      { role: 'web' },
      { role: 'web' },
    ]);
    expect(offer).toMatchObject({
      id: { value: 'M1-O0' },
      hostname: 'host',
      url: {
        scheme: 'http',
        address: { hostname: 'host', ip: '10.0.0.1', port: 5051 },
        path: '/slave(1)',
      },
    });
  });

  it('sees none, but the role of each resource, when it is not', () => {
    const { master } = withAgent();
    const { roles: _roles, ...info } = aFramework({ capabilities: [] });
    const framework = master.subscribe(info);
    master.advance(0);
    const [offer] = framework.offers;
    expect(offer).not.toHaveProperty('allocation_info');
    for (const resource of offer!.resources!) {
      expect(resource).not.toHaveProperty('allocation_info');
      expect(resource.role).toBe('*');
    }
  });

  it.each([
    [
      { role: 'a' },
      "'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable",
    ],
    [{ roles: ['a', 'b', 'a'] }, "'FrameworkInfo.roles' contains duplicate items: { a }"],
    [
      { roles: ['a/../b'] },
      "'FrameworkInfo.roles' contains invalid role: Role 'a/../b' cannot include '..' as a component",
    ],
  ])('with %j is told why not, and its stream ends', (given, message) => {
    const master = new TestMaster();
    const framework = master.subscribe(aFramework(given));
    expect(framework.events).toEqual([{ type: 'ERROR', error: { message } }]);
    expect(framework.isClosed).toBe(true);
    expect(master.state.frameworks.size).toBe(0);
  });

  it.each([
    ['an id that is no file name', { id: { value: 'a/b' } }],
    ['a negative failover timeout', { failover_timeout: -1 }],
    ['a failover timeout that no clock can hold', { failover_timeout: 1e300 }],
  ])('with %s is refused', (_what, given) => {
    const master = new TestMaster();
    expect(master.subscribe(aFramework(given)).types).toEqual(['ERROR']);
  });

  it('in a role that --roles does not list is refused', () => {
    const master = new TestMaster({ rolesWhitelist: new Set(['*', 'a']) });
    expect(master.subscribe(aFramework({ roles: ['a'] })).types[0]).toBe('SUBSCRIBED');
    const refused = master.subscribe(aFramework({ roles: ['b'] }));
    expect(refused.events[0]!.error!.message).toBe(
      "Roles {b} are not present in the master's --roles",
    );
  });
});

describe('a framework that subscribes again', () => {
  it('over its old stream: the old one loses its offers, is told why, and ends', () => {
    const { master } = withAgent();
    const old = master.subscribe();
    master.advance(0);
    const offerId = old.offers[0]!.id;
    old.forget();
    const next = master.subscribe(aFramework({ id: { value: old.id } }));
    expect(old.events).toEqual([
      { type: 'RESCIND', rescind: { offer_id: offerId } },
      { type: 'ERROR', error: { message: 'Framework failed over' } },
    ]);
    expect(old.isClosed).toBe(true);
    expect(next.types).toEqual(['SUBSCRIBED', 'HEARTBEAT']);
    master.disconnect(old);
    expect(next.record!.state).toBe('active');
  });

  it('within its failover timeout keeps its tasks, and its agents hear of its new info', () => {
    const { master, agentId } = withAgent();
    const old = master.subscribe(aFramework({ failover_timeout: 60 }));
    master.advance(0);
    master.runTask(old, 't1');
    master.disconnect(old);
    expect(master.state.offers.size).toBe(0);
    master.advance(59_000);
    const next = master.subscribe(
      aFramework({ failover_timeout: 60, id: { value: old.id }, name: 'new name' }),
    );
    master.advance(10_000);
    expect([...next.record!.tasks.keys()]).toEqual(['t1']);
    expect(master.state.agents.get(agentId)!.used.size).toBe(1);
    const [told] = master.sentTo(pid, 'UpdateFrameworkMessage');
    expect(told!.message.framework_info.name).toBe('new name');
  });

  it('too late finds itself removed and its tasks killed', () => {
    const { master } = withAgent();
    const framework = master.subscribe(aFramework({ failover_timeout: 60 }));
    master.advance(0);
    master.runTask(framework, 't1');
    master.disconnect(framework);
    master.advance(60_000);
    expect(master.state.frameworks.size).toBe(0);
    expect(master.sentTo(pid, 'ShutdownFrameworkMessage')).toHaveLength(1);
    const [task] = master.state.completedFrameworks.get(framework.id)!.completedTasks;
    expect(task!.task.state).toBe('TASK_KILLED');
    const again = master.subscribe(aFramework({ id: { value: framework.id } }));
    expect(again.events).toEqual([
      { type: 'ERROR', error: { message: 'Framework has been removed' } },
    ]);
  });

  it('may not change its principal, and keeps its user and checkpoint silently', () => {
    const master = new TestMaster();
    const info = aFramework({ id: { value: 'F' }, principal: 'a', failover_timeout: 9 });
    master.subscribe(info);
    const refused = master.subscribe({ ...info, principal: 'b' });
    expect(refused.events).toEqual([
      { type: 'ERROR', error: { message: "Changing framework's principal is not allowed." } },
    ]);
    const kept = master.subscribe({ ...info, user: 'nobody', checkpoint: false });
    expect(kept.record!.info).toMatchObject({ user: 'root', checkpoint: true });
  });
});

describe('TEARDOWN', () => {
  it('ends the framework, its tasks and its stream, and frees what it had', () => {
    const { master, agentId } = withAgent();
    const framework = master.subscribe();
    master.advance(0);
    master.runTask(framework, 't1');
    master.call(framework, { type: 'TEARDOWN' });
    expect(framework.isClosed).toBe(true);
    expect(master.state.frameworks.size).toBe(0);
    expect(master.core.allocator.findFree(agentId)!.cpus).toBe(4);
    expect(master.sentTo(pid, 'ShutdownFrameworkMessage')[0]!.message).toEqual({
      framework_id: { value: framework.id },
    });
  });

  it('is remembered for as many frameworks as --max_completed_frameworks', () => {
    const master = new TestMaster({ maxCompletedFrameworks: 2 });
    for (let i = 0; i < 3; i++) master.call(master.subscribe(), { type: 'TEARDOWN' });
    expect([...master.state.completedFrameworks.keys()]).toEqual(['M1-0001', 'M1-0002']);
  });
});

describe('UPDATE_FRAMEWORK', () => {
  it('takes back offers for roles that are gone', () => {
    const { master } = withAgent();
    const framework = master.subscribe(aFramework({ roles: ['a'] }));
    master.advance(0);
    const [offer] = framework.offers;
    const framework_info = { ...framework.record!.info, roles: ['b'] };
    master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework: { framework_info } });
    expect(framework.events.at(-1)).toEqual({
      type: 'RESCIND',
      rescind: { offer_id: offer!.id },
    });
    framework.forget();
    master.advance(1_000);
    expect(framework.offers[0]!.allocation_info).toEqual({ role: 'b' });
  });

  it('refuses another user in the words of real masters', () => {
    const master = new TestMaster();
    const framework = master.subscribe();
    const framework_info = { ...framework.record!.info, user: 'nobody' };
    expect(
      master.call(framework, { type: 'UPDATE_FRAMEWORK', update_framework: { framework_info } }),
    ).toEqual({
      ok: false,
      error:
        "FrameworkInfo update is not valid: Updating 'FrameworkInfo.user' is unsupported; attempted to update from 'root' to 'nobody'",
    });
  });
});
