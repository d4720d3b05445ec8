import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HeldDirectory, holding } from '../foundation/directories/held-directory.ts';
import { replaceFile, writeNewFile } from './sandbox-files.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sandbox-files-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of readdirSync(home)) rmSync(join(home, name));
});

/** Its source breaks while the sink is still being opened. */
function breaking(sinks: Writable[]): (openSink: () => Writable) => Promise<void> {
  return (openSink) => {
    sinks.push(openSink());
    return Promise.reject(new Error('cut'));
  };
}

describe('a new file', () => {
  it('is not there when it is said that it did not come, however early that was', async () => {
    const sinks: Writable[] = [];
    const options = { mode: 0o644, owner: undefined };
    const replaced = holding(HeldDirectory.open(home), (directory) =>
      replaceFile(directory, 'one', options, breaking(sinks)),
    );
    await expect(replaced).rejects.toThrow('cut');
    await expect(writeNewFile(join(home, 'two'), breaking(sinks))).rejects.toThrow('cut');
    // One that is open, or still to be opened, would make its file later.
    expect(sinks.map(({ closed }) => closed)).toEqual([true, true]);
    expect(readdirSync(home)).toEqual([]);
  });

  it('that cannot be made says so once', async () => {
    writeFileSync(join(home, 'one'), '');
    const written = writeNewFile(join(home, 'one'), async (openSink) => {
      const sink = openSink();
      await new Promise((_resolve, reject) => sink.on('error', reject));
    });
    await expect(written).rejects.toThrow('EEXIST');
  });
});
