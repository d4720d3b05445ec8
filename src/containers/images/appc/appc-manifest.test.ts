/** What of a manifest is taken, and when an image is not the one that was asked for. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../foundation/result.ts';
import { findMismatch, parseAppcManifest } from './appc-manifest.ts';
import { fileNameOf, readWish, wishKey } from './wish.ts';

const whole = { acKind: 'ImageManifest', acVersion: '0.8.11', name: 'a/b' };
const parse = (manifest: object): ReturnType<typeof parseAppcManifest> =>
  parseAppcManifest(Buffer.from(JSON.stringify({ ...whole, ...manifest })));

describe('a manifest of an appc image', () => {
  it('may leave out what is not needed', () => {
    const runtime = {
      environment: [],
      entrypoint: [],
      command: [],
      workingDirectory: '',
      user: '',
    };
    const nothing = { name: 'a/b', labels: new Map(), runtime, dependencies: [] };
    expect(parse({})).toEqual({ ok: true, value: nothing });
    const empty = { labels: null, dependencies: [], pathWhitelist: null, app: null };
    expect(parse(empty)).toEqual({ ok: true, value: nothing });
  });

  it('is refused when it is no JSON', () => {
    expect(parseAppcManifest(Buffer.from('[]'))).toHaveProperty('ok', false);
    expect(parseAppcManifest(Buffer.from('{'))).toHaveProperty('ok', false);
  });

  it.each<readonly [string, object]>([
    ['acKind "PodManifest"', { acKind: 'PodManifest' }],
    ['acVersion 8', { acVersion: 8 }],
    ['no valid name', { name: '../x' }],
    ['labels that is no list', { labels: {} }],
    ['an entry of labels without name and value', { labels: [{ name: 'a' }] }],
    [
      'two entries of labels',
      {
        labels: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
    ],
    ['app that is no object', { app: [] }],
    ['app.exec that is no list', { app: { exec: '/bin/x' } }],
    ['a variable', { app: { environment: [{ name: 'A=', value: '' }] } }],
    ['no absolute path', { app: { workingDirectory: 'x' } }],
    ['dependencies[0].imageName', { dependencies: [{}] }],
    ['dependencies[0].imageID', { dependencies: [{ imageName: 'a', imageID: 'md5-1' }] }],
    ['a pathWhitelist', { pathWhitelist: ['/bin'] }],
  ])('is refused for what it has: %s', (why, manifest) => {
    const parsed = parse(manifest);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
    expect(parsed.ok ? '' : parsed.error).toMatch(/^its manifest /u);
  });
});

describe('what is asked for', () => {
  const platform = { os: 'linux', architecture: 'arm64' };
  const labels = [['version', '1'] as const, ['env', 'a b'] as const];

  it('is this machine unless it says otherwise, in one text whatever the order', () => {
    const wish = unwrap(readWish({ name: 'a/b', labels }, platform));
    expect(fileNameOf(wish)).toBe('a/b-1-linux-aarch64.aci');
    expect(wishKey(wish)).toBe('appc:a/b?arch=aarch64&env=a+b&os=linux&version=1');
    const reversed = { name: 'a/b', labels: labels.toReversed() };
    expect(wishKey(unwrap(readWish(reversed, platform)))).toBe(wishKey(wish));
  });

  it('is an image that says nothing else of itself', () => {
    const wish = unwrap(readWish({ name: 'a/b', labels }, platform));
    const mismatch = (...pairs: readonly (readonly [string, string])[]): string | undefined => {
      const said = pairs.map(([name, value]) => ({ name, value }));
      return findMismatch(unwrap(parse({ labels: said })), wish);
    };
    expect(mismatch()).toBeUndefined();
    expect(mismatch(['env', 'a b'], ['more', 'x'], ['arch', 'aarch64'])).toBeUndefined();
    expect(mismatch(['env', 'b'])).toBe("its label 'env' is 'b', not 'a b'");
    expect(mismatch(['arch', 'amd64'])).toBe("its label 'arch' is 'amd64', not 'aarch64'");
    const other = unwrap(parse({ name: 'c' }));
    expect(findMismatch(other, wish)).toBe("it is 'c' by its manifest");
    const byId = unwrap(readWish({ name: 'x', id: `sha512-${'0'.repeat(128)}`, labels }, platform));
    expect(findMismatch(other, byId)).toBeUndefined();
  });
});
