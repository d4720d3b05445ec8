import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMasters } from './masters.ts';

describe('masters of a framework', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-masters-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    ['127.0.0.1:5050', [{ host: '127.0.0.1', port: 5050 }]],
    ['http://a:5050/', [{ host: 'a', port: 5050 }]],
    ['http://a:5050/proxy/scheduler', [{ host: 'a', port: 5050, path: '/proxy/scheduler' }]],
    [
      'a:1, b:2,[::1]:3',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
        { host: '::1', port: 3 },
      ],
    ],
  ])('%s are addresses', (text, addresses) => {
    expect(readMasters(text)).toEqual({ ok: true, value: { kind: 'addresses', addresses } });
  });

  it('may be known to an ensemble', () => {
    expect(readMasters('zk://user:secret@a:2181,b:2181/mesos')).toMatchObject({
      ok: true,
      value: { kind: 'ensemble', url: { servers: [{ host: 'a' }, { host: 'b' }], path: '/mesos' } },
    });
  });

  it('are read from a file', () => {
    const file = join(directory, 'masters');
    writeFileSync(file, 'a:1,b:2\n');
    expect(readMasters(`file://${file}`)).toEqual(readMasters('a:1,b:2'));
  });

  it.each([
    ['a:0', "Failed to use 'a:0' as master: there is no port 0"],
    ['zk://user:secret@a:2181', "Failed to use 'zk://…' as master: it must have a path"],
    ['zk://user:secret@a:x/mesos', "Failed to use 'zk://…' as master: 'a:x' in it is no host:port"],
    ['a:1,http://b:2/x', "only a master that is named alone may have a path; leave '/x' out"],
    ['file:///nowhere/masters', "Failed to use 'file:///nowhere/masters' as master: ENOENT"],
  ])('%s are refused with a sentence', (text, why) => {
    const parsed = readMasters(text);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
    expect(parsed.ok ? '' : parsed.error).not.toContain('secret');
  });
});
