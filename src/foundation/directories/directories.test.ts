/** What a hostile owner of a directory may try; links and pipes are the same for every user. */
import { execFileSync } from 'node:child_process';
import {
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldDirectory, holding } from './held-directory.ts';
import { removeTree } from './remove-tree.ts';
import { interfere } from './test-support.ts';

let home: string;
let outside: string;
let sandbox: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'directories-'));
  outside = join(home, 'outside');
  sandbox = join(home, 'sandbox');
  mkdirSync(outside);
  mkdirSync(sandbox);
  writeFileSync(join(outside, 'secret'), 'secret');
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function held<T>(work: (directory: HeldDirectory) => Promise<T>): Promise<T> {
  return holding(HeldDirectory.open(sandbox), work);
}

describe('a held directory', () => {
  it('enters and makes directories, never links to them', async () => {
    symlinkSync(outside, join(sandbox, 'link'));
    symlinkSync(join(outside, 'new'), join(sandbox, 'dangling'));
    writeFileSync(join(sandbox, 'file'), '');
    await held(async (directory) => {
      const made = await directory.make('inner', 0o755);
      expect(made.isNew).toBe(true);
      await made.directory.close();
      for (const name of ['link', 'dangling', 'file']) {
        await expect(directory.enter(name)).rejects.toThrow('is not a directory');
        await expect(directory.make(name, 0o755)).rejects.toThrow('is not a directory');
      }
    });
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('finds directories far below at once, but by no way with a link in it', async () => {
    mkdirSync(join(sandbox, 'a/b/c'), { recursive: true });
    mkdirSync(join(outside, 'b/c'), { recursive: true });
    symlinkSync(outside, join(sandbox, 'link'));
    symlinkSync('a', join(sandbox, 'inner'));
    symlinkSync('b', join(sandbox, 'a/d'));
    writeFileSync(join(sandbox, 'a/file'), '');
    await held(async (directory) => {
      const found = await directory.findBelow(['a', 'b', 'c']);
      expect(found?.shownPath).toBe(`${sandbox}/a/b/c`);
      await found?.close();
      const none = [
        'link/b/c',
        'inner/b/c',
        'a/d/c',
        'a/d',
        'a/missing',
        'a/file',
        'a/..',
        'a/b/..',
      ];
      for (const way of none) expect(await directory.findBelow(way.split('/'))).toBeUndefined();
    });
    rmSync(join(outside, 'b'), { recursive: true });
  });

  it('stays the directory that it was when its path leads elsewhere', async () => {
    await held(async (directory) => {
      renameSync(sandbox, join(home, 'moved'));
      symlinkSync(outside, sandbox);
      const { directory: made } = await directory.make('inner', 0o755);
      await made.close();
    });
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(readdirSync(join(home, 'moved'))).toEqual(['inner']);
  });

  it('opens regular files and nothing else, without waiting for the other end of a pipe', async () => {
    writeFileSync(join(sandbox, 'file'), 'text');
    execFileSync('mkfifo', [join(sandbox, 'pipe')]);
    symlinkSync(join(outside, 'secret'), join(sandbox, 'link'));
    await held(async (directory) => {
      const file = await directory.openFile('file', constants.O_RDONLY);
      expect(await file.readFile('utf8')).toBe('text');
      await file.close();
      for (const name of ['pipe', 'link']) {
        await expect(directory.openFile(name, constants.O_RDWR)).rejects.toThrow();
      }
      const refused = directory.openFile('file', constants.O_RDONLY, () => 'is not for you');
      await expect(refused).rejects.toThrow(`'${sandbox}/file' is not for you`);
    });
  });
});

describe('removeTree', () => {
  const remove = (name: string): Promise<void> =>
    holding(HeldDirectory.open(home), (directory) => removeTree(directory, name));

  it('removes links, not what they lead to', async () => {
    symlinkSync(outside, join(sandbox, 'link'));
    mkdirSync(join(sandbox, 'a/b/c'), { recursive: true });
    symlinkSync('../../../../outside', join(sandbox, 'a/b/c/relative'));
    symlinkSync(outside, join(home, 'top'));
    await remove('sandbox');
    await remove('top');
    await remove('not there');
    expect(readdirSync(home)).toEqual(['outside']);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it('removes what is deeper than a path can be long', async () => {
    const script = `
import os, sys
os.chdir(sys.argv[1])
for i in range(300):
  os.mkdir('d' * 50); os.chdir('d' * 50)
open('file', 'w').close()`;
    execFileSync('python3', ['-c', script, sandbox]);
    await remove('sandbox');
    expect(existsSync(sandbox)).toBe(false);
  });

  it('does not follow a link that takes the place of a directory meanwhile', async () => {
    const inner = join(sandbox, 'inner');
    mkdirSync(inner);
    mkdirSync(join(inner, 'full/x'), { recursive: true });
    writeFileSync(join(inner, 'secret'), '');
    // The moment between "it is a directory" and going in.
    interfere('enter', (_directory, name) => {
      if (name !== 'inner') return;
      renameSync(inner, join(home, 'away'));
      symlinkSync(outside, inner);
    });
    await expect(remove('sandbox')).rejects.toThrow('is not a directory');
    vi.restoreAllMocks();
    expect(readdirSync(outside)).toEqual(['secret']);
  });
});
