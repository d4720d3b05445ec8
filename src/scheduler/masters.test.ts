import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMasters } from './masters.ts';

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
    expect(parseMasters(text)).toEqual({ ok: true, value: addresses });
  });

  it('are read from a file', () => {
    const file = join(directory, 'masters');
    writeFileSync(file, 'a:1,b:2\n');
    expect(parseMasters(`file://${file}`)).toEqual(parseMasters('a:1,b:2'));
  });

  it.each([
    ['a:0', "Failed to use 'a:0' as master: there is no port 0"],
    ['zk://user:secret@a:2181/mesos', "Failed to use 'zk://…' as master: this version has no"],
    ['a:1,http://b:2/x', "only a master that is named alone may have a path; leave '/x' out"],
    ['file:///nowhere/masters', "Failed to use 'file:///nowhere/masters' as master: ENOENT"],
  ])('%s are refused with a sentence', (text, why) => {
    const parsed = parseMasters(text);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
    expect(parsed.ok ? '' : parsed.error).not.toContain('secret');
  });
});
