/** What is under generated/ is what the generator writes: nobody edits it by hand. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const generator = fileURLToPath(new URL('../../../scripts/generate-protocol.mjs', import.meta.url));
const generated = fileURLToPath(new URL('../generated', import.meta.url));

it('the generated modules are what npm run generate writes', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'altiplano-generated-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [generator, fresh]);
    expect(status, stderr.toString()).toBe(0);
    expect(readdirSync(generated).toSorted()).toEqual(readdirSync(fresh).toSorted());
    for (const name of readdirSync(fresh)) {
      const isSame = readFileSync(join(fresh, name)).equals(readFileSync(join(generated, name)));
      expect(isSame, `${name} is as generated`).toBe(true);
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
});
