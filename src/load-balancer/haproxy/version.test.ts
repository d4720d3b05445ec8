import { describe, expect, it } from 'vitest';
import { faultOf, findHaproxyFault } from './version.ts';

describe('the version of HAProxy', () => {
  it.each([
    'HAProxy version 2.6.12-1 2026/10/17',
    'HAProxy version 2.5.0',
    'HAProxy version 3.0.1',
  ])('will do: %s', (text) => expect(faultOf(text)).toBeUndefined());

  it.each(['HA-Proxy version 1.8.19', 'HAProxy version 2.4.22-1', 'something else'])(
    'is too old: %s',
    (text) => expect(faultOf(text)).toContain('HAProxy 2.5 or later is needed'),
  );

  it('is not asked of a program that is not there: a sentence says what to do', async () => {
    expect(await findHaproxyFault('/no/such/haproxy')).toContain('apt-get install haproxy');
  });
});
