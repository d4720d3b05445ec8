/**
 * A disk that fails in the middle (EIO): what is said to be durable is, nothing is there twice or by
 * half, and every failure names its path. After a failed fsync the kernel forgets what it could not
 * write, so that nothing may rely on a second fsync of the same bytes: they are written again.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '../foundation/result.ts';
import { DiskCheckpointStore } from './disk-checkpoint-store.ts';

const ioError = Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let root = '';
let files: FileHandle;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'altiplano-failing-'));
  const probe = await open(root);
  files = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

type Ask = (store: DiskCheckpointStore, done: (result: Result<void>) => void) => void;
const put =
  (name: string, text: string): Ask =>
  (store, done) =>
    store.put(join(root, name), bytes(text), done);
const append =
  (name: string, text: string): Ask =>
  (store, done) =>
    store.append(join(root, name), bytes(text), done);

const asked = (store: DiskCheckpointStore, ask: Ask): Promise<Result<void>> =>
  new Promise((resolve) => ask(store, resolve));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('checkpoints on a disk that fails', () => {
  it('leave the old file when the new one cannot be made durable', async () => {
    const store = new DiskCheckpointStore();
    await asked(store, put('task.info', 'old'));
    vi.spyOn(files, 'sync').mockRejectedValueOnce(ioError);
    expect(await asked(store, put('task.info', 'new'))).toEqual({
      ok: false,
      error: `Failed to put ${root}/task.info: EIO: i/o error, fsync`,
    });
    expect([readdirSync(root), read('task.info')]).toEqual([['task.info'], 'old']);
    expect((await asked(store, put('task.info', 'new'))).ok).toBe(true);
    expect(read('task.info')).toBe('new');
  });

  it('take back an update whose fsync failed, and write all of it again', async () => {
    const store = new DiskCheckpointStore();
    await asked(store, append('task.updates', 'one'));
    vi.spyOn(files, 'sync').mockRejectedValueOnce(ioError);
    expect(await asked(store, append('task.updates', 'two'))).toEqual({
      ok: false,
      error: `Failed to sync ${root}/task.updates: EIO: i/o error, fsync`,
    });
    expect(read('task.updates')).toBe('one');
    const written = vi.spyOn(files, 'appendFile');
    expect((await asked(store, append('task.updates', 'two'))).ok).toBe(true);
    expect(written).toHaveBeenCalledWith(bytes('two'));
    expect(read('task.updates')).toBe('onetwo');
  });

  it('take back the half of an update that was written', async () => {
    const store = new DiskCheckpointStore();
    await asked(store, append('task.updates', 'one'));
    vi.spyOn(files, 'appendFile').mockImplementationOnce(async function (this: FileHandle) {
      await this.write('tw');
      throw ioError;
    });
    const failed = await asked(store, append('task.updates', 'two'));
    expect(failed).toMatchObject({ error: expect.stringContaining('/task.updates: EIO') });
    expect(read('task.updates')).toBe('one');
    await asked(store, append('task.updates', 'two'));
    expect(read('task.updates')).toBe('onetwo');
  });

  it('fail when the directory cannot be made durable, which names it', async () => {
    const store = new DiskCheckpointStore();
    // The first fsync is that of the file.
    vi.spyOn(files, 'sync')
      .mockImplementationOnce(function (this: FileHandle) {
        return this.datasync();
      })
      .mockRejectedValueOnce(ioError);
    expect(await asked(store, put('slave.info', 'x'))).toEqual({
      ok: false,
      error: `Failed to sync ${root}: EIO: i/o error, fsync`,
    });
    expect((await asked(store, put('slave.info', 'x'))).ok).toBe(true);
  });

  it('are over when nobody knows what is on the disk', async () => {
    const store = new DiskCheckpointStore();
    await asked(store, append('task.updates', 'one'));
    vi.spyOn(files, 'sync').mockRejectedValueOnce(ioError);
    vi.spyOn(files, 'truncate').mockRejectedValueOnce(ioError);
    const last = await asked(store, append('task.updates', 'two'));
    expect(last).toMatchObject({ error: expect.stringContaining('EIO') });
    vi.restoreAllMocks();
    // A repetition could be there twice.
    expect(await asked(store, append('task.updates', 'two'))).toEqual(last);
    expect(await asked(store, put('slave.info', 'x'))).toEqual(last);
  });
});
