/** Agents that lend more than they have: who is offered that, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { UpdateSlaveMessage } from '../../../protocol/generated/internal.ts';
import type {
  ExecutorInfo,
  FrameworkInfo_Capability_Type,
  Offer,
  Resource,
  TaskInfo,
} from '../../../protocol/generated/mesos.ts';
import { Resources } from '../../../resources/resources.ts';
import { agentColumns, agentRow } from '../../web/rows.ts';
import {
  aFramework,
  anAgent,
  aRunningTask,
  aTask,
  launchOf,
  resources,
  storeDelayMs,
  TestMaster,
  type TestFramework,
} from '../test-support.ts';

const pid = 'slave(1)@10.0.0.1:5051';
/** Until the allocator has run. */
const allocationMs = 2000;

function lent(text: string): Resource[] {
  return resources(text).map((resource) => ({ ...resource, revocable: {} }));
}

/** What the agent lends, in its own words; undefined: it says nothing of that. */
function say(master: TestMaster, agentId: string, text: string | undefined): void {
  master.receive(pid, UpdateSlaveMessage, {
    slave_id: { value: agentId },
    update_oversubscribed_resources: text !== undefined,
    ...(text !== undefined && { oversubscribed_resources: lent(text) }),
  });
  master.advance(allocationMs);
}

function subscribe(
  master: TestMaster,
  ...more: readonly FrameworkInfo_Capability_Type[]
): TestFramework {
  const types = ['MULTI_ROLE', 'PARTITION_AWARE', ...more] as const;
  const framework = master.subscribe(aFramework({ capabilities: types.map((type) => ({ type })) }));
  master.advance(allocationMs);
  return framework;
}

function cluster(): { master: TestMaster; agentId: string; borrower: TestFramework } {
  const master = new TestMaster();
  const agentId = master.addAgent(pid, 'cpus:4;mem:4096;disk:1000');
  const borrower = subscribe(master, 'REVOCABLE_RESOURCES');
  return { master, agentId, borrower };
}

/** With one offer of all there is. */
function lender(): ReturnType<typeof cluster> & { offer: Offer } {
  const all = cluster();
  const { master, agentId, borrower } = all;
  const [regular] = borrower.offers;
  master.accept(borrower, [regular!]);
  say(master, agentId, 'cpus:2');
  return { ...all, offer: borrower.offers.at(-1)! };
}

function revocableCpus(offers: readonly Offer[]): number[] {
  return offers.map((offer) => Resources.fromMessages(offer.resources).revocable().cpus);
}

function totalOf(master: TestMaster, agentId: string): string {
  return master.state.agents.get(agentId)!.total.revocable().toString();
}

function aBorrowing(id: string, offer: Offer, text = 'cpus:1'): TaskInfo {
  return { ...aTask(id, offer), resources: [...lent(text), ...resources('mem:32')] };
}

describe('what an agent lends', () => {
  it('is offered to those who know that it can be called back', () => {
    const { master, agentId, borrower } = cluster();
    const [regular] = borrower.offers;
    say(master, agentId, 'cpus:2');
    expect(totalOf(master, agentId)).toBe('cpus{REV}:2');
    expect(revocableCpus(borrower.offers)).toEqual([0, 2]);
    master.accept(borrower, [...borrower.offers]);
    const other = subscribe(master);
    expect(other.offers.length).toBeGreaterThan(0);
    expect(revocableCpus(other.offers)).not.toContain(2);
    expect(regular).toBeDefined();
  });

  it('takes offers of it back when it changes, and no others', () => {
    const { master, agentId, borrower } = cluster();
    say(master, agentId, 'cpus:2');
    const before = borrower.offers;
    say(master, agentId, 'cpus:2');
    say(master, agentId, undefined);
    expect(borrower.offers).toEqual(before);
    say(master, agentId, 'cpus:1');
    expect(revocableCpus(borrower.offers)).toEqual([0, 1]);
    expect(borrower.offers).toContain(before[0]);
    say(master, agentId, '');
    expect(revocableCpus(borrower.offers)).toEqual([0]);
    expect(totalOf(master, agentId)).toBe('{}');
  });

  it('is not given twice when it becomes less than is used', () => {
    const { master, agentId, borrower, offer } = lender();
    master.accept(borrower, [offer], launchOf(aBorrowing('t', offer, 'cpus:1.5')));
    expect(borrower.record!.used.revocable().cpus).toBe(1.5);
    borrower.forget();
    say(master, agentId, 'cpus:1');
    expect(revocableCpus(borrower.offers)).toEqual([0]);
    expect(master.core.allocator.findFree(agentId)!.revocable().isEmpty()).toBe(true);
  });

  it('is forgotten when the agent comes back and does not say it again', () => {
    const { master, agentId, borrower } = cluster();
    say(master, agentId, 'cpus:2');
    const before = borrower.offers;
    master.reregister(pid, anAgent('cpus:4;mem:4096;disk:1000', agentId), {
      resource_version_uuid: { value: new Uint8Array(16).fill(9) },
    });
    master.advance(allocationMs);
    expect(totalOf(master, agentId)).toBe('{}');
    expect(borrower.offers).toEqual([before[0]]);
    say(master, agentId, 'cpus:3');
    expect(revocableCpus(borrower.offers)).toEqual([0, 3]);
  });

  it('is learnt anew by the next master, with who has borrowed of it', () => {
    const { master, agentId } = cluster();
    const next = new TestMaster({}, master);
    const borrower = subscribe(next, 'REVOCABLE_RESOURCES');
    const task = { ...aRunningTask('t', borrower.id), agent_id: { value: agentId } };
    const borrowed = { ...task.resources![0]!, revocable: {} };
    next.reregister(pid, anAgent('cpus:4;mem:4096', agentId), {
      tasks: [{ ...task, resources: [borrowed] }],
    });
    next.advance(3 * storeDelayMs);
    say(next, agentId, 'cpus:3');
    expect(revocableCpus(borrower.offers).at(-1)).toBe(2);
    expect(next.state.agents.get(agentId)!.used.get(borrower.id)!.toString()).toBe(
      'cpus(allocated: *){REV}:1',
    );
  });

  it('is why a framework is offered nothing that does not know that it can be called back', () => {
    const { master, agentId, borrower } = cluster();
    const [offer] = borrower.offers;
    const all = resources('cpus:4;mem:4096;disk:1000');
    master.accept(borrower, [offer!], launchOf({ ...aTask('t', offer!), resources: all }));
    master.call(borrower, { type: 'SUPPRESS' });
    say(master, agentId, 'cpus:2');
    const other = subscribe(master);
    const { clients } = master.core.allocator.explain({ frameworkId: other.id });
    expect(clients[0]!.reasons[0]!.examples.map(({ note }) => note)).toMatchObject([
      { reason: 'MISSING_CAPABILITY', capability: 'REVOCABLE_RESOURCES', of: 'framework' },
    ]);
  });
});

it('a change of what is lent says nothing of operations: what was acknowledged stays so', () => {
  const { master, agentId } = cluster();
  const { acknowledgedOperations } = master.state.agents.get(agentId)!;
  acknowledgedOperations.set('op', new Uint8Array(16));
  say(master, agentId, 'cpus:2');
  expect(acknowledgedOperations.size).toBe(1);
  master.receive(pid, UpdateSlaveMessage, { slave_id: { value: agentId }, operations: {} });
  expect(acknowledgedOperations.size).toBe(0);
});

describe('who mixes what is lent with what is not is refused in the words of real masters', () => {
  const words =
    "revocable and non-revocable resources: Cannot use both revocable and non-revocable 'cpus' at the same time";

  function anExecutor(own: Resource[], frameworkId: string): ExecutorInfo {
    return {
      executor_id: { value: 'e' },
      framework_id: { value: frameworkId },
      resources: [...own, ...resources('mem:32;disk:10')],
    };
  }

  it('in a task', () => {
    const { master, borrower, offer } = lender();
    const mixed = [...resources('cpus:1'), ...lent('cpus:1')];
    master.accept(borrower, [offer], launchOf({ ...aTask('t', offer), resources: mixed }));
    expect(borrower.statuses.at(-1)).toMatchObject({
      state: 'TASK_ERROR',
      message: `Task mixes ${words}`,
    });
  });

  it.each([
    ['in an executor', [...lent('cpus:0.1'), ...resources('cpus:0.1')], 'Executor mixes'],
    ['between a task and its executor', resources('cpus:0.1'), 'Task and its executor mix'],
  ])('%s', (_where, own, who) => {
    const { master, borrower, offer } = lender();
    const { command, ...task } = aBorrowing('t', offer);
    const executor = { ...anExecutor(own, borrower.id), command: command! };
    master.accept(borrower, [offer], launchOf({ ...task, executor }));
    expect(borrower.statuses.at(-1)).toMatchObject({
      state: 'TASK_ERROR',
      message: `${who} ${words}`,
    });
  });

  it.each([
    ['its executor', resources('cpus:0.1'), 'a'],
    ['each other', lent('cpus:0.1'), 'b'],
  ])('between tasks of a group and %s', (_whom, own, others) => {
    const { master, borrower, offer } = lender();
    const executor: ExecutorInfo = { ...anExecutor(own, borrower.id), type: 'DEFAULT' };
    const other = others === 'a' ? aBorrowing('u', offer, 'cpus:0.5') : aTask('u', offer);
    const tasks = [aBorrowing('t', offer, 'cpus:0.5'), other];
    master.accept(borrower, [offer], {
      type: 'LAUNCH_GROUP',
      launch_group: { executor, task_group: { tasks } },
    });
    expect(borrower.statuses.at(-1)).toMatchObject({
      state: 'TASK_ERROR',
      message: `Task group and executor mix ${words}`,
    });
  });

  it('and nobody else: cpus may be lent, and memory not', () => {
    const { master, borrower, offer } = lender();
    master.accept(borrower, [offer], launchOf(aBorrowing('t', offer)));
    expect(borrower.statuses).toEqual([]);
    expect(borrower.record!.used.revocable().cpus).toBe(1);
  });
});

it('web pages are told what is lent apart from what the agent has', () => {
  const { master, agentId, borrower, offer } = lender();
  master.accept(borrower, [offer], launchOf(aBorrowing('t', offer)));
  const row = agentRow(master.state.agents.get(agentId)!);
  const told = Object.fromEntries(agentColumns.map((name, i) => [name, row[i]]));
  expect(told).toMatchObject({ cpus: 4, usedCpus: 0, lent: 'cpus:2', usedLent: 'cpus:1' });
});
