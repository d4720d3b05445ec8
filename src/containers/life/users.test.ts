import { expect, it } from 'vitest';
import { failure, ok } from '../../foundation/result.ts';
import { Users } from './users.ts';

it('a user is asked for once, however many launches want to know', async () => {
  const asked: string[] = [];
  const users = new Users((name) => {
    asked.push(name);
    return Promise.resolve(name === 'nobody' ? failure('none') : ok({ uid: 7, gid: 8 }));
  });
  const found = await Promise.all(['a', 'a', 'b', 'a'].map((name) => users.resolve(name)));
  expect(found).toEqual(Array(4).fill(ok({ uid: 7, gid: 8 })));
  expect(await users.resolve('a')).toEqual(ok({ uid: 7, gid: 8 }));
  expect(asked).toEqual(['a', 'b']);
  // Who is not there may be there the next time.
  for (let i = 0; i < 2; i++) expect(await users.resolve('nobody')).toEqual(failure('none'));
  expect(asked).toEqual(['a', 'b', 'nobody', 'nobody']);
});
