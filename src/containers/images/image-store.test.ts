/** Images come from registries and archives, whole or not at all, and each layer once. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Proxies } from '../../foundation/http/proxies.ts';
import { startProxy } from '../fetcher/test-support/proxy-server.ts';
import { silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import { ArchiveSource } from './archive-source.ts';
import type { Logins } from '../registry-logins.ts';
import { ImageStore } from './image-store.ts';
import type { HeldImage } from './image-store.ts';
import { machinePlatform } from './manifest.ts';
import { parseReference } from './reference.ts';
import type { ImageReference } from './reference.ts';
import { RegistrySource } from './registry-source.ts';
import type { Asking } from './source.ts';
import { StoreDirectory } from './store-directory.ts';
import {
  makeImage,
  makeIndex,
  makeTar,
  saveArchive,
  sha256,
  zstdFrame,
} from './test-support/pretend-images.ts';
import type { Entry, PretendImage } from './test-support/pretend-images.ts';
import { PretendRegistry } from './test-support/pretend-registry.ts';

type DockerStore = ImageStore<ImageReference>;

const obstacle = process.getuid?.() === 0 ? undefined : 'layers are unpacked by root';

describe.skipIf(obstacle !== undefined)(`the image store (${obstacle ?? ''})`, () => {
  let home: string;
  let registry: PretendRegistry;
  let store: DockerStore;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'images-'));
    registry = new PretendRegistry();
    await registry.start();
    store = aStore();
  });

  afterEach(async () => {
    await registry.stop();
    rmSync(home, { recursive: true, force: true });
  });

  function aStore(): DockerStore {
    const source = new RegistrySource(registry.url, machinePlatform());
    return new ImageStore({ directory: storeDirectory(), source, log: silentLog });
  }

  function storeDirectory(name = 'store'): StoreDirectory {
    return new StoreDirectory(join(home, name));
  }

  const named = (name: string): ImageReference => unwrap(parseReference(name));

  function ask(
    name: string,
    more: Partial<Asking> = {},
    of = store,
  ): ReturnType<DockerStore['get']> {
    return of.get(named(name), { isCachedEnough: true, logins: new Map(), ...more });
  }

  async function get(name: string, more?: Partial<Asking>): Promise<HeldImage> {
    return unwrap(await ask(name, more));
  }

  async function refusal(name: string, more?: Partial<Asking>): Promise<string> {
    const got = await ask(name, more);
    if (got.ok) throw new Error('it was not refused');
    expect(readdirSync(join(home, 'store/staging'))).toEqual([]);
    return got.error;
  }

  async function anImage(...layers: readonly (readonly Entry[])[]): Promise<PretendImage> {
    return makeImage(await Promise.all(layers.map(makeTar)));
  }

  const hello: Entry = { name: 'hello', text: 'hello\n', mode: 0o644 };

  it('comes by way of the proxy of the environment', async () => {
    registry.add('some/thing:1', await anImage([hello]));
    const proxy = await startProxy(Number(new URL(registry.url).port));
    const proxies = new Proxies({ http_proxy: `http://127.0.0.1:${proxy.port}` });
    const source = new RegistrySource('http://far.invalid', machinePlatform(), proxies);
    const far = new ImageStore({ directory: storeDirectory('far'), source, log: silentLog });
    const { layers } = unwrap(await ask('some/thing:1', {}, far));
    expect(readFileSync(join(layers[0]!.path, 'hello'), 'utf8')).toBe('hello\n');
    expect(proxy.asked[0]).toBe('GET http://far.invalid/v2/some/thing/manifests/1');
    expect(proxy.asked.length).toBeGreaterThan(2);
    proxy.close();
  });

  it('unpacks layers with their modes, owners, links and long names', async () => {
    const longName = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(90)}`;
    registry.add(
      'some/thing:1',
      await anImage([
        { name: './', type: 'directory', mode: 0o750, uid: 7 },
        hello,
        { name: 'setuid', text: '', mode: 0o4755, pax: { uid: '3000000' }, gid: 12 },
        { name: 'secret', text: 'x', mode: 0o100000 },
        { name: 'linked', type: 'link', linkname: './hello' },
        { name: 'away', type: 'symlink', linkname: '/etc/passwd' },
        { name: longName, text: 'long' },
        { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3 },
      ]),
    );
    const { layers } = await get('some/thing:1');
    const root = layers[0]!.path;
    expect(lstatSync(root)).toMatchObject({ mode: 0o40750, uid: 7 });
    expect(readFileSync(join(root, 'linked'), 'utf8')).toBe('hello\n');
    expect(lstatSync(join(root, 'hello')).nlink).toBe(2);
    expect(lstatSync(join(root, 'setuid'))).toMatchObject({
      mode: 0o104755,
      uid: 3_000_000,
      gid: 12,
    });
    expect(lstatSync(join(root, 'secret')).mode).toBe(0o100000);
    expect(readlinkSync(join(root, 'away'))).toBe('/etc/passwd');
    expect(readFileSync(join(root, longName), 'utf8')).toBe('long');
    expect(existsSync(join(root, 'dev/null'))).toBe(false);
    expect(lstatSync(join(home, 'store/layers')).mode & 0o777).toBe(0o700);
  });

  it('knows what a layer hides, in whatever order the layer says so', async () => {
    registry.add(
      'x:1',
      await anImage([
        { name: 'a/.wh.gone', text: '' },
        { name: 'b/.wh..wh..opq', text: '' },
        { name: 'b/new', text: 'new' },
        { name: '.wh.again', text: '' },
        { name: 'again', type: 'directory' },
        { name: 'again/file', text: '' },
      ]),
    );
    const [layer] = (await get('x:1')).layers;
    expect(layer).toMatchObject({ whiteouts: ['a/gone'], opaques: ['b', 'again'] });
    expect(lstatSync(join(layer!.path, 'a/gone'))).toMatchObject({ rdev: 0 });
    expect(lstatSync(join(layer!.path, 'a/gone')).isCharacterDevice()).toBe(true);
    expect(readdirSync(join(layer!.path, 'b'))).toEqual(['new']);
  });

  it.each<[string, Entry[]]>([
    ["'..'", [{ name: '../out', text: '' }]],
    ["'..'", [{ name: 'a/../../out', text: '' }]],
    [
      "leads through 'link'",
      [
        { name: 'link', type: 'symlink', linkname: '/tmp' },
        { name: 'link/out', text: '' },
      ],
    ],
    [
      "leads through 'a/link'",
      [
        { name: 'a/link', type: 'symlink', linkname: '../..' },
        { name: 'a/link/x/y', text: '' },
      ],
    ],
    ['hard link', [{ name: 'in', type: 'link', linkname: '/etc/shadow' }]],
    ['hard link', [{ name: 'in', type: 'link', linkname: '../../../etc/shadow' }]],
    [
      'hard link',
      [
        { name: 's', type: 'symlink', linkname: '/etc/shadow' },
        { name: 'in', type: 'link', linkname: 's' },
      ],
    ],
    ['device file', [{ name: 'disk', type: 'block-device', devmajor: 254, devminor: 0 }]],
    ["hides '..'", [{ name: 'a/.wh...', text: '' }]],
  ])('refuses a layer that would reach outside: %s', async (why, entries) => {
    registry.add('evil:1', await anImage([hello, ...entries]));
    expect(await refusal('evil:1')).toContain(why);
    expect(readdirSync(join(home, 'store/layers'))).toEqual([]);
  });

  it.each([
    ['nothing', (plain: Buffer) => plain],
    ['gzip', gzipSync],
    ['zstd', zstdFrame],
  ])('takes layers packed with %s', async (_name, packing) => {
    const layer = await makeTar([{ name: 'big', text: 'x'.repeat(300_000) }]);
    registry.add('x:1', makeImage([layer], { packing }));
    const { layers } = await get('x:1');
    expect(readFileSync(join(layers[0]!.path, 'big'), 'utf8')).toHaveLength(300_000);
  });

  it('takes nothing whose digest, packed or unpacked, is another than was said', async () => {
    const image = await anImage([hello]);
    registry.add('x:1', image);
    const [digest] = [...image.blobs.keys()].filter((each) => each !== sha256(image.config));
    // The same files, and as long: gzip's time of modification is another, only the digest tells.
    const altered = Buffer.from(image.blobs.get(digest!)!);
    altered[4]! ^= 1;
    registry.blobs.set(digest!, altered);
    expect(await refusal('x:1')).toContain('what came has the digest sha256:');
    const forged = gzipSync(await makeTar([{ ...hello, text: 'evil!\n' }]));
    registry.blobs.set(digest!, forged);
    expect(await refusal('x:1')).toMatch(/what came has the digest sha256:|it is longer than/u);
    const lying = makeImage([await makeTar([hello])]);
    const config = Buffer.from(
      String(lying.config).replace(lying.diffIds[0]!, `sha256:${'0'.repeat(64)}`),
    );
    const manifest = Buffer.from(
      String(lying.manifest)
        .replace(sha256(lying.config), sha256(config))
        .replace(`"size":${lying.config.length}`, `"size":${config.length}`),
    );
    registry.add('y:1', {
      ...lying,
      manifest,
      blobs: new Map([...lying.blobs, [sha256(config), config]]),
    });
    expect(await refusal('y:1')).toContain('unpacked it has the digest');
    registry.blobs.set(sha256(config), Buffer.from('{}'));
    expect(await refusal('y:1')).toContain('another digest');
    expect(await refusal(`x@sha256:${'1'.repeat(64)}`)).toContain('status 404 (manifest unknown)');
  });

  it('says in a sentence what is wrong: no registry, no image, a torn layer, no archive', async () => {
    expect(await refusal('no/such:1')).toBe(
      `Failed to pull image 'no/such:1' from registry '${registry.host}': GET ${registry.url}/v2/no/such/manifests/1 was answered with status 404 (manifest unknown)`,
    );
    const layer = gzipSync(await makeTar([hello])).subarray(0, 40);
    registry.add('torn:1', makeImage([layer], { packing: (bytes) => bytes }));
    expect(await refusal('torn:1')).toContain('unexpected end of file');
    registry.add('junk:1', makeImage([Buffer.alloc(2048, 'junk')]));
    expect(await refusal('junk:1')).toContain('Invalid tar header');
    expect(parseReference('Not A Name')).toHaveProperty(
      'error',
      expect.stringContaining("cannot be the name of an image: 'Not A Name'"),
    );
    expect(await refusal('127.0.0.1:1/x')).toMatch(
      /from registry '127.0.0.1:1': GET http:\/\/127.0.0.1:1\/v2\/x\/manifests\/latest failed: .+/u,
    );
  });

  it('chooses from an index what is for this machine, and refuses what is for another', async () => {
    const [own, other] = [await anImage([hello]), makeImage([], { architecture: 'pdp11' })];
    const { architecture } = machinePlatform();
    for (const image of [own, other])
      registry.add(`m:${sha256(image.manifest).slice(7, 12)}`, image);
    registry.manifests.set(
      'm:1',
      makeIndex([
        ['pdp11', other],
        [architecture, own],
      ]),
    );
    registry.manifests.set('m:2', makeIndex([['pdp11', other]]));
    registry.add('alone:1', other);
    expect((await get('m:1')).layers.map(({ diffId }) => diffId)).toEqual(own.diffIds);
    expect(await refusal('m:2')).toContain(
      `it is for linux/pdp11; this agent's machine is linux/${architecture}`,
    );
    expect(await refusal('alone:1')).toContain('it is for linux/pdp11');
  });

  it('logs in with a password, or with a token that the password is good for', async () => {
    registry.add('x:1', await anImage([hello]));
    const value = Buffer.from('bob:secret').toString('base64');
    const logins: Logins = new Map([[registry.host, { username: 'bob', password: 'secret' }]]);
    const wrong: Logins = new Map([[registry.host, { username: 'bob', password: 'wrong' }]]);
    for (const kind of ['basic', 'token'] as const) {
      registry.login = { kind, value };
      expect(await refusal('x:1', { isCachedEnough: false })).toContain(
        'status 401; the agent has no login for',
      );
      expect(await refusal('x:1', { logins: wrong, isCachedEnough: false })).toContain(
        "status 401; it was asked with the login of 'bob'",
      );
      expect((await get('x:1', { logins, isCachedEnough: false })).layers).toHaveLength(1);
    }
  });

  it('keeps each layer once, asks again only when told to, and once for all who ask at a time', async () => {
    const [base, one, two] = await Promise.all(
      ['base', 'one', 'two'].map((name) => makeTar([{ name, text: name }])),
    );
    const [first, second] = [makeImage([base!, one!]), makeImage([base!, two!])];
    registry.add('x:1', first);
    registry.add('x:2', second);
    await Promise.all([get('x:1'), get('x:1'), get('x:1')]);
    await get('x:2');
    await get('x:1');
    expect(registry.countOf('/manifests/1')).toBe(1);
    const [baseDigest] = [...first.blobs.keys()].slice(1);
    expect(registry.countOf(`/blobs/${baseDigest}`)).toBe(1);
    expect(readdirSync(join(home, 'store/layers'))).toHaveLength(3);
    store = aStore(); // the next agent
    await get('x:1');
    expect(registry.countOf('/manifests/1')).toBe(1);
    registry.manifests.set('x:1', second.manifest);
    expect((await get('x:1', { isCachedEnough: false })).layers[1]!.diffId).toBe(second.diffIds[1]);
    expect(registry.countOf('/manifests/1')).toBe(2);
  });

  it('removes what nobody has, and nothing that somebody has', async () => {
    const [base, one, two, three] = await Promise.all(
      ['base', 'one', 'two', 'three'].map((name) => makeTar([{ name, text: name }])),
    );
    registry.add('x:1', makeImage([base!, one!]));
    registry.add('x:2', makeImage([base!, two!]));
    registry.add('x:3', makeImage([three!]));
    const held = await get('x:1');
    (await get('x:2')).release();
    (await get('x:3')).release();
    const none = { keys: new Set<string>(), layers: new Set<string>() };
    expect(await store.prune([named('x:3')], none)).toEqual([]);
    held.release();
    expect(await store.prune([named('x:3')], none)).toEqual([
      `${registry.host}/x:1`,
      `${registry.host}/x:2`,
    ]);
    expect(readdirSync(join(home, 'store/layers'))).toEqual([sha256(three!).slice(7)]);
    expect(readdirSync(join(home, 'store/gc'))).toEqual([]);
    const three_ = { keys: new Set([`${registry.host}/x:3`]), layers: new Set<string>() };
    expect(await store.prune([], three_)).toEqual([]);
    expect(await store.prune([], none)).toEqual([`${registry.host}/x:3`]);
    expect(readdirSync(join(home, 'store/layers'))).toEqual([]);
    (await get('x:3')).release();
  });

  it('takes images from archives, and pulls what a crash left half done anew', async () => {
    const image = await anImage([hello], [{ name: 'more', text: 'more' }]);
    mkdirSync(join(home, 'archives/some'), { recursive: true });
    writeFileSync(
      join(home, 'archives/some/thing:1.tar'),
      await saveArchive('some/thing:1', image),
    );
    writeFileSync(join(home, 'archives/junk:latest.tar'), 'junk');
    mkdirSync(join(home, 'store/staging/half'), { recursive: true });
    const source = new ArchiveSource(join(home, 'archives'), machinePlatform());
    store = new ImageStore({ directory: storeDirectory(), source, log: silentLog });
    const { layers } = await get('some/thing:1');
    expect(layers.map(({ path }) => readdirSync(path))).toEqual([['hello'], ['more']]);
    expect(readdirSync(join(home, 'store/staging'))).toEqual([]);
    expect(await refusal('none')).toBe(
      `Failed to pull image 'none:latest' from the archives in '${join(home, 'archives')}': there is no file '${join(home, 'archives/none:latest.tar')}'`,
    );
    expect(await refusal('junk')).toContain('cannot be read');
  });
});
