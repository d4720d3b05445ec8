import { describe, expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import type { RoleName } from '../protocol/ids.ts';
import { needsCheckpoint, totalOf } from './checkpointed.ts';
import { resourcesOf } from './test-support.ts';

const dynamic = { type: 'DYNAMIC', role: 'web' } as const;

function cpus(value: number, more: Partial<Resource> = {}): Resource {
  return { name: 'cpus', type: 'SCALAR', scalar: { value }, ...more };
}

function total(configured: string, ...checkpointed: Resource[]): string {
  const result = totalOf(resourcesOf(configured).toMessages(), checkpointed);
  return result.ok ? result.value.toString() : result.error;
}

describe('checkpointed resources', () => {
  it('take the place of what they were made of, in either format', () => {
    const expected = 'cpus:3; mem:8; cpus(reservations: [(DYNAMIC,web)]):1';
    expect(total('cpus:4;mem:8', cpus(1, { reservations: [dynamic] }))).toBe(expected);
    expect(total('cpus:4;mem:8', cpus(1, { role: 'web', reservation: {} }))).toBe(expected);
    expect(total('cpus:4')).toBe('cpus:4');
  });

  it('refine a static reservation, which stays the agent’s own', () => {
    const reservations = [
      { type: 'STATIC' as const, role: 'a' },
      { ...dynamic, role: 'a/b' },
    ];
    expect(total('cpus(a):4', cpus(4, { reservations }))).toBe(
      'cpus(reservations: [(STATIC,a),(DYNAMIC,a/b)]):4',
    );
  });

  it('make volumes of plain disk', () => {
    const disk = { persistence: { id: 'v' }, volume: { container_path: 'd', mode: 'RW' as const } };
    const volume = { ...cpus(8, { reservations: [dynamic], disk }), name: 'disk' };
    expect(total('disk:10', volume)).toBe('disk:2; disk(reservations: [(DYNAMIC,web)])[v:d]:8');
  });

  it('that were never there are refused', () => {
    expect(total('cpus:4', cpus(5, { reservations: [dynamic] }))).toBe(
      'Incompatible agent resources: cpus:4 does not contain cpus:5',
    );
  });

  it('are refused when they are made of one thing twice', () => {
    const ports = (role: RoleName): Resource => ({
      name: 'ports',
      type: 'RANGES',
      ranges: { range: [{ begin: 1, end: 2 }] },
      reservations: [{ type: 'DYNAMIC', role }],
    });
    expect(total('ports:[1-9]', ports('a'), ports('b'))).toBe(
      "Incompatible agent resources: 1 of 'ports' is checkpointed twice",
    );
  });

  it('are those that were made at run time', () => {
    expect(needsCheckpoint(cpus(1))).toBe(false);
    expect(needsCheckpoint(cpus(1, { role: 'web' }))).toBe(false);
    expect(needsCheckpoint(cpus(1, { role: 'web', reservation: {} }))).toBe(true);
    expect(needsCheckpoint(cpus(1, { disk: { persistence: { id: 'v' } } }))).toBe(true);
  });
});
