import { describe, expect, it } from 'vitest';
import { PongSlaveMessage } from '../../../protocol/generated/internal.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { TestMaster, aFramework, aRunningTask, anAgent, storeDelayMs } from '../test-support.ts';
import { identityMs } from './doubts.ts';

const pid = 'slave(1)@10.0.0.1:5051';

/** A master that knew one agent, and the one that takes over after a crash. */
function restarted(): { readonly second: TestMaster; readonly agentId: AgentId } {
  const first = new TestMaster();
  const agentId = first.addAgent(pid);
  first.master.stop();
  return { second: new TestMaster({}, first), agentId };
}

describe('a new agent', () => {
  it('is told of its registration only after that is durable', () => {
    const master = new TestMaster();
    master.register(pid, anAgent());
    expect(master.sentTo(pid)).toEqual([]);
    expect(master.agentsOnDisk).toHaveLength(0);
    master.advance(storeDelayMs);
    expect(master.agentsOnDisk).toHaveLength(1);
    expect(master.sentTo(pid).map(({ name }) => name)).toContain('SlaveRegisteredMessage');
  });

  it('is pinged before it is told its id, and told how long silence may last', () => {
    const master = new TestMaster();
    master.addAgent(pid);
    const [first, second] = master.sentTo(pid);
    expect(first).toMatchObject({ from: 'slave-observer(1)', name: 'PingSlaveMessage' });
    expect(second!.message).toMatchObject({
      slave_id: { value: 'M1-S0' },
      connection: { total_ping_timeout_seconds: 75 },
    });
  });

  it('gets one id however often it asks', () => {
    const master = new TestMaster();
    master.register(pid, anAgent());
    master.register(pid, anAgent());
    master.advance(storeDelayMs);
    master.register(pid, anAgent());
    const answers = master.sentTo(pid, 'SlaveRegisteredMessage');
    expect(answers.map(({ message }) => message.slave_id.value)).toEqual(['M1-S0', 'M1-S0']);
    expect(master.state.agents.size).toBe(1);
  });

  it('takes the place of a disconnected one at the same address, whose tasks are lost', () => {
    const master = new TestMaster();
    const framework = master.subscribe();
    master.addAgent(pid);
    master.advance(0);
    master.runTask(framework, 't1');
    master.breakConnection(pid);
    master.register(pid, anAgent());
    master.receive(pid, PongSlaveMessage, {});
    master.advance(identityMs + 3 * storeDelayMs);
    expect(master.state.agentsByPid.get(pid)?.id).toBe('M1-S1');
    expect(framework.statuses.at(-1)).toMatchObject({
      state: 'TASK_LOST',
      source: 'SOURCE_MASTER',
      reason: 'REASON_AGENT_REMOVED',
    });
    expect(master.counts.get('master/slave_removals/reason_registered')).toBe(1);
  });

  it('is not given an id that somebody else already uses', () => {
    const master = new TestMaster();
    master.reregister('slave(1)@10.0.0.9:5051', anAgent('cpus:1', 'M1-S0'));
    master.advance(storeDelayMs);
    expect(master.addAgent(pid)).toBe('M1-S1');
  });

  it.each([
    ['negative resources', { ...anAgent(), resources: [scalar('cpus', -1)] }],
    ['resources without a value', { ...anAgent(), resources: [{ name: 'cpus', type: 'SCALAR' }] }],
    ['an id that is no file name', anAgent('cpus:1', '../x')],
  ] as const)('with %s is not admitted', (_what, info) => {
    const master = new TestMaster();
    master.register(pid, info as ReturnType<typeof anAgent>);
    master.advance(storeDelayMs);
    expect(master.sent).toEqual([]);
    expect(master.agentsOnDisk).toHaveLength(0);
  });
});

function scalar(name: string, value: number) {
  return { name, type: 'SCALAR' as const, scalar: { value } };
}

describe('after a restart of the master', () => {
  it('an agent comes back with its id and its tasks, without a write', () => {
    const { second, agentId } = restarted();
    expect([...second.state.recoveredAgents.keys()]).toEqual([agentId]);
    second.reregister(pid, anAgent(undefined, agentId), {
      frameworks: [aFramework({ id: { value: 'F' } })],
      tasks: [aRunningTask('t1', 'F')],
    });
    expect(second.state.recoveredAgents.size).toBe(0);
    expect(second.sentTo(pid, 'SlaveReregisteredMessage')).toHaveLength(1);
    const framework = second.state.frameworks.get('F')!;
    expect(framework.state).toBe('recovered');
    expect([...framework.tasks.keys()]).toEqual(['t1']);
    expect(second.core.allocator.findFree(agentId)!.cpus).toBe(3);
  });

  it('frameworks hear nothing of tasks that were never given up', () => {
    const { second, agentId } = restarted();
    const framework = second.subscribe(aFramework({ id: { value: 'F' } }));
    second.reregister(pid, anAgent(undefined, agentId), { tasks: [aRunningTask('t1', 'F')] });
    expect(framework.statuses).toEqual([]);
  });

  it('a recovered framework waits for its scheduler for ever', () => {
    const { second, agentId } = restarted();
    second.reregister(pid, anAgent(undefined, agentId), { tasks: [aRunningTask('t1', 'F')] });
    second.advance(86_400_000 * 30);
    expect(second.state.frameworks.get('F')?.state).toBe('recovered');
  });

  it('a framework that has only history on an agent may come back', () => {
    const { second, agentId } = restarted();
    const info = aFramework({ id: { value: 'F' } });
    second.reregister(pid, anAgent(undefined, agentId), {
      completed_frameworks: [{ framework_info: info, tasks: [aRunningTask('t1', 'F')] }],
    });
    const framework = second.subscribe(info);
    expect(framework.types).toEqual(['SUBSCRIBED', 'HEARTBEAT']);
  });

  it('an agent that does not return in time is unreachable', () => {
    const { second, agentId } = restarted();
    const framework = second.subscribe();
    second.advance(600_000 + 2 * storeDelayMs);
    expect([...second.state.unreachableAgents.keys()]).toEqual([agentId]);
    expect(framework.events).toContainEqual({
      type: 'FAILURE',
      failure: { agent_id: { value: agentId } },
    });
  });

  it('an agent that returns while it is given up is in the registry all the same', () => {
    const { second, agentId } = restarted();
    second.advance(600_000 - storeDelayMs + 1);
    expect(second.state.givingUp.has(agentId)).toBe(true);
    second.reregister(pid, anAgent(undefined, agentId));
    second.advance(3 * storeDelayMs);
    expect(second.state.agents.has(agentId)).toBe(true);
    second.master.stop();
    const third = new TestMaster({}, second);
    expect([...third.state.recoveredAgents.keys()]).toEqual([agentId]);
    expect(third.state.unreachableAgents.size).toBe(0);
  });

  it('a registry that cannot be read is an error, and nobody is served', () => {
    const first = new TestMaster();
    first.addAgent(pid);
    const [key] = first.disk.keys();
    first.disk.set(key!, new Uint8Array([0xff, 0xff]));
    const second = new TestMaster({}, first);
    expect(second.recovery).toMatchObject({ ok: false });
    expect(second.master.leadership.state).toBe('lost');
    second.register(pid, anAgent());
    second.advance(storeDelayMs);
    expect(second.state.agents.size).toBe(0);
  });

  it('too many missing agents stop it, as --recovery_agent_removal_limit says', () => {
    const first = new TestMaster();
    first.addAgent('slave(1)@10.0.0.1:5051');
    first.addAgent('slave(1)@10.0.0.2:5051');
    first.master.stop();
    const second = new TestMaster({ recoveryRemovalLimit: 0.4 }, first);
    second.reregister('slave(1)@10.0.0.1:5051', anAgent(undefined, 'M1-S0'));
    second.advance(700_000);
    expect(second.aborted).toHaveLength(1);
    expect(second.aborted[0]).toContain('Post-recovery agent removal limit exceeded');
    expect(second.state.unreachableAgents.has('M1-S1')).toBe(false);
  });
});

describe('an agent that registers again', () => {
  function running() {
    const master = new TestMaster();
    const framework = master.subscribe();
    const agentId = master.addAgent(pid);
    master.advance(0);
    master.runTask(framework, 't1');
    return { master, framework, agentId };
  }

  it('is asked about tasks that only the master knows', () => {
    const { master, framework, agentId } = running();
    master.breakConnection(pid);
    master.reregister(pid, anAgent(undefined, agentId));
    const [answer] = master.sentTo(pid, 'SlaveReregisteredMessage');
    expect(answer!.message.reconciliations).toMatchObject([
      { framework_id: { value: framework.id }, statuses: [{ task_id: { value: 't1' } }] },
    ]);
  });

  it('gets kills that were asked for while it was away, after its welcome', () => {
    const { master, framework, agentId } = running();
    master.breakConnection(pid);
    master.call(framework, { type: 'KILL', kill: { task_id: { value: 't1' } } });
    expect(master.sentTo(pid, 'KillTaskMessage')).toEqual([]);
    master.reregister(pid, anAgent(undefined, agentId), {
      tasks: [aRunningTask('t1', framework.id)],
    });
    const names = master.sentTo(pid).map(({ name }) => name);
    expect(names.indexOf('KillTaskMessage')).toBeGreaterThan(
      names.indexOf('SlaveReregisteredMessage'),
    );
  });

  it('brings a task back that a non-checkpointing framework was told is lost', () => {
    const master = new TestMaster();
    const framework = master.subscribe(aFramework({ checkpoint: false }));
    const agentId = master.addAgent(pid);
    master.advance(0);
    master.runTask(framework, 't1');
    master.breakConnection(pid);
    expect(framework.statuses.at(-1)).toMatchObject({
      state: 'TASK_LOST',
      reason: 'REASON_AGENT_DISCONNECTED',
    });
    master.reregister(pid, anAgent(undefined, agentId), {
      tasks: [aRunningTask('t1', framework.id)],
    });
    expect(framework.statuses.at(-1)).toMatchObject({
      state: 'TASK_RUNNING',
      reason: 'REASON_AGENT_REREGISTERED',
    });
    expect(framework.statuses.at(-1)!.uuid).toBeUndefined();
  });

  it('is told to shut down what it runs of a framework that is over', () => {
    const { master, framework, agentId } = running();
    master.breakConnection(pid);
    master.call(framework, { type: 'TEARDOWN' });
    master.reregister(pid, anAgent(undefined, agentId), {
      frameworks: [aFramework({ id: { value: framework.id } })],
      tasks: [aRunningTask('t1', framework.id)],
      executor_infos: [{ executor_id: { value: 'e' }, framework_id: { value: framework.id } }],
    });
    expect(master.sentTo(pid, 'ShutdownFrameworkMessage')).toHaveLength(1);
    expect(master.state.frameworks.size).toBe(0);
    expect(master.core.allocator.findFree(agentId)!.cpus).toBe(4);
  });

  it('from another address waits until the one that is known is unreachable', () => {
    const { master, agentId } = running();
    const other = 'slave(1)@10.0.0.2:5051';
    master.reregister(other, anAgent(undefined, agentId));
    expect(master.sentTo(other)).toEqual([]);
    expect(master.state.agents.get(agentId)!.pid).toBe(pid);
    master.advance(76_000);
    master.reregister(other, anAgent(undefined, agentId));
    master.advance(storeDelayMs);
    expect(master.state.agents.get(agentId)!.pid).toBe(other);
  });

  it('with a task of a name that runs elsewhere is told to kill it', () => {
    const { master, framework } = running();
    const other = 'slave(1)@10.0.0.2:5051';
    master.reregister(other, anAgent(undefined, 'S-other'), {
      tasks: [aRunningTask('t1', framework.id)],
    });
    master.advance(storeDelayMs);
    expect(master.sentTo(other, 'KillTaskMessage')).toHaveLength(1);
    expect(framework.record!.tasks.get('t1')!.agentId).toBe('M1-S0');
    expect(master.state.agents.get('S-other')!.used.size).toBe(0);
  });
});
