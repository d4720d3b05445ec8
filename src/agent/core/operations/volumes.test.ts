/** Persistent volumes as directories of the agent; the test is the master. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../foundation/result.ts';
import { ApplyOperationMessage, ResourceState } from '../../../protocol/generated/internal.ts';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';
import { decodeRecord, encodeRecord } from '../../../storage/records.ts';
import { aTask, anExecutor, someResources } from '../test-support.ts';

import {
  meta,
  volumePath,
  stranger,
  reservations,
  allocation_info,
  volume,
  reserve,
  create,
  destroy,
  unreserve,
  disk,
  Master,
} from '../test-support/operating-master.ts';

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
