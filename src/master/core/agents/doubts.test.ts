/** Strangers who claim the place of an agent, and agents that really come from elsewhere. */
import { describe, expect, it } from 'vitest';
import {
  ExecutorToFrameworkMessage,
  ExitedExecutorMessage,
  PongSlaveMessage,
  StatusUpdateMessage,
  UnregisterSlaveMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import {
  TestMaster,
  aFramework,
  aRunningTask,
  anAgent,
  storeDelayMs,
  type TestFramework,
} from '../test-support.ts';
import { identityMs } from './doubts.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const otherPort = 'slave(1)@10.0.0.1:5052';
const stranger = 'slave(1)@10.6.6.6:666';

interface Living {
  readonly master: TestMaster;
  readonly framework: TestFramework;
  readonly agentId: AgentId;
}

function living(): Living {
  const master = new TestMaster();
  const agentId = master.addAgent(pid);
  const framework = master.subscribe(aFramework());
  master.advance(1_000);
  master.runTask(framework, 't');
  master.update(framework, agentId, 't', 'TASK_RUNNING');
  pong(master);
  master.advance(2_000);
  framework.forget();
  return { master, framework, agentId };
}

function pong(master: TestMaster, from = pid): void {
  master.receive(from, PongSlaveMessage, {});
}

function comeBack({ master, agentId, framework }: Living, from = pid): void {
  master.reregister(from, anAgent(undefined, agentId), {
    tasks: [{ ...aRunningTask('t', framework.id), agent_id: { value: agentId } }],
  });
}

function expectUnharmed({ master, framework, agentId }: Living): void {
  expect(master.state.agents.get(agentId)).toMatchObject({ pid, isConnected: true });
  expect(framework.record!.tasks.get('t')!.task.state).toBe('TASK_RUNNING');
  expect(framework.statuses.map(({ state }) => state)).toEqual([]);
  expect(master.sent.filter(({ name }) => name === 'ShutdownMessage')).toEqual([]);
}

describe('an agent that lives is not harmed by a stranger', () => {
  it.each([
    ['its id, from another machine', stranger, (id: string) => anAgent('cpus:1', id)],
    [
      'its id and another hostname, in its name',
      pid,
      (id: string) => ({ ...anAgent('cpus:1', id), hostname: 'x' }),
    ],
    [
      'its id, from another machine with its hostname',
      stranger,
      (id: string) => anAgent(undefined, id),
    ],
    ['its id, from another port', otherPort, (id: string) => anAgent(undefined, id)],
  ])('who registers again with %s', (_what, from, info) => {
    const one = living();
    one.master.reregister(from, info(one.agentId));
    pong(one.master);
    one.master.advance(14_000);
    pong(one.master);
    one.master.advance(2_000);
    expectUnharmed(one);
  });

  it('who registers another agent at its address', () => {
    const one = living();
    const { master } = one;
    master.reregister(pid, anAgent('cpus:1', 'S-forged'));
    const question = master.sentTo(pid, 'PingSlaveMessage').at(-1)!;
    expect(question.message.connected).toBe(false);
    pong(master);
    comeBack(one);
    master.advance(identityMs + storeDelayMs);
    expectUnharmed(one);
    expect(master.state.agents.has('S-forged')).toBe(false);
    // It has proven itself: the next lie costs nobody anything.
    const asked = master.sentTo(pid, 'PingSlaveMessage').length;
    master.reregister(pid, anAgent('cpus:1', 'S-forged'));
    expect(master.sentTo(pid, 'PingSlaveMessage')).toHaveLength(asked);
  });

  it('who registers a new agent at its address while its connection is broken', () => {
    const one = living();
    one.master.breakConnection(pid);
    one.master.register(pid, anAgent());
    pong(one.master);
    one.master.advance(1_000);
    comeBack(one);
    one.master.advance(identityMs + storeDelayMs);
    expectUnharmed(one);
  });

  it('but is asked again once its connection broke, however lately it proved itself', () => {
    const one = living();
    const { master } = one;
    master.reregister(pid, anAgent('cpus:1', 'S-forged'));
    pong(master);
    comeBack(one);
    master.breakConnection(pid);
    const asked = master.sentTo(pid, 'PingSlaveMessage').length;
    master.register(pid, anAgent());
    expect(master.sentTo(pid, 'PingSlaveMessage').length).toBe(asked + 1);
  });

  it('nor when nobody at all can be reached at its address', () => {
    const one = living();
    one.master.breakConnection(pid);
    one.master.register(pid, anAgent());
    one.master.reregister(pid, anAgent('cpus:1', 'S-forged'));
    one.master.advance(2 * identityMs);
    comeBack(one);
    expectUnharmed(one);
  });

  it('who speaks in its name from elsewhere', () => {
    const one = living();
    const { master, framework, agentId } = one;
    const ids = {
      slave_id: { value: agentId },
      framework_id: { value: framework.id },
      executor_id: { value: 'e' },
    };
    master.receive(stranger, UnregisterSlaveMessage, { slave_id: ids.slave_id });
    master.receive(stranger, ExitedExecutorMessage, { ...ids, status: 0 });
    master.receive(stranger, UpdateSlaveMessage, {
      slave_id: ids.slave_id,
      update_oversubscribed_resources: true,
      oversubscribed_resources: [],
    });
    master.receive(stranger, ExecutorToFrameworkMessage, { ...ids, data: new Uint8Array(1) });
    master.receive(stranger, StatusUpdateMessage, {
      update: {
        ...ids,
        status: { task_id: { value: 't' }, state: 'TASK_FAILED' },
        timestamp: 1,
        uuid: new Uint8Array(16),
      },
    });
    master.advance(1_000);
    expectUnharmed(one);
    expect(framework.types.filter((type) => type === 'MESSAGE')).toEqual([]);
  });

  it('who comes with its id before it is back after a restart of the master', () => {
    const before = living();
    before.master.master.stop();
    const after = new TestMaster({}, before.master);
    after.reregister(otherPort, anAgent(undefined, before.agentId));
    after.advance(1_000);
    expect(after.state.agents.size).toBe(0);
    after.reregister(pid, anAgent(undefined, before.agentId));
    after.advance(storeDelayMs);
    expect(after.state.agents.get(before.agentId)!.pid).toBe(pid);
  });
});

describe('after a restart of the master', () => {
  it('an address belongs to the agent that was last there, until another one is found there', () => {
    const before = living();
    before.master.master.stop();
    const after = new TestMaster({}, before.master);
    const stranger = (): void => {
      after.register(pid, anAgent());
      after.reregister(pid, anAgent('cpus:1', 'S-forged'));
    };
    stranger();
    after.advance(identityMs + storeDelayMs);
    stranger();
    after.advance(storeDelayMs);
    expect(after.state.agents.size).toBe(0);
    after.receive(pid, PongSlaveMessage, {});
    after.advance(identityMs);
    after.register(pid, anAgent());
    after.advance(storeDelayMs);
    expect(after.state.agentsByPid.get(pid)!.id).toBe('M2-S0');
  });
});

it('an agent that comes back does not lose its task to one that a stranger made up', () => {
  const before = living();
  before.master.master.stop();
  const after = new TestMaster({}, before.master);
  const tasks = [aRunningTask('t', before.framework.id)];
  const frameworks = [before.framework.record!.info];
  after.reregister(stranger, anAgent('cpus:9;mem:99', 'S-thief'), { tasks, frameworks });
  after.advance(storeDelayMs);
  after.breakConnection(stranger);
  after.reregister(pid, anAgent(undefined, before.agentId), { tasks, frameworks });
  after.advance(storeDelayMs);
  const framework = after.state.frameworks.get(before.framework.id)!;
  expect(framework.tasks.get('t')!.agentId).toBe(before.agentId);
  expect(after.sentTo(pid, 'KillTaskMessage')).toEqual([]);
  // Nor does one that is away for a moment.
  after.breakConnection(pid);
  after.reregister('slave(1)@10.6.6.7:1', anAgent('cpus:9;mem:99', 'S-other'), {
    tasks,
    frameworks,
  });
  after.advance(storeDelayMs);
  expect(framework.tasks.get('t')!.agentId).toBe(before.agentId);
});

describe('an agent that really comes from elsewhere', () => {
  it('is taken at once when its old port refuses', () => {
    const one = living();
    one.master.breakConnection(pid);
    comeBack(one, otherPort);
    expect(one.master.state.agents.get(one.agentId)!.isConnected).toBe(false);
    one.master.breakConnection(pid);
    expect(one.master.state.agents.get(one.agentId)).toMatchObject({
      pid: otherPort,
      isConnected: true,
    });
    expect(one.framework.record!.tasks.get('t')!.task.state).toBe('TASK_RUNNING');
  });

  it('is taken when its old address is silent', () => {
    const one = living();
    comeBack(one, otherPort);
    one.master.advance(15_001);
    expect(one.master.state.agents.get(one.agentId)).toMatchObject({ pid: otherPort });
    expect(one.master.state.agentsByPid.has(pid)).toBe(false);
  });

  it('is taken when another one lives at its old address', () => {
    const one = living();
    const { master } = one;
    master.breakConnection(pid);
    const other = (): void => master.reregister(pid, anAgent('cpus:1', 'S-other'));
    other();
    pong(master);
    master.advance(identityMs);
    other();
    master.advance(storeDelayMs);
    expect(master.state.agentsByPid.get(pid)!.id).toBe('S-other');
    expect(one.framework.record!.tasks.get('t')!.task.state).toBe('TASK_RUNNING');
    comeBack(one, otherPort);
    expect(master.state.agents.get(one.agentId)).toMatchObject({
      pid: otherPort,
      isConnected: true,
    });
  });

  it('after a restart of the master too, once its last address was tried', () => {
    const before = living();
    before.master.master.stop();
    const after = new TestMaster({}, before.master);
    const back = (): void => after.reregister(otherPort, anAgent(undefined, before.agentId));
    back();
    after.breakConnection(pid);
    back();
    after.advance(storeDelayMs);
    expect(after.state.agents.get(before.agentId)!.pid).toBe(otherPort);
  });
});
