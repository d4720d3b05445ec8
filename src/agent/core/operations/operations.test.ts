/** What masters make of an agent's resources by operations; the test is the master. */
import { describe, expect, it } from 'vitest';
import { SeededRandom, uuidText } from '../../../foundation/random.ts';
import { unwrap } from '../../../foundation/result.ts';
import {
  AcknowledgeOperationStatusMessage,
  ApplyOperationMessage,
  ReconcileOperationsMessage,
  ReregisterSlaveMessage,
  ResourceState,
  SlaveReregisteredMessage,
  UpdateOperationStatusMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { decodeRecord, encodeRecord } from '../../../storage/records.ts';
import { aTask, anExecutor, defaultOptions, PaperCluster, someResources } from '../test-support.ts';

const meta = '/var/lib/mesos/meta';
const volumePath = '/var/lib/mesos/volumes/roles/web/v';
const stranger = new SeededRandom(7);

function disk(value: number, more: Partial<Resource> = {}): Resource {
  return { name: 'disk', type: 'SCALAR', scalar: { value }, ...more };
}

const reservations = [{ type: 'DYNAMIC' as const, role: 'web' }];
const allocation_info = { role: 'web' };
const reserved = disk(100, { reservations, allocation_info });
const volume = disk(100, {
  reservations,
  allocation_info,
  disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
});
const reserve: Offer_Operation = { type: 'RESERVE', reserve: { resources: [reserved] } };
const create: Offer_Operation = { type: 'CREATE', create: { volumes: [volume] } };
const destroy: Offer_Operation = { type: 'DESTROY', destroy: { volumes: [volume] } };
const unreserve: Offer_Operation = { type: 'UNRESERVE', unreserve: { resources: [reserved] } };

const { info } = defaultOptions;
const options = { info: { ...info, resources: [...(info.resources ?? []), disk(1000)] } };

class Master {
  readonly cluster = new PaperCluster();

  constructor() {
    this.cluster.startRegistered(options);
  }

  /** The uuid that it was given. */
  apply(info: Offer_Operation, id?: string): Uint8Array {
    const uuid = stranger.uuidBytes();
    this.cluster.say(ApplyOperationMessage, {
      framework_id: { value: 'F1' },
      operation_info: { ...info, ...(id === undefined ? {} : { id: { value: id } }) },
      operation_uuid: { value: uuid },
      resource_version_uuid: { uuid: { value: this.cluster.state.resourceVersionUuid } },
    });
    this.cluster.pass(20);
    return uuid;
  }

  get told(): UpdateOperationStatusMessage[] {
    return this.cluster.messages(UpdateOperationStatusMessage);
  }

  get states(): string[] {
    return this.told.map(({ status }) => status.state.replace('OPERATION_', ''));
  }

  acknowledge(update = this.told.at(-1)!): void {
    this.cluster.say(AcknowledgeOperationStatusMessage, {
      status_uuid: update.status.uuid!,
      operation_uuid: update.operation_uuid!,
    });
    this.cluster.pass(20);
  }

  restart(): void {
    this.cluster.crash();
    this.cluster.start(options);
    this.cluster.detect();
    this.cluster.say(SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    this.cluster.pass(20);
  }

  get total(): string {
    return this.cluster.state.totalResources.toString();
  }

  has(path: string): boolean {
    return [...this.cluster.disk.keys()].some((one) => one === path || one.startsWith(`${path}/`));
  }
}

describe('an operation', () => {
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

function withId(id: string): Offer_Operation {
  const volumes = [{ ...volume, disk: { ...volume.disk, persistence: { id } } }];
  return { type: 'CREATE', create: { volumes } };
}

describe('a persistent volume', () => {
  function withVolume(): Master {
    const master = new Master();
    for (const operation of [reserve, create]) {
      master.apply(operation);
      master.acknowledge();
    }
    return master;
  }

  it('is a directory before it is said to be there, and gone before it is said to be', () => {
    const master = withVolume();
    expect(master.has(volumePath)).toBe(true);
    master.cluster.disk.set(`${volumePath}/file`, {
      kind: 'file',
      bytes: new Uint8Array(1),
      mode: 0o644,
    });
    master.apply(destroy);
    expect(master.states.at(-1)).toBe('FINISHED');
    expect(master.has(volumePath)).toBe(false);
    master.acknowledge();
    master.apply(unreserve);
    expect(master.total).toBe('cpus:4; disk:1000');
  });

  it.each<[string, Offer_Operation, boolean]>([
    ['made', create, true],
    ['destroyed', destroy, false],
  ])('is %s when the master hears so, to the last write', (_what, operation, isThere) => {
    const master = operation === create ? new Master() : withVolume();
    if (operation === create) {
      master.apply(reserve);
      master.acknowledge();
    }
    const before = master.told.length;
    master.cluster.say(ApplyOperationMessage, {
      operation_info: operation,
      operation_uuid: { value: stranger.uuidBytes() },
      resource_version_uuid: { uuid: { value: master.cluster.state.resourceVersionUuid } },
    });
    while (master.told.length === before) master.cluster.pass(1);
    master.cluster.crash();
    expect(master.has(volumePath)).toBe(isThere);
    expect(master.has(`${meta}/resources/resources_and_operations.target`)).toBe(false);
    const file = master.cluster.disk.get(`${meta}/resources/resources_and_operations.state`);
    const record = decodeRecord(file?.kind === 'file' ? file.bytes : new Uint8Array());
    const written = ResourceState.decode(unwrap(record));
    const persistent = written.resources?.filter((one) => one.disk?.persistence !== undefined);
    expect(persistent).toHaveLength(isThere ? 1 : 0);
  });

  it('grows and shrinks where it is', () => {
    const master = withVolume();
    const addition = disk(50, { allocation_info, reservations });
    master.apply({ type: 'RESERVE', reserve: { resources: [addition] } });
    master.apply({ type: 'GROW_VOLUME', grow_volume: { volume, addition } });
    expect(master.total).toContain('[v:data]:150');
    const grown = { ...volume, scalar: { value: 150 } };
    master.apply({
      type: 'SHRINK_VOLUME',
      shrink_volume: { volume: grown, subtract: { value: 100 } },
    });
    expect(master.total).toContain('[v:data]:50');
    expect(master.has(volumePath)).toBe(true);
  });

  it('that a task uses is not destroyed', () => {
    const master = withVolume();
    master.cluster.run(
      aTask('t', { executor: anExecutor('e'), resources: [...someResources(), volume] }),
    );
    expect(master.cluster.machine.launches).toEqual(['executor e']);
    master.apply(destroy, 'op');
    expect(master.states.at(-1)).toBe('DROPPED');
    expect(master.told.at(-1)!.status.message).toContain('is in use');
    expect(master.has(volumePath)).toBe(true);
  });

  it('that an executor used is destroyed when it is over, acknowledged or not', () => {
    const master = withVolume();
    const executor = anExecutor('e', { resources: [volume] });
    master.cluster.run(aTask('t', { executor, resources: someResources() }));
    master.cluster.machine.end('executor e', { status: 0 });
    master.cluster.pass(20);
    expect(master.cluster.updates).toMatchObject([{ status: { state: 'TASK_FAILED' } }]);
    master.apply(destroy, 'op');
    expect(master.states.at(-1)).toBe('FINISHED');
    expect(master.has(volumePath)).toBe(false);
  });

  it('that is shared is not destroyed while one task uses it', () => {
    const master = new Master();
    const shared = { ...volume, shared: {} };
    master.apply(reserve);
    master.apply({ type: 'CREATE', create: { volumes: [shared] } });
    master.cluster.run(
      aTask('t', { executor: anExecutor('e'), resources: [...someResources(), shared] }),
    );
    expect(master.cluster.machine.launches).toEqual(['executor e']);
    master.apply({ type: 'DESTROY', destroy: { volumes: [shared] } }, 'op');
    expect(master.states.at(-1)).toBe('DROPPED');
    expect(master.told.at(-1)!.status.message).toContain('is in use');
    expect(master.has(volumePath)).toBe(true);
  });

  it('that is not there keeps its task from running', () => {
    const master = new Master();
    master.cluster.run(aTask('t', { resources: [...someResources(), volume] }));
    expect(master.cluster.updates).toMatchObject([
      { status: { state: 'TASK_DROPPED', reason: 'REASON_RESOURCES_UNKNOWN' } },
    ]);
    expect(master.cluster.machine.launches).toEqual([]);
  });

  it('is destroyed at the next start when the agent is killed on the way, wherever that is', () => {
    const ends = new Set<string>();
    for (let writes = 0; writes < 12; writes++) {
      const master = withVolume();
      master.cluster.say(ApplyOperationMessage, {
        operation_info: destroy,
        operation_uuid: { value: stranger.uuidBytes() },
        resource_version_uuid: { uuid: { value: master.cluster.state.resourceVersionUuid } },
      });
      for (let i = 0; i < writes; i++) master.cluster.pass(1);
      const told = master.states.filter((state) => state === 'FINISHED').length;
      master.restart();
      const isThere = master.has(volumePath);
      expect(master.total.includes('[v:data]')).toBe(isThere);
      // Two of them for the volume itself.
      if (told > 2) expect(isThere).toBe(false);
      expect(master.has(`${meta}/resources/resources_and_operations.target`)).toBe(false);
      if (!isThere) expect(master.states.at(-1)).toBe('FINISHED');
      ends.add(String(isThere));
    }
    expect([...ends].sort()).toEqual(['false', 'true']);
  });

  it('that a C++ agent had begun to destroy is destroyed', () => {
    const master = withVolume();
    master.cluster.crash();
    const { allocation_info: _allocation, ...plain } = volume;
    const latest_status = { state: 'OPERATION_PENDING' as const };
    const uuid = { value: stranger.uuidBytes() };
    const state: ResourceState = {
      resources: [plain],
      operations: [{ info: destroy, latest_status, uuid, framework_id: { value: 'F1' } }],
    };
    const bytes = encodeRecord(ResourceState.encode(state));
    const path = `${meta}/resources/resources_and_operations.state`;
    master.cluster.disk.set(path, { kind: 'file', bytes, mode: 0o600 });
    master.restart();
    expect(master.has(volumePath)).toBe(false);
    expect(master.told.at(-1)).toMatchObject({
      operation_uuid: uuid,
      status: { state: 'OPERATION_FINISHED' },
    });
  });
});
