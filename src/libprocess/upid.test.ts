import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { formatUpid, makeUpid, parseUpid } from './upid.ts';

describe('UPID', () => {
  it('is an id at an IPv4 or a bracketed IPv6 address', () => {
    expect(parseUpid('slave(1)@127.0.0.1:5051')).toEqual({
      ok: true,
      value: makeUpid('slave(1)', '127.0.0.1', 5051),
    });
    const v6 = parseUpid('master@[::1]:5050');
    expect(v6.ok && v6.value).toMatchObject({ ip: '::1', port: 5050, address: '[::1]:5050' });
  });

  it.each([
    '',
    'master',
    'master@',
    '@127.0.0.1:5050',
    'master@127.0.0.1',
    'master@127.0.0.1:0',
    'master@127.0.0.1:65536',
    'master@127.0.0.1:5050x',
    'master@localhost:5050',
    'master@::1:5050',
    'ma ster@127.0.0.1:5050',
    'master\r\nX: y@127.0.0.1:5050',
    'a/b@127.0.0.1:5050',
  ])('refuses %j and names it', (text) => {
    const parsed = parseUpid(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error).toBe(`Invalid UPID '${text}': expecting 'id@ip:port'`);
  });

  it('parses what it formats', () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9()@:._-]{1,40}$/);
    const ips = fc.oneof(fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(ids, ips, fc.integer({ min: 1, max: 65535 }), (id, ip, port) => {
        const upid = makeUpid(id, ip, port);
        expect(parseUpid(formatUpid(upid))).toEqual({ ok: true, value: upid });
      }),
    );
  });
});
