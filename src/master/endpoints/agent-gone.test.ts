/** Agents that operators declare gone. */
import { describe, expect, it } from 'vitest';
import { UnregisterSlaveMessage } from '../../protocol/generated/internal.ts';
import { TestMaster, type TestFramework, aFramework, anAgent } from '../core/test-support.ts';
import {
  aCluster,
  addAgent,
  ask,
  capabilities,
  comeBack,
  pid,
} from './test-support/drained-cluster.ts';
import { callOf } from './test-support/operators.ts';

describe('MARK_AGENT_GONE', () => {
  it.each([
    ['PARTITION_AWARE' as const, 'TASK_GONE_BY_OPERATOR', 'REASON_AGENT_REMOVED_BY_OPERATOR'],
    ['MULTI_ROLE' as const, 'TASK_LOST', 'REASON_AGENT_REMOVED'],
  ])('ends what ran there, as %s frameworks hear it', async (type, state, reason) => {
    const master = new TestMaster();
    const agentId = addAgent(master);
    const framework = master.subscribe(
      aFramework({ capabilities: [{ type: 'MULTI_ROLE' }, { type }] }),
    );
    master.advance(2_000);
    master.runTask(framework, 't');
    expect(await ask(master, 'MARK_AGENT_GONE', agentId)).toBe('200');
    expect(framework.statuses.at(-1)).toMatchObject({ state, reason, source: 'SOURCE_MASTER' });
    expect(framework.types).toContain('FAILURE');
    expect(master.sentTo(pid, 'ShutdownMessage')).toHaveLength(1);
    expect(await ask(master, 'MARK_AGENT_GONE', agentId)).toBe('200');
    master.call(framework, {
      type: 'RECONCILE',
      reconcile: { tasks: [{ task_id: { value: 'x' }, agent_id: { value: agentId } }] },
    });
    expect(framework.statuses.at(-1)).toMatchObject({
      state,
      reason: 'REASON_RECONCILIATION',
      message: 'Reconciliation: Task is gone',
    });
  });

  it('is for ever: the agent may not come back, not even after a restart', async () => {
    const { master: first, agentId } = aCluster();
    await ask(first, 'MARK_AGENT_GONE', agentId);
    first.master.stop();
    const master = new TestMaster({}, first);
    comeBack(master, agentId);
    expect(master.sentTo(pid, 'ShutdownMessage').map(({ message }) => message)).toEqual([
      { message: 'Agent has been marked gone' },
    ]);
    expect(master.state.agents.size).toBe(0);
    expect(master.agentsOnDisk).toEqual([`agents/gone/${agentId}`]);
  });

  it('ends the tasks of an agent that was unreachable', async () => {
    const { master, framework, agentId } = aCluster({ agentReregisterTimeoutMs: 1_000 });
    master.runTask(framework, 't');
    master.breakConnection(pid);
    master.advance(2_000);
    expect(framework.statesOf('t')).toEqual(['TASK_UNREACHABLE']);
    await ask(master, 'MARK_AGENT_GONE', agentId);
    expect(framework.statesOf('t')).toEqual(['TASK_UNREACHABLE', 'TASK_GONE_BY_OPERATOR']);
    const record = master.state.frameworks.get(framework.id)!;
    expect(record.unreachableTasks.size).toBe(0);
    expect(record.completedTasks.map(({ task }) => task.state)).toEqual(['TASK_GONE_BY_OPERATOR']);
    expect(master.counts.get('master/tasks_gone_by_operator')).toBe(1);
  });

  /** Its framework knows nothing of partitions. */
  function aLostTask(): { master: TestMaster; framework: TestFramework; agentId: string } {
    const master = new TestMaster({ agentReregisterTimeoutMs: 1_000 });
    const agentId = addAgent(master);
    const framework = master.subscribe(aFramework({ capabilities: [{ type: 'MULTI_ROLE' }] }));
    master.advance(2_000);
    master.runTask(framework, 't');
    master.breakConnection(pid);
    master.advance(2_000);
    expect(framework.statesOf('t')).toEqual(['TASK_LOST']);
    return { master, framework, agentId };
  }

  it('ends a task once that was lost before', async () => {
    const { master, framework, agentId } = aLostTask();
    await ask(master, 'MARK_AGENT_GONE', agentId);
    expect(framework.statesOf('t')).toEqual(['TASK_LOST', 'TASK_LOST']);
    expect(master.counts.get('master/tasks_lost')).toBe(1);
    expect(master.counts.get('test/task_ended')).toBe(1);
  });

  it('leaves such a task lost when its framework goes', async () => {
    const { master, framework } = aLostTask();
    const { id } = framework;
    expect(await callOf(master, 'TEARDOWN', { framework_id: { value: id } })).toBe('200');
    const [gone] = master.state.completedFrameworks.values();
    expect(gone?.completedTasks.map(({ task }) => task.state)).toEqual(['TASK_LOST']);
  });

  it('of an agent that has not come back since the restart lets nobody wait for it', async () => {
    const { master: first, agentId } = aCluster();
    first.master.stop();
    const master = new TestMaster({}, first);
    expect(await ask(master, 'MARK_AGENT_GONE', agentId)).toBe('200');
    expect(master.state.recoveredAgents.size).toBe(0);
  });

  it('waits for nobody else who decides about the agent', async () => {
    const { master, agentId } = aCluster();
    master.receive(pid, UnregisterSlaveMessage, { slave_id: { value: agentId } });
    expect(await ask(master, 'MARK_AGENT_GONE', agentId)).toMatch(/^(503|404) /);
  });

  it('and not coming back in the same moment', async () => {
    const { master, agentId } = aCluster({ agentReregisterTimeoutMs: 1_000 });
    master.breakConnection(pid);
    master.advance(2_000);
    const answer = ask(master, 'MARK_AGENT_GONE', agentId);
    master.reregister(pid, anAgent(undefined, agentId), { agent_capabilities: capabilities });
    expect(await answer).toMatch(/^(200|503)/);
    master.advance(100);
    const isGone = master.state.goneAgents.has(agentId);
    expect(master.state.agents.has(agentId)).toBe(!isGone);
  });

  it('is refused of agents that nobody knows', async () => {
    const { master } = aCluster();
    expect(await ask(master, 'MARK_AGENT_GONE', 'nope')).toBe("404 Agent 'nope' not found");
    expect(await callOf(master, 'MARK_AGENT_GONE', {})).toContain('400 Failed to convert JSON');
    // Of a long name that nobody has, only the beginning comes back.
    expect(await ask(master, 'MARK_AGENT_GONE', 'x'.repeat(1_000_000))).toBe(
      `404 Agent '${'x'.repeat(80)}…' not found`,
    );
  });

  it('is forgotten after --registry_max_agent_age, the oldest before that when they are many', async () => {
    const master = new TestMaster({ registryMaxAgentCount: 1 });
    for (let i = 0; i < 3; i++) {
      await ask(master, 'MARK_AGENT_GONE', addAgent(master));
      master.advance(10);
    }
    expect(master.state.goneAgents.size).toBe(3);
    master.advance(900_000);
    expect([...master.state.goneAgents.keys()]).toEqual(['M1-S2']);
    master.advance(1_209_600_000 + 900_000);
    expect(master.state.goneAgents.size).toBe(0);
    expect(master.agentsOnDisk).toEqual([]);
  });
});
