import { describe, expect, it } from 'vitest';
import {
  CheckpointResourcesMessage,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  ResourceState,
} from '../../../protocol/generated/internal.ts';
import { Resource as ResourceType } from '../../../protocol/generated/mesos.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import { encodeRecord } from '../../../storage/records.ts';
import { PaperCluster } from '../test-support.ts';

const file = '/var/lib/mesos/meta/resources/resources.info';

function reserved(value: number, more: Partial<Resource> = {}): Resource {
  const reservations = [{ type: 'DYNAMIC' as const, role: 'web' }];
  return { name: 'cpus', type: 'SCALAR', scalar: { value }, reservations, ...more };
}

/** In the format that masters of all ages understand. */
const onTheWire = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, role: 'web' };

function aReservingCluster(): PaperCluster {
  const cluster = new PaperCluster();
  cluster.startRegistered();
  cluster.say(CheckpointResourcesMessage, { resources: [reserved(1)] });
  cluster.pass(10);
  return cluster;
}

function totalOf({ state }: PaperCluster): string {
  return state.totalResources.toString();
}

describe('a reservation that a master makes', () => {
  it('is part of what the agent has, and said again at the next registration', () => {
    const cluster = aReservingCluster();
    expect(totalOf(cluster)).toBe('cpus:3; cpus(reservations: [(DYNAMIC,web)]):1');
    cluster.linkLost();
    cluster.pass(5000);
    const again = cluster.messages(ReregisterSlaveMessage).at(-1)!;
    expect(again.checkpointed_resources).toMatchObject([onTheWire]);
    expect(again.slave.resources).toMatchObject([{ scalar: { value: 4 } }]);
  });

  it('survives the agent', () => {
    const cluster = aReservingCluster();
    cluster.crash();
    cluster.start();
    cluster.detect();
    expect(totalOf(cluster)).toBe('cpus:3; cpus(reservations: [(DYNAMIC,web)]):1');
    const again = cluster.messages(ReregisterSlaveMessage).at(-1)!;
    expect(again.checkpointed_resources).toMatchObject([onTheWire]);
  });

  it('outlives its id', () => {
    const cluster = aReservingCluster();
    cluster.crash();
    cluster.disk.delete('/var/lib/mesos/meta/slaves/latest');
    cluster.start();
    cluster.detect();
    const registration = cluster.messages(RegisterSlaveMessage).at(-1)!;
    expect(registration.checkpointed_resources).toMatchObject([onTheWire]);
  });

  it('ends with the message that leaves it out', () => {
    const cluster = aReservingCluster();
    cluster.say(CheckpointResourcesMessage, {});
    cluster.pass(10);
    expect(totalOf(cluster)).toBe('cpus:4');
    cluster.crash();
    cluster.start();
    expect(totalOf(cluster)).toBe('cpus:4');
  });

  it('is read from the newer of the two files', () => {
    const cluster = new PaperCluster();
    const state = '/var/lib/mesos/meta/resources/resources_and_operations.state';
    const bytes = encodeRecord(ResourceState.encode({ resources: [reserved(2)] }));
    cluster.disk.set(state, { kind: 'file', bytes, mode: 0o600 });
    const older = encodeRecord(ResourceType.encode(reserved(1)));
    cluster.disk.set(file, { kind: 'file', bytes: older, mode: 0o600 });
    cluster.startRegistered();
    expect(totalOf(cluster)).toBe('cpus:2; cpus(reservations: [(DYNAMIC,web)]):2');
    cluster.say(CheckpointResourcesMessage, { resources: [reserved(3)] });
    cluster.pass(10);
    cluster.crash();
    cluster.disk.delete(state);
    cluster.start();
    expect(totalOf(cluster)).toBe('cpus:1; cpus(reservations: [(DYNAMIC,web)]):3');
  });

  it.each<[string, Resource]>([
    ['more than there is', reserved(5)],
    ['nothing of a master', reserved(1, { reservations: [] })],
    ["a provider's", reserved(1, { provider_id: { value: 'p' } })],
    ['no resource', reserved(-1)],
  ])('that is %s changes nothing', (_why, resource) => {
    const cluster = aReservingCluster();
    cluster.say(CheckpointResourcesMessage, { resources: [resource] });
    cluster.pass(10);
    expect(totalOf(cluster)).toBe('cpus:3; cpus(reservations: [(DYNAMIC,web)]):1');
    expect(cluster.exits).toEqual([]);
  });

  it('that fits no more keeps the agent from starting, with the way out', () => {
    const cluster = aReservingCluster();
    cluster.crash();
    const resources = [{ name: 'mem', type: 'SCALAR' as const, scalar: { value: 4 } }];
    cluster.start({ info: { hostname: 'host', port: 5051, resources } });
    expect(cluster.exits).toMatchObject([{ status: 1 }]);
    expect(cluster.exits[0]!.why).toContain(file);
  });
});
