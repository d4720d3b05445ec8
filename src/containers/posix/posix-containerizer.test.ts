import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  CommandInfo,
  ContainerID,
  ContainerInfo,
  RLimitInfo_RLimit,
} from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, ContainerTermination, LaunchedContainer } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { makeIsolators } from '../isolators/registry.ts';
import type { Tools } from './launch-plan.ts';
import { findProcess } from './process-table.ts';
import { PosixContainerizer } from './posix-containerizer.ts';

let home: string;
let nextId = 0;

function aContainerizer(tools?: Tools): PosixContainerizer {
  const isolators = makeIsolators('posix/cpu,posix/mem,posix/rlimits');
  if (!isolators.ok) throw new Error(isolators.error);
  const fetcher = new Fetcher();
  return new PosixContainerizer({
    runtimeDirectory: join(home, 'run'),
    isolators: isolators.value,
    fetcher,
    log: silentLog,
    ...(tools && { tools }),
  });
}

function anId(): ContainerID {
  return { value: `c${nextId++}` };
}

function sandboxOf(id: ContainerID): string {
  return join(home, 'sandboxes', id.value);
}

function aConfig(
  id: ContainerID,
  command: CommandInfo,
  more?: Partial<ContainerConfig>,
): ContainerConfig {
  return { command, environment: {}, directory: sandboxOf(id), resources: [], ...more };
}

function launch(
  containerizer: PosixContainerizer,
  id: ContainerID,
  config: ContainerConfig,
): Promise<Result<LaunchedContainer>> {
  return new Promise((resolve) => containerizer.launch(id, config, resolve));
}

function ended(
  containerizer: PosixContainerizer,
  id: ContainerID,
): Promise<ContainerTermination | undefined> {
  return new Promise((resolve) => containerizer.wait(id, resolve));
}

/** Runs a command to its end; what it printed and how it ended. */
async function run(
  containerizer: PosixContainerizer,
  command: CommandInfo,
  more?: Partial<ContainerConfig>,
): Promise<{ status: number | undefined; stdout: string; stderr: string }> {
  const id = anId();
  const launched = await launch(containerizer, id, aConfig(id, command, more));
  if (!launched.ok) throw new Error(launched.error);
  const termination = await ended(containerizer, id);
  containerizer.remove(id);
  const read = (name: string): string => readFileSync(join(sandboxOf(id), name), 'utf8');
  return { status: termination?.status, stdout: read('stdout'), stderr: read('stderr') };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'containers-'));
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('a posix container', () => {
  const endings: readonly [script: string, status: number][] = [
    ['exit 0', 0],
    ['exit 3', 3 << 8],
    ['exit 9', 9 << 8],
    ['exit 130', 130 << 8],
    ['exit 137', 137 << 8],
    ['exit 141', 141 << 8],
    ['exit 143', 143 << 8],
    ['kill -KILL $$', 9],
    ['kill -TERM $$', 15],
    ['kill -INT $$', 2],
    ['kill -PIPE $$', 13],
    ['ulimit -c 0; kill -SEGV $$', 11],
  ];
  it('tells every exit code from every signal', async () => {
    const containerizer = aContainerizer();
    const seen = await Promise.all(
      endings.map(async ([value]) => [value, (await run(containerizer, { value })).status]),
    );
    expect(seen).toEqual(endings);
  });

  it.each(['plain', 'none'] as const)(
    'tells them from what the shell reports when setsid is poor (%s), but for INT and PIPE',
    async (session) => {
      const containerizer = aContainerizer({ session, perl: undefined, setpriv: undefined });
      const clear = endings.filter(([, status]) => ![130 << 8, 141 << 8].includes(status));
      const seen = await Promise.all(
        clear.map(async ([value]) => [value, (await run(containerizer, { value })).status]),
      );
      expect(seen).toEqual(clear);
    },
  );

  it('runs an argument vector with its own argv[0]', async () => {
    const containerizer = aContainerizer();
    const command = {
      shell: false,
      value: '/bin/sh',
      arguments: ['other', '-c', 'echo "$0" "$1"', 'a b', '*'],
    };
    expect(await run(containerizer, command)).toMatchObject({ status: 0, stdout: 'a b *\n' });
    const plain = {
      shell: false,
      value: 'printf',
      arguments: ['printf', '%s|', "it's", '', '"\n$x'],
    };
    expect((await run(containerizer, plain)).stdout).toBe('it\'s||"\n$x|');
    const named = {
      shell: false,
      value: '/bin/sh',
      arguments: ['fancy name', '-c', 'cat /proc/$$/cmdline; :'],
    };
    expect((await run(containerizer, named)).stdout.split('\0')[0]).toBe('fancy name');
  });

  it('says which file cannot be executed and ends with status 1', async () => {
    const containerizer = aContainerizer();
    for (const value of ['/nope', 'no-such-program']) {
      const { status, stderr } = await run(containerizer, { shell: false, value });
      expect(status).toBe(1 << 8);
      expect(stderr).toBe(`Failed to execute '${value}': No such file or directory\n`);
    }
    const { stderr } = await run(containerizer, { shell: false, value: '/tmp' });
    expect(stderr).toBe("Failed to execute '/tmp': Permission denied\n");
  });

  it('gives the task exactly the environment, whatever bytes are in it', async () => {
    const containerizer = aContainerizer();
    const environment = {
      PLAIN: '1',
      'with.dot': 'kept',
      QUOTES: `'"\`$(x)\\`,
      LINES: 'a\n\nb\n',
      UNICODE: 'ü✓',
      EMPTY: '',
      PWD: '/wrong',
      PATH: '/usr/bin:/bin',
      AP_WORDS: 'mine',
    };
    const command = { shell: false, value: 'env', arguments: ['env', '-0'] };
    const { stdout } = await run(containerizer, command, { environment });
    const got = Object.fromEntries(
      stdout
        .split('\0')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/su).slice(0, 2)),
    );
    expect(got).toEqual({ ...environment, MESOS_SANDBOX: sandboxOf({ value: `c${nextId - 1}` }) });
  });

  it('starts in its sandbox with no input, default signals and a session of its own', async () => {
    const containerizer = aContainerizer();
    const value =
      'pwd; cat; grep -E "SigIgn|SigBlk" /proc/self/status | tr -d "\\n\\t"; umask; cut -d" " -f 1,5,6 /proc/$$/stat';
    const { stdout } = await run(containerizer, { value });
    const [cwd, signals, session] = stdout.split('\n');
    expect(cwd).toBe(sandboxOf({ value: `c${nextId - 1}` }));
    expect(signals).toBe('SigBlk:0000000000000000SigIgn:00000000000000000022');
    expect(new Set(session?.split(' ')).size).toBe(1);
  });

  it('refuses a launch with a reason instead of running something else', async () => {
    const containerizer = aContainerizer();
    const refusal = async (id: ContainerID, config: ContainerConfig): Promise<unknown> => {
      const result = await launch(containerizer, id, config);
      return result.ok ? result : result.error;
    };
    const id = anId();
    const sleep = aConfig(id, { value: 'sleep 100' });
    expect(await refusal({ value: '../x' }, sleep)).toContain("container id '../x'");
    expect(await refusal(id, { ...sleep, environment: { 'A=B': '' } })).toContain("'A=B'");
    expect(await refusal(id, { ...sleep, user: 'no-such-user' })).toContain("'no-such-user'");
    expect(await refusal(id, { ...sleep, command: {} })).toBe('the command has no value');
    expect(await refusal({ value: 'c', parent: { value: 'p' } }, sleep)).toContain("container 'p'");
    expect(containerizer.list()).toEqual([]);
    expect(existsSync(join(home, 'run/containers', id.value))).toBe(false);
    expect((await launch(containerizer, id, sleep)).ok).toBe(true);
    expect(await refusal(id, sleep)).toBe(`Container '${id.value}' already exists`);
    containerizer.destroy(id);
    await ended(containerizer, id);
  });

  it('does not write its logs through a link in the sandbox', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const victim = join(home, 'victim');
    writeFileSync(victim, 'untouched');
    mkdirSync(sandboxOf(id), { recursive: true });
    symlinkSync(victim, join(sandboxOf(id), 'stdout'));
    const result = await launch(containerizer, id, aConfig(id, { value: 'echo x' }));
    expect(result.ok).toBe(false);
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
  });
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

describe('many at once', () => {
  it('runs 200 launches that were asked for in one turn', async () => {
    const containerizer = aContainerizer();
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        run(containerizer, { value: `echo ${n}; exit ${n % 7}` }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(results.map((_, n) => (n % 7) << 8));
    expect(results.map(({ stdout }) => stdout)).toEqual(results.map((_, n) => `${n}\n`));
  }, 60_000);
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

describe('resource limits of processes', () => {
  it('are set by posix/rlimits', async () => {
    const rlimits: RLimitInfo_RLimit[] = [{ type: 'RLMT_NOFILE', soft: 64, hard: 128 }];
    const container: ContainerInfo = { type: 'MESOS', rlimit_info: { rlimits } };
    const command = { value: 'ulimit -n; ulimit -H -n' };
    expect((await run(aContainerizer(), command, { container })).stdout).toBe('64\n128\n');
  });
});

describe.skipIf(process.getuid?.() !== 0)('as root', () => {
  it('runs the task as the user, with its groups, in a sandbox that belongs to it', async () => {
    const containerizer = aContainerizer();
    chmodSync(home, 0o755);
    const command = { value: 'id -un; id -gn; id -u; touch made; cat /etc/shadow' };
    const { stdout, stderr } = await run(containerizer, command, { user: 'nobody' });
    const sandbox = sandboxOf({ value: `c${nextId - 1}` });
    const [name, , uid] = stdout.split('\n');
    expect([name, Number(uid)]).toEqual(['nobody', statSync(sandbox).uid]);
    expect(statSync(join(sandbox, 'stdout')).uid).toBe(statSync(sandbox).uid);
    expect(statSync(join(sandbox, 'made')).uid).toBe(statSync(sandbox).uid);
    expect(stderr).toContain('Permission denied');
  });
});
