/** What a task sees and how its end is told, with real processes. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ContainerID,
  ContainerInfo,
  RLimitInfo_RLimit,
} from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import {
  home,
  aContainerizer,
  anId,
  sandboxOf,
  lastSandbox,
  aConfig,
  launch,
  ended,
  run,
  makeHome,
  removeHome,
} from './test-support.ts';

beforeAll(makeHome);
afterAll(removeHome);

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
    expect(got).toEqual({ ...environment, MESOS_SANDBOX: lastSandbox() });
  });

  it('starts in its sandbox with no input, default signals and a session of its own', async () => {
    const containerizer = aContainerizer();
    const value =
      'pwd; cat; grep -E "SigIgn|SigBlk" /proc/self/status | tr -d "\\n\\t"; umask; cut -d" " -f 1,5,6 /proc/$$/stat';
    const { stdout } = await run(containerizer, { value });
    const [cwd, signals, session] = stdout.split('\n');
    expect(cwd).toBe(lastSandbox());
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
    const sandbox = lastSandbox();
    const [name, , uid] = stdout.split('\n');
    expect([name, Number(uid)]).toEqual(['nobody', statSync(sandbox).uid]);
    expect(statSync(join(sandbox, 'stdout')).uid).toBe(statSync(sandbox).uid);
    expect(statSync(join(sandbox, 'made')).uid).toBe(statSync(sandbox).uid);
    expect(stderr).toContain('Permission denied');
  });
});

describe('a container that cannot be', () => {
  it('is refused for a wish that nobody can grant, and leaves no sandbox', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const container: ContainerInfo = { type: 'MESOS', tty_info: {} };
    const launched = await launch(containerizer, id, aConfig(id, { value: ':' }, { container }));
    expect(launched.ok ? '' : launched.error).toContain("'container.tty_info' is refused");
    expect(existsSync(sandboxOf(id))).toBe(false);
  });

  it('of a user that is not there tells that it was the sandbox', async () => {
    const containerizer = aContainerizer();
    const id = anId();
    const config = aConfig(id, { value: ':' }, { user: 'nobody-of-this-name' });
    expect(await launch(containerizer, id, config)).toEqual({
      ok: false,
      cause: 'sandbox',
      error: expect.stringMatching(
        /^Failed to create executor directory '.*': Failed to chown directory to 'nobody-of-this-name': No such user/u,
      ) as unknown,
    });
  });
});
