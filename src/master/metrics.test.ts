import { describe, expect, it } from 'vitest';
import { aFramework, TestMaster } from './core/test-support.ts';
import { callOf } from './endpoints/test-support/operators.ts';
import { contextOf } from './endpoints/test-support.ts';
import { MasterMetrics } from './metrics.ts';

function attached(test: TestMaster, isPerFramework = true): MasterMetrics {
  const metrics = new MasterMetrics(test.clock);
  metrics.attach(contextOf(test), { isPerFramework, hasLog: true });
  return metrics;
}

describe('MasterMetrics', () => {
  it('shows the names that dashboards ask for before anything has happened', () => {
    const numbers = attached(new TestMaster()).snapshot();
    for (const name of [
      'master/tasks_lost',
      'master/slave_removals/reason_unhealthy',
      'master/cpus_revocable_percent',
      'master/operations/reserve/pending',
      'master/event_queue_dispatches',
      'registrar/log/recovered',
      'allocator/mesos/event_queue_dispatches',
      'system/load_1min',
    ]) {
      expect(numbers.has(name), name).toBe(true);
    }
    expect(numbers.get('master/elected')).toBe(1);
    expect([...numbers.keys()]).toEqual([...numbers.keys()].sort());
  });

  it('counts what happens', () => {
    const metrics = attached(new TestMaster());
    metrics.count('master/messages_kill_task');
    metrics.count('master/messages_kill_task');
    expect(metrics.snapshot().get('master/messages_kill_task')).toBe(2);
  });

  it('reads resources, agents, offers and tasks off the state', () => {
    const test = new TestMaster();
    const metrics = attached(test);
    test.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:1024');
    const framework = test.subscribe();
    test.advance(2_000);
    expect(metrics.snapshot().get('master/outstanding_offers')).toBe(1);
    test.runTask(framework, 't', 'cpus:1;mem:256');
    const numbers = metrics.snapshot();
    expect(numbers.get('master/cpus_total')).toBe(4);
    expect(numbers.get('master/cpus_used')).toBe(1);
    expect(numbers.get('master/mem_percent')).toBe(0.25);
    expect(numbers.get('master/slaves_active')).toBe(1);
    expect(numbers.get('master/tasks_staging')).toBe(1);
    expect(numbers.get('allocator/mesos/resources/cpus/total')).toBe(4);
    expect(numbers.get('allocator/mesos/quota/roles/*/resources/cpus/consumed')).toBe(1);
    expect(numbers.get('allocator/mesos/quota/roles//resources/cpus/consumed')).toBe(1);
  });

  it('shows what roles are guaranteed, limited to and given, as long as they have quota', () => {
    const test = new TestMaster();
    const metrics = attached(test);
    test.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:1024');
    const guarantees = new Map([['cpus', 2_000]]);
    const limits = new Map([
      ['cpus', 3_500],
      ['disk', 0],
    ]);
    test.core.allocator.setQuota('r', { guarantees, limits });
    test.subscribe(aFramework({ roles: ['r/below'] }));
    test.advance(2_000);
    const shown = (): [string, number][] =>
      [...metrics.snapshot()]
        .filter(([name]) => name.startsWith('allocator/mesos/quota/roles/r/resources/'))
        .map(([name, value]) => [
          name.slice('allocator/mesos/quota/roles/r/resources/'.length),
          value,
        ]);
    expect(shown()).toEqual([
      ['cpus/guarantee', 2],
      ['cpus/limit', 3.5],
      ['cpus/offered_or_allocated', 4],
      ['disk/limit', 0],
      ['disk/offered_or_allocated', 0],
    ]);
    test.core.allocator.removeQuota('r');
    expect(shown()).toEqual([]);
  });

  it('has the quotas of roles, and what they were given', async () => {
    const test = new TestMaster();
    const metrics = attached(test);
    test.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:1024');
    const framework = test.subscribe(aFramework({ roles: ['eng'] }));
    test.advance(2_000);
    test.runTask(framework, 't', 'cpus:1;mem:256');
    const [cpus, mem] = [{ value: 2 }, { value: 512 }];
    const quota_configs = [{ role: 'eng', guarantees: { cpus }, limits: { cpus, mem } }];
    const ofQuotas = (): unknown =>
      [...metrics.snapshot()].filter(([name]) =>
        /quota.roles.eng.*(guarantee|limit|offered_or_allocated)$/.test(name),
      );
    expect(await callOf(test, 'UPDATE_QUOTA', { quota_configs })).toBe('200');
    const prefix = 'allocator/mesos/quota/roles/eng/resources';
    expect(ofQuotas()).toEqual([
      [`${prefix}/cpus/guarantee`, 2],
      [`${prefix}/cpus/limit`, 2],
      [`${prefix}/cpus/offered_or_allocated`, 1],
      [`${prefix}/mem/limit`, 512],
      [`${prefix}/mem/offered_or_allocated`, 256],
    ]);
    expect(await callOf(test, 'REMOVE_QUOTA', { role: 'eng' })).toBe('200');
    expect(ofQuotas()).toEqual([]);
  });

  it('adds up how operations ended', () => {
    const metrics = attached(new TestMaster());
    metrics.count('master/operations/reserve/finished');
    metrics.count('master/operations/create/finished');
    const numbers = metrics.snapshot();
    expect(numbers.get('master/operations/reserve/finished')).toBe(1);
    expect(numbers.get('master/operations/finished')).toBe(2);
    expect(numbers.get('master/operations/unreserve/finished')).toBe(0);
    expect(numbers.get('master/operations/unreserve/pending')).toBe(0);
  });

  it('says how many requests wait for their answer', async () => {
    const test = new TestMaster();
    const metrics = new MasterMetrics(test.clock);
    const context = contextOf(test);
    metrics.attach(context, { isPerFramework: true, hasLog: true });
    const waiting = (): number | undefined =>
      metrics.snapshot().get('master/event_queue_http_requests');
    const document = function* (): Generator<undefined, void, undefined> {
      yield;
    };
    const answers = [1, 2].map(() => context.renderer.render('state', document));
    expect(waiting()).toBe(2);
    await Promise.all(answers);
    expect(waiting()).toBe(0);
  });

  it('has numbers for each framework, with its name encoded', () => {
    const test = new TestMaster();
    const metrics = attached(test);
    const { id } = test.subscribe(aFramework({ name: 'my framework' }));
    const task = { name: 't', task_id: { value: 't' }, agent_id: { value: 'a' } };
    const launch = { task_infos: [task, task] };
    const operations = [{ type: 'LAUNCH' as const, launch }, { type: 'RESERVE' as const }];
    const accept = { offer_ids: [{ value: 'O1' }], operations };
    metrics.frameworks.noteCall(id, { type: 'ACCEPT', accept });
    metrics.frameworks.noteEvent(id, { type: 'RESCIND', rescind: { offer_id: { value: 'O2' } } });
    const numbers = metrics.snapshot();
    const prefix = `master/frameworks/my%20framework/${id}`;
    expect(numbers.get(`${prefix}/subscribed`)).toBe(1);
    expect(numbers.get(`${prefix}/calls`)).toBe(1);
    expect(numbers.get(`${prefix}/calls/accept`)).toBe(1);
    expect(numbers.get(`${prefix}/offers/accepted`)).toBe(1);
    expect(numbers.get(`${prefix}/operations/launch`)).toBe(2);
    expect(numbers.get(`${prefix}/operations`)).toBe(3);
    expect(numbers.get(`${prefix}/offers/rescinded`)).toBe(1);
    expect(numbers.get(`${prefix}/tasks/terminal/task_lost`)).toBe(0);
    expect(numbers.get(`${prefix}/roles/*/suppressed`)).toBe(0);
    const without = attached(test, false).snapshot();
    expect([...without.keys()].filter((name) => name.startsWith('master/frameworks/'))).toEqual([]);
  });

  it.each([
    ['half a character \ud800', 'half%20a%20character%20%EF%BF%BD'],
    ['a/b~c', 'a%2Fb%7Ec'],
  ])('shows a framework named %j', (name, shown) => {
    const test = new TestMaster();
    const metrics = attached(test);
    const { id } = test.subscribe(aFramework({ name }));
    expect(metrics.snapshot().get(`master/frameworks/${shown}/${id}/subscribed`)).toBe(1);
  });

  it('counts how the tasks of a framework ended', () => {
    const test = new TestMaster();
    const metrics = attached(test);
    test.addAgent();
    const framework = test.subscribe();
    test.advance(2_000);
    test.runTask(framework, 't');
    const task = framework.record!.tasks.get('t')!;
    task.task.state = 'TASK_LOST';
    metrics.taskEnded(task);
    const numbers = metrics.snapshot();
    const name = `master/frameworks/test/${framework.id}/tasks/terminal/task_lost`;
    expect(numbers.get(name)).toBe(1);
  });

  it('bounds the numbers of frameworks that are away', () => {
    const test = new TestMaster();
    const metrics = attached(test);
    const here = test.subscribe(aFramework({ name: 'here' }));
    for (let i = 0; i < 500; i++) {
      test.disconnect(test.subscribe(aFramework({ name: `f${i}`, failover_timeout: 1e6 })));
    }
    // Streams that break at once are dealt with a few at a time.
    test.advance(1_000);
    const names = [...metrics.snapshot().keys()];
    const ofFrameworks = names.filter((name) => name.startsWith('master/frameworks/'));
    expect(ofFrameworks.length).toBeLessThan(11_000);
    expect(names).toContain(`master/frameworks/here/${here.id}/subscribed`);
    expect(ofFrameworks.some((name) => name.startsWith('master/frameworks/f499/'))).toBe(true);
    expect(ofFrameworks.some((name) => name.startsWith('master/frameworks/f0/'))).toBe(false);
  });

  it("has the allocator's scalars from the start, and no names that agents make up", () => {
    const test = new TestMaster();
    const metrics = attached(test);
    expect(metrics.snapshot().get('allocator/mesos/resources/disk/total')).toBe(0);
    test.addAgent('slave(1)@10.0.0.1:5051', 'cpus:4;mem:1024;bogus:7');
    expect([...metrics.snapshot().keys()].filter((name) => name.includes('bogus'))).toEqual([]);
  });
});
