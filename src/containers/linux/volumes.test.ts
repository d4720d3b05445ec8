/** filesystem/linux without images: volumes of all kinds bound into the machine's file system, for the container alone. */
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ContainerID, Resource, Volume } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../containerizer.ts';
import { aConfig, anId, ended, home, launch, sandboxOf, until } from '../posix/test-support.ts';
import type { LinuxContainerizer } from './linux-containerizer.ts';
import { preparingScript } from './preparing-script.ts';
import { aLinuxContainerizer, obstacle, useHome } from './test-support.ts';

const nobody = 65534;

describe.skipIf(obstacle !== undefined)(`volumes (${obstacle ?? ''})`, () => {
  let containerizer: LinuxContainerizer;

  useHome();
  beforeEach(() => {
    const options = { host_path_volume_force_creation: join(home, 'may-be-made') };
    containerizer = aLinuxContainerizer(['filesystem/linux', 'volume/secret'], { options });
  });

  function persistent(id: string, containerPath: string, more: Partial<Resource> = {}): Resource {
    mkdirSync(join(home, 'volumes/roles/dev', id), { recursive: true });
    return {
      ...{ name: 'disk', type: 'SCALAR', scalar: { value: 1 } },
      reservations: [{ type: 'DYNAMIC', role: 'dev' }],
      disk: { persistence: { id }, volume: { container_path: containerPath, mode: 'RW' } },
      ...more,
    };
  }

  async function run(
    value: string,
    more: Partial<ContainerConfig>,
    id: ContainerID = anId(),
  ): Promise<{ stdout: string; stderr: string }> {
    const config = aConfig(id, { value }, more);
    const launched = await launch(containerizer, id, config);
    if (!launched.ok) throw new Error(launched.error);
    await ended(containerizer, id);
    containerizer.remove(id);
    await until(() => !existsSync(join(home, 'run/containers', id.value)));
    const read = (name: string): string => readFileSync(join(config.directory, name), 'utf8');
    return { stdout: read('stdout'), stderr: read('stderr') };
  }

  const withVolumes = (...volumes: Volume[]): Partial<ContainerConfig> => ({
    container: { type: 'MESOS', volumes },
  });

  it('that persist are bound where the task wants them, also read-only and deep in the sandbox', async () => {
    const resources = [persistent('one', 'deep/down'), persistent('two', 'plain')];
    resources[1]!.disk!.volume!.mode = 'RO';
    writeFileSync(join(home, 'volumes/roles/dev/two/kept'), 'kept\n');
    const { stdout, stderr } = await run('cat plain/kept; touch deep/down/made plain/made', {
      ...{ resources, user: 'nobody' },
    });
    expect(stdout).toBe('kept\n');
    expect(stderr).toContain("'plain/made': Read-only file system");
    expect(statSync(join(home, 'volumes/roles/dev/one/made')).uid).toBe(nobody);
  });

  it('of the machine are refused when they are missing, or made where that is allowed', async () => {
    mkdirSync(join(home, 'mount-point'), { recursive: true });
    writeFileSync(join(home, 'file'), 'of the machine\n');
    const { stdout } = await run(`touch ${join(home, 'mount-point')}/made; cat file`, {
      ...withVolumes(
        {
          container_path: join(home, 'mount-point'),
          mode: 'RW',
          host_path: join(home, 'may-be-made/new'),
        },
        {
          container_path: 'file',
          mode: 'RO',
          source: { type: 'HOST_PATH', host_path: { path: join(home, 'file') } },
        },
      ),
    });
    expect(stdout).toBe('of the machine\n');
    expect(existsSync(join(home, 'may-be-made/new/made'))).toBe(true);
    expect(existsSync(join(home, 'mount-point/made'))).toBe(false);
    const refusal = async (volume: Volume): Promise<string> => {
      const id = anId();
      const launched = await launch(
        containerizer,
        id,
        aConfig(id, { value: 'true' }, withVolumes(volume)),
      );
      if (launched.ok) throw new Error('it was not refused');
      return launched.error;
    };
    const elsewhere: Volume = {
      container_path: 'x',
      mode: 'RW',
      host_path: join(home, 'may-be-made/../x'),
    };
    expect(await refusal(elsewhere)).toContain(
      'does not exist and is not whitelisted for creation',
    );
    expect(await refusal({ container_path: '/no/such', mode: 'RW', host_path: home })).toContain(
      "The container_path '/no/such' of a volume does not exist on the agent's machine",
    );
    const hiding: Volume = { container_path: home, mode: 'RW', host_path: '/usr' };
    expect(await refusal(hiding)).toContain(`would hide --work_dir '${home}' of the agent`);
    const shared: Volume = {
      ...{ container_path: 'x', mode: 'RW' },
      source: {
        type: 'HOST_PATH',
        host_path: { path: home, mount_propagation: { mode: 'BIDIRECTIONAL' } },
      },
    };
    expect(await refusal(shared)).toContain('leave mount_propagation BIDIRECTIONAL out');
    expect(
      await refusal({
        container_path: 'x',
        mode: 'RW',
        source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'SELF', path: 'y' } },
      }),
    ).toContain("'container_path' is relative for SANDBOX_PATH volume SELF type");
  });

  it('of a pod are seen by its tasks, and links in its sandbox lead nobody astray', async () => {
    const pod = anId();
    const resources = [persistent('shared', 'data')];
    const root = { ...aConfig(pod, {}), resources };
    const { command: _none, ...config } = root;
    expect(await launch(containerizer, pod, config)).toMatchObject({ ok: true });
    const parents = (path: string): Volume => ({
      ...{ container_path: 'here', mode: 'RW' },
      source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path } },
    });
    const nested = (value: string): ContainerID => ({ value, parent: pod });
    const directory = (value: string): string => join(sandboxOf(pod), 'containers', value);
    await run(
      'echo data >here/x; ls ..',
      { ...withVolumes(parents('data')), directory: directory('a') },
      nested('a'),
    );
    expect(readFileSync(join(home, 'volumes/roles/dev/shared/x'), 'utf8')).toBe('data\n');
    await run(
      'echo more >here/y',
      { ...withVolumes(parents('new/one')), directory: directory('b') },
      nested('b'),
    );
    expect(readFileSync(join(sandboxOf(pod), 'new/one/y'), 'utf8')).toBe('more\n');
    mkdirSync(join(home, 'secret'));
    symlinkSync(join(home, 'secret'), join(sandboxOf(pod), 'trap'));
    const id = nested('c');
    const trapped = { ...withVolumes(parents('trap')), directory: directory('c') };
    const launched = await launch(
      containerizer,
      id,
      aConfig(id, { value: 'touch here/z' }, trapped),
    );
    expect(launched).toMatchObject({
      ok: false,
      error: expect.stringContaining('is not a directory (links are not followed)') as string,
    });
    containerizer.destroy(pod);
    await ended(containerizer, pod);
    containerizer.remove(pod);
    await until(() => !existsSync(join(home, 'run/containers', pod.value)));
  });

  it('that are secrets are files of the user alone, in memory', async () => {
    const data = Buffer.from('very secret');
    const volume: Volume = {
      ...{ container_path: 'deep/secret', mode: 'RO' },
      source: { type: 'SECRET', secret: { type: 'VALUE', value: { data } } },
    };
    const id = anId();
    mkdirSync(sandboxOf(id), { recursive: true });
    chownSync(sandboxOf(id), nobody, nobody);
    const { stdout } = await run(
      'cat deep/secret; stat -c " %a %U" deep/secret; stat -f -c %T deep/secret',
      {
        ...{ ...withVolumes(volume), user: 'nobody' },
      },
      id,
    );
    expect(stdout).toBe('very secret 400 nobody\nramfs\n');
    expect(readFileSync(join(sandboxOf(id), 'deep/secret'), 'utf8')).toBe('');
  });
});

describe.skipIf(obstacle !== undefined)(
  `what is mounted for a container (${obstacle ?? ''})`,
  () => {
    it('has to be what it was when it was looked at', () => {
      const directory = mkdtempSync(join(tmpdir(), 'pins-'));
      for (const name of ['root', 'source', 'at']) mkdirSync(join(directory, name));
      const { dev, ino } = statSync(join(directory, 'source'));
      const start = (identity: string): number | null => {
        const orders = [
          'pin',
          join(directory, 'source'),
          identity,
          join(directory, 'at'),
          'run',
          'true',
        ];
        const words = [
          '--mount',
          '/bin/sh',
          '-c',
          preparingScript,
          'sh',
          directory,
          join(directory, 'root'),
        ];
        return spawnSync('unshare', [...words, ...orders], {
          stdio: ['ignore', 'ignore', 'ignore', 'ignore', 'ignore'],
        }).status;
      };
      expect(start(`${dev}:${ino}`)).toBe(0);
      expect(start(`${dev}:${ino + 1}`)).toBe(1);
      expect(readFileSync(join(directory, 'runtime.log'), 'utf8')).toContain(
        'was replaced by something else',
      );
      rmSync(directory, { recursive: true });
    });
  },
);
