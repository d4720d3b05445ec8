import { describe, expect, it } from 'vitest';
import { parseAgentsMasters, parseMasters } from './masters.ts';

describe('where masters are', () => {
  it('is said by addresses or by an ensemble', () => {
    expect(parseMasters('a:1,b:2\n')).toMatchObject({
      ok: true,
      value: { kind: 'addresses', addresses: [{ host: 'a' }, { host: 'b' }] },
    });
    expect(parseAgentsMasters(' zk://u:p@a:2181,b:2182/mesos\n')).toMatchObject({
      ok: true,
      value: { kind: 'ensemble', url: { path: '/mesos', credential: { text: 'u:p' } } },
    });
  });

  it.each([
    ['zk://a:2181', 'it must have a path, as in zk://host:port/mesos'],
    ['zk://a:2181/', 'it must have a path, as in zk://host:port/mesos'],
    ['zk:/a:2181/mesos', 'it must be host:port'],
    ['zk://a:x/mesos', "'a:x' in it is no host:port"],
  ])("is not said by '%s'", (text, why) => {
    for (const parse of [parseMasters, parseAgentsMasters]) {
      const parsed = parse(text);
      expect(parsed.ok ? '' : parsed.error).toContain(why);
    }
  });

  it('is no path for an agent, which needs the master itself', () => {
    expect(parseAgentsMasters('http://a:1/master')).toMatchObject({ ok: true });
    expect(parseAgentsMasters('a:1,http://b:2/x')).toEqual({
      ok: false,
      error: "an agent cannot reach a master by a path; leave '/x' out",
    });
  });
});
