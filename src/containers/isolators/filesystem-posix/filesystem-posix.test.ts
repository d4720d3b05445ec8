/** Persistent volumes as links in sandboxes, on a real disk. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chownSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../foundation/result.ts';
import type { Resource } from '../../../protocol/generated/mesos.ts';
import type { IsolatedContainer } from '../isolator.ts';
import { isolatorParts } from '../test-support.ts';
import { FilesystemPosixIsolator } from './filesystem-posix.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'volumes-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function volumeDirectory(): string {
  const path = join(home, 'volumes/roles/a b/v');
  mkdirSync(path, { recursive: true });
  return path;
}

function volume(more: Partial<Resource> = {}, container_path = 'data'): Resource {
  return {
    name: 'disk',
    type: 'SCALAR',
    scalar: { value: 1 },
    reservations: [{ type: 'DYNAMIC', role: 'a/b' }],
    disk: { persistence: { id: 'v' }, volume: { container_path, mode: 'RW' } },
    ...more,
  };
}

function container(id: string, resources: readonly Resource[], uid = 0): IsolatedContainer {
  const directory = join(home, 'slaves', id);
  mkdirSync(directory, { recursive: true });
  if (uid !== 0) chownSync(directory, uid, uid);
  return { id: { value: id }, directory, resources, limits: undefined };
}

const prepare = (
  isolator: FilesystemPosixIsolator,
  of: IsolatedContainer,
): Promise<Result<unknown>> =>
  new Promise((resolve) =>
    isolator.prepare(
      of,
      { environment: {}, directory: of.directory, resources: of.resources },
      resolve,
    ),
  );

const update = (isolator: FilesystemPosixIsolator, of: IsolatedContainer): Promise<Result<void>> =>
  new Promise((resolve) => isolator.update(of, resolve));

const isRoot = process.getuid?.() === 0;

describe('a persistent volume', () => {
  it('is a link in the sandbox, as long as the container has it', async () => {
    const path = volumeDirectory();
    const isolator = new FilesystemPosixIsolator(isolatorParts(home));
    const one = container('c', [volume()]);
    expect(await prepare(isolator, one)).toMatchObject({ ok: true });
    expect(readlinkSync(join(one.directory, 'data'))).toBe(path);
    await update(isolator, { ...one, resources: [volume({}, 'other')] });
    expect(readlinkSync(join(one.directory, 'other'))).toBe(path);
    expect(() => lstatSync(join(one.directory, 'data'))).toThrow('ENOENT');
    await update(isolator, { ...one, resources: [] });
    expect(() => lstatSync(join(one.directory, 'other'))).toThrow('ENOENT');
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('that is linked already, by an earlier agent, is left as it is', async () => {
    const path = volumeDirectory();
    const one = container('c', [volume()]);
    symlinkSync(path, join(one.directory, 'data'));
    const isolator = new FilesystemPosixIsolator(isolatorParts(home));
    expect(await prepare(isolator, one)).toMatchObject({ ok: true });
  });

  it('takes no place that something else has, and nothing is overwritten', async () => {
    volumeDirectory();
    const one = container('c', [volume()]);
    writeFileSync(join(one.directory, 'data'), 'mine');
    const result = await prepare(new FilesystemPosixIsolator(isolatorParts(home)), one);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.error).toContain('is there already');
  });

  it('whose directory is missing, or is a link, fails the launch', async () => {
    const isolator = new FilesystemPosixIsolator(isolatorParts(home));
    expect(await prepare(isolator, container('c', [volume()]))).toMatchObject({ ok: false });
    mkdirSync(join(home, 'volumes/roles/a b'), { recursive: true });
    symlinkSync('/etc', join(home, 'volumes/roles/a b/v'));
    const result = await prepare(isolator, container('d', [volume()]));
    expect(result.ok ? '' : result.error).toContain('links are not followed');
  });

  it.runIf(isRoot)('belongs to the user of the sandbox, if nobody else shares it', async () => {
    const path = volumeDirectory();
    const isolator = new FilesystemPosixIsolator(isolatorParts(home));
    const shared = volume({ shared: {} });
    await prepare(isolator, container('c', [shared], 1234));
    expect(statSync(path).uid).toBe(1234);
    await prepare(isolator, container('d', [shared], 4321));
    expect(statSync(path).uid).toBe(1234);
    const away = container('c', [], 1234);
    await new Promise((resolve) => isolator.cleanup(away, resolve));
    await new Promise((resolve) => isolator.cleanup(container('d', [], 4321), resolve));
    await prepare(isolator, container('e', [shared], 4321));
    expect(statSync(path).uid).toBe(4321);
  });

  it('of a MOUNT disk is the disk, of a PATH disk is below it', async () => {
    const isolator = new FilesystemPosixIsolator(isolatorParts(home));
    const root = join(home, 'mnt');
    mkdirSync(join(root, 'volumes/roles/a b/v'), { recursive: true });
    const on = (source: NonNullable<Resource['disk']>['source']): Resource =>
      volume({ disk: { ...volume().disk, ...(source === undefined ? {} : { source }) } });
    const mounted = container('c', [on({ type: 'MOUNT', mount: { root } })]);
    expect(await prepare(isolator, mounted)).toMatchObject({ ok: true });
    expect(readlinkSync(join(mounted.directory, 'data'))).toBe(root);
    const onPath = container('d', [on({ type: 'PATH', path: { root: 'mnt' } })]);
    expect(await prepare(isolator, onPath)).toMatchObject({ ok: true });
    expect(readlinkSync(join(onPath.directory, 'data'))).toBe(join(root, 'volumes/roles/a b/v'));
  });
});
