import { describe, expect, it } from 'vitest';

import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { Constraint, PersistentVolumeInfo } from '../../model/run-spec.ts';
import { diskFor } from './selectors.ts';
import { scalar } from './test-support.ts';

const root = scalar('disk', 100);
const path: Resource = {
  ...root,
  disk: { source: { type: 'PATH', path: { root: '/disks/one' } } },
};
const mount: Resource = {
  ...root,
  disk: { source: { type: 'MOUNT', mount: { root: '/disks/two' }, profile: 'fast' } },
};
const disks = { root, path, mount };

function chosen(members: Partial<PersistentVolumeInfo>): readonly string[] {
  const accepts = diskFor({ type: 'root', size: 1, constraints: [], ...members });
  return Object.entries(disks).flatMap(([name, disk]) => (accepts(disk) ? [name] : []));
}

describe('the disk of a volume', () => {
  it('is of its type, and neither used nor reserved', () => {
    expect(chosen({ type: 'root' })).toEqual(['root']);
    expect(chosen({ type: 'path' })).toEqual(['path']);
    const accepts = diskFor({ type: 'path', size: 1, constraints: [] });
    const source = path.disk!.source!;
    expect(accepts({ ...path, role: 'web' })).toBe(false);
    expect(accepts({ ...path, disk: { source, persistence: { id: 'used' } } })).toBe(false);
    expect(accepts({ ...path, disk: { source: { ...source, type: 'BLOCK' } } })).toBe(false);
    expect(accepts({ ...path, name: 'cpus' })).toBe(false);
  });

  it('has the profile that is asked for, and none where none is', () => {
    expect(chosen({ type: 'mount', profileName: 'fast' })).toEqual(['mount']);
    expect(chosen({ type: 'mount', profileName: 'slow' })).toEqual([]);
    expect(chosen({ type: 'mount' })).toEqual([]);
    expect(chosen({ type: 'path', profileName: 'fast' })).toEqual([]);
  });

  it.each([
    ['LIKE', '/disks/(one|two)', true],
    ['LIKE', '/disks', false],
    ['UNLIKE', '/disks/t.*', true],
    ['UNLIKE', '/disks/.*', false],
  ] as const)('has a path %s %s: %s', (operator, value, isChosen) => {
    const constraints: Constraint[] = [{ field: 'path', operator, value }];
    expect(chosen({ type: 'path', constraints })).toEqual(isChosen ? ['path'] : []);
  });

  it('meets all of its constraints', () => {
    const constraints: Constraint[] = [
      { field: 'path', operator: 'LIKE', value: '/disks/.*' },
      { field: 'path', operator: 'UNLIKE', value: '.*two' },
    ];
    const members = { profileName: 'fast', constraints };
    expect(chosen({ ...members, type: 'mount' })).toEqual([]);
    expect(chosen({ constraints, type: 'path' })).toEqual(['path']);
  });
});
