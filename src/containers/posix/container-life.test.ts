/** Containers among others: killed, nested, measured; with real processes. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContainerConfig } from '../containerizer.ts';
import { findProcess } from './process-table.ts';
import {
  home,
  aContainerizer,
  anId,
  sandboxOf,
  aConfig,
  launch,
  ended,
  run,
  until,
  makeHome,
  removeHome,
} from './test-support.ts';

beforeAll(makeHome);
afterAll(removeHome);

it('starts also when its resources are more than a variable of the environment can hold', async () => {
  const resources = Array.from({ length: 2000 }, (_, i) => ({
    name: `resource-with-a-name-of-some-length-${i}`,
    type: 'SCALAR' as const,
    scalar: { value: 1 },
  }));
  const { status, stdout } = await run(aContainerizer(), { value: 'echo up' }, { resources });
  expect([status, stdout]).toEqual([0, 'up\n']);
});

describe('killing', () => {
  it('signals the whole family, also those in other sessions', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const value =
      'setsid sh -c "trap \'echo got; exit\' TERM; echo ready; while :; do sleep 0.01; done" & trap "" TERM; wait $!; wait';
    await launch(containerizer, id, aConfig(id, { value }));
    await until(() => readFileSync(join(sandboxOf(id), 'stdout'), 'utf8') === 'ready\n');
    expect(containerizer.kill(id, 15)).toBe(true);
    expect(await ended(containerizer, id)).toEqual({ status: 0 });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('ready\ngot\n');
    expect(containerizer.kill(id, 15)).toBe(false);
  });

  it('leaves nothing: not after a destroy, not after a task that left children behind', async () => {
    const containerizer = aContainerizer();
    for (const [value, isDestroyed] of [
      ['sleep 300 & echo $! >pid; setsid sleep 300 & echo $! >pid2; wait', true],
      ['sleep 300 & echo $! >pid; (setsid sleep 300 & echo $! >pid2); exit 0', false],
    ] as const) {
      const id = anId();
      await launch(containerizer, id, aConfig(id, { value }));
      const pidOf = (name: string): number => {
        const path = join(sandboxOf(id), name);
        return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
      };
      await until(() => pidOf('pid') > 0 && pidOf('pid2') > 0);
      if (isDestroyed) containerizer.destroy(id);
      expect(await ended(containerizer, id)).toEqual({ status: isDestroyed ? 9 : 0 });
      const isGone = (pid: number): boolean => findProcess(pid)?.isZombie ?? true;
      await until(() => isGone(pidOf('pid')) && isGone(pidOf('pid2')));
    }
  });

  it('survives a task that kills its own process group', async () => {
    const { status } = await run(aContainerizer(), { value: 'kill -KILL 0' });
    expect(status).toBe(9);
  });

  it('ends a launch that is still fetching', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const uris = [{ value: `http://127.0.0.1:${port}/never` }];
    const launching = launch(containerizer, id, aConfig(id, { value: 'true', uris }));
    const end = ended(containerizer, id);
    expect(containerizer.list()).toMatchObject([{ id, state: 'launching' }]);
    setTimeout(() => containerizer.destroy(id), 50);
    expect((await launching).ok).toBe(false);
    expect(await end).toBeUndefined();
    server.closeAllConnections();
    server.close();
  });
});

describe('nested containers', () => {
  it('live in a parent without a process and end before it', async () => {
    const containerizer = aContainerizer();
    const parent = anId();
    const pod: ContainerConfig = { environment: {}, directory: sandboxOf(parent), resources: [] };
    expect(await launch(containerizer, parent, pod)).toEqual({ ok: true, value: {} });
    const child = { value: 'child', parent };
    const directory = join(sandboxOf(parent), 'containers/child');
    const sleeping = { ...aConfig(parent, { value: 'echo $MESOS_SANDBOX; sleep 300' }), directory };
    const launched = await launch(containerizer, child, sleeping);
    expect(launched).toMatchObject({ ok: true, value: { pid: expect.any(Number) } });
    const path = join(home, 'run/containers', parent.value, 'containers/child');
    expect(readFileSync(join(path, 'pid'), 'utf8')).toMatch(/^\d+$/u);
    await until(() => readFileSync(join(directory, 'stdout'), 'utf8') !== '');
    const order: string[] = [];
    containerizer.wait(parent, () => order.push('parent'));
    containerizer.wait(child, () => order.push('child'));
    containerizer.destroy(parent);
    expect(await ended(containerizer, parent)).toEqual({});
    expect(order).toEqual(['child', 'parent']);
    expect(readFileSync(join(sandboxOf(parent), 'stdout'), 'utf8')).toBe('');
    expect(await ended(containerizer, child)).toEqual({ status: 9 });
    expect(readFileSync(join(directory, 'stdout'), 'utf8')).toBe(`${directory}\n`);
    containerizer.remove(parent);
    expect(containerizer.list()).toEqual([]);
  });
});

describe('a debug container', () => {
  it('works in the sandbox of its parent but writes into its own', async () => {
    const containerizer = aContainerizer();
    const parent = anId();
    await launch(containerizer, parent, aConfig(parent, { value: 'sleep 300' }));
    const id = { value: 'debug', parent };
    const directory = join(sandboxOf(parent), 'containers/debug');
    const config = aConfig(
      parent,
      { value: 'pwd' },
      {
        directory,
        workingDirectory: sandboxOf(parent),
        containerClass: 'debug',
      },
    );
    expect((await launch(containerizer, id, config)).ok).toBe(true);
    expect(await ended(containerizer, id)).toEqual({ status: 0 });
    expect(readFileSync(join(directory, 'stdout'), 'utf8')).toBe(`${sandboxOf(parent)}\n`);
    expect(containerizer.list()).toHaveLength(2);
    expect(containerizer.remove(id)).toBe(true);
    expect(containerizer.remove(parent)).toBe(false);
    containerizer.destroy(parent);
    await ended(containerizer, parent);
  });
});

describe('usage and status', () => {
  it('count the processes of the container and of what is nested in it', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const scalar = (name: string, value: number): ContainerConfig['resources'][number] => ({
      name,
      type: 'SCALAR',
      scalar: { value },
    });
    const resources = [scalar('cpus', 0.1), scalar('cpus', 0.1), scalar('mem', 64)];
    const burn = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; sleep 300';
    const config = aConfig(id, { value: burn }, { resources });
    const launched = await launch(containerizer, id, config);
    await until(() => readFileSync(join(sandboxOf(id), 'stdout'), 'utf8') === 'done\n');
    const usage = await new Promise((resolve) => containerizer.usage(id, resolve));
    expect(usage).toMatchObject({
      ok: true,
      value: {
        timestamp: expect.any(Number),
        cpus_soft_limit: 0.2,
        mem_limit_bytes: 64 * 2 ** 20,
        mem_soft_limit_bytes: 64 * 2 ** 20,
        cpus_system_time_secs: expect.any(Number),
      },
    });
    const { value } = usage as { value: { cpus_user_time_secs: number; mem_rss_bytes: number } };
    expect(value.cpus_user_time_secs).toBeGreaterThan(0);
    expect(value.mem_rss_bytes).toBeGreaterThan(100_000);
    expect(value).not.toHaveProperty('cpus_limit');
    const status = await new Promise((resolve) => containerizer.status(id, resolve));
    const pid = launched.ok ? launched.value.pid : 0;
    expect(status).toEqual({ ok: true, value: { container_id: id, executor_pid: pid } });
    containerizer.destroy(id);
    await ended(containerizer, id);
  });
});
