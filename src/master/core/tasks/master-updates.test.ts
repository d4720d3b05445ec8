/** What the master itself says of tasks, word by word, and how it counts what became of them. */
import { describe, expect, it } from 'vitest';
import {
  PongSlaveMessage,
  StatusUpdateMessage,
  UnregisterSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { TaskState, TaskStatus } from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { identityMs } from '../agents/doubts.ts';
import {
  TestMaster,
  aFramework,
  aTask,
  anAgent,
  aRunningTask,
  launchOf,
  storeDelayMs,
  type TestFramework,
} from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';
const aware = [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }] as const;
const unaware = [{ type: 'MULTI_ROLE' }] as const;

interface Running {
  readonly master: TestMaster;
  readonly framework: TestFramework;
  readonly agentId: AgentId;
}

function running(capabilities: typeof aware | typeof unaware = aware, checkpoint = true): Running {
  const master = new TestMaster();
  const agentId = master.addAgent(pid);
  const framework = master.subscribe(aFramework({ capabilities: [...capabilities], checkpoint }));
  master.advance(1_000);
  master.runTask(framework, 't');
  master.update(framework, agentId, 't', 'TASK_RUNNING');
  framework.forget();
  return { master, framework, agentId };
}

function lastOf({ framework }: Running): Partial<TaskStatus> {
  const { state, reason, message, source } = framework.statuses.at(-1)!;
  return { state: state!, reason: reason!, message: message!, source: source! };
}

function said(state: TaskState, reason: TaskStatus['reason'], message: string): object {
  return { state, reason, message, source: 'SOURCE_MASTER' };
}

describe('what a framework hears of its task when', () => {
  it('the agent answers no pings', () => {
    const it = running();
    it.master.advance(76_000);
    expect(lastOf(it)).toEqual(
      said('TASK_UNREACHABLE', 'REASON_AGENT_REMOVED', 'health check timed out'),
    );
    const name = 'master/task_unreachable/source_master/reason_slave_removed';
    expect(it.master.counts.get(name)).toBe(1);
    const old = running(unaware);
    old.master.advance(76_000);
    expect(lastOf(old)).toEqual(
      said('TASK_LOST', 'REASON_AGENT_REMOVED', 'health check timed out'),
    );
    expect(old.master.counts.get('master/task_lost/source_master/reason_slave_removed')).toBe(1);
    expect(old.master.counts.get('master/tasks_lost')).toBe(1);
  });

  it('the agent stays disconnected though it answers pings', () => {
    const test = running();
    test.master.breakConnection(pid);
    for (let ms = 0; ms < 600_100; ms += 10_000) {
      test.master.core.state.agentsByPid.get(pid)!.liveness.missedPings = 0;
      test.master.advance(10_000);
    }
    const why = 'agent did not reregister within 10mins after disconnecting';
    expect(lastOf(test)).toEqual(said('TASK_UNREACHABLE', 'REASON_AGENT_REMOVED', why));
    expect(test.master.counts.get('master/slave_unreachable_scheduled')).toBe(1);
    expect(test.master.counts.get('master/slave_unreachable_completed')).toBe(1);
  });

  it('the agent leaves for good, or another one registers in its place', () => {
    const left = running();
    left.master.receive(pid, UnregisterSlaveMessage, { slave_id: { value: left.agentId } });
    left.master.advance(2 * storeDelayMs);
    const unregistered = 'Agent host removed: the agent unregistered';
    expect(lastOf(left)).toEqual(said('TASK_LOST', 'REASON_AGENT_REMOVED', unregistered));
    const replaced = running();
    replaced.master.breakConnection(pid);
    replaced.master.register(pid, anAgent());
    replaced.master.receive(pid, PongSlaveMessage, {});
    replaced.master.advance(identityMs + 4 * storeDelayMs);
    const other = 'Agent host removed: a new agent registered at the same address';
    expect(lastOf(replaced)).toEqual(said('TASK_LOST', 'REASON_AGENT_REMOVED', other));
  });

  it('the agent disconnects and the framework does not checkpoint', () => {
    const test = running(aware, false);
    test.master.breakConnection(pid);
    expect(lastOf(test)).toEqual(
      said('TASK_LOST', 'REASON_AGENT_DISCONNECTED', 'Agent host disconnected'),
    );
  });

  it('it was launched with an offer that is gone', () => {
    for (const [capabilities, state] of [
      [aware, 'TASK_DROPPED'],
      [unaware, 'TASK_LOST'],
    ] as const) {
      const test = running(capabilities);
      const { master, framework } = test;
      master.advance(2_000);
      const offer = framework.offers.at(-1)!;
      master.breakConnection(pid);
      master.accept(framework, [offer], launchOf(aTask('late', offer)));
      expect(lastOf(test)).toMatchObject({ state, reason: 'REASON_INVALID_OFFERS' });
      const name = `master/${state.toLowerCase()}/source_master/reason_invalid_offers`;
      expect(master.counts.get(name)).toBe(1);
    }
  });

  it('it makes no sense', () => {
    const test = running();
    test.master.advance(2_000);
    const offer = test.framework.offers.at(-1)!;
    test.master.accept(test.framework, [offer], launchOf(aTask('big', offer, 'cpus:99')));
    expect(lastOf(test)).toMatchObject({ state: 'TASK_ERROR', reason: 'REASON_TASK_INVALID' });
    const name = 'master/task_error/source_master/reason_task_invalid';
    expect(test.master.counts.get(name)).toBe(1);
    expect(test.master.counts.get('master/tasks_error')).toBe(1);
  });
});

it.each([
  ['t', {}, 'Task reuses the ID of an unreachable task: t'],
  [
    'u',
    { limits: { cpus: { value: 0.5 } } },
    'The cpu limit must be greater than or equal to the cpu request',
  ],
  [
    'u',
    { limits: { disk: { value: 5 } } },
    "Only cpus and mem may be included in a task's resource limits",
  ],
  [
    'u',
    { limits: { cpus: { value: 5 } } },
    'Agent is not capable of handling task resource limits',
  ],
])('a task %s that makes no sense is refused with the words of Mesos', (id, more, message) => {
  const test = running();
  const { master, framework } = test;
  master.advance(76_000);
  master.addAgent('slave(1)@10.0.0.2:5051');
  master.advance(2_000);
  const offer = framework.offers.at(-1)!;
  master.accept(framework, [offer], launchOf({ ...aTask(id, offer), ...more }));
  expect(lastOf(test)).toMatchObject({ state: 'TASK_ERROR', message });
});

describe('an agent that comes back without a task', () => {
  it('is told what the framework is capable of, so that it says dropped and not lost', () => {
    const { master, agentId } = running();
    master.reregister(pid, { ...anAgent(), id: { value: agentId } });
    const [answer] = master.sentTo(pid, 'SlaveReregisteredMessage');
    expect(answer!.message.reconciliations).toMatchObject([
      {
        framework: { capabilities: aware },
        statuses: [
          {
            task_id: { value: 't' },
            state: 'TASK_RUNNING',
            source: 'SOURCE_MASTER',
            reason: 'REASON_RECONCILIATION',
            message: 'Reconciliation request',
          },
        ],
      },
    ]);
  });
});

it('ends that agents report are counted by who said so and why, under the old names', () => {
  const { master, framework, agentId } = running();
  const status = { task_id: { value: 't' }, state: 'TASK_FAILED' as const };
  const update = {
    framework_id: { value: framework.id },
    slave_id: { value: agentId },
    status: { ...status, source: 'SOURCE_AGENT', reason: 'REASON_AGENT_RESTARTED' },
    timestamp: 1,
    uuid: new Uint8Array(16).fill(9),
  } as const;
  master.receive(pid, StatusUpdateMessage, { update });
  master.receive(pid, StatusUpdateMessage, { update });
  const name = 'master/task_failed/source_slave/reason_slave_restarted';
  expect(master.counts.get(name)).toBe(1);
});

it('unreachable tasks of a framework that is removed become part of its history', () => {
  const { master, framework } = running();
  master.advance(76_000);
  const { record } = framework;
  master.call(framework, { type: 'TEARDOWN' });
  expect(record!.unreachableTasks.size).toBe(0);
  expect(record!.completedTasks.map(({ task }) => task.state)).toEqual(['TASK_KILLED']);
  expect([...master.state.taskCounts.values()].every((count) => count === 0)).toBe(true);
});

describe('an agent with a domain', () => {
  const domain = { fault_domain: { region: { name: 'r' }, zone: { name: 'z' } } };

  it('is not taken by a master that has none', () => {
    const master = new TestMaster();
    master.register(pid, { ...anAgent(), domain });
    master.reregister(
      pid,
      { ...anAgent('cpus:1', 'S1'), domain },
      { tasks: [aRunningTask('t', 'F')] },
    );
    master.advance(4 * storeDelayMs);
    expect(master.state.agents.size).toBe(0);
    expect(master.sentTo(pid)).toEqual([]);
  });
});
