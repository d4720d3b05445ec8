import { describe, expect, it } from 'vitest';
import { parseZooKeeperUrl, zooKeeperUrlText } from './url.ts';

describe('a zk:// URL', () => {
  it('names servers, a path and credentials', () => {
    expect(parseZooKeeperUrl('zk://user:p@ss:word@h1:2181,h2:2182,[::1]:3/mesos/a')).toEqual({
      ok: true,
      value: {
        servers: [
          { host: 'h1', port: 2181 },
          { host: 'h2', port: 2182 },
          { host: '::1', port: 3 },
        ],
        credential: { scheme: 'digest', text: 'user:p@ss:word' },
        path: '/mesos/a',
      },
    });
  });

  it('has the port and the path of ZooKeeper unless it names others', () => {
    expect(parseZooKeeperUrl('zk://h1')).toMatchObject({
      ok: true,
      value: { servers: [{ host: 'h1', port: 2181 }], path: '/', credential: undefined },
    });
  });

  it('never shows its password', () => {
    const url = parseZooKeeperUrl('zk://user:secret@h1:2181/mesos');
    expect(url.ok && zooKeeperUrlText(url.value)).toBe('zk://h1:2181/mesos');
  });

  it.each([
    ['h1:2181/mesos', 'it must look like zk://host1:port1,host2:port2/path'],
    ['zk://', "'' in it is no host:port"],
    ['zk:///mesos', "'' in it is no host:port"],
    ['zk://h1:2181,/mesos', "'' in it is no host:port"],
    ['zk://h1:99999/mesos', 'there is no port 99999'],
    ['zk://h1:x/mesos', "'h1:x' in it is no host:port"],
    ['zk://user@h1:2181/mesos', "before '@' it must have user:password"],
    ['zk://h1:2181/mesos/', "its path '/mesos/' must not end with '/'"],
    ['zk://h1:2181//mesos', "its path '//mesos' has an empty part"],
    ['zk://h1:2181/a/../b', "its path '/a/../b' has a relative part '..'"],
  ])('%s is refused with the rule it breaks', (text, rule) => {
    const refused = parseZooKeeperUrl(text);
    expect(!refused.ok && refused.error).toContain(rule);
  });
});
