/** Finding, losing and refinding the master. */
import { describe, expect, it } from 'vitest';
import * as internal from '../../../protocol/generated/internal.ts';
import { aTask, masterPid, PaperCluster } from '../test-support.ts';

describe('registration', () => {
  it('says who the agent is, until it is answered, then reports its resources', () => {
    const cluster = new PaperCluster();
    cluster.start();
    cluster.detect();
    cluster.pass(10_000);
    const registrations = cluster.messages(internal.RegisterSlaveMessage);
    expect(registrations.length).toBeGreaterThan(2);
    expect(registrations[0]).toMatchObject({
      slave: {
        hostname: 'host',
        checkpoint: true,
        resources: [{ name: 'cpus', role: '*' }],
      },
      version: '1.12.0',
    });
    cluster.say(internal.SlaveRegisteredMessage, { slave_id: { value: 'S0' } });
    cluster.pass(60_000);
    expect(cluster.messages(internal.RegisterSlaveMessage).length).toBe(registrations.length);
    expect(cluster.messages(internal.UpdateSlaveMessage)).toMatchObject([
      { slave_id: { value: 'S0' }, operations: {}, update_oversubscribed_resources: false },
    ]);
    expect(cluster.disk.get('/var/lib/mesos/meta/slaves/latest')).toEqual({
      kind: 'link',
      target: '/var/lib/mesos/meta/slaves/S0',
    });
  });

  it('answers pings before it knows its id', () => {
    const cluster = new PaperCluster();
    cluster.start();
    cluster.detect();
    cluster.say(internal.PingSlaveMessage, { connected: true }, 'slave-observer(1)@127.0.0.1:5050');
    expect(cluster.sent.at(-1)).toMatchObject({
      to: 'slave-observer(1)@127.0.0.1:5050',
      name: 'mesos.internal.PongSlaveMessage',
    });
  });

  it('keeps its id whatever else it is told, registered or not', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const lie = (): void => {
      cluster.say(internal.SlaveRegisteredMessage, { slave_id: { value: 'S9' } });
      cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S9' } });
    };
    lie();
    expect(cluster.state).toMatchObject({ phase: 'running', info: { id: { value: 'S0' } } });
    cluster.linkLost();
    lie();
    const { state } = cluster;
    expect(state).toMatchObject({ phase: 'disconnected', info: { id: { value: 'S0' } } });
    expect(cluster.exits).toEqual([]);
  });
});

describe('a lost master', () => {
  it('is dialled again soon and told everything that runs', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    const links = cluster.linkCount;
    cluster.linkLost();
    expect(cluster.state.phase).toBe('disconnected');
    cluster.pass(100);
    expect(cluster.linkCount).toBe(links + 1);
    expect(cluster.messages(internal.ReregisterSlaveMessage)).toMatchObject([
      {
        slave: { id: { value: 'S0' } },
        tasks: [{ task_id: { value: 't' }, state: 'TASK_RUNNING' }],
        frameworks: [{ id: { value: 'F1' } }],
      },
    ]);
    cluster.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    expect(cluster.state.phase).toBe('running');
  });

  it('is dialled at most every second for as long as it takes', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    for (let i = 0; i < 20; i++) {
      cluster.linkLost();
      cluster.pass(1001);
    }
    expect(cluster.linkCount).toBe(21);
  });

  it('is noticed when it stops pinging', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.pass(74_000);
    expect(cluster.state.phase).toBe('running');
    cluster.pass(2_000);
    expect(cluster.state.phase).toBe('disconnected');
    expect(cluster.messages(internal.ReregisterSlaveMessage).length).toBeGreaterThan(0);
  });

  it('that has the agent as disconnected makes it register again', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    const observer = 'slave-observer(1)@127.0.0.1:5050';
    cluster.say(internal.PingSlaveMessage, { connected: false }, observer);
    expect(cluster.messages(internal.ReregisterSlaveMessage).length).toBe(1);
  });

  it('that asks for tasks which never arrived hears that they were dropped', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.linkLost();
    cluster.pass(100);
    cluster.say(internal.SlaveReregisteredMessage, {
      slave_id: { value: 'S0' },
      reconciliations: [
        {
          framework_id: { value: 'F1' },
          statuses: ['t', 'lost'].map((id) => ({
            task_id: { value: id },
            state: 'TASK_STAGING' as const,
          })),
        },
      ],
    });
    cluster.pass(10);
    expect(cluster.updates.at(-1)!.status).toMatchObject({
      task_id: { value: 'lost' },
      state: 'TASK_DROPPED',
      reason: 'REASON_RECONCILIATION',
    });
    expect(cluster.told.filter((line) => line.startsWith('t: D'))).toEqual([]);
  });
});

describe('leaving', () => {
  it('on the operator’s wish unregisters and ends all tasks; the next start has the old id', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.run(aTask('t'));
    cluster.agent.shutdown('asked');
    expect(cluster.sent.at(-1)).toMatchObject({
      to: masterPid,
      name: 'mesos.internal.UnregisterSlaveMessage',
    });
    cluster.pass(6_000);
    expect(cluster.exits).toEqual([{ status: 0, why: 'Shut down' }]);
    expect(cluster.machine.find('run t')?.termination ?? 'gone').not.toBeUndefined();
    cluster.sent.length = 0;
    cluster.start();
    cluster.detect();
    const [again] = cluster.messages(internal.ReregisterSlaveMessage);
    expect(again).toMatchObject({ slave: { id: { value: 'S0' } } });
    expect(again!.tasks ?? []).toEqual([]);
  });
});

describe('an agent that is told who leads', () => {
  it('has whoever detects masters look again when the master cannot be reached', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    expect(cluster.doubtCount).toBe(0);
    cluster.linkLost();
    expect(cluster.doubtCount).toBe(1);
    cluster.pass(5_000);
    cluster.linkLost();
    expect(cluster.doubtCount).toBe(2);
  });

  it('goes to another master when it is told of one, and waits when there is none', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.detect({ id: 'M2', ip: 0, port: 5050, pid: 'master@10.0.0.2:5050' });
    const [asked] = cluster.messages(internal.ReregisterSlaveMessage);
    expect(asked).toMatchObject({ slave: { id: { value: 'S0' } } });
    expect(cluster.sent.at(-1)?.to).toBe('master@10.0.0.2:5050');
    cluster.detectNobody();
    const sentCount = cluster.sent.length;
    cluster.pass(60_000);
    expect(cluster.sent.length).toBe(sentCount);
    expect(cluster.state).toMatchObject({ phase: 'disconnected', masterPid: undefined });
  });

  it('ends when it can never know who leads', () => {
    const cluster = new PaperCluster();
    cluster.startRegistered();
    cluster.failDetection('no');
    expect(cluster.exits).toEqual([{ status: 1, why: 'Failed to detect a master: no' }]);
  });
});
