/** Containers with real namespaces and cgroups: they run, end, are killed, and leave nothing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../foundation/result.ts';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import type { Isolator } from '../isolators/isolator.ts';
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
import { findProgram } from '../programs.ts';
import {
  aLinuxContainerizer,
  obstacle,
  remains,
  removeCgroupsRoot,
  testCgroups,
} from './test-support.ts';

describe.skipIf(obstacle !== undefined)(
  `containers of the linux launcher (${obstacle ?? ''})`,
  () => {
    beforeAll(makeHome);
    afterEach(() => expect(remains()).toEqual([]));
    afterAll(() => {
      removeCgroupsRoot();
      removeHome();
    });

    async function run(
      command: CommandInfo,
      isolation: readonly string[] = [],
      more?: Partial<ContainerConfig>,
    ): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
      const containerizer = aLinuxContainerizer(isolation);
      const id = anId();
      const launched = await launch(containerizer, id, aConfig(id, command, more));
      if (!launched.ok) throw new Error(launched.error);
      const termination = await ended(containerizer, id);
      containerizer.remove(id);
      await until(() => !readdirHas(id.value));
      const read = (name: string): string => readFileSync(join(sandboxOf(id), name), 'utf8');
      return { status: termination?.status, stdout: read('stdout'), stderr: read('stderr') };
    }

    function readdirHas(value: string): boolean {
      try {
        readFileSync(join(home, 'run/containers', value, 'config.json'));
        return true;
      } catch {
        return false;
      }
    }

    it.each([
      ['exit 0', 0],
      ['exit 3', 3 * 256],
      ['exit 137', 137 * 256],
      ['kill -9 $$', 9],
      ['kill -TERM $$', 15],
    ])('tells exactly how "%s" ended, with a pid namespace and without', async (value, status) => {
      expect((await run({ value })).status).toBe(status);
      expect((await run({ value }, ['namespaces/pid'])).status).toBe(status);
    });

    it('gives the task its output, environment, working directory and none but its own processes', async () => {
      const value = 'echo out $A; echo err >&2; pwd; ls /proc | grep -c "^[0-9]"; echo $$';
      const { stdout, stderr } = await run({ value }, ['namespaces/pid'], {
        environment: { A: 'b' },
      });
      const [first, directory, count, pid] = stdout.split('\n');
      expect([first, stderr]).toEqual(['out b', 'err\n']);
      expect(directory).toContain('sandboxes/');
      expect(Number(count)).toBeLessThan(10);
      expect(Number(pid)).toBeLessThan(10);
    });

    it('runs a task as another user, with rlimits', async () => {
      const containerizer = aLinuxContainerizer(['namespaces/pid', 'posix/rlimits']);
      const id = anId();
      const value = 'id -un; touch made; ulimit -n; echo opened >>/dev/stdout; cat /etc/shadow';
      const rlimits = [{ type: 'RLMT_NOFILE' as const, soft: 64, hard: 64 }];
      const container = { type: 'MESOS' as const, rlimit_info: { rlimits } };
      const config = aConfig(id, { value }, { user: 'nobody', container });
      expect(await launch(containerizer, id, config)).toMatchObject({ ok: true });
      expect(await ended(containerizer, id)).toEqual({ status: 256 });
      containerizer.remove(id);
      const read = (name: string): string => readFileSync(join(sandboxOf(id), name), 'utf8');
      expect(read('stdout')).toBe('nobody\n64\nopened\n');
      expect(read('stderr')).toContain('/etc/shadow: Permission denied');
      expect(read('made')).toBe('');
    });

    it('leaves no process behind that the task left behind', async () => {
      const value = '(setsid sleep 300 & ) ; exit 0';
      expect((await run({ value })).status).toBe(0);
    });

    it('wakes a conmon that was stopped, when there is nothing to wait for any more', async () => {
      const containerizer = aLinuxContainerizer([]);
      const id = anId();
      await launch(
        containerizer,
        id,
        aConfig(id, { value: 'sleep 1000 & echo $! > pid; wait; exit 3' }),
      );
      const pidFile = join(sandboxOf(id), 'pid');
      await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
      const conmon = readFileSync(join(home, 'run/containers', id.value, 'conmon.pid'), 'latin1');
      process.kill(Number(conmon), 'SIGSTOP');
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
      expect(await ended(containerizer, id)).toEqual({ status: 3 * 256 });
      containerizer.remove(id);
    });

    it('is ended by destroy, with all that it has started, and says so', async () => {
      for (const isolation of [[], ['namespaces/pid']]) {
        const containerizer = aLinuxContainerizer(isolation);
        const id = anId();
        await launch(containerizer, id, aConfig(id, { value: 'setsid sleep 300 & sleep 300' }));
        containerizer.destroy(id);
        expect(await ended(containerizer, id)).toEqual({ status: 9 });
        expect(remains()).toEqual([]);
        containerizer.remove(id);
      }
    });

    it('hands signals to the task, which may take its time', async () => {
      const containerizer = aLinuxContainerizer(['namespaces/pid']);
      const id = anId();
      const value = 'trap "echo got; exit 5" TERM; echo ready; while :; do sleep 0.01; done';
      await launch(containerizer, id, aConfig(id, { value }));
      await until(() => readFileSync(join(sandboxOf(id), 'stdout'), 'utf8') === 'ready\n');
      expect(containerizer.kill(id, 15)).toBe(true);
      expect(await ended(containerizer, id)).toEqual({ status: 5 * 256 });
      expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('ready\ngot\n');
    });

    it('nests containers, in cgroups within each other and pid namespaces of their own', async () => {
      const containerizer = aLinuxContainerizer(['namespaces/pid', 'cgroups/cpu', 'cgroups/mem']);
      const pod = anId();
      const { command: _none, ...podConfig } = aConfig(pod, {});
      expect(await launch(containerizer, pod, podConfig)).toMatchObject({ ok: true });
      const child = { value: 'child', parent: pod };
      const config = aConfig(child, { value: 'sleep 300' });
      expect(await launch(containerizer, child, config)).toMatchObject({ ok: true });
      const cgroups = testCgroups();
      expect((await cgroups.members(child)).length).toBeGreaterThan(0);
      expect(await cgroups.members(pod)).toEqual([]);
      const debug = { value: 'debug', parent: child };
      const looks = { value: 'cat /proc/1/comm; ls /proc | grep -c "^[0-9]"; pwd' };
      const inParent = aConfig(debug, looks, {
        containerClass: 'debug',
        directory: sandboxOf(child),
      });
      expect(await launch(containerizer, debug, inParent)).toMatchObject({ ok: true });
      expect((await ended(containerizer, debug))?.status).toBe(0);
      const [comm, count, directory] = readFileSync(join(sandboxOf(child), 'stdout'), 'utf8').split(
        '\n',
      );
      expect([comm, directory]).toEqual(['sh', sandboxOf(child)]);
      expect(Number(count)).toBeLessThan(12);
      containerizer.destroy(pod);
      await ended(containerizer, pod);
      containerizer.remove(pod);
    });

    it('says in the words of the runtime why a container cannot be made, and leaves nothing', async () => {
      const mount = {
        destination: '/mnt',
        source: '/nonexistent',
        type: 'bind',
        options: ['bind'],
      };
      const isolator: Isolator = {
        name: 'mounts',
        prepare: (_container, _config, done) => done(ok({ mounts: [mount] })),
      };
      const containerizer = aLinuxContainerizer([], { isolators: [isolator] });
      const id = anId();
      const launched = await launch(containerizer, id, aConfig(id, { value: 'true' }));
      expect(!launched.ok && launched.error).toContain('the OCI runtime cannot make the container');
      expect(!launched.ok && launched.error).toContain('/nonexistent');
    });

    /** In front of the machine's, with what it does when it is asked to `make` or `start` a container. */
    function aRuntime(doing: { readonly create?: string; readonly start?: string }): string {
      const path = join(home, `runtime-${anId().value}`);
      const cases = Object.entries(doing).map(([word, script]) => `*' ${word} '*) ${script} ;;`);
      const script = `#!/bin/sh\ncase " $* " in ${cases.join(' ')} esac\nexec ${findProgram('runc')} "$@"\n`;
      writeFileSync(path, script, { mode: 0o755 });
      return path;
    }

    it.each(['create', 'start'])(
      'gives up a runtime that hangs in %s when the container is not wanted any more',
      async (word) => {
        const called = join(home, `called-${word}`);
        const path = aRuntime({ [word]: `: >${called}; exec sleep 1000` });
        const containerizer = aLinuxContainerizer([], { runtime: { path, timeoutMs: 600_000 } });
        const id = anId();
        const launching = launch(containerizer, id, aConfig(id, { value: 'touch ran' }));
        await until(() => existsSync(called));
        containerizer.destroy(id);
        expect((await launching).ok).toBe(false);
        expect(existsSync(join(sandboxOf(id), 'ran'))).toBe(false);
      },
    );

    it.each([
      [{ create: 'sleep 1000' }, 500, 'the OCI runtime did not make the container within 0.5 s'],
      // It has to be made in time before that.
      [
        { start: 'exec sleep 1000' },
        8000,
        'the OCI runtime did not start the container within 8 s',
      ],
      [{ create: 'kill -9 $$' }, 60_000, 'the OCI runtime cannot make the container'],
      [{ start: 'kill -9 $$' }, 60_000, 'the OCI runtime cannot start the container'],
    ])('fails, and leaves nothing, with a runtime that does %j', async (doing, timeoutMs, why) => {
      const runtime = { path: aRuntime(doing), timeoutMs };
      const containerizer = aLinuxContainerizer(['namespaces/pid'], { runtime });
      const id = anId();
      const launched = await launch(containerizer, id, aConfig(id, { value: 'touch ran' }));
      expect(!launched.ok && launched.error).toContain(why);
      expect(existsSync(join(sandboxOf(id), 'ran'))).toBe(false);
      expect(existsSync(join(home, 'run/containers', id.value))).toBe(false);
      expect(containerizer.list()).toEqual([]);
    });
  },
);
