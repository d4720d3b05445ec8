/** Who a container runs as. What needs another user to be is for root. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstNamed } from '../user-name.ts';
import {
  aConfig,
  aContainerizer,
  anId,
  ended,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
} from './test-support.ts';
import { Users } from '../life/users.ts';

beforeAll(makeHome);
afterAll(removeHome);

describe('a user', () => {
  it('is known by its name, not by what id(1) would take as well', async () => {
    const users = new Users();
    expect(await users.resolve('root')).toEqual({ ok: true, value: { uid: 0, gid: 0 } });
    const odd = [
      '0',
      '00',
      '+0',
      '-0',
      ' 0',
      '0 ',
      ' root',
      'root ',
      '',
      '-u',
      'a:b',
      'a\0b',
      '12',
    ];
    for (const name of [...odd, 'no-such-user']) {
      const found = await users.resolve(name);
      expect([name, found.ok]).toEqual([name, false]);
    }
  });

  it('is the first that is named; an empty name names nobody', () => {
    expect(firstNamed(undefined, 'a', 'b')).toBe('a');
    expect(firstNamed('', 'b')).toBe('b');
    expect([firstNamed('', ''), firstNamed()]).toEqual([undefined, undefined]);
  });
});

describe('an agent of root without root submissions', () => {
  beforeEach((context) => {
    if (process.getuid?.() !== 0) context.skip('only root can run tasks as nobody');
  });

  it('runs nothing as root, by whatever name or none, and others as they are', async () => {
    const containerizer = aContainerizer(undefined, { allowsRoot: false });
    for (const more of [
      {},
      { user: 'root' },
      { user: '0' },
      { containerClass: 'debug' as const },
    ]) {
      const id = anId();
      const result = await launch(containerizer, id, aConfig(id, { value: 'true' }, more));
      expect(result.ok ? 'launched' : result.error).toMatch(/--no-root_submissions|is a number/u);
      const { command: _none, ...pod } = aConfig(id, {}, more);
      expect((await launch(containerizer, id, pod)).ok).toBe(false);
    }
    const id = anId();
    const config = aConfig(id, { value: 'id -un' }, { user: 'nobody' });
    expect((await launch(containerizer, id, config)).ok).toBe(true);
    expect(await ended(containerizer, id)).toEqual({ status: 0 });
    expect(readFileSync(join(sandboxOf(id), 'stdout'), 'utf8')).toBe('nobody\n');
  });
});
