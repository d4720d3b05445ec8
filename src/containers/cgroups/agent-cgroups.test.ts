/** The agent's own cgroups, with plain directories in the place of real ones. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, unwrap } from '../../foundation/result.ts';
import { containerKey } from '../container-id.ts';
import { enterAgentCgroups, findAgentCgroupsFault, findSubsystemFault } from './agent-cgroups.ts';
import { Cgroups } from './cgroups.ts';
import { findHierarchy } from './hierarchy.ts';
import type { Hierarchy } from './hierarchy.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'agent-cgroups-'));
});
afterEach(() => rmSync(top, { recursive: true }));

function write(file: string, text = ''): void {
  mkdirSync(dirname(join(top, file)), { recursive: true });
  writeFileSync(join(top, file), text);
}

function read(file: string): string {
  return readFileSync(join(top, file), 'utf8');
}

function version1(): Hierarchy {
  for (const name of ['freezer', 'memory', 'cpuset']) write(`${name}/cgroup.procs`);
  return unwrap(findHierarchy(top));
}

function version2(): Hierarchy {
  write('cgroup.procs');
  write('cgroup.controllers', 'cpu io memory\n');
  return unwrap(findHierarchy(top));
}

describe('--agent_subsystems', () => {
  const known = '#subsys_name\thierarchy\nmemory\t1\nnet_cls\t0\n';
  const place = (hierarchy: Hierarchy) => ({ hierarchy, mountPoint: top, known });

  it('names subsystems that are mounted', () => {
    const here = place(version1());
    expect(findSubsystemFault('memory', here)).toBeUndefined();
    expect(findSubsystemFault('memori', here)).toBe(
      "the kernel has no cgroup subsystem 'memori', it has memory, net_cls; leave it out",
    );
    expect(findSubsystemFault('net_cls', here)).toBe(
      `the cgroup subsystem 'net_cls' is not mounted at '${join(top, 'net_cls')}'; mount it, or leave it out`,
    );
  });

  it('names controllers where cgroups are of version 2, by their older names as well', () => {
    const here = place(version2());
    const faults = ['memory', 'cpuacct', 'blkio'].map((name) => findSubsystemFault(name, here));
    expect(faults).toEqual([undefined, undefined, undefined]);
    expect(findSubsystemFault('pids', here)).toBe(
      `'${join(top, 'cgroup.controllers')}' has no controller 'pids', it has cpu, io, memory; leave it out`,
    );
  });

  it.skipIf(process.getuid?.() === 0)('needs root', () => {
    const wanted = { subsystems: ['memory'], mountPoint: '/sys/fs/cgroup' };
    expect(findAgentCgroupsFault(wanted)).toContain('start it as root');
    expect(findAgentCgroupsFault({ ...wanted, subsystems: [] })).toBeUndefined();
  });
});

describe('the agent', () => {
  it('enters a cgroup in each subsystem, and knows where it came from and who else is there', async () => {
    const hierarchy = version1();
    write('cpuset/cpuset.cpus', '0-1\n');
    write('cpuset/cpuset.mems', '0\n');
    for (const folder of ['cpuset/mesos', 'cpuset/mesos/slave']) {
      write(`${folder}/cpuset.cpus`, '\n');
      write(`${folder}/cpuset.mems`, '\n');
    }
    write('memory/mesos/slave/cgroup.procs', '7\n42\n');
    const memberships = '4:memory:/unit\n3:cpuset:/mesos/slave\n2:cpu,cpuacct:/x\n0::/y\n';
    const wanted = { subsystems: ['memory', 'cpuset'], root: 'mesos' };
    expect(await enterAgentCgroups(wanted, hierarchy, { pid: 42, memberships })).toEqual(
      ok({ origins: [join(top, 'memory/unit/cgroup.procs')], others: [7] }),
    );
    expect(read('memory/mesos/slave/cgroup.procs')).toBe('42');
    expect(read('cpuset/mesos/slave/cpuset.cpus')).toBe('0-1\n');
    expect(existsSync(join(top, 'freezer/mesos'))).toBe(false);
    // It is no container's, whatever that is called.
    const cgroups = new Cgroups(hierarchy, 'mesos');
    expect(await cgroups.list()).toEqual([]);
    for (const value of ['slave', 'slave%', 'agent']) await cgroups.make({ value }, 'memory');
    expect((await cgroups.list()).map(containerKey).toSorted()).toEqual([
      ...['agent', 'slave', 'slave%'],
    ]);
    expect(cgroups.processPath({ value: 'slave' })).toBe('/mesos/slave%');
  });

  it('enters one cgroup of version 2, and has controllers handed down to it', async () => {
    const hierarchy = version2();
    const wanted = { subsystems: ['memory'], root: 'company/mesos' };
    expect(await enterAgentCgroups(wanted, hierarchy, { pid: 42, memberships: '0::/\n' })).toEqual(
      ok({ origins: [join(top, 'cgroup.procs')], others: [] }),
    );
    expect(read('company/mesos/agent/leaf/cgroup.procs')).toBe('42');
    for (const folder of ['.', 'company', 'company/mesos', 'company/mesos/agent'])
      expect(read(`${folder}/cgroup.subtree_control`)).toBe('+memory');
    expect(await new Cgroups(hierarchy, 'company/mesos').list()).toEqual([]);
  });

  it('is told why it cannot', async () => {
    const hierarchy = version1();
    write('memory/mesos');
    const wanted = { subsystems: ['memory'], root: 'mesos' };
    expect(await enterAgentCgroups(wanted, hierarchy, { pid: 1, memberships: '' })).toMatchObject({
      error: expect.stringMatching(/^Failed to move the agent .*ENOTDIR/u) as string,
    });
  });
});
