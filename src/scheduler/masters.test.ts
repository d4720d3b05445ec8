import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMasters } from './masters.ts';

const path = '/api/v1/scheduler';

describe('masters of a framework', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-masters-'));
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    ['127.0.0.1:5050', [`http://127.0.0.1:5050${path}`]],
    ['http://a:5050/', [`http://a:5050${path}`]],
    ['http://a:5050/master/api/v1/scheduler', ['http://a:5050/master/api/v1/scheduler']],
    ['a:1, b:2,[::1]:3', [`http://a:1${path}`, `http://b:2${path}`, `http://[::1]:3${path}`]],
  ])('%s are URLs', (text, urls) => {
    expect(parseMasters(text)).toEqual({ ok: true, value: urls });
  });

  it('are read from a file', () => {
    const file = join(directory, 'masters');
    writeFileSync(file, 'a:1,b:2\n');
    const urls = [`http://a:1${path}`, `http://b:2${path}`];
    expect(parseMasters(`file://${file}`)).toEqual({ ok: true, value: urls });
  });

  it.each([
    ['a:0', "Failed to use 'a:0' as master: there is no port 0"],
    ['zk://user:secret@a:2181/mesos', "Failed to use 'zk://…' as master: it must be"],
    ['file:///nowhere/masters', "Failed to use 'file:///nowhere/masters' as master: ENOENT"],
  ])('%s are refused with a sentence', (text, why) => {
    const parsed = parseMasters(text);
    expect(parsed.ok ? '' : parsed.error).toContain(why);
    expect(parsed.ok ? '' : parsed.error).not.toContain('secret');
  });
});
