/** docker/volume: volumes of Docker's drivers, by a stand-in for dvdcli that binds directories. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID, Volume } from '../../protocol/generated/mesos.ts';
import type { ContainerConfig, Recovery } from '../containerizer.ts';
import { DockerVolumeIsolator } from '../isolators/docker-volume/docker-volume.ts';
import { findDvdcli } from '../isolators/docker-volume/dvdcli.ts';
import { VolumePlugin } from '../isolators/docker-volume/test-support/plugin.ts';
import {
  callsIn,
  driverVolume,
  installDvdcli,
} from '../isolators/docker-volume/test-support/stand-in.ts';
import type { IsolatorOptions } from '../isolators/isolator.ts';
import { isolatorParts } from '../isolators/test-support.ts';
import { aConfig, anId, ended, home, launch, sandboxOf, until } from '../posix/test-support.ts';
import type { LinuxContainerizer } from './linux-containerizer.ts';
import { aLinuxContainerizer, obstacle, remains, useHome } from './test-support.ts';

const nobody = 65534;

describe.skipIf(obstacle !== undefined)(`volumes of drivers (${obstacle ?? ''})`, () => {
  const path = process.env['PATH'];
  let containerizer: LinuxContainerizer;
  /** Of the stand-in. */
  let drivers = '';

  function start(options: Partial<IsolatorOptions> = {}, mountMs = 120_000): LinuxContainerizer {
    const parts = isolatorParts(home);
    const own = { ...parts, options: { ...parts.options, ...options } };
    const isolator = new DockerVolumeIsolator(own, { mountMs, unmountMs: 500 });
    return aLinuxContainerizer(['filesystem/linux'], { isolators: [isolator] });
  }

  useHome(() => {
    expect(remains()).toEqual([]);
    expect(written()).toEqual([]);
  });
  beforeAll(() => {
    drivers = join(home, 'drivers');
    installDvdcli(drivers);
    process.env['PATH'] = `${drivers}:${path}`;
  });
  afterAll(() => {
    process.env['PATH'] = path;
  });
  beforeEach(() => {
    rmSync(join(drivers, 'calls'), { force: true });
    containerizer = start();
  });

  /** Containers that have volumes, as far as is on the disk. */
  function written(): readonly string[] {
    const directory = join(home, 'docker-volumes');
    return existsSync(directory) ? readdirSync(directory).filter((name) => name[0] !== '.') : [];
  }

  const isMounted = (name: string): boolean =>
    readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${drivers}/mnt/${name} `);

  const withVolumes = (...volumes: Volume[]): Partial<ContainerConfig> => ({
    container: { type: 'MESOS', volumes },
  });

  async function begin(value: string, more: Partial<ContainerConfig>): Promise<ContainerID> {
    const id = anId();
    const launched = await launch(containerizer, id, aConfig(id, { value }, more));
    if (!launched.ok) throw new Error(launched.error);
    return id;
  }

  async function over(id: ContainerID): Promise<string> {
    await ended(containerizer, id);
    containerizer.remove(id);
    await until(() => !existsSync(join(home, 'run/containers', id.value)));
    const read = (name: string): string => readFileSync(join(sandboxOf(id), name), 'utf8');
    return read('stdout') + read('stderr');
  }

  async function refusal(more: Partial<ContainerConfig>): Promise<string> {
    const id = anId();
    const launched = await launch(containerizer, id, aConfig(id, { value: 'true' }, more));
    if (launched.ok) throw new Error('it was not refused');
    return launched.error;
  }

  it('are to be seen where the task wants them, as it wants them', async () => {
    mkdirSync(join(home, 'there'));
    const volumes = withVolumes(
      driverVolume('a', 'deep/a', { options: { size: 5, fs: 'xfs' } }),
      driverVolume('b', join(home, 'there'), { mode: 'RO' }),
    );
    const id = await begin(`echo kept >deep/a/file; touch ${join(home, 'there')}/file`, volumes);
    expect(await over(id)).toContain('Read-only file system');
    expect(readFileSync(join(drivers, 'data/a/file'), 'utf8')).toBe('kept\n');
    expect(callsIn(drivers).toSorted()).toEqual([
      ...['mount local/a size=5 fs=xfs', 'mount local/b'],
      ...['unmount local/a', 'unmount local/b'],
    ]);
    expect(isMounted('a')).toBe(false);
  });

  it('are unmounted by the last container that has them', async () => {
    const first = await begin('sleep 300', withVolumes(driverVolume('shared', 'data')));
    const second = await begin('sleep 300', withVolumes(driverVolume('shared', 'data')));
    expect(written().length).toBe(2);
    containerizer.destroy(first);
    await over(first);
    expect(isMounted('shared')).toBe(true);
    expect(written()).toEqual([second.value]);
    containerizer.destroy(second);
    await over(second);
    expect(isMounted('shared')).toBe(false);
  });

  it('that make no sense are refused before a driver is asked', async () => {
    const twice = withVolumes(driverVolume('a', 'x'), driverVolume('a', 'y'));
    expect(await refusal(twice)).toContain(
      "Found duplicate docker volume with driver 'local' and name 'a'",
    );
    const driverless = withVolumes({
      ...{ container_path: 'x', mode: 'RW' },
      source: { type: 'DOCKER_VOLUME', docker_volume: { name: 'a' } },
    });
    expect(await refusal(driverless)).toContain(
      "The volume driver is not specified for volume 'a'",
    );
    expect(await refusal(withVolumes(driverVolume('a', '/no/such')))).toContain(
      "The container_path '/no/such' of a volume does not exist",
    );
    expect(await refusal(withVolumes(driverVolume('', 'x')))).toContain('is empty');
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {}, withVolumes(driverVolume('a', 'x')));
    expect(await launch(containerizer, pod, config)).toMatchObject({
      error: expect.stringContaining('A container without a process') as string,
    });
    expect(callsIn(drivers)).toEqual([]);
  });

  it('of a driver that fails, fail the launch by name, and nothing stays', async () => {
    const both = withVolumes(
      driverVolume('good', 'x'),
      driverVolume('v', 'y', { driver: 'broken' }),
    );
    expect(await refusal(both)).toBe(
      `Cannot mount volume 'v' of driver 'broken': plugin "broken" not found`,
    );
    expect(isMounted('good')).toBe(false);
  });

  it('of a driver that hangs, fail the launch after a while, and are tried again later', async () => {
    containerizer = start({}, 300);
    const hanging = withVolumes(driverVolume('v', 'x', { driver: 'hanging' }));
    expect(await refusal(hanging)).toBe(
      `Cannot mount volume 'v' of driver 'hanging': dvdcli timed out in 0.3secs`,
    );
    // Nobody knows whether it is mounted, and the driver does not say so either.
    expect(written().length).toBe(1);
    expect(callsIn(drivers)).toEqual(['mount hanging/v', 'unmount hanging/v']);
    rmSync(join(home, 'docker-volumes'), { recursive: true });
  });

  it('that are being mounted do not hold up the end of a task', async () => {
    const id = anId();
    const hanging = withVolumes(driverVolume('v', 'x', { driver: 'hanging' }));
    const launched = launch(containerizer, id, aConfig(id, { value: 'true' }, hanging));
    await until(() => callsIn(drivers).length > 0);
    containerizer.destroy(id);
    expect(await launched).toMatchObject({ ok: false });
    rmSync(join(home, 'docker-volumes'), { recursive: true });
  });

  it('are given to the user of the container only when the agent is told so', async () => {
    const volumes = withVolumes(driverVolume('owned', 'x'));
    await over(await begin('true', { ...volumes, user: 'nobody' }));
    expect(statSync(join(drivers, 'data/owned')).uid).toBe(0);
    containerizer = start({ docker_volume_chown: true });
    await over(await begin('touch x/file', { ...volumes, user: 'nobody' }));
    expect(statSync(join(drivers, 'data/owned')).uid).toBe(nobody);
    expect(existsSync(join(drivers, 'data/owned/file'))).toBe(true);
  });

  it('of containers that live stay after a restart of the agent, others are unmounted', async () => {
    const living = await begin('sleep 300', withVolumes(driverVolume('kept', 'x')));
    const orphan = await begin(
      'sleep 300',
      withVolumes(driverVolume('kept', 'x'), driverVolume('o', 'y')),
    );
    // An agent that was killed while it launched had mounted one, and written down another.
    for (const name of ['lost', 'never']) {
      mkdirSync(join(home, 'docker-volumes', name));
      const text = JSON.stringify({ volumes: [{ driver: 'local', name }] });
      writeFileSync(join(home, 'docker-volumes', name, 'volumes'), text);
    }
    mkdirSync(join(home, 'docker-volumes/begun'));
    await begin('true', withVolumes(driverVolume('lost', 'x'))).then(over);
    const killed = containerizer;
    containerizer = start();
    const known = { id: living, directory: sandboxOf(living), resources: [], hasProcess: true };
    const recovered = await new Promise<Result<Recovery>>((resolve) =>
      containerizer.recover([known], resolve),
    );
    expect(recovered).toMatchObject({ ok: true, value: { running: [living], orphans: [orphan] } });
    await until(() => !isMounted('o') && !written().includes('begun'));
    expect(isMounted('kept')).toBe(true);
    await until(
      () => callsIn(drivers).filter((call) => call === 'unmount local/never').length >= 3,
    );
    // What a driver says is not mounted, is left for the next agent to ask again.
    expect(written().toSorted()).toEqual([living.value, 'lost', 'never']);
    containerizer.destroy(living);
    await over(living);
    expect(isMounted('kept')).toBe(false);
    // Here it was not, and sees the ends, too.
    for (const id of [living, orphan]) await ended(killed, id);
    rmSync(join(home, 'docker-volumes'), { recursive: true });
  });

  it('whose record is damaged are left alone', async () => {
    mkdirSync(join(home, 'docker-volumes/odd'), { recursive: true });
    writeFileSync(join(home, 'docker-volumes/odd/volumes'), '{"volumes":[{}]}');
    const recovered = await new Promise<Result<Recovery>>((resolve) =>
      containerizer.recover([], resolve),
    );
    expect(recovered).toMatchObject({ ok: true });
    expect(callsIn(drivers)).toEqual([]);
    expect(written()).toEqual(['odd']);
    rmSync(join(home, 'docker-volumes'), { recursive: true });
  });
});

describe.skipIf(obstacle !== undefined || findDvdcli() === undefined)(
  `volumes of a plugin, by the real dvdcli (${obstacle ?? findDvdcli() ?? 'it is not installed'})`,
  () => {
    useHome();

    it('are made, mounted and unmounted, and what the plugin says is told', async () => {
      const plugin = new VolumePlugin(`test-${process.pid}`, join(home, 'plugin'));
      await plugin.start();
      const containerizer = aLinuxContainerizer(['filesystem/linux', 'docker/volume']);
      const run = async (name: string): Promise<Result<unknown>> => {
        const id = anId();
        const volume = driverVolume(name, 'data', { driver: plugin.name, options: { size: 5 } });
        const more: Partial<ContainerConfig> = { container: { type: 'MESOS', volumes: [volume] } };
        const launched = await launch(
          containerizer,
          id,
          aConfig(id, { value: 'stat -f -c %T data' }, more),
        );
        if (launched.ok) await ended(containerizer, id);
        containerizer.remove(id);
        return launched.ok
          ? { ok: true, value: readFileSync(join(sandboxOf(id), 'stdout'), 'utf8') }
          : launched;
      };
      expect(await run('vol')).toEqual({ ok: true, value: 'tmpfs\n' });
      expect(plugin.calls).toEqual([
        ...['Get vol', 'Create vol size=5', 'Mount vol', 'Get vol', 'Unmount vol'],
      ]);
      const refused = await run('full');
      expect(refused.ok ? '' : refused.error).toMatch(
        /^Cannot mount volume 'full' of driver 'test-\d+': .*the disk is full/u,
      );
      await plugin.stop();
    });
  },
);
