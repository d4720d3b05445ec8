/** Isolators that need cgroups, on the kernel of this machine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unwrap, type Result } from '../../foundation/result.ts';
import type { ContainerID, ResourceStatistics } from '../../protocol/generated/mesos.ts';
import type { Containerizer } from '../containerizer.ts';
import type { IsolatorOptions } from '../isolators/isolator.ts';
import {
  aConfig,
  anId,
  ended,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
} from '../posix/test-support.ts';
import {
  aLinuxContainerizer,
  obstacle,
  remains,
  removeCgroupsRoot,
  scalar,
  testCgroups,
} from './test-support.ts';

const isV1 = obstacle === undefined && testCgroups('/x').hierarchy.version === 1;
const mb = 2 ** 20;

describe.skipIf(obstacle !== undefined)(`isolators of cgroups (${obstacle ?? ''})`, () => {
  beforeAll(makeHome);
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

  async function usageOf(
    containerizer: Containerizer,
    id: ContainerID,
  ): Promise<ResourceStatistics> {
    const result = await new Promise<Result<ResourceStatistics>>((resolve) =>
      containerizer.usage(id, resolve),
    );
    return unwrap(result);
  }

  it('write the request, and the limit where it differs', async (context) => {
    if (!isV1) context.skip('this machine has version 2, whose files version2.test.ts reads');
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem']);
    const cgroups = testCgroups();
    const read = async (id: ContainerID): Promise<unknown> => ({
      shares: await cgroups.read(id, 'cpu', 'cpu.shares'),
      quota: await cgroups.read(id, 'cpu', 'cpu.cfs_quota_us'),
      soft: await cgroups.read(id, 'memory', 'memory.soft_limit_in_bytes'),
      hard: await cgroups.read(id, 'memory', 'memory.limit_in_bytes'),
    });
    const id = anId();
    const limits = { cpus: { value: 0.75 }, mem: { value: 128 } };
    await launch(containerizer, id, aConfig(id, { value: 'sleep 300' }, { resources, limits }));
    expect(await read(id)).toEqual({
      ...{ shares: '512\n', quota: '75000\n' },
      ...{ soft: `${64 * mb}\n`, hard: `${128 * mb}\n` },
    });
    const update = (mem: number, limit: number): Promise<Result<void>> =>
      new Promise((resolve) => {
        const more = [scalar('cpus', 1), scalar('mem', mem)];
        containerizer.update(id, more, { mem: { value: limit } }, resolve);
      });
    expect(await update(40, 100)).toEqual({ ok: true, value: undefined });
    expect(await read(id)).toMatchObject({ soft: `${40 * mb}\n`, hard: `${128 * mb}\n` });
    await update(40, Infinity);
    expect(await read(id)).toMatchObject({ shares: '1024\n' });
    expect(Number((await cgroups.read(id, 'memory', 'memory.limit_in_bytes'))!)).toBeGreaterThan(
      2 ** 60,
    );
    await end(containerizer, id);
  });

  it('hold a task to its quota where the operator wants that, and count how often', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/cpu', 'cgroups/mem'], {
      options: { cgroups_enable_cfs: true },
    });
    const id = anId();
    const few = [scalar('cpus', 0.1), scalar('mem', 64)];
    const config = aConfig(id, { value: 'while :; do :; done' }, { resources: few });
    await launch(containerizer, id, config);
    let usage = await usageOf(containerizer, id);
    while ((usage.cpus_nr_throttled ?? 0) < 3) usage = await usageOf(containerizer, id);
    expect(usage).toMatchObject({
      cpus_limit: 0.1,
      cpus_soft_limit: 0.1,
      mem_limit_bytes: 64 * mb,
    });
    expect(usage.cpus_throttled_time_secs).toBeGreaterThan(0);
    expect(usage.mem_total_bytes).toBeGreaterThan(0);
    expect(usage.cpus_user_time_secs! + usage.cpus_system_time_secs!).toBeGreaterThan(0);
    await end(containerizer, id);
  });

  const eater = 'head -c 200M /dev/zero | tail | sleep 0.1';

  it('end a task that wants more memory than its limit, and say so', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem', 'namespaces/pid']);
    const id = anId();
    await launch(containerizer, id, aConfig(id, { value: eater }, { resources }));
    const termination = await ended(containerizer, id);
    expect(termination).toMatchObject({
      state: 'TASK_FAILED',
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      limitedResources: [{ name: 'mem', type: 'SCALAR', scalar: { value: 64 } }],
    });
    expect(termination?.message).toContain(
      'Memory limit exceeded: Requested: 64MB Maximum Used: 64MB',
    );
    containerizer.remove(id);
  });

  it('end all of a container in which one process ran out of memory', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem']);
    const id = anId();
    const value = `(${eater}); sleep 300`;
    await launch(containerizer, id, aConfig(id, { value }, { resources }));
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY';
    expect(await ended(containerizer, id)).toMatchObject({ reason });
    containerizer.remove(id);
  });

  it('leave a task alone that stays within an explicit limit above its request', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem']);
    const id = anId();
    const limits = { mem: { value: 512 } };
    const config = aConfig(id, { value: `${eater}; echo $?` }, { resources, limits });
    await launch(containerizer, id, config);
    expect(await ended(containerizer, id)).toEqual({ status: 0 });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('0\n');
    containerizer.remove(id);
  });

  it('give a nested container a cgroup with limits of its own when it asks for one', async () => {
    const containerizer = aLinuxContainerizer(['cgroups/mem', 'cgroups/cpu']);
    const pod = anId();
    const { command: _none, ...podConfig } = aConfig(pod, {}, { resources: [scalar('mem', 512)] });
    await launch(containerizer, pod, podConfig);
    const [own, shared] = [
      { value: 'own', parent: pod },
      { value: 'shared', parent: pod },
    ];
    const container = { type: 'MESOS' as const, linux_info: { share_cgroups: false } };
    const ownConfig = aConfig(own, { value: eater }, { resources, container });
    await launch(containerizer, own, ownConfig);
    const sharedConfig = aConfig(shared, { value: `${eater}; echo $?` }, { resources });
    await launch(containerizer, shared, sharedConfig);
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY';
    expect(await ended(containerizer, own)).toMatchObject({ reason });
    expect(await ended(containerizer, shared)).toEqual({ status: 0 });
    await end(containerizer, pod);
  });

  it('keep devices from a task but those that all need and those that are allowed', async () => {
    const looks =
      'head -c 1 /dev/zero >/dev/null && echo zero; head -c 1 /dev/hwrng; head -c 1 /dev/kmsg';
    const run = async (options?: Partial<IsolatorOptions>): Promise<string[]> => {
      const containerizer = aLinuxContainerizer(['cgroups/devices'], options && { options });
      const id = anId();
      await launch(containerizer, id, aConfig(id, { value: looks }));
      await ended(containerizer, id);
      containerizer.remove(id);
      const [out, err] = ['stdout', 'stderr'].map((name) =>
        readFileSync(join(sandboxOf(id), name), 'utf8'),
      );
      expect(out).toContain('zero\n');
      return err!.split('\n').filter((line) => line.includes('Operation not permitted'));
    };
    expect((await run()).length).toBe(2);
    const access = { read: true };
    const allowed_devices = { allowed_devices: [{ device: { path: '/dev/kmsg' }, access }] };
    expect(await run({ allowed_devices })).toEqual([expect.stringContaining('hwrng')]);
  });

  it('keep what a task executes from getting more privileges', async () => {
    const value = 'grep NoNewPrivs /proc/self/status';
    for (const [isolation, expected] of [
      [['linux/nnp'], '1'],
      [[], '0'],
    ] as const) {
      const containerizer = aLinuxContainerizer(isolation);
      const id = anId();
      await launch(containerizer, id, aConfig(id, { value }));
      expect(await ended(containerizer, id)).toEqual({ status: 0 });
      containerizer.remove(id);
      expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe(
        `NoNewPrivs:\t${expected}\n`,
      );
    }
  });

  it('share the pid namespace of the agent only when that is allowed', async () => {
    const linux_info = { share_pid_namespace: true };
    const share = { container: { type: 'MESOS' as const, linux_info } };
    const open = aLinuxContainerizer(['namespaces/pid']);
    const id = anId();
    await launch(open, id, aConfig(id, { value: `test -d /proc/${process.pid}` }, share));
    expect(await ended(open, id)).toEqual({ status: 0 });
    open.remove(id);
    const closed = aLinuxContainerizer(['namespaces/pid'], {
      options: { disallow_sharing_agent_pid_namespace: true },
    });
    const refused = anId();
    const launched = await launch(closed, refused, aConfig(refused, { value: 'true' }, share));
    expect(!launched.ok && launched.error).toContain("'container.linux_info.share_pid_namespace'");
  });
});
