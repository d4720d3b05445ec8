/** What cgroups of version 2 are told and tell, on a kernel that has them: `npm test -- cgroups2`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ContainerID, ResourceStatistics } from '../../protocol/generated/mesos.ts';
import { findHierarchy } from '../cgroups/hierarchy.ts';
import type { Containerizer, ResourceLimits } from '../containerizer.ts';
import { findCgroupsFault } from '../isolators/registry.ts';
import {
  aConfig,
  anId,
  ended,
  home,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
  until,
} from '../posix/test-support.ts';
import type { LinuxContainerizer } from './linux-containerizer.ts';
import {
  aLinuxContainerizer,
  cgroupsRootIn,
  obstacle,
  remains,
  removeCgroupsRoot,
  scalar,
  testCgroups,
} from './test-support.ts';

const mountPoint = '/sys/fs/cgroup';
const isV2 = obstacle === undefined && testCgroups('/x').hierarchy.version === 2;
const mb = 2 ** 20;

describe.skipIf(obstacle !== undefined)(`cgroups of version 2 (${obstacle ?? ''})`, () => {
  beforeAll(makeHome);
  beforeEach((context) => {
    if (!isV2)
      context.skip('this machine has version 1; npm test -- cgroups2 makes one that has 2');
  });
  afterEach(() => expect(remains()).toEqual([]));
  afterAll(() => {
    removeCgroupsRoot();
    removeHome();
  });

  const resources = [scalar('cpus', 0.5), scalar('mem', 64)];

  async function end(containerizer: Containerizer, id: ContainerID): Promise<void> {
    containerizer.destroy(id);
    await ended(containerizer, id);
    containerizer.remove(id);
  }

  function pathOf(...parts: readonly string[]): string {
    return join(mountPoint, cgroupsRootIn(home), ...parts);
  }

  function read(...parts: readonly string[]): string {
    return readFileSync(pathOf(...parts), 'latin1').trim();
  }

  function limitsOf(id: ContainerID): Record<string, string> {
    const names = ['cpu.weight', 'cpu.max', 'memory.low', 'memory.max', 'memory.high'];
    return Object.fromEntries(names.map((name) => [name, read(id.value, name)]));
  }

  function update(
    containerizer: LinuxContainerizer,
    id: ContainerID,
    [cpus, mem]: readonly [number, number],
    limits: ResourceLimits | undefined,
  ): Promise<Result<void>> {
    return new Promise((resolve) => {
      containerizer.update(id, [scalar('cpus', cpus), scalar('mem', mem)], limits, resolve);
    });
  }

  async function usageOf(
    containerizer: Containerizer,
    id: ContainerID,
  ): Promise<ResourceStatistics> {
    return unwrap(await new Promise((resolve) => containerizer.usage(id, resolve)));
  }

  it('have the request, and the limit where it differs, also when these change', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem']);
    const id = anId();
    const limits = { cpus: { value: 0.75 }, mem: { value: 128 } };
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, { resources, limits }));
    expect(limitsOf(id)).toEqual({
      ...{ 'cpu.weight': '50', 'cpu.max': '75000 100000' },
      ...{ 'memory.low': `${64 * mb}`, 'memory.max': `${128 * mb}`, 'memory.high': 'max' },
    });
    expect(await update(containerizer, id, [1, 40], { mem: { value: 100 } })).toMatchObject({
      ok: true,
    });
    expect(limitsOf(id)).toMatchObject({
      ...{ 'cpu.weight': '100', 'cpu.max': 'max 100000' },
      ...{ 'memory.low': `${40 * mb}`, 'memory.max': `${128 * mb}` },
    });
    await update(containerizer, id, [500, 40], { mem: { value: Infinity } });
    expect(limitsOf(id)).toMatchObject({ 'cpu.weight': '10000', 'memory.max': 'max' });
    await end(containerizer, id);
  });

  it('protect of all containers together what they asked for', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem']);
    const [one, other] = [anId(), anId()];
    for (const id of [one, other])
      await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, { resources }));
    expect(read('memory.low')).toBe(`${128 * mb}`);
    await update(containerizer, other, [1, 100], undefined);
    expect(read('memory.low')).toBe(`${164 * mb}`);
    await end(containerizer, other);
    await until(() => read('memory.low') === `${64 * mb}`);
    await end(containerizer, one);
    await until(() => read('memory.low') === '0');
    writeFileSync(pathOf('memory.low'), String(mb)); // of what an agent that died had
    const next = aLinuxContainerizer(['cgroups/mem']);
    await new Promise((resolve) => next.recover([], resolve));
    expect(read('memory.low')).toBe('0');
  });

  it('take a limit that an operator set, unless more is in use', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem']);
    const id = anId();
    // Twice 70 MB: memory that is held, and files that the kernel can forget.
    const holder = `head -c 70M /dev/zero >here; node -e '
      const held = Buffer.alloc(70 * 2 ** 20, 1); require("fs").writeFileSync("up", "");
      setInterval(() => held[0], 1000)'`;
    const limits = { mem: { value: 512 } };
    await launch(containerizer, id, aConfig(id, { value: holder }, { resources, limits }));
    await until(() => existsSync(join(sandboxOf(id), 'up')));
    const refused = await containerizer.impose(id, { mem: { value: 60 } });
    expect(!refused.ok && refused.error).toContain('the container uses more than that now');
    expect(limitsOf(id)).toMatchObject({ 'memory.max': `${512 * mb}`, 'memory.high': 'max' });
    const taken = await containerizer.impose(id, { mem: { value: 400 }, cpus: { value: 2 } });
    expect(taken).toMatchObject({ ok: true });
    expect(limitsOf(id)).toMatchObject({
      ...{ 'memory.max': `${400 * mb}`, 'memory.high': 'max', 'cpu.max': '200000 100000' },
    });
    expect(read(id.value, 'leaf', 'memory.events')).toContain('oom_kill 0');
    await end(containerizer, id);
  });

  it('give no swap beside the memory where the operator wants that', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem'], {
      options: { cgroups_limit_swap: true },
    });
    const id = anId();
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, { resources }));
    expect(read(id.value, 'memory.swap.max')).toBe('0');
    await update(containerizer, id, [1, 64], { mem: { value: Infinity } });
    expect(read(id.value, 'memory.swap.max')).toBe('max');
    await end(containerizer, id);
  });

  it('count memory, processor time and what is read from disks', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem', 'cgroups/blkio']);
    const id = anId();
    const disk = readdirSync('/sys/block').find((name) => /^(vd|sd|nvme)/u.test(name));
    const value = `dd if=/dev/${disk} of=/dev/null bs=4096 count=8 iflag=direct; touch up; sleep 300`;
    await launch(containerizer, id, aConfig(id, { value }, { resources }));
    await until(() => existsSync(join(sandboxOf(id), 'up')));
    const usage = await usageOf(containerizer, id);
    for (const field of ['mem_total_bytes', 'mem_anon_bytes', 'mem_kmem_usage_bytes'] as const)
      expect(usage[field], field).toBeGreaterThan(0);
    expect(usage).toMatchObject({ mem_swap_bytes: 0, mem_kmem_tcp_usage_bytes: 0 });
    expect(usage.mem_rss_bytes).toBe(usage.mem_anon_bytes);
    expect(usage.cpus_user_time_secs! + usage.cpus_system_time_secs!).toBeGreaterThan(0);
    const all = usage.blkio_statistics!.throttling!;
    expect(all.at(-1)).toMatchObject({
      io_serviced: expect.arrayContaining([{ op: 'READ', value: 8 }]),
      io_service_bytes: expect.arrayContaining([{ op: 'READ', value: 8 * 4096 }]),
    });
    expect(all[0]!.device).toBeDefined();
    await end(containerizer, id);
  });

  it('hold a container to what an operator writes there, with all that is nested in it', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/pids', 'namespaces/pid']);
    const pod = anId();
    const { command: _none, ...podConfig } = aConfig(pod, {});
    await launch(containerizer, pod, podConfig);
    writeFileSync(pathOf(pod.value, 'pids.max'), '12');
    const child = { value: 'child', parent: pod };
    const value = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do sleep 300 & done; wait';
    await launch(containerizer, child, aConfig(child, { value }));
    expect((await ended(containerizer, child))?.status).not.toBe(0);
    expect(readFileSync(join(sandboxOf(child), 'stderr'), 'utf8')).toContain('fork');
    await end(containerizer, pod);
  });

  it('end a frozen container as any other', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu']);
    const id = anId();
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300 & sleep 300' }));
    writeFileSync(pathOf(id.value, 'cgroup.freeze'), '1');
    await until(() => read(id.value, 'cgroup.events').includes('frozen 1'));
    await end(containerizer, id);
  });

  it('have processes where nothing is below, and nowhere else', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem']);
    const id = anId();
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, { resources }));
    expect(read('cgroup.procs')).toBe('');
    expect(read(id.value, 'cgroup.procs')).toBe('');
    expect(read(id.value, 'leaf', 'cgroup.procs')).not.toBe('');
    expect(read(id.value, 'cgroup.controllers')).toContain('cpu');
    await end(containerizer, id);
  });

  it('know no network classes, which is said before anything is started', () => {
    const hierarchy = unwrap(findHierarchy(mountPoint));
    for (const name of ['net_cls', 'net_prio']) {
      expect(findCgroupsFault([`cgroups/${name}`], hierarchy)).toBe(
        `isolator 'cgroups/${name}': cgroups of version 2, which this machine has, know no '${name}'; leave it out`,
      );
    }
    expect(findCgroupsFault(['cgroups/cpu', 'cgroups/devices'], hierarchy)).toBeUndefined();
  });
});
