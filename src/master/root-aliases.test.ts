import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RootAliases } from './root-aliases.ts';

it('knows every name of user id 0, and learns new ones', () => {
  const directory = mkdtempSync(join(tmpdir(), 'passwd-'));
  try {
    const path = join(directory, 'passwd');
    const aliases = new RootAliases(path);
    expect(aliases.has('root')).toBe(false);
    writeFileSync(path, 'root:x:0:0:root:/root:/bin/sh\ntoor:x:00:0::/:/bin/sh\na:x:10:0::/:\n+\n');
    utimesSync(path, 1, 1);
    expect(['root', 'toor', 'a', '+', ''].map((name) => aliases.has(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    writeFileSync(path, 'root:x:0:0:root:/root:/bin/sh\na:x:0:0::/:\n');
    utimesSync(path, 2, 2);
    expect([aliases.has('toor'), aliases.has('a')]).toEqual([false, true]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
