import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordOf } from '../life/record.ts';
import { RuntimeDirectory } from './runtime-directory.ts';

let root = '';
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'altiplano-runtime-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const id = { value: 'c' };
const record = recordOf({ directory: '/s', resources: [], environment: {} }, 'boot');

describe('the runtime directory of a container whose files were lost', () => {
  it('keeps the status that its supervisor wrote while it was made good', async () => {
    const runtime = new RuntimeDirectory(root);
    const path = runtime.pathOf(id);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'status'), '768     ');
    writeFileSync(join(path, 'container.json'), '');
    await runtime.restore({ id, record, root: undefined, supervisor: undefined }, path);
    expect(await runtime.readStatus(id)).toBe(768);
    expect(JSON.parse(readFileSync(join(path, 'container.json'), 'utf8'))).toEqual(record);
  });

  it('has room for a status afterwards', async () => {
    const runtime = new RuntimeDirectory(root);
    await runtime.restore({ id, record, root: undefined, supervisor: undefined }, undefined);
    expect(await runtime.readStatus(id)).toBeUndefined();
    expect(readFileSync(join(runtime.pathOf(id), 'status.new'), 'utf8')).toBe(' '.repeat(8));
  });
});
