import { describe, expect, it } from 'vitest';
import { PongSlaveMessage } from '../../../protocol/generated/internal.ts';
import { TestMaster, aFramework, aRunningTask, anAgent } from '../test-support.ts';
import { mostPrunedAtOnce } from './pruning.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const pingTimeoutMs = 15_000;
const unreachableAfterMs = 5 * pingTimeoutMs + 100;

function running(capabilities: ReturnType<typeof aFramework>['capabilities']) {
  const master = new TestMaster();
  const framework = master.subscribe(aFramework({ capabilities: capabilities ?? [] }));
  const agentId = master.addAgent(pid);
  master.advance(0);
  master.runTask(framework, 't1');
  return { master, framework, agentId };
}

function pongFor(master: TestMaster, ms: number): void {
  for (let passed = 0; passed < ms; passed += pingTimeoutMs) {
    master.advance(pingTimeoutMs);
    master.receive(pid, PongSlaveMessage, {});
  }
}

describe('an agent that answers no pings', () => {
  it('is kept as long as one of five is answered', () => {
    const { master, agentId } = running([{ type: 'MULTI_ROLE' }]);
    pongFor(master, 10 * pingTimeoutMs);
    expect(master.state.agents.has(agentId)).toBe(true);
  });

  it.each([3_600_000, -3_600_000])(
    'is given up after as long as ever when the machine sets its time by %d ms, and the message says the new time',
    (stepMs) => {
      const { master, agentId, framework } = running([
        { type: 'MULTI_ROLE' },
        { type: 'PARTITION_AWARE' },
      ]);
      master.clock.stepMs = stepMs;
      master.advance(unreachableAfterMs - 1_000);
      expect(master.state.agents.has(agentId)).toBe(true);
      master.advance(1_000);
      expect(master.state.agents.size).toBe(0);
      const { timestamp, unreachable_time: since } = framework.statuses.at(-1)!;
      const isNew = (ms: number): boolean => Math.abs(ms - master.clock.timestamp()) < 10_000;
      expect(isNew(timestamp! * 1000)).toBe(true);
      expect(isNew(Number(since!.nanoseconds) / 1e6)).toBe(true);
    },
  );

  it('is unreachable, and so are its tasks for those who know what that means', () => {
    const { master, framework, agentId } = running([
      { type: 'MULTI_ROLE' },
      { type: 'PARTITION_AWARE' },
    ]);
    framework.forget();
    master.advance(unreachableAfterMs);
    expect(master.state.agents.size).toBe(0);
    const types = framework.types.filter((type) => type !== 'HEARTBEAT' && type !== 'OFFERS');
    expect(types).toEqual(['RESCIND', 'UPDATE', 'FAILURE']);
    expect(framework.statuses[0]).toMatchObject({
      task_id: { value: 't1' },
      state: 'TASK_UNREACHABLE',
      source: 'SOURCE_MASTER',
      reason: 'REASON_AGENT_REMOVED',
      agent_id: { value: agentId },
    });
    expect(framework.statuses[0]!.unreachable_time).toBeDefined();
    expect(framework.statuses[0]!.uuid).toBeUndefined();
    expect([...framework.record!.unreachableTasks.keys()]).toEqual(['t1']);
  });

  it('makes its tasks lost for frameworks that are not partition aware', () => {
    const { master, framework } = running([{ type: 'MULTI_ROLE' }]);
    master.advance(unreachableAfterMs);
    expect(framework.statuses.at(-1)).toMatchObject({ state: 'TASK_LOST' });
  });

  it('comes back with its tasks, whatever their framework was told', () => {
    const { master, framework, agentId } = running([{ type: 'MULTI_ROLE' }]);
    master.advance(unreachableAfterMs);
    master.reregister(pid, anAgent(undefined, agentId), {
      tasks: [aRunningTask('t1', framework.id)],
    });
    master.advance(100);
    expect(framework.statuses.at(-1)).toMatchObject({
      state: 'TASK_RUNNING',
      reason: 'REASON_AGENT_REREGISTERED',
      source: 'SOURCE_MASTER',
    });
    expect(framework.record!.unreachableTasks.size).toBe(0);
    expect([...framework.record!.tasks.keys()]).toEqual(['t1']);
    expect(master.state.unreachableAgents.size).toBe(0);
  });
});

describe('an agent whose connection broke', () => {
  it('is pinged on, and told that it is taken for disconnected', () => {
    const { master } = running([{ type: 'MULTI_ROLE' }]);
    master.breakConnection(pid);
    master.sent.length = 0;
    master.advance(pingTimeoutMs);
    expect(master.sentTo(pid, 'PingSlaveMessage')[0]!.message).toEqual({ connected: false });
  });

  it('gets no offers and keeps its tasks until it is given up', () => {
    const { master, framework, agentId } = running([{ type: 'MULTI_ROLE' }]);
    master.breakConnection(pid);
    framework.forget();
    master.advance(30_000);
    expect(framework.offers).toEqual([]);
    expect(framework.record!.tasks.size).toBe(1);
    expect(master.state.agents.get(agentId)!.isConnected).toBe(false);
  });

  it('has no longer than --agent_reregister_timeout, though it answers pings', () => {
    const { master, agentId } = running([{ type: 'MULTI_ROLE' }]);
    master.breakConnection(pid);
    pongFor(master, 600_000 + pingTimeoutMs);
    expect(master.state.agents.has(agentId)).toBe(false);
  });
});

describe('--agent_removal_rate_limit', () => {
  const other = 'slave(1)@10.0.0.2:5051';

  function silent() {
    const master = new TestMaster({ agentRemovalRate: { count: 1, windowMs: 600_000 } });
    master.addAgent(pid);
    master.addAgent(other);
    master.advance(unreachableAfterMs);
    return master;
  }

  it('gives up one agent, and the next when its time has come', () => {
    const master = silent();
    expect(master.state.agents.size).toBe(1);
    master.advance(590_000);
    expect(master.state.agents.size).toBe(1);
    master.advance(20_000);
    expect(master.state.agents.size).toBe(0);
    expect(master.counts.get('master/slave_unreachable_completed')).toBe(2);
  });

  it('spares an agent that answers before its turn', () => {
    const master = silent();
    const [left] = master.state.agents.values();
    master.receive(left!.pid, PongSlaveMessage, {});
    expect(master.counts.get('master/slave_unreachable_canceled')).toBe(1);
    for (let i = 0; i < 60; i++) {
      master.advance(pingTimeoutMs);
      master.receive(left!.pid, PongSlaveMessage, {});
    }
    expect(master.state.agents.size).toBe(1);
  });
});

describe('the registry', () => {
  it('forgets agents that have been unreachable for too long', () => {
    const master = new TestMaster({ registryMaxAgentAgeMs: 60_000 });
    master.addAgent(pid);
    master.advance(unreachableAfterMs);
    expect(master.state.unreachableAgents.size).toBe(1);
    master.advance(1_000_000);
    expect(master.state.unreachableAgents.size).toBe(0);
    expect(master.agentsOnDisk).toHaveLength(0);
  });

  it('forgets many in slices that any registry takes at once', () => {
    const master = new TestMaster({ registryMaxAgentAgeMs: 60_000 });
    const count = 2 * mostPrunedAtOnce + 1;
    for (let i = 0; i < count; i++) {
      master.state.unreachableAgents.set(`lost-${i}`, { info: anAgent(), sinceMs: 0 });
    }
    const sizes: number[] = [];
    const { registrar } = master.core;
    const write = registrar.write.bind(registrar);
    registrar.write = (changes, done) => {
      sizes.push(changes.length);
      write(changes, done);
    };
    master.advance(1_000_000);
    expect(master.state.unreachableAgents.size).toBe(0);
    expect(sizes).toEqual([2 * mostPrunedAtOnce, 2 * mostPrunedAtOnce, 2]);
  });

  it('forgets the oldest when there are too many', () => {
    const master = new TestMaster({ registryMaxAgentCount: 1 });
    master.addAgent(pid);
    master.advance(20_000);
    master.addAgent('slave(1)@10.0.0.2:5051');
    master.advance(1_000_000);
    expect([...master.state.unreachableAgents.keys()]).toEqual(['M1-S1']);
  });
});
