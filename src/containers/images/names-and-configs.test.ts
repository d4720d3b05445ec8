/** What is read of names, logins, challenges and the configuration of the collection, without a registry. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePlatform, variantsOf } from './manifest.ts';
import { parseChallenge } from './credentials.ts';
import { collectImages, readImageGc } from './image-gc.ts';
import type { Provisioner } from './provisioner.ts';
import { LayerRules } from './layer-rules.ts';
import { parseReference, referenceText } from './reference.ts';
import { registryUrl, repositoryAt } from './registry.ts';
import { silentLog } from '../../foundation/log.ts';
import type { Image } from '../../protocol/generated/mesos.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('the name of an image', () => {
  it.each([
    ['busybox', { repository: 'busybox' }],
    ['busybox:1.36', { repository: 'busybox', tag: '1.36' }],
    ['some/deep/thing:v', { repository: 'some/deep/thing', tag: 'v' }],
    ['localhost/x', { registry: 'localhost', repository: 'x' }],
    ['host:5000/a/b:c', { registry: 'host:5000', repository: 'a/b', tag: 'c' }],
    [`quay.io/x@${digest}`, { registry: 'quay.io', repository: 'x', digest }],
    [`x:1@${digest}`, { repository: 'x', tag: '1', digest }],
  ])('%s', (name, expected) => expect(parseReference(name)).toEqual({ ok: true, value: expected }));

  it.each([
    '',
    '..',
    '../x',
    'a/../b',
    'a//b',
    '/x',
    'A',
    'x:',
    'x:..',
    'x@md5:1',
    'x y',
    'a@b@c',
    'x/',
  ])('"%s" is refused', (name) => expect(parseReference(name)).toMatchObject({ ok: false }));

  it('means the same when it is written and read again', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/u);
    const parts = fc.record({
      registry: fc.option(fc.stringMatching(/^[a-z]{1,5}:[1-9]\d{1,3}$/u), { nil: undefined }),
      repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((each) => each.join('/')),
      tag: fc.stringMatching(/^\w[\w.-]{0,9}$/u),
    });
    fc.assert(
      fc.property(parts, ({ registry, ...rest }) => {
        const reference = { ...(registry !== undefined && { registry }), ...rest };
        expect(parseReference(referenceText(reference))).toEqual({ ok: true, value: reference });
      }),
    );
  });

  it('leads to a registry, by the rules of Mesos', () => {
    const hub = 'https://registry-1.docker.io';
    const urlOf = (name: string, own = hub): string => {
      const reference = parseReference(name);
      if (!reference.ok) throw new Error(reference.error);
      const url = registryUrl(reference.value, own);
      return `${url} ${repositoryAt(url, reference.value)}`;
    };
    expect(urlOf('x')).toBe(`${hub} library/x`);
    expect(urlOf('docker.io/a/x')).toBe(`${hub} a/x`);
    expect(urlOf('x', 'http://own:5000/')).toBe('http://own:5000 x');
    expect(urlOf('own:5000/x', 'http://own:5000')).toBe('http://own:5000 x');
    expect(urlOf('other:5000/x')).toBe('https://other:5000 x');
    expect(urlOf('other:80/x')).toBe('http://other:80 x');
    expect(urlOf('localhost:5000/x')).toBe('http://localhost:5000 x');
    expect(urlOf('127.0.0.1:443/x')).toBe('https://127.0.0.1:443 x');
  });
});

describe('logins', () => {
  it('are asked for by challenges of two kinds', () => {
    const realm = 'https://auth.docker.io/token';
    const bearer = `Bearer realm="${realm}",service="registry.docker.io",scope="x"`;
    expect(parseChallenge(bearer)).toEqual({
      scheme: 'bearer',
      realm,
      service: 'registry.docker.io',
    });
    expect(parseChallenge('Basic realm="x"')).toEqual({ scheme: 'basic' });
    expect(parseChallenge('Bearer realm="file:///etc/shadow"')).toBeUndefined();
    expect(parseChallenge('Negotiate')).toBeUndefined();
    expect(parseChallenge(null)).toBeUndefined();
  });
});

describe('the rules of layers', () => {
  it('keep nothing below what is no directory, and no name with "..", whatever a layer says', () => {
    const name = fc.array(fc.constantFrom('a', 'b', '..', '.', 'c'), {
      minLength: 1,
      maxLength: 4,
    });
    const entry = fc.record({
      name: name.map((parts) => parts.join('/')),
      type: fc.constantFrom('file', 'directory', 'symlink', 'link'),
      linkname: name.map((parts) => parts.join('/')),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
        const rules = new LayerRules();
        const files = new Set<string>();
        const links = new Set<string>();
        for (const one of entries) {
          const verdict = rules.judge(one);
          if (!verdict.ok) return;
          if (verdict.value.kind !== 'keep') continue;
          const { path, target } = verdict.value;
          expect(path.split('/')).not.toContain('..');
          for (const other of [...files, ...links])
            expect(path.startsWith(`${other}/`)).toBe(false);
          if (one.type === 'link') expect(files.has(target!)).toBe(true);
          if (one.type === 'file' || one.type === 'link') {
            files.add(path);
            links.delete(path);
          }
          if (one.type === 'symlink') {
            links.add(path);
            files.delete(path);
          }
        }
      }),
    );
  });
});

describe('the collection of images', () => {
  const docker = { type: 'DOCKER' as const, docker: { name: 'x' } };
  const parts = {
    log: silentLog,
    config: { headroom: 0.1, watchIntervalMs: 1000, kept: [docker] },
  };

  it('is configured as in Mesos', () => {
    const images = [docker, { type: 'APPC', appc: { name: 'y' } }];
    const config = {
      image_disk_headroom: 0.2,
      image_disk_watch_interval: { nanoseconds: 5e9 },
      excluded_images: images,
    };
    expect(readImageGc(config)).toEqual({
      ok: true,
      value: { headroom: 0.2, watchIntervalMs: 5000, kept: images },
    });
    expect(readImageGc({})).toEqual({
      ok: true,
      value: { headroom: 0.1, watchIntervalMs: 3_600_000, kept: [] },
    });
    for (const wrong of [
      [],
      { image_disk_headroom: 2 },
      { x: 1 },
      { excluded_images: ['x'] },
      { excluded_images: [{ type: 'DOCKER' }] },
      { excluded_images: [{ type: 'APPC', docker: { name: 'x' } }] },
      { image_disk_watch_interval: { nanoseconds: 1 } },
    ]) {
      expect(readImageGc(wrong)).toMatchObject({ ok: false });
    }
  });

  it('happens when less than the headroom is free, and again', async () => {
    const usages = [0.5, 0.95, 0.85, 0.91];
    const pruned: (readonly Image[])[] = [];
    const provisioner = {
      prune: (kept: readonly Image[]) => {
        pruned.push(kept);
        return Promise.resolve([]);
      },
    } as unknown as Provisioner;
    const waiting: (() => void)[] = [];
    const clock = {
      ...{ now: () => 0, timestamp: () => 0 },
      after: (_delayMs: number, callback: () => void) => {
        waiting.push(callback);
        return { cancel: () => undefined };
      },
    };
    const readUsage = (): Promise<number> => Promise.resolve(usages.shift()!);
    const stop = collectImages({ ...parts, provisioner, clock, readUsage });
    const looks: number[] = [];
    while (usages.length > 0) {
      waiting.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
      looks.push(pruned.length);
    }
    expect(looks).toEqual([0, 1, 1, 2]);
    expect(pruned).toEqual([[docker], [docker]]);
    stop();
    waiting.shift()!();
    expect(waiting).toEqual([]);
  });
});

describe('of images for several platforms', () => {
  const listed = (...platforms: readonly (readonly [string, string?])[]) =>
    platforms.map(([architecture, variant = ''], i) => ({
      descriptor: { digest: `sha256:${i}`, size: 1, mediaType: '' },
      platform: { os: 'linux', architecture },
      variant,
    }));
  const chosen = (
    architecture: string,
    choices: ReturnType<typeof listed>,
    order?: readonly string[],
  ) => {
    const found = choosePlatform(choices, { os: 'linux', architecture }, order);
    return found.ok ? found.value.digest : found.error;
  };

  it('the one is chosen that every machine of the kind runs', () => {
    expect(chosen('amd64', listed(['arm64', 'v8'], ['amd64', 'v3'], ['amd64']))).toBe('sha256:2');
    expect(chosen('arm64', listed(['amd64'], ['arm64', 'v8']))).toBe('sha256:1');
    expect(chosen('amd64', listed(['amd64', 'v3']))).toContain('it is for linux/amd64/v3');
  });

  it('the best is chosen for an arm of 32 bits', () => {
    const all = listed(['arm', 'v5'], ['arm', 'v6'], ['arm', 'v7']);
    expect(chosen('arm', all, variantsOf('arm', '7'))).toBe('sha256:2');
    expect(chosen('arm', all, variantsOf('arm', '6'))).toBe('sha256:1');
    expect(chosen('arm', all.slice(2), variantsOf('arm', '6'))).toContain('linux/arm/v7');
  });
});
