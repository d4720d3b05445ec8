/** Images of appc come from a directory or a server, are what they are said to be, and are found again. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Proxies } from '../../../foundation/http/proxies.ts';
import { silentLog } from '../../../foundation/log.ts';
import { unwrap } from '../../../foundation/result.ts';
import type { Image, Image_Appc } from '../../../protocol/generated/mesos.ts';
import { ImageStore } from '../image-store.ts';
import type { HeldImage } from '../image-store.ts';
import { machinePlatform } from '../manifest.ts';
import { aciName, makeAci, ownLabels, saveAci, serveAcis } from '../test-support/pretend-acis.ts';
import type { AciServer, PretendAci, PretendAciOptions } from '../test-support/pretend-acis.ts';
import { zstdFrame } from '../test-support/pretend-images.ts';
import type { Entry, Packing } from '../test-support/pretend-images.ts';
import { AppcImages } from './appc-images.ts';
import { AppcSource } from './appc-source.ts';
import { AppcStore } from './appc-store.ts';
import { SimpleDiscovery } from './discovery.ts';

const obstacle = process.getuid?.() === 0 ? undefined : 'images are unpacked by root';
const nothingInUse = { keys: new Set<string>(), layers: new Set<string>() };

describe.skipIf(obstacle !== undefined)(`images of appc (${obstacle ?? ''})`, () => {
  let home: string;
  let images: AppcImages;
  let server: AciServer | undefined;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'appc-'));
    images = anAgents();
  });

  afterEach(() => {
    server?.stop();
    server = undefined;
    rmSync(home, { recursive: true, force: true });
  });

  function anAgents(prefix = `${home}/acis/`): AppcImages {
    const platform = machinePlatform();
    const store = new AppcStore(join(home, 'store'));
    const proxies = new Proxies({});
    const settings = { prefix, stallTimeoutMs: 10_000, hadoopHome: join(home, 'hadoop'), proxies };
    const source = new AppcSource({ store, discovery: new SimpleDiscovery(settings), platform });
    return new AppcImages(new ImageStore({ directory: store, source, log: silentLog }), platform);
  }

  const wanted = (name: string, more?: Partial<Image_Appc>, cached?: boolean): Image => ({
    ...{ type: 'APPC', appc: { name, ...more } },
    ...(cached !== undefined && { cached }),
  });

  const labelled = (...pairs: readonly (readonly [string, string])[]): Partial<Image_Appc> => ({
    labels: { labels: pairs.map(([key, value]) => ({ key, value })) },
  });

  async function save(
    name: string,
    entries: readonly Entry[],
    manifest: object = {},
    options: PretendAciOptions & { readonly file?: string } = {},
  ): Promise<PretendAci> {
    const aci = await makeAci({ name, ...manifest }, entries, options);
    saveAci(join(home, 'acis'), options.file ?? aciName(name), aci);
    return aci;
  }

  async function get(image: Image): Promise<HeldImage> {
    return unwrap(await images.get(image));
  }

  const stored = (): string[] => readdirSync(join(home, 'store/images')).toSorted();

  /** Whatever is wrong, nothing of it is left. */
  async function refusal(image: Image): Promise<string> {
    const before = existsSync(join(home, 'store/images')) ? stored() : [];
    const got = await images.get(image);
    if (got.ok) throw new Error('it was not refused');
    if (existsSync(join(home, 'store'))) {
      expect(readdirSync(join(home, 'store/staging'))).toEqual([]);
      expect(stored()).toEqual(before);
    }
    return got.error;
  }

  const contents = ({ layers }: HeldImage): readonly (readonly string[])[] =>
    layers.map(({ path }) => readdirSync(path).toSorted());

  it('are kept as Mesos keeps them, with what they say of how they are run', async () => {
    const app = {
      ...{ exec: ['/bin/x', 'y'], user: '1', group: 'g', workingDirectory: '/w' },
      environment: [{ name: 'A', value: 'b=c' }],
    };
    const entries: Entry[] = [
      { name: 'bin/x', text: 'x', mode: 0o4755, uid: 5 },
      { name: 'bin/same', type: 'link', linkname: 'bin/x' },
      { name: 'link', type: 'symlink', linkname: '/etc' },
      { name: '.wh.bin', text: 'a file like others' },
    ];
    const { id } = await save('example.com/some-app', entries, { app });
    const held = await get(wanted('example.com/some-app'));
    expect(held.layers).toEqual([
      { diffId: id, path: join(home, 'store/images', id, 'rootfs'), whiteouts: [], opaques: [] },
    ]);
    expect(held.runtime).toEqual({
      ...{ environment: ['A=b=c'], entrypoint: [], command: ['/bin/x', 'y'] },
      ...{ workingDirectory: '/w', user: '1:g' },
    });
    expect(contents(held)).toEqual([['.wh.bin', 'bin', 'link']]);
    const root = held.layers[0]!.path;
    expect(lstatSync(join(root, 'bin/x'))).toMatchObject({ uid: 5, nlink: 2 });
    expect(statSync(join(root, 'bin/same')).mode & 0o7777).toBe(0o4755);
    const manifest = readFileSync(join(home, 'store/images', id, 'manifest'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ name: 'example.com/some-app', app });
    expect(readdirSync(join(home, 'store/staging'))).toEqual([]);
    expect(statSync(join(home, 'store/images')).mode & 0o777).toBe(0o700);
  });

  it('come plain or packed, with ./ in front or not, and with more in the archive than belongs there', async () => {
    const by =
      (program: string): Packing =>
      (plain) =>
        execFileSync(program, ['-c'], { input: plain });
    for (const packing of [(plain: Buffer) => plain, zstdFrame, by('xz'), by('bzip2')]) {
      const { id } = await save('packed', [], {}, { packing });
      const held = await get(wanted('packed', {}, false));
      expect(held.layers[0]!.diffId).toBe(id);
      held.release();
      await images.prune([], nothingInUse);
    }
    const archive: Entry[] = [
      { name: './', type: 'directory' },
      { name: './rootfs/', type: 'directory', mode: 0o711 },
      { name: './rootfs/a', text: 'a' },
      { name: './manifest', text: JSON.stringify({ ...header, name: 'odd' }) },
      { name: './else', text: 'else' },
    ];
    await save('odd', [], {}, { archive });
    const held = await get(wanted('odd'));
    expect(contents(held)).toEqual([['a']]);
    expect(statSync(held.layers[0]!.path).mode & 0o777).toBe(0o711);
  });

  const header = { acKind: 'ImageManifest', acVersion: '0.8.11' };

  it('are asked for by labels; what is not named is this machine, and the latest', async () => {
    const labels = [...ownLabels, { name: 'version', value: '1.0.0' }];
    const { id } = await save('app', [], { labels }, { file: aciName('app', '1.0.0') });
    expect((await get(wanted('app', labelled(['version', '1.0.0'])))).layers[0]!.diffId).toBe(id);
    expect(await refusal(wanted('app'))).toBe(
      `Failed to pull image 'app' from simple discovery at '${home}/acis/': ${home}/acis/${aciName('app')}: there is no such file`,
    );
    await save('latest', [], { labels });
    await get(wanted('latest'));
    await save('other', [], { labels: [{ name: 'os', value: 'plan9' }] });
    expect(await refusal(wanted('other'))).toContain("its label 'os' is 'plan9', not 'linux'");
    await save('app', [], { labels }, { file: aciName('app', '2.0.0') });
    expect(await refusal(wanted('app', labelled(['version', '2.0.0'])))).toContain(
      "its label 'version' is '1.0.0', not '2.0.0'",
    );
    await save('named', [], { name: 'another' });
    expect(await refusal(wanted('named'))).toContain("it is 'another' by its manifest");
    const any = await save('any', [], { labels: [] }, { file: 'any-latest-plan9-vax.aci' });
    const held = await get(wanted('any', labelled(['os', 'plan9'], ['arch', 'vax'])));
    expect(held.layers[0]!.diffId).toBe(any.id);
  });

  it('are refused when what is asked for leads elsewhere', async () => {
    for (const image of [
      ...['', '../x', '/etc/x', 'a//b', 'A', 'a/..', 'a\0', 'x'.repeat(600)].map((name) =>
        wanted(name),
      ),
      wanted('x', { id: 'sha512-12' }),
      wanted('x', { id: '../../etc' }),
      wanted('x', labelled(['version', '../../etc'])),
      wanted('x', labelled(['arch', ''])),
      wanted('x', labelled(['a', '1'], ['a', '2'])),
    ]) {
      expect(await refusal(image)).toContain('cannot be the appc image that is wanted');
    }
    expect(await refusal({ type: 'APPC' })).toContain("needs 'image.appc'");
    expect(existsSync(join(home, 'store'))).toBe(false);
  });

  it('are found again by the next agent, unless the newest is wanted', async () => {
    const { id } = await save('app', [{ name: 'old', text: '' }]);
    (await get(wanted('app'))).release();
    rmSync(join(home, 'acis'), { recursive: true });
    images = anAgents();
    expect((await get(wanted('app'))).layers[0]!.diffId).toBe(id);
    expect(await refusal(wanted('app', {}, false))).toContain('there is no such file');
    await save('app', [{ name: 'new', text: '' }]);
    expect(contents(await get(wanted('app')))).toEqual([['old']]);
    expect(contents(await get(wanted('app', {}, false)))).toEqual([['new']]);
    images = anAgents();
    expect(contents(await get(wanted('app')))).toEqual([['new']]);
    expect(contents(await get(wanted('app', { id })))).toEqual([['old']]);
  });

  it('are found where another agent, or an operator, has put them', async () => {
    const base = await save('base', [{ name: 'base', text: '' }]);
    const { id } = await save('app', [{ name: 'app', text: '' }], depending({ imageName: 'base' }));
    await get(wanted('app'));
    cpSync(join(home, 'store/images'), join(home, 'kept'), { recursive: true });
    rmSync(join(home, 'store'), { recursive: true });
    rmSync(join(home, 'acis'), { recursive: true });
    mkdirSync(join(home, 'store'));
    cpSync(join(home, 'kept'), join(home, 'store/images'), { recursive: true });
    mkdirSync(join(home, 'store/images/junk'));
    images = anAgents();
    const held = await get(wanted('app'));
    expect(held.layers.map(({ diffId }) => diffId)).toEqual([base.id, id]);
    held.release();
    expect(await images.prune([wanted('app')], nothingInUse)).toHaveLength(1);
    expect(stored()).toEqual([base.id, id, 'junk'].toSorted());
    await images.prune([], nothingInUse);
    expect(stored()).toEqual(['junk']);
  });

  const depending = (...dependencies: readonly object[]): object => ({ dependencies });

  it('are laid over what they depend on, in the order in which they name it', async () => {
    const bottom = await save('bottom', [{ name: 'a', text: '' }]);
    const left = await save('left', [], depending({ imageName: 'bottom' }));
    const right = await save(
      'right',
      [{ name: 'right', text: '' }],
      depending({ imageName: 'bottom', imageID: bottom.id }),
    );
    const app = { exec: ['/right'] };
    const top = await save('top', [], {
      ...{
        app,
        ...depending(
          { imageName: 'left', labels: ownLabels, size: left.bytes.length },
          { imageName: 'right' },
        ),
      },
    });
    const held = await get(wanted('top'));
    const expected = [left.id, bottom.id, right.id, top.id];
    expect(held.layers.map(({ diffId }) => diffId)).toEqual(expected);
    expect(held.runtime.command).toEqual(['/right']);
    held.release();
    expect(await images.prune([wanted('top')], nothingInUse)).toEqual([]);
    expect(stored()).toEqual(expected.toSorted());
    await images.prune([], { ...nothingInUse, layers: new Set([right.id]) });
    expect(stored()).toEqual([right.id]);
  });

  it('are refused with all they depend on when that is wrong', async () => {
    await save('one', [], depending({ imageName: 'two' }));
    await save('two', [], depending({ imageName: 'one' }));
    expect(await refusal(wanted('one'))).toContain(
      "its dependency 'two': its dependency 'one': it depends on itself",
    );
    await save('lacking', [], depending({ imageName: 'none' }));
    expect(await refusal(wanted('lacking'))).toContain(
      `its dependency 'none': ${home}/acis/${aciName('none')}: there is no such file`,
    );
    await save('base', [{ name: 'a', text: 'a' }]);
    const wrong = `sha512-${'0'.repeat(128)}`;
    await save('app', [], depending({ imageName: 'base', imageID: wrong }));
    expect(await refusal(wanted('app'))).toMatch(
      /its id is sha512-[\da-f]{128}, not sha512-0{128}/u,
    );
    await save('long', [], depending({ imageName: 'base', size: 10 }));
    expect(await refusal(wanted('long'))).toContain('it has more than 10 bytes');
    for (let depth = 0; depth < 40; depth++) {
      await save(`deep${depth}`, [], depending({ imageName: `deep${depth + 1}` }));
    }
    expect(await refusal(wanted('deep0'))).toContain('images depend on each other 32 deep');
    for (let depth = 0; depth < 12; depth++) {
      const next = { imageName: `wide${depth + 1}` };
      await save(`wide${depth}`, [], depending(next, next));
    }
    await save('wide12', []);
    expect(await refusal(wanted('wide0'))).toContain('more than 1000 dependencies');
  });

  it.each<readonly [why: string, entries: readonly Entry[]]>([
    ["has '..'", [{ name: '../x', text: 'x' }]],
    ["has '..'", [{ name: '../../x', text: 'x' }]],
    [
      'which is no directory of it',
      [
        { name: 'l', type: 'symlink', linkname: '/etc' },
        { name: 'l/x', text: 'x' },
      ],
    ],
    ['which is no file that came before it', [{ name: 'p', type: 'link', linkname: '../../x' }]],
    ['which is no file that came before it', [{ name: 'p', type: 'link', linkname: 'etc/passwd' }]],
    ['is a device file', [{ name: 'sda', type: 'block-device', devmajor: 8, devminor: 0 }]],
  ])('that lead out of their directory are refused: %s', async (why, entries) => {
    await save('evil', entries);
    expect(await refusal(wanted('evil'))).toContain(why);
  });

  it('cannot reach what is in the archive beside their files', async () => {
    const archive: Entry[] = [
      { name: 'manifest', text: JSON.stringify({ ...header, name: 'evil' }) },
      { name: 'rootfs', type: 'directory' },
      { name: 'rootfs/x', type: 'link', linkname: 'manifest' },
    ];
    await save('evil', [], {}, { archive });
    expect(await refusal(wanted('evil'))).toContain('which is no file that came before it');
  });

  it('are refused when the archive is none', async () => {
    const manifest: Entry = { name: 'manifest', text: JSON.stringify({ ...header, name: 'x' }) };
    const root: Entry = { name: 'rootfs', type: 'directory' };
    const cases: readonly (readonly [string, readonly Entry[]])[] = [
      ["it holds no file 'manifest'", [root]],
      ["it holds no directory 'rootfs'", [manifest]],
      ['it holds two manifests', [manifest, root, manifest]],
      ["its 'rootfs' is no directory", [manifest, { ...root, type: 'symlink', linkname: '/' }]],
      ["its 'manifest' is no file", [{ ...root, name: 'manifest' }, root]],
    ];
    for (const [why, archive] of cases) {
      await save('x', [], {}, { archive });
      expect(await refusal(wanted('x'))).toContain(why);
    }
    const good = await save('x', [{ name: 'a', text: 'a'.repeat(5000) }]);
    const saveBytes = (bytes: Buffer): void =>
      writeFileSync(join(home, 'acis', aciName('x')), bytes);
    saveBytes(good.bytes.subarray(0, -20));
    expect(await refusal(wanted('x'))).toContain('unexpected end of file');
    saveBytes(Buffer.concat([Buffer.from('BZh91AY&SY'), good.bytes]));
    expect(await refusal(wanted('x'))).toContain('it is no valid bzip2');
    saveBytes(Buffer.from('<html>'.repeat(200)));
    expect(await refusal(wanted('x'))).toContain('it is no appc image');
    rmSync(join(home, 'acis', aciName('x')));
    mkdirSync(join(home, 'acis', aciName('x')));
    expect(await refusal(wanted('x'))).toContain('it is no file');
  });

  it('are refused when their manifest is none', async () => {
    await save('x', [], { acKind: 'PodManifest' });
    expect(await refusal(wanted('x'))).toContain(
      'its manifest is of acKind "PodManifest", not "ImageManifest"',
    );
  });

  it('come from a server, and no more of them than it has', async () => {
    const { id } = await save('some/app', [{ name: 'a', text: 'a' }]);
    server = await serveAcis(join(home, 'acis'));
    const { address, asked } = server;
    images = anAgents(`${address}/`);
    const [held] = await Promise.all([get(wanted('some/app')), get(wanted('some/app'))]);
    expect([held.layers[0]!.diffId, asked()]).toEqual([id, 1]);
    expect(await refusal(wanted('none'))).toBe(
      `Failed to pull image 'none' from simple discovery at '${address}/': ${address}/${aciName('none')}: the server answered with HTTP status 404, not 200`,
    );
    await save('app', [], depending({ imageName: 'some/app', size: 10 }));
    expect(await refusal(wanted('app', {}, false))).toContain('it has more than 10 bytes');
    images = anAgents('http://');
    expect(await refusal(wanted('127.0.0.1/x'))).toContain('http://127.0.0.1/x-latest');
  });

  it('come from the Hadoop client, and from file:///', async () => {
    await save('app', [{ name: 'a', text: '' }]);
    mkdirSync(join(home, 'hadoop/bin'), { recursive: true });
    const script = `#!/bin/sh\nexec cp "${home}/acis/\${3##*/}" "$4"\n`;
    writeFileSync(join(home, 'hadoop/bin/hadoop'), script, { mode: 0o755 });
    images = anAgents('hdfs://name:1/some/');
    expect(contents(await get(wanted('app')))).toEqual([['a']]);
    expect(await refusal(wanted('none'))).toContain('hadoop failed');
    images = anAgents(`file://${home}/acis/`);
    expect(contents(await get(wanted('app', {}, false)))).toEqual([['a']]);
  });

  it('leave nothing of what a crash left half done', async () => {
    mkdirSync(join(home, 'store/staging/half/rootfs'), { recursive: true });
    await images.prepare();
    expect(readdirSync(join(home, 'store/staging'))).toEqual([]);
  });
});
