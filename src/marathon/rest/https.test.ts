import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readKeystore } from './https.ts';

const directory = mkdtempSync(join(tmpdir(), 'keystore-'));
afterAll(() => rmSync(directory, { recursive: true }));

function aFile(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}

describe('a keystore', () => {
  it.each([
    ['feedfeed00000002', 'Java keystore (JKS)'],
    ['cececece00000002', 'Java keystore (JCEKS)'],
  ])('of Java is refused with what to do: %s', (hex, text) => {
    const path = aFile('old.jks', Buffer.from(hex, 'hex'));
    const read = readKeystore(path, 'secret');
    expect(read).toMatchObject({ ok: false, error: expect.stringContaining(text) });
    expect(read).toMatchObject({ error: expect.stringContaining('-deststoretype PKCS12') });
  });

  it('that cannot be read is refused by its flag', () => {
    for (const path of [join(directory, 'none'), aFile('odd.p12', Buffer.from('odd'))]) {
      expect(readKeystore(path, 'secret')).toMatchObject({
        ok: false,
        error: expect.stringMatching(/^--ssl_keystore_path: /),
      });
    }
  });
});
