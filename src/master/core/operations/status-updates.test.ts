import { describe, expect, it } from 'vitest';
import { UpdateOperationStatusMessage } from '../../../protocol/generated/internal.ts';
import { TestMaster, anAgent } from '../test-support.ts';
import { expectSound } from '../test-support/accounting.ts';
import {
  OperatingAgent,
  type Scene,
  allCapabilities,
  engDisk,
  named,
  reserve,
  scene,
  statusesOf,
  version,
} from '../test-support/operating-agent.ts';

function acknowledge({ master, agent, framework }: Scene, uuid: Uint8Array, id = 'op'): void {
  master.call(framework, {
    type: 'ACKNOWLEDGE_OPERATION_STATUS',
    acknowledge_operation_status: {
      agent_id: { value: agent.id },
      uuid,
      operation_id: { value: id },
    },
  });
}

function reserving(operation = named('op', reserve(engDisk(10)))): Scene {
  const one = scene();
  one.master.accept(one.framework, [one.offer], operation);
  return one;
}

function reconcile({ master, framework }: Scene, operations: { id: string; agentId?: string }[]) {
  framework.forget();
  master.call(framework, {
    type: 'RECONCILE_OPERATIONS',
    reconcile_operations: {
      operations: operations.map(({ id, agentId }) => ({
        operation_id: { value: id },
        ...(agentId === undefined ? {} : { agent_id: { value: agentId } }),
      })),
    },
  });
  return statusesOf(framework);
}

describe('an operation with a name', () => {
  it('is under way until its end is told and acknowledged', () => {
    const one = reserving();
    const { master, agent, framework } = one;
    expect(agent.record.operations.size).toBe(1);
    const uuid = agent.answer(agent.told[0]!);
    expect(statusesOf(framework)).toEqual([
      {
        operation_id: { value: 'op' },
        state: 'OPERATION_FINISHED',
        uuid: { value: uuid },
        agent_id: { value: agent.id },
      },
    ]);
    expectSound(master.core);
    acknowledge(one, uuid);
    expect(master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toMatchObject([
      {
        message: {
          status_uuid: { value: uuid },
          operation_uuid: { value: agent.told[0]!.uuid },
        },
      },
    ]);
    expect(agent.record.operations.size).toBe(0);
    expectSound(master.core);
    expect(master.counts.get('master/operations/reserve/finished')).toBe(1);
    expect(master.counts.get('master/valid_operation_status_update_acknowledgements')).toBe(1);
  });

  it('is acknowledged by its own uuid only, and once', () => {
    const one = reserving();
    const { master, agent } = one;
    const uuid = agent.answer(agent.told[0]!);
    acknowledge(one, new Uint8Array(16).fill(1));
    acknowledge(one, uuid, 'other');
    expect(master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toEqual([]);
    expect(agent.record.operations.size).toBe(1);
    acknowledge(one, uuid);
    acknowledge(one, uuid);
    expect(master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toHaveLength(1);
    expect(master.counts.get('master/invalid_operation_status_update_acknowledgements')).toBe(3);
  });

  it('that a framework named twice is acknowledged by itself', () => {
    const one = reserving();
    const { master, agent, framework } = one;
    master.advance(1_000);
    const next = framework.offers.at(-1)!;
    master.accept(framework, [next], named('op', reserve(engDisk(5))));
    const first = agent.answer(agent.told[0]!);
    const second = agent.answer(agent.told[1]!);
    acknowledge(one, first);
    expect(
      [...agent.record.operations.values()].map(({ operation }) => operation.uuid.value),
    ).toEqual([agent.told[1]!.uuid]);
    acknowledge(one, second);
    expect(agent.record.operations.size).toBe(0);
    expectSound(master.core);
  });

  it('is told again as often as the agent says it, and kept once', () => {
    const { agent, framework, master } = reserving();
    const [told] = agent.told;
    const uuid = agent.answer(told!);
    const status = {
      operation_id: { value: 'op' },
      state: 'OPERATION_FINISHED',
      uuid: { value: uuid },
    } as const;
    master.receive(agent.pid, UpdateOperationStatusMessage, {
      slave_id: { value: agent.id },
      framework_id: { value: framework.id },
      status,
      operation_uuid: { value: told!.uuid },
    });
    expect(statusesOf(framework)).toHaveLength(2);
    const [record] = agent.record.operations.values();
    expect(record!.operation.statuses).toHaveLength(1);
    expect(master.counts.get('master/operations/reserve/finished')).toBe(1);
  });

  it('ends without an acknowledgement when none is asked for', () => {
    const { agent, framework } = reserving();
    const [told] = agent.told;
    agent.answer(told!, 'OPERATION_DROPPED', { uuid: undefined as never });
    expect(statusesOf(framework).map(({ state }) => state)).toEqual(['OPERATION_DROPPED']);
    expect(agent.record.operations.size).toBe(0);
  });

  it('of a framework that is over is acknowledged by the master', () => {
    const { master, agent, framework } = reserving();
    master.call(framework, { type: 'TEARDOWN' });
    const uuid = agent.answer(agent.told[0]!);
    expect(master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toMatchObject([
      { message: { status_uuid: { value: uuid } } },
    ]);
    expect(agent.record.operations.size).toBe(0);
    expectSound(master.core);
  });
});

describe('an operation without a name', () => {
  it('is told to nobody, and acknowledged by the master', () => {
    const { master, agent, framework } = reserving(reserve(engDisk(10)));
    expect(agent.record.operations.size).toBe(1);
    agent.answer(agent.told[0]!);
    expect(statusesOf(framework)).toEqual([]);
    expect(master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toHaveLength(1);
    expect(agent.record.operations.size).toBe(0);
  });
});

describe('reconciliation of operations', () => {
  it('answers with the last status, not to be acknowledged', () => {
    const one = reserving();
    const pending = {
      operation_id: { value: 'op' },
      state: 'OPERATION_PENDING',
      agent_id: { value: one.agent.id },
    };
    expect(reconcile(one, [])).toEqual([pending]);
    expect(reconcile(one, [{ id: 'op' }])).toEqual([pending]);
    one.agent.answer(one.agent.told[0]!);
    const finished = { ...pending, state: 'OPERATION_FINISHED' };
    expect(reconcile(one, [])).toEqual([finished]);
    expect(reconcile(one, [{ id: 'op', agentId: one.agent.id }])).toEqual([finished]);
  });

  it('says what can be said of the unknown', () => {
    const one = reserving();
    const message = (found: ReturnType<typeof reconcile>) => found.map((one) => one.message);
    expect(message(reconcile(one, [{ id: 'x' }]))).toEqual([
      "Reconciliation: Operation is unknown and no 'agent_id' was provided",
    ]);
    expect(message(reconcile(one, [{ id: 'x', agentId: one.agent.id }]))).toEqual([
      'Reconciliation: Operation is unknown',
    ]);
    expect(message(reconcile(one, [{ id: 'x', agentId: 'nope' }]))).toEqual([
      'Reconciliation: Both operation and agent are unknown',
    ]);
  });

  it('asks an agent about resource providers that nobody told of', () => {
    const { master, agent, framework } = reserving();
    master.call(framework, {
      type: 'RECONCILE_OPERATIONS',
      reconcile_operations: {
        operations: [
          {
            operation_id: { value: 'x' },
            agent_id: { value: agent.id },
            resource_provider_id: { value: 'rp' },
          },
        ],
      },
    });
    expect(master.sentTo(agent.pid, 'ReconcileOperationsMessage')).toMatchObject([
      {
        message: {
          framework_id: { value: framework.id },
          operations: [{ operation_id: { value: 'x' }, resource_provider_id: { value: 'rp' } }],
        },
      },
    ]);
    // Its answer has no uuid of an operation.
    master.receive(agent.pid, UpdateOperationStatusMessage, {
      slave_id: { value: agent.id },
      framework_id: { value: framework.id },
      status: { operation_id: { value: 'x' }, state: 'OPERATION_UNKNOWN' },
    });
    expect(statusesOf(framework)).toMatchObject([{ state: 'OPERATION_UNKNOWN' }]);
  });
});

describe('an agent that comes back', () => {
  it('brings the operations that a new master does not know of', () => {
    const before = reserving();
    const uuid = before.agent.answer(before.agent.told[0]!);
    const operations = [...before.agent.record.operations.values()].map(
      ({ operation }) => operation,
    );
    const made = before.agent.record.total.reserved('eng').toMessages();
    const master = new TestMaster({}, before.master);
    const { agent } = before;
    Object.assign(agent, { master });
    const framework = master.subscribe({
      ...before.framework.record!.info,
      id: { value: before.framework.id },
    });
    const after: Scene = { ...before, master, framework };
    expect(reconcile(after, [{ id: 'op', agentId: agent.id }])).toMatchObject([
      { state: 'OPERATION_RECOVERING' },
    ]);
    agent.reregister({ checkpointed_resources: made });
    agent.update(operations);
    expect(agent.record.total.reserved('eng').disk).toBe(10);
    expect(reconcile(after, [])).toMatchObject([{ state: 'OPERATION_FINISHED' }]);
    acknowledge(after, uuid);
    expect(agent.record.operations.size).toBe(0);
    expectSound(master.core);
  });

  it('is asked for those that it does not tell of, and never got', () => {
    const { master, agent, framework } = reserving();
    master.breakConnection(agent.pid);
    agent.reregister();
    expect(agent.record.total.hasReserved()).toBe(false);
    agent.update([]);
    const [told] = agent.told;
    expect(master.sentTo(agent.pid, 'ReconcileOperationsMessage')).toMatchObject([
      { message: { operations: [{ operation_uuid: { value: told!.uuid } }] } },
    ]);
    agent.answer(told!, 'OPERATION_DROPPED');
    expect(statusesOf(framework).map(({ state }) => state)).toEqual(['OPERATION_DROPPED']);
    expectSound(master.core);
  });

  it('is not asked for those that it tells of', () => {
    const { master, agent } = reserving();
    const checkpointed_resources = agent.record.total.reserved('eng').toMessages();
    master.breakConnection(agent.pid);
    agent.reregister({ checkpointed_resources });
    agent.update([...agent.record.operations.values()].map(({ operation }) => operation));
    expect(agent.record.operations.size).toBe(1);
    expect(master.sentTo(agent.pid, 'ReconcileOperationsMessage')).toEqual([]);
  });

  it('is believed about what was made on it, and offers of the rest are new', () => {
    const { master, agent } = reserving();
    const made = agent.record.total.reserved('eng').toMessages();
    master.breakConnection(agent.pid);
    agent.reregister({ checkpointed_resources: made });
    expect(agent.record.total.reserved('eng').disk).toBe(10);
    expectSound(master.core);
    // It merely repeats itself, from before it was told of a reservation.
    agent.reregister({ checkpointed_resources: [] });
    expect(agent.record.total.reserved('eng').disk).toBe(10);
    expectSound(master.core);
  });

  it('on the same connection, having dropped an operation, is believed as well', () => {
    const { master, agent, framework } = reserving();
    const [told] = agent.told;
    agent.answer(told!, 'OPERATION_DROPPED');
    // Its resources have another version now, for that what the master sent meanwhile is outdated.
    const resource_version_uuid = { value: new Uint8Array(16).fill(8) };
    agent.reregister({ checkpointed_resources: [], resource_version_uuid });
    expect(agent.record.total.hasReserved()).toBe(false);
    expectSound(master.core);
    master.advance(1_000);
    const { resources = [] } = framework.offers.at(-1)!;
    expect(resources.filter(({ reservations }) => reservations !== undefined)).toEqual([]);
  });

  it('that knows no operations is told again what was made on it', () => {
    const one = scene(['MULTI_ROLE', 'HIERARCHICAL_ROLE', 'RESERVATION_REFINEMENT']);
    const { master, agent, framework, offer } = one;
    master.accept(framework, [offer], reserve(engDisk(10)));
    const sentBefore = master.sentTo(agent.pid, 'CheckpointResourcesMessage').length;
    master.breakConnection(agent.pid);
    agent.reregister({ checkpointed_resources: [] });
    const sent = master.sentTo(agent.pid, 'CheckpointResourcesMessage');
    expect(sent).toHaveLength(sentBefore + 1);
    expect(sent.at(-1)!.message.resources).toEqual([engDisk(10)]);
    expect(agent.record.total.reserved('eng').disk).toBe(10);
    expectSound(master.core);
  });

  it('with less than was reserved on it is refused', () => {
    const one = scene(['MULTI_ROLE', 'HIERARCHICAL_ROLE', 'RESERVATION_REFINEMENT']);
    const { master, agent, framework, offer } = one;
    master.accept(framework, [offer], reserve(engDisk(10)));
    master.breakConnection(agent.pid);
    agent.reregister({ slave: anAgent('cpus:4;mem:4096;disk:5', agent.id) });
    expect(agent.record.isConnected).toBe(false);
    expectSound(master.core);
  });
});

describe('an agent that is lost', () => {
  it('takes its operations along, and their framework hears of it', () => {
    const one = reserving();
    const { master, agent, framework } = one;
    for (let i = 0; i < 6; i++) master.advance(15_000);
    master.advance(100);
    expect(statusesOf(framework)).toEqual([
      {
        operation_id: { value: 'op' },
        state: 'OPERATION_UNREACHABLE',
        message: 'Agent was marked unreachable',
        agent_id: { value: agent.id },
      },
    ]);
    expect(master.state.operations.size).toBe(0);
    expect(reconcile(one, [{ id: 'op', agentId: agent.id }])).toMatchObject([
      { state: 'OPERATION_UNREACHABLE', message: 'Reconciliation: Agent is unreachable' },
    ]);
  });
});

describe('what an agent says of operations is not taken in', () => {
  const uuid = { value: new Uint8Array(16).fill(9) };
  const finished = { state: 'OPERATION_FINISHED' } as const;

  it.each([
    ['with a uuid that is none', { operation_uuid: { value: new Uint8Array(3) } }],
    [
      'with a status whose uuid is none',
      { status: { ...finished, uuid: { value: new Uint8Array(0) } } },
    ],
    ['in a state that nobody knows', { status: { state: 'OPERATION_UNSUPPORTED' as const } }],
    [
      'with resources that make no sense',
      {
        status: {
          ...finished,
          converted_resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: -1 } }],
        },
      },
    ],
    ['of another agent', { slave_id: { value: 'other' } }],
  ])('%s', (_what, wrong) => {
    const { master, agent, framework } = reserving();
    const [told] = agent.told;
    master.receive(agent.pid, UpdateOperationStatusMessage, {
      slave_id: { value: agent.id },
      framework_id: { value: framework.id },
      operation_uuid: { value: told!.uuid },
      status: finished,
      ...wrong,
    });
    expect(statusesOf(framework)).toEqual([]);
    expect([...agent.record.operations.values()][0]!.operation.latest_status.state).toBe(
      'OPERATION_PENDING',
    );
    expect(master.counts.get('master/invalid_operation_status_updates')).toBe(1);
    expectSound(master.core);
  });

  it.each([
    ['that launches something', { info: { type: 'LAUNCH' as const } }],
    ['that is not whole', { info: { type: 'RESERVE' as const } }],
    ['with a uuid that is none', { uuid: { value: new Uint8Array(1) } }],
    ['of a framework without an id', { framework_id: { value: '' } }],
  ])('an operation %s', (_what, wrong) => {
    const master = new TestMaster();
    const agent = new OperatingAgent(master, { capabilities: allCapabilities });
    agent.update([{ info: reserve(engDisk(1)), latest_status: finished, uuid, ...wrong }]);
    expect(agent.record.operations.size).toBe(0);
    expect(agent.record.resourceVersion).toEqual(version.value);
  });
});
