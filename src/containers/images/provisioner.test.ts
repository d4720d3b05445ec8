/** Root file systems and what is known of them: after a restart, while images are pulled, when images are removed. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import type { Image } from '../../protocol/generated/mesos.ts';
import { ArchiveSource } from './archive-source.ts';
import { DockerImages } from './docker-images.ts';
import { ImageStore } from './image-store.ts';
import { machinePlatform } from './manifest.ts';
import { Provisioner } from './provisioner.ts';
import type { ImageReference } from './reference.ts';
import type { ImageSource } from './source.ts';
import { StoreDirectory } from './store-directory.ts';
import { makeImage, makeTar, saveArchive } from './test-support/pretend-images.ts';

const obstacle = process.getuid?.() === 0 ? undefined : 'layers are unpacked by root';
const parent = { value: 'parent' };
const nested = { value: 'nested', parent };

describe.skipIf(obstacle !== undefined)(`the provisioner (${obstacle ?? ''})`, () => {
  let home: string;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'provisioner-'));
    mkdirSync(join(home, 'archives'));
    for (const name of ['one', 'two']) {
      const image = makeImage([await makeTar([{ name, text: name }])]);
      writeFileSync(join(home, `archives/${name}:latest.tar`), await saveArchive(name, image));
    }
  });

  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function aProvisioner(
    source: ImageSource<ImageReference> = new ArchiveSource(
      join(home, 'archives'),
      machinePlatform(),
    ),
  ): Provisioner {
    const directory = new StoreDirectory(join(home, 'store'));
    const store = new ImageStore({ directory, source, log: silentLog });
    const providers = [new DockerImages(store, new Map())];
    return new Provisioner({ workDirectory: home, providers, backend: 'copy', log: silentLog });
  }

  const image = (name: string): Image => ({ type: 'DOCKER', docker: { name } });
  const key = (name: string): string => `file://${join(home, 'archives')}/${name}:latest`;

  it('gives each container its own, and nested ones that of the container around them', async () => {
    const provisioner = aProvisioner();
    const own = unwrap(await provisioner.provision(parent, image('one'), { isRoot: true }));
    const volume = unwrap(await provisioner.provision(nested, image('two'), { isRoot: false }));
    expect(readdirSync(own.root.directory)).toEqual(['one']);
    expect(readdirSync(volume.root.directory)).toEqual(['two']);
    expect(provisioner.findRoot(nested)).toEqual({ owner: parent, provisioned: own });
    await provisioner.destroy(nested);
    await provisioner.destroy(parent);
    expect(provisioner.findRoot(nested)).toBeUndefined();
    expect(readdirSync(join(home, 'provisioner/containers'))).toEqual([]);
  });

  it('knows after a restart what is used, keeps that, and removes what is left of others', async () => {
    const before = aProvisioner();
    await before.provision(parent, image('one'), { isRoot: true });
    await before.provision({ value: 'gone' }, image('two'), { isRoot: true });
    const after = aProvisioner();
    await after.recover([parent, nested]);
    expect(readdirSync(join(home, 'provisioner/containers'))).toEqual(['parent']);
    expect(after.findRoot(nested)).toEqual(
      before.findRoot(parent) && {
        owner: parent,
        provisioned: before.findRoot(parent)!.provisioned,
      },
    );
    expect(await after.prune([])).toEqual([key('two')]);
    expect(readdirSync(join(home, 'store/layers'))).toHaveLength(1);
    await after.destroy(parent);
    expect(await after.prune([])).toEqual([key('one')]);
  });

  it('waits no longer for an image when its container is not wanted any more', async () => {
    let onAsked: () => void;
    const asked = new Promise<void>((resolve) => (onAsked = resolve));
    const never: ImageSource<ImageReference> = {
      ...{ keyOf: () => 'x', nameOf: () => 'x', placeOf: () => 'nowhere' },
      open: () => {
        onAsked();
        return new Promise(() => undefined);
      },
    };
    const abort = new AbortController();
    const how = { isRoot: true, signal: abort.signal };
    const provisioned = aProvisioner(never).provision(parent, image('one'), how);
    await asked;
    abort.abort();
    expect(await provisioned).toEqual({
      ok: false,
      error: 'Container destroyed while its image was pulled',
    });
    expect(existsSync(join(home, 'provisioner'))).toBe(false);
  });

  it('takes logins as secrets that it can read, and says what it cannot', async () => {
    const provisioner = aProvisioner();
    const refusal = async (docker: Image['docker']): Promise<string> => {
      const got = await provisioner.provision(
        parent,
        { type: 'DOCKER', ...(docker && { docker }) },
        { isRoot: true },
      );
      if (got.ok) throw new Error('it was not refused');
      return got.error;
    };
    const reference = { type: 'REFERENCE' as const, reference: { name: 'x' } };
    expect(await refusal({ name: 'one', config: reference })).toContain('no secret resolver');
    const junk = { type: 'VALUE' as const, value: { data: Buffer.from('junk') } };
    expect(await refusal({ name: 'one', config: junk })).toContain('it holds no JSON');
    expect(await refusal({ name: 'one', credential: { principal: 'bob' } })).toContain(
      "give 'image.docker.config'",
    );
    expect(await refusal(undefined)).toContain("needs 'image.docker'");
  });
});
