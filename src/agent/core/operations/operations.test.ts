/** What masters make of an agent's resources by operations; the test is the master. */
import { describe, expect, it } from 'vitest';
import { uuidText } from '../../../foundation/random.ts';
import {
  ApplyOperationMessage,
  DrainSlaveMessage,
  ReconcileOperationsMessage,
  ReregisterSlaveMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';

import {
  meta,
  stranger,
  reserved,
  volume,
  reserve,
  unreserve,
  Master,
} from '../test-support/operating-master.ts';

function withId(id: string): Offer_Operation {
  const volumes = [{ ...volume, disk: { ...volume.disk, persistence: { id } } }];
  return { type: 'CREATE', create: { volumes } };
}

describe('an operation', () => {
  it('keeps an agent draining until its end is acknowledged', () => {
    const master = new Master();
    master.apply(reserve, 'op');
    master.cluster.say(DrainSlaveMessage, { config: {} });
    master.cluster.pass(20);
    expect(master.cluster.state.drain).toBeDefined();
    expect(master.has('/var/lib/mesos/meta/slaves/S0/drain.config')).toBe(true);
    master.acknowledge();
    expect(master.cluster.state.drain).toBeUndefined();
    expect(master.has('/var/lib/mesos/meta/slaves/S0/drain.config')).toBe(false);
  });

  it('is finished, told until that is acknowledged, and forgotten', () => {
    const master = new Master();
    const uuid = master.apply(reserve, 'op');
    expect(master.total).toBe('cpus:4; disk:900; disk(reservations: [(DYNAMIC,web)]):100');
    expect(master.told).toMatchObject([
      {
        framework_id: { value: 'F1' },
        slave_id: { value: 'S0' },
        status: {
          operation_id: { value: 'op' },
          state: 'OPERATION_FINISHED',
          agent_id: { value: 'S0' },
        },
        operation_uuid: { value: uuid },
      },
    ]);
    expect(master.has(`${meta}/slaves/S0/operations/${uuidText(uuid)}/operation.updates`)).toBe(
      true,
    );
    master.cluster.pass(10_000);
    expect(master.states).toEqual(['FINISHED', 'FINISHED']);
    master.acknowledge();
    master.cluster.pass(3_600_000);
    expect(master.states).toEqual(['FINISHED', 'FINISHED']);
    expect(master.cluster.state.operations.size).toBe(0);
    expect(master.has(`${meta}/slaves/S0/operations/${uuidText(uuid)}`)).toBe(false);
  });

  it('is told again by the next agent process, with the same uuid, and outlives no acknowledgement', () => {
    const master = new Master();
    master.apply(reserve, 'op');
    const [first] = master.told;
    master.restart();
    expect(master.total).toContain('disk(reservations: [(DYNAMIC,web)]):100');
    expect(master.told.at(-1)).toEqual(first);
    expect(master.told).toHaveLength(2);
    const update = master.cluster.messages(UpdateSlaveMessage).at(-1)!;
    expect(update.operations?.operations).toMatchObject([{ uuid: first!.operation_uuid }]);
    master.acknowledge();
    master.restart();
    expect(master.told).toHaveLength(2);
    expect(master.total).toContain('disk(reservations: [(DYNAMIC,web)]):100');
  });

  it('that comes twice is done once', () => {
    const master = new Master();
    const uuid = master.apply(reserve);
    master.cluster.say(ApplyOperationMessage, {
      operation_info: reserve,
      operation_uuid: { value: uuid },
      resource_version_uuid: { uuid: { value: master.cluster.state.resourceVersionUuid } },
    });
    expect(master.total).toContain(':100');
    expect(master.cluster.state.operations.size).toBe(1);
  });

  it.each<[string, Offer_Operation, string]>([
    [
      'of more than there is',
      { type: 'UNRESERVE', unreserve: { resources: [reserved] } },
      'does not',
    ],
    ['of a provider', withProvider(), 'no resource providers'],
    ['of a volume whose name leads elsewhere', withId('..'), "'..' cannot be the name"],
    ['that converts nothing', { type: 'LAUNCH', launch: {} }, 'converts none'],
  ])('%s is dropped, and the agent says anew what it has', (_what, operation, why) => {
    const master = new Master();
    const version = master.cluster.state.resourceVersionUuid;
    master.apply(operation, 'op');
    expect(master.told).toMatchObject([
      { status: { state: 'OPERATION_DROPPED', operation_id: { value: 'op' } } },
    ]);
    expect(master.told[0]!.status.message).toContain(why);
    expect(master.total).toBe('cpus:4; disk:1000');
    const [anew, ...more] = master.cluster.messages(ReregisterSlaveMessage);
    expect(more).toEqual([]);
    // By this the master sees that it is to believe what the agent says it has.
    expect(uuidText(anew!.resource_version_uuid!.value)).not.toBe(uuidText(version));
    expect(master.cluster.exits).toEqual([]);
  });

  it('is not taken while too many others are not acknowledged', () => {
    const master = new Master();
    for (let i = 0; i < 1_000; i++) master.apply(i % 2 === 0 ? reserve : unreserve);
    expect(master.cluster.state.operations.size).toBe(1_000);
    const uuid = uuidText(master.apply(reserve));
    expect(master.cluster.state.operations.has(uuid)).toBe(false);
    expect(master.total).toBe('cpus:4; disk:1000');
    expect(master.cluster.messages(ReregisterSlaveMessage)).toHaveLength(1);
  });

  it('that assumes other resources is dropped', () => {
    const master = new Master();
    master.cluster.state.resourceVersionUuid = stranger.uuidBytes();
    const before = stranger.uuidBytes();
    master.cluster.say(ApplyOperationMessage, {
      operation_info: reserve,
      operation_uuid: { value: stranger.uuidBytes() },
      resource_version_uuid: { uuid: { value: before } },
    });
    expect(master.states).toEqual(['DROPPED']);
  });

  it('reconciled by the master: unknown ones were dropped, of known ones it hears anyway', () => {
    const master = new Master();
    const uuid = master.apply(reserve);
    const lost = stranger.uuidBytes();
    master.cluster.say(ReconcileOperationsMessage, {
      operations: [{ operation_uuid: { value: uuid } }, { operation_uuid: { value: lost } }],
    });
    expect(master.told.slice(1)).toEqual([
      {
        slave_id: { value: 'S0' },
        status: { state: 'OPERATION_DROPPED', agent_id: { value: 'S0' } },
        operation_uuid: { value: lost },
      },
    ]);
  });

  it('reconciled for a framework: as it is, without asking for an acknowledgement', () => {
    const master = new Master();
    master.apply(reserve, 'op');
    master.cluster.say(ReconcileOperationsMessage, {
      framework_id: { value: 'F1' },
      operations: [{ operation_id: { value: 'op' } }, { operation_id: { value: 'x' } }],
    });
    const statuses = master.told.slice(1).map(({ status }) => status);
    expect(statuses).toMatchObject([
      { operation_id: { value: 'op' }, state: 'OPERATION_FINISHED' },
      { operation_id: { value: 'x' }, state: 'OPERATION_UNKNOWN' },
    ]);
    expect(statuses.every(({ uuid }) => uuid === undefined)).toBe(true);
  });
});

function withProvider(): Offer_Operation {
  const resources = [{ ...reserved, provider_id: { value: 'p' } }];
  return { type: 'RESERVE', reserve: { resources } };
}
