/** A change of masters: how long a framework is waited for that only agents know. */
import { describe, expect, it } from 'vitest';
import { TestMaster, aFramework, aRunningTask, anAgent } from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const minuteMs = 60_000;

/** A new master hears of a framework from an agent that runs its task. */
function afterFailover(failoverTimeoutSecs: number, isDescribed = true) {
  const before = new TestMaster();
  const agentId = before.addAgent(pid);
  // The agent answers no pings.
  const options = { agentReregisterTimeoutMs: 10 * minuteMs, maxAgentPingTimeouts: 1_000_000 };
  const master = new TestMaster(options, before);
  const info = aFramework({ id: { value: 'F' }, failover_timeout: failoverTimeoutSecs });
  master.reregister(pid, anAgent(undefined, agentId), {
    tasks: [{ ...aRunningTask('t', 'F'), agent_id: { value: agentId } }],
    ...(isDescribed ? { frameworks: [info] } : {}),
  });
  master.advance(10);
  expect(master.state.frameworks.get('F')?.state).toBe('recovered');
  return { master, info };
}

const wasShutDown = (master: TestMaster): boolean =>
  master.sentTo(pid, 'ShutdownFrameworkMessage').length > 0;

describe('a framework whose scheduler does not come to the new master', () => {
  it('is removed with its tasks after its failover timeout', () => {
    const { master } = afterFailover(3600);
    master.advance(59 * minuteMs);
    expect([master.state.frameworks.has('F'), wasShutDown(master)]).toEqual([true, false]);
    master.advance(2 * minuteMs);
    expect([master.state.frameworks.has('F'), wasShutDown(master)]).toEqual([false, true]);
    expect(master.subscribe(aFramework({ id: { value: 'F' } })).types).toEqual(['ERROR']);
  });

  it('has at least as long as agents have, however short its own time is', () => {
    const { master } = afterFailover(0);
    master.advance(9 * minuteMs);
    expect(master.state.frameworks.has('F')).toBe(true);
    master.advance(2 * minuteMs);
    expect([master.state.frameworks.has('F'), wasShutDown(master)]).toEqual([false, true]);
  });

  it('is waited for for ever when its agents say nothing of it', () => {
    const { master } = afterFailover(0, false);
    master.advance(24 * 60 * minuteMs);
    expect(master.state.frameworks.has('F')).toBe(true);
  });
});

describe('a framework that comes to the new master', () => {
  it('keeps its tasks, also when its own time has passed', () => {
    const { master, info } = afterFailover(1);
    master.advance(5 * minuteMs);
    const framework = master.subscribe(info);
    expect(framework.types).toContain('SUBSCRIBED');
    master.advance(60 * minuteMs);
    expect(master.state.frameworks.get('F')?.tasks.size).toBe(1);
    expect(wasShutDown(master)).toBe(false);
  });
});
