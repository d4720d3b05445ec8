/** Agents that operators drain, deactivate and reactivate. */
import { describe, expect, it } from 'vitest';
import { UnregisterSlaveMessage } from '../../protocol/generated/internal.ts';
import { TestMaster, aFramework, aRunningTask, storeDelayMs } from '../core/test-support.ts';
import { wholeView } from '../../security/view.ts';
import { keptAgentJson } from './agent-json.ts';
import { maintenanceScheduleEndpoint } from './maintenance.ts';
import { agentMessage } from './messages.ts';
import {
  type Cluster,
  aCluster,
  addAgent,
  ask,
  comeBack,
  pid,
} from './test-support/drained-cluster.ts';
import { askEndpoint, callOf, requestOf } from './test-support/operators.ts';
import { contextOf } from './test-support.ts';

/** Ends the task and has its end acknowledged. */
function end({ master, framework, agentId }: Cluster, taskId: string): void {
  const uuid = master.update(framework, agentId, taskId, 'TASK_KILLED');
  master.acknowledge(framework, agentId, taskId, uuid);
  master.advance(3 * storeDelayMs);
}

const shownOf = (master: TestMaster, agentId: string): Record<string, unknown> =>
  JSON.parse(
    String(keptAgentJson(master.state.agents.get(agentId)!, wholeView)).slice(1),
  ) as Record<string, unknown>;

const stateOf = (master: TestMaster, agentId: string): string | undefined =>
  master.state.deactivations.get(agentId)?.drainInfo?.state;

describe('DRAIN_AGENT', () => {
  it('tells the agent, takes its offers back, and shows it everywhere', async () => {
    const { master, framework, agentId } = aCluster();
    const grace = { max_grace_period: { seconds: 2, nanos: 5 } };
    master.runTask(framework, 't');
    master.advance(2_000);
    expect(await ask(master, 'DRAIN_AGENT', agentId, grace)).toBe('200');
    const config = { max_grace_period: { nanoseconds: 2_000_000_005 }, mark_gone: false };
    expect(master.sentTo(pid, 'DrainSlaveMessage').map(({ message }) => message)).toEqual([
      { config },
    ]);
    expect(framework.types).toContain('RESCIND');
    expect(shownOf(master, agentId)).toMatchObject({
      active: false,
      deactivated: true,
      drain_info: { state: 'DRAINING', config },
      estimated_drain_start_time_seconds: expect.any(Number) as number,
    });
    expect(agentMessage(master.state.agents.get(agentId)!, wholeView)).toMatchObject({
      active: false,
      deactivated: true,
      drain_info: { state: 'DRAINING' },
      estimated_drain_start_time: { nanoseconds: expect.anything() as bigint },
    });
    master.advance(60_000);
    expect(framework.offers.slice(2)).toEqual([]);
    expect(master.state.offers.size).toBe(0);
  });

  it('ends with the acknowledgement of the last end, and offers begin with REACTIVATE_AGENT', async () => {
    const cluster = aCluster();
    const { master, framework, agentId } = cluster;
    master.runTask(framework, 't');
    await ask(master, 'DRAIN_AGENT', agentId);
    expect(await ask(master, 'REACTIVATE_AGENT', agentId)).toBe(
      '400 Agent is still in the DRAINING state',
    );
    const uuid = master.update(framework, agentId, 't', 'TASK_KILLED');
    master.advance(100);
    expect(stateOf(master, agentId)).toBe('DRAINING');
    master.acknowledge(framework, agentId, 't', uuid);
    master.advance(100);
    expect(stateOf(master, agentId)).toBe('DRAINED');
    master.advance(60_000);
    expect(master.state.offers.size).toBe(0);
    expect(await ask(master, 'REACTIVATE_AGENT', agentId)).toBe('200');
    expect(shownOf(master, agentId)).toMatchObject({ active: true, deactivated: false });
    master.advance(2_000);
    expect(master.state.offers.size).toBe(1);
    expect(master.agentsOnDisk).toEqual([`agents/admitted/${agentId}`]);
  });

  it('is over at once where nothing runs', async () => {
    const { master, agentId } = aCluster();
    await ask(master, 'DRAIN_AGENT', agentId);
    expect(stateOf(master, agentId)).toBe('DRAINED');
  });

  it('makes the agent gone afterwards, if that is asked for', async () => {
    const cluster = aCluster();
    const { master, framework, agentId } = cluster;
    master.runTask(framework, 't');
    await ask(master, 'DRAIN_AGENT', agentId, { mark_gone: true });
    expect(master.state.goneAgents.size).toBe(0);
    end(cluster, 't');
    expect([...master.state.goneAgents.keys()]).toEqual([agentId]);
    expect(master.sentTo(pid, 'ShutdownMessage')[0]!.message).toEqual({
      message: 'Agent has been marked gone',
    });
    expect(master.agentsOnDisk).toEqual([`agents/gone/${agentId}`]);
  });

  it('outlives the master; the agent is told again, and may be drained by then', async () => {
    const { master: first, framework, agentId } = aCluster();
    first.runTask(framework, 't');
    await ask(first, 'DRAIN_AGENT', agentId);
    first.master.stop();
    const master = new TestMaster({}, first);
    expect(stateOf(master, agentId)).toBe('DRAINING');
    comeBack(master, agentId, { tasks: [aRunningTask('t', framework.id)] });
    expect(master.sentTo(pid, 'DrainSlaveMessage')).toHaveLength(1);
    expect(stateOf(master, agentId)).toBe('DRAINING');
    const again = master.subscribe({ ...aFramework(), id: { value: framework.id } });
    master.advance(5_000);
    expect(again.offers).toEqual([]);
    master.breakConnection(pid);
    comeBack(master, agentId, { tasks: [aRunningTask('t', framework.id)] });
    expect(master.sentTo(pid, 'DrainSlaveMessage')).toHaveLength(2);
    master.advance(5_000);
    expect(again.offers).toEqual([]);
    end({ master, framework: again, agentId }, 't');
    expect(stateOf(master, agentId)).toBe('DRAINED');
    master.master.stop();
    const third = new TestMaster({}, master);
    expect(stateOf(third, agentId)).toBe('DRAINED');
    comeBack(third, agentId);
    expect(third.sentTo(pid, 'DrainSlaveMessage')).toHaveLength(1);
  });

  it('of an agent that is unreachable goes on when it is back', async () => {
    const { master, agentId } = aCluster({ agentReregisterTimeoutMs: 1_000 });
    master.breakConnection(pid);
    master.advance(2_000);
    expect(master.state.unreachableAgents.has(agentId)).toBe(true);
    expect(await ask(master, 'DRAIN_AGENT', agentId)).toBe('200');
    expect(stateOf(master, agentId)).toBe('DRAINING');
    comeBack(master, agentId);
    expect(master.sentTo(pid, 'DrainSlaveMessage')).toHaveLength(1);
    expect(stateOf(master, agentId)).toBe('DRAINED');
  });

  it('may be asked for again, with other words', async () => {
    const { master, framework, agentId } = aCluster();
    master.runTask(framework, 't');
    await ask(master, 'DRAIN_AGENT', agentId);
    await ask(master, 'DRAIN_AGENT', agentId, { max_grace_period: { seconds: 1 } });
    expect(master.sentTo(pid, 'DrainSlaveMessage').at(-1)!.message.config).toMatchObject({
      max_grace_period: { nanoseconds: 1_000_000_000 },
    });
  });

  it('is refused to agents that cannot, and to those on machines in maintenance', async () => {
    const master = new TestMaster();
    const old = master.addAgent('slave(1)@10.0.0.2:5051');
    expect(await ask(master, 'DRAIN_AGENT', old)).toBe(
      `400 Agent ${old} is not capable of draining`,
    );
    const agentId = addAgent(master);
    const windows = [
      {
        machine_ids: [{ hostname: 'host', ip: '10.0.0.1' }],
        unavailability: { start: { nanoseconds: 1 } },
      },
    ];
    const schedule = maintenanceScheduleEndpoint(contextOf(master));
    await askEndpoint(master, schedule, requestOf('POST', JSON.stringify({ windows })));
    expect(await ask(master, 'DRAIN_AGENT', agentId)).toBe(
      `400 Agent ${agentId} is part of a maintenance schedule under Machine host (10.0.0.1)`,
    );
  });

  it.each([
    [{}, '400 Failed to convert JSON into Call protobuf: Missing required fields: '],
    [{ agent_id: {} }, '400 Failed to convert JSON into Call protobuf: '],
    [{ agent_id: { value: 'nope' } }, '400 Unknown agent'],
    [
      { agent_id: { value: 'S' }, max_grace_period: { seconds: -1 } },
      "400 'drain_agent.max_grace_period' must be non-negative",
    ],
    [
      { agent_id: { value: 'S' }, max_grace_period: { seconds: 9_000_000_000_000 } },
      "400 'drain_agent.max_grace_period' must be at most 4611686018 seconds",
    ],
    [{ agent_id: { value: 'S' }, mark_gone: 'x' }, '400 Failed to convert JSON into Call'],
  ])('%j is refused and changes nothing', async (given, why) => {
    const { master, agentId } = aCluster();
    const before = new Map(master.disk);
    const body = JSON.parse(JSON.stringify(given).replace('"S"', `"${agentId}"`)) as object;
    expect(await callOf(master, 'DRAIN_AGENT', body)).toContain(why);
    expect(master.disk).toEqual(before);
    expect(master.state.deactivations.size).toBe(0);
  });
});

describe('DEACTIVATE_AGENT', () => {
  it('ends the offers of the agent, and nothing else', async () => {
    const { master, framework, agentId } = aCluster();
    master.runTask(framework, 't');
    expect(await ask(master, 'DEACTIVATE_AGENT', agentId)).toBe('200');
    expect(shownOf(master, agentId)).toMatchObject({ active: false, deactivated: true });
    expect(shownOf(master, agentId)).not.toHaveProperty('drain_info');
    master.advance(60_000);
    expect(master.state.offers.size).toBe(0);
    expect(master.sentTo(pid, 'DrainSlaveMessage')).toEqual([]);
    expect(framework.statesOf('t')).toEqual([]);
    expect(await ask(master, 'DEACTIVATE_AGENT', agentId)).toBe('200');
    expect(await ask(master, 'REACTIVATE_AGENT', agentId)).toBe('200');
    master.advance(2_000);
    expect(master.state.offers.size).toBe(1);
  });

  it('outlives the master and a broken connection', async () => {
    const { master: first, agentId } = aCluster();
    await ask(first, 'DEACTIVATE_AGENT', agentId);
    first.master.stop();
    const master = new TestMaster({}, first);
    const framework = master.subscribe(aFramework());
    comeBack(master, agentId);
    master.breakConnection(pid);
    comeBack(master, agentId);
    master.advance(5_000);
    expect(framework.offers).toEqual([]);
    expect(shownOf(master, agentId)).toMatchObject({ active: false, deactivated: true });
  });

  it('leaves nothing of an agent that is removed, not even in flight', async () => {
    const { master, agentId } = aCluster();
    const answer = ask(master, 'DEACTIVATE_AGENT', agentId);
    await Promise.resolve();
    master.receive(pid, UnregisterSlaveMessage, { slave_id: { value: agentId } });
    expect(await answer).toMatch(/^(200|400 Unknown agent)$/);
    expect(master.state.deactivations.size).toBe(0);
    const next = new TestMaster({}, master);
    next.advance(3 * storeDelayMs);
    expect(next.agentsOnDisk).toEqual([]);
  });

  it.each(['DEACTIVATE_AGENT', 'REACTIVATE_AGENT'])('%s of others is refused', async (type) => {
    const { master, agentId } = aCluster();
    const why = type === 'DEACTIVATE_AGENT' ? 'Unknown agent' : 'Agent is not deactivated';
    expect(await ask(master, type, 'nope')).toBe(`400 ${why}`);
    if (type === 'REACTIVATE_AGENT') expect(await ask(master, type, agentId)).toBe(`400 ${why}`);
    expect(await callOf(master, type, {})).toContain('400 Failed to convert JSON into Call');
    expect(await callOf(master, type)).toContain('400 Failed to validate master::Call: Expecting');
  });

  it('of an agent that is away is refused with 409', async () => {
    const { master, agentId } = aCluster({ agentReregisterTimeoutMs: 1_000 });
    await ask(master, 'DEACTIVATE_AGENT', agentId);
    master.breakConnection(pid);
    master.advance(2_000);
    expect(await ask(master, 'REACTIVATE_AGENT', agentId)).toBe(
      '409 Agent is not registered; it can be reactivated when it is back',
    );
  });
});
