/** --volume_gid_range with real containers: tasks of several users write to one volume, with both launchers. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import type { ContainerID, Resource } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, Containerizer } from '../containerizer.ts';
import { FilesystemPosixIsolator } from '../isolators/filesystem-posix/filesystem-posix.ts';
import { isolatorParts } from '../isolators/test-support.ts';
import {
  aConfig,
  aContainerizer,
  anId,
  ended,
  home,
  launch,
  sandboxOf,
  until,
} from '../posix/test-support.ts';
import { GidKeeper } from '../volume-gids/gid-keeper.ts';
import { VolumeGids } from '../volume-gids/volume-gids.ts';
import { aLinuxContainerizer, obstacle, useHome } from './test-support.ts';

const [firstUser, secondUser] = ['nobody', 'daemon'];
const range = [7001, 7002];

describe.skipIf(obstacle !== undefined)(`volumes of several users (${obstacle ?? ''})`, () => {
  let gids: VolumeGids;

  useHome();
  beforeEach(async () => {
    gids = new VolumeGids({ range, workDirectory: home, log: silentLog });
    unwrap(await gids.load());
    // Links lead through it.
    chmodSync(home, 0o711);
  });
  afterEach(() => {
    for (const name of ['volumes', 'meta'])
      rmSync(join(home, name), { recursive: true, force: true });
  });

  const onLinux = (): Containerizer =>
    aLinuxContainerizer(['filesystem/linux'], {
      volumeGids: gids,
      isolators: [new GidKeeper(gids)],
    });
  const onPosix = (): Containerizer =>
    aContainerizer(undefined, {
      isolators: [
        new FilesystemPosixIsolator({ ...isolatorParts(home), volumeGids: gids }),
        new GidKeeper(gids),
      ],
    });

  function persistent(): Resource {
    mkdirSync(join(home, 'volumes/roles/dev/v'), { recursive: true });
    return {
      ...{ name: 'disk', type: 'SCALAR', scalar: { value: 1 }, shared: {} },
      reservations: [{ type: 'DYNAMIC', role: 'dev' }],
      disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
    };
  }

  async function run(
    containerizer: Containerizer,
    value: string,
    { id = anId(), ...more }: Partial<ContainerConfig> & { readonly id?: ContainerID },
  ): Promise<string> {
    const config = aConfig(id, { value }, more);
    const launched = await launch(containerizer, id, config);
    if (!launched.ok) throw new Error(launched.error);
    await ended(containerizer, id);
    containerizer.remove(id);
    await until(() => !existsSync(join(home, 'run/containers', id.value)));
    const read = (name: string): string => readFileSync(join(config.directory, name), 'utf8');
    return read('stdout') + read('stderr');
  }

  it.each([
    ['linux', onLinux],
    ['posix', onPosix],
  ])('that persist can be written to by all, with the launcher %s', async (_name, make) => {
    const containerizer = make();
    const resources = [persistent()];
    const one = await run(containerizer, 'id -G; touch data/one', { resources, user: firstUser });
    expect(one).toMatch(/^\d+( \d+)* 7001\n$/u);
    const other = await run(containerizer, 'touch data/two; rm data/one', {
      ...{ resources, user: secondUser },
    });
    expect(other).toBe('');
    const volume = join(home, 'volumes/roles/dev/v');
    expect(readdirSync(volume)).toEqual(['two']);
    const { uid, gid } = statSync(volume);
    expect([uid, gid, statSync(join(volume, 'two')).gid]).toEqual([0, 7001, 7001]);
    expect(await run(containerizer, 'id -G', { user: firstUser })).not.toContain('7001');
    expect(gids.freeCount).toBe(1);
    unwrap(await gids.releaseVolume(volume));
  });

  it('from the sandbox of a pod can be written to by its tasks, until the pod is gone', async () => {
    const containerizer = onLinux();
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {}, { user: firstUser });
    expect(await launch(containerizer, pod, config)).toMatchObject({ ok: true });
    const nested = (value: string, user: string | undefined): Parameters<typeof run>[2] => ({
      id: { value, parent: pod },
      directory: join(sandboxOf(pod), 'containers', value),
      ...(user !== undefined && { user }),
      container: {
        type: 'MESOS',
        volumes: [
          {
            ...{ container_path: 'here', mode: 'RW' },
            source: { type: 'SANDBOX_PATH', sandbox_path: { type: 'PARENT', path: 'common' } },
          },
        ],
      },
    });
    // The owner of the sandbox needs no group for it.
    expect(await run(containerizer, 'touch here/a', nested('a', firstUser))).toBe('');
    expect(gids.freeCount).toBe(2);
    expect(await run(containerizer, 'touch here/b; rm here/a', nested('b', secondUser))).toBe('');
    const common = join(sandboxOf(pod), 'common');
    expect([readdirSync(common), statSync(common).gid]).toEqual([['b'], 7001]);
    containerizer.destroy(pod);
    await ended(containerizer, pod);
    containerizer.remove(pod);
    await until(() => !existsSync(join(home, 'run/containers', pod.value)));
    expect(gids.freeCount).toBe(2);
    expect(statSync(common).gid).toBe(statSync(sandboxOf(pod)).gid);
  });
});
