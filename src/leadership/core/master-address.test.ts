import { describe, expect, it } from 'vitest';
import { parseMasterAddresses } from './master-address.ts';

describe('what --master may be', () => {
  it.each([
    ['10.0.0.1:5050', [{ host: '10.0.0.1', port: 5050 }]],
    ['master@example.org:80\n', [{ host: 'example.org', port: 80 }]],
    ['http://a:5050/', [{ host: 'a', port: 5050 }]],
    ['http://a:5050/master', [{ host: 'a', port: 5050 }]],
    ['http://a:5050/x/y', [{ host: 'a', port: 5050, path: '/x/y' }]],
    [
      'a:1, master@b:2,[::1]:3',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
        { host: '::1', port: 3 },
      ],
    ],
  ])('%s', (text, addresses) => {
    expect(parseMasterAddresses(text)).toEqual({ ok: true, value: addresses });
  });

  it.each([
    ['https://a:5050', 'this version has no TLS yet; give http://host:port'],
    ['a', 'it must be host:port'],
    ['a@b:5050', 'it must be host:port'],
    ['', 'it must be host:port'],
    ['a:0', 'there is no port 0'],
    ['a:65536', 'there is no port 65536'],
    ['a:1,,b:2', "'' in it: it must be host:port"],
    ['a:1,zk://b:2', "'zk://b:2' in it: it must be host:port"],
  ])("not '%s'", (text, why) => {
    const parsed = parseMasterAddresses(text);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
  });
});
