/** Where cgroups are looked for and made, in both layouts, with plain directories in their place. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import { containerKey } from '../container-id.ts';
import { Cgroups } from './cgroups.ts';
import { findCpuTimes } from './figures.ts';
import { findHierarchy } from './hierarchy.ts';

const id = { value: 'c' };
const nested = { value: 'n', parent: id };

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'cgroups-'));
});
afterEach(() => rmSync(top, { recursive: true }));

function cgroupsOf(...files: readonly string[]): Cgroups {
  for (const file of files) {
    mkdirSync(join(top, file, '..'), { recursive: true });
    writeFileSync(join(top, file), '');
  }
  return new Cgroups(unwrap(findHierarchy(top)), '/mesos/');
}

it('version 1 has a hierarchy for each subsystem', async () => {
  const cgroups = cgroupsOf('freezer/cgroup.procs', 'cpu/cgroup.procs', 'unified/cgroup.procs');
  expect(cgroups.hierarchy.version).toBe(1);
  expect(cgroups.processPath(nested)).toBe('/mesos/c/mesos/n');
  await cgroups.make(id, 'cpu');
  await cgroups.write(id, 'cpu', 'cpu.shares', '7');
  expect(readFileSync(join(top, 'cpu/mesos/c/cpu.shares'), 'utf8')).toBe('7');
  await expect(cgroups.make(id, 'memory')).rejects.toThrow("no cgroup subsystem 'memory'");
});

it('version 2 has one, where processes are in a leaf and controllers are handed down', async () => {
  const cgroups = cgroupsOf('cgroup.controllers', 'cgroup.procs');
  expect(cgroups.hierarchy.version).toBe(2);
  expect(cgroups.processPath(nested)).toBe('/mesos/c/mesos/n/leaf');
  await cgroups.make(id, 'cpu');
  await cgroups.make(id, 'memory');
  const handedDown = (path: string): string => readFileSync(join(top, path), 'utf8');
  // The last that was written: a plain file keeps no more.
  expect(handedDown('cgroup.subtree_control')).toBe('+pids');
  expect(handedDown('mesos/cgroup.subtree_control')).toBe('+pids');
  expect(existsSync(join(top, 'mesos/c/cgroup.subtree_control'))).toBe(false);
  writeFileSync(
    join(top, 'mesos/c/cpu.stat'),
    'usage_usec 3\nuser_usec 2000000\nsystem_usec 500000\n',
  );
  expect(await findCpuTimes(cgroups, id)).toEqual({ userSecs: 2, systemSecs: 0.5 });
});

it('say which subsystems there are', () => {
  const old = cgroupsOf('freezer/cgroup.procs', 'cpu/cgroup.procs').hierarchy;
  expect(old.findObstacle('cpu')).toBeUndefined();
  expect(old.findObstacle('net_cls')).toContain("no cgroup subsystem 'net_cls'");
  const { hierarchy } = cgroupsOf('cgroup.controllers', 'cgroup.procs');
  writeFileSync(join(top, 'cgroup.controllers'), 'cpu io pids\n');
  expect(hierarchy.findObstacle('blkio')).toBeUndefined();
  expect(hierarchy.findObstacle('devices')).toBeUndefined();
  expect(hierarchy.findObstacle('hugetlb')).toContain("no controller 'hugetlb'");
  expect(hierarchy.findObstacle('net_cls')).toContain("know no 'net_cls'");
});

it('version 2 says which cgroup it is that hands a controller down no further', async () => {
  const cgroups = cgroupsOf('cgroup.controllers', 'cgroup.procs', 'mesos/cgroup.procs');
  mkdirSync(join(top, 'mesos/cgroup.subtree_control')); // cannot be written to
  await expect(cgroups.make(id, 'cpu')).rejects.toThrow(
    `the cgroup '${top}/mesos' cannot hand 'cpu' down: EISDIR`,
  );
  await cgroups.make(id, 'perf_event'); // needs none
});

it('version 2 says at once that processes are in the way', () => {
  const { hierarchy } = cgroupsOf('cgroup.controllers', 'cgroup.procs', 'cgroup.subtree_control');
  writeFileSync(join(top, 'cgroup.controllers'), 'cpu memory\n');
  writeFileSync(join(top, 'cgroup.procs'), '1\n');
  expect(hierarchy.findObstacle('cpu')).toBeUndefined();
  writeFileSync(join(top, 'cgroup.type'), 'domain\n'); // so it is not the top of the machine
  expect(hierarchy.findObstacle('cpu')).toContain(`processes in the cgroup '${top}' itself`);
  // "All that the machine has" does not leave it out in silence.
  expect([hierarchy.has('cpu'), hierarchy.has('hugetlb')]).toEqual([true, false]);
  expect(hierarchy.findObstacle('devices')).toBeUndefined();
  writeFileSync(join(top, 'cgroup.subtree_control'), 'cpu\n');
  expect(hierarchy.findObstacle('cpu')).toBeUndefined();
  expect(hierarchy.findObstacle('memory')).toContain("'memory'");
  writeFileSync(join(top, 'cgroup.procs'), '');
  expect(hierarchy.findObstacle('memory')).toBeUndefined();
});

it('are found wherever one of them is, and removed with all that is nested in them', async () => {
  const cgroups = cgroupsOf('freezer/cgroup.procs', 'cpu/cgroup.procs');
  mkdirSync(join(top, 'cpu/mesos/c'), { recursive: true });
  mkdirSync(join(top, 'freezer/mesos/c/mesos/n'), { recursive: true });
  mkdirSync(join(top, 'freezer/other'), { recursive: true });
  expect((await cgroups.list()).map(containerKey)).toEqual(['c', 'c.n']);
  await cgroups.remove(id, 1000);
  expect(await cgroups.list()).toEqual([]);
  expect(existsSync(join(top, 'freezer/other'))).toBe(true);
});

it('a machine without any is told what it misses', () => {
  const found = findHierarchy(join(top, 'nothing'));
  expect(!found.ok && found.error).toContain(
    "has neither cgroups of version 2 nor the subsystem 'freezer'",
  );
});
