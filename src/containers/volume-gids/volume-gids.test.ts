/** The volume gid manager, on real files; only root may give files to other groups. */
import {
  chownSync,
  existsSync,
  linkSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { unwrap } from '../../foundation/result.ts';
import { readGidRange } from './gid-range.ts';
import { VolumeGids } from './volume-gids.ts';

const nobody = 65534;
const sharedMode = 0o2020;
let home = '';

describe.runIf(process.getuid?.() === 0)('the volume gid manager', () => {
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'gids-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function start(range = '[7001-7002]'): Promise<VolumeGids> {
    const parts = { range: unwrap(readGidRange(range)), workDirectory: home, log: silentLog };
    const gids = new VolumeGids(parts);
    unwrap(await gids.load());
    return gids;
  }

  function directory(...names: readonly string[]): string {
    const path = join(home, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  }

  const gidOf = (path: string): number => statSync(path).gid;
  const isShared = (path: string): boolean => (statSync(path).mode & sharedMode) === sharedMode;

  it('gives a volume, and what is in it, a group, the same for whoever asks', async () => {
    const gids = await start();
    const volume = directory('volumes/roles/dev/v');
    const deep = directory('volumes/roles/dev/v/deep/down');
    writeFileSync(join(deep, 'file'), '');
    const both = await Promise.all([
      gids.allocate(volume, 'PERSISTENT'),
      gids.allocate(volume, 'PERSISTENT'),
    ]);
    expect(both.map(unwrap)).toEqual([7001, 7001]);
    for (const path of [volume, deep]) expect([gidOf(path), isShared(path)]).toEqual([7001, true]);
    expect(gidOf(join(deep, 'file'))).toBe(7001);
    expect([gids.totalCount, gids.freeCount]).toEqual([2, 1]);
    // A part of it is in the group already.
    expect(await gids.allocate(deep, 'PERSISTENT')).toEqual({ ok: true, value: 7001 });
    expect(gids.freeCount).toBe(1);
  });

  it('follows no links, and leaves files alone that may be others’', async () => {
    const gids = await start();
    const volume = directory('sandboxes/c/a');
    writeFileSync(join(home, 'secret'), '', { mode: 0o640 });
    linkSync(join(home, 'secret'), join(volume, 'hard'));
    symlinkSync(directory('elsewhere'), join(volume, 'soft'));
    unwrap(await gids.allocate(volume, 'SANDBOX_PATH'));
    expect(gidOf(join(home, 'secret'))).toBe(0);
    expect([gidOf(join(home, 'elsewhere')), isShared(join(home, 'elsewhere'))]).toEqual([0, false]);
  });

  it('has no more than it was given, and says so', async () => {
    const gids = await start();
    for (const name of ['a', 'b']) unwrap(await gids.allocate(directory(name), 'PERSISTENT'));
    const third = await gids.allocate(directory('c'), 'PERSISTENT');
    expect(third.ok ? '' : third.error).toContain('the free gid range is exhausted: all 2 of');
    rmSync(join(home, 'a'), { recursive: true });
    unwrap(await gids.releaseVolume(join(home, 'a')));
    expect(await gids.allocate(join(home, 'c'), 'PERSISTENT')).toEqual({ ok: true, value: 7001 });
  });

  it('gives volumes of a sandbox back to their user’s own group when it is over', async () => {
    const gids = await start();
    const one = directory('sandboxes/c1/data');
    const other = directory('sandboxes/c10/data');
    chownSync(one, nobody, nobody);
    for (const path of [one, other]) unwrap(await gids.allocate(path, 'SANDBOX_PATH'));
    expect([statSync(one).uid, gidOf(one)]).toEqual([nobody, 7001]);
    unwrap(await gids.releaseBelow(join(home, 'sandboxes/c1')));
    expect([statSync(one).uid, gidOf(one), isShared(one)]).toEqual([nobody, nobody, false]);
    expect([gidOf(other), isShared(other)]).toEqual([7002, true]);
    expect(gids.freeCount).toBe(1);
  });

  it('knows after a restart what it gave, and does again what was cut short', async () => {
    const first = await start();
    const kept = directory('kept');
    const lost = directory('lost');
    const inSandbox = directory('sandboxes/c/data');
    for (const path of [kept, lost]) unwrap(await first.allocate(path, 'PERSISTENT'));
    rmSync(lost, { recursive: true });
    const file = join(home, 'meta/volume_gid_manager/volume_gids');
    expect(existsSync(file)).toBe(true);
    chownSync(kept, 0, 0);
    const next = await start('[7001-7003]');
    expect(next.freeCount).toBe(1);
    expect(await next.allocate(kept, 'PERSISTENT')).toEqual({ ok: true, value: 7001 });
    expect(gidOf(kept)).toBe(7001);
    unwrap(await next.allocate(inSandbox, 'SANDBOX_PATH'));
    expect(next.freeCount).toBe(0);
    unwrap(await next.releaseLost([join(home, 'sandboxes/c')]));
    expect(next.freeCount).toBe(1);
    const third = await start('[7003-7004]');
    unwrap(await third.releaseLost([]));
    expect(gidOf(inSandbox)).toBe(0);
    // The gid of the volume that is kept is of an older range.
    expect([third.totalCount, third.freeCount]).toEqual([2, 2]);
    writeFileSync(file, readFileSync(file).subarray(1));
    const damaged = new VolumeGids({ range: [1, 2], workDirectory: home, log: silentLog });
    expect(await damaged.load()).toMatchObject({ ok: false });
  });
});
