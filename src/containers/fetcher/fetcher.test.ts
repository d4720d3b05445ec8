import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HeldDirectory, holding } from '../../foundation/directories/held-directory.ts';
import type { CommandInfo_URI } from '../../protocol/generated/mesos.ts';
import { planFetch, unpackingOf } from './fetch-plan.ts';
import { Fetcher } from './fetcher.ts';
import type { FetchRequest, FetcherOptions } from './fetcher.ts';

let home: string;
let sandbox: string;
let server: Server;
let origin: string;
let count = 0;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fetcher-'));
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/moved') response.writeHead(302, { Location: '/plain' }).end();
    else if (path === '/loop') response.writeHead(302, { Location: '/loop' }).end();
    else if (path === '/to-file') response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
    else if (path === '/plain') response.end('plain text');
    else if (path === '/big') response.end(Buffer.alloc(5_000_000, 'x'));
    else if (path === '/silent') return;
    else if (path === '/stalls') response.writeHead(200, { 'Content-Length': 10 }).write('half');
    else if (path === '/cut') {
      response.writeHead(200, { 'Content-Length': 10 }).write('half', () => response.destroy());
    } else response.writeHead(404).end('nothing');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

beforeEach(() => {
  sandbox = join(home, `sandbox${count++}`);
  mkdirSync(sandbox);
});

async function fetchAll(
  uris: readonly CommandInfo_URI[],
  options: FetcherOptions = {},
  more: Partial<FetchRequest> = {},
): Promise<string | undefined> {
  const { signal } = new AbortController();
  const note = (): Promise<void> => Promise.resolve();
  const result = await holding(HeldDirectory.open(sandbox), (held) =>
    new Fetcher(options).fetch({ uris, sandbox: held, signal, note, ...more }),
  );
  return result.ok ? undefined : result.error;
}

const read = (name: string): string => readFileSync(join(sandbox, name), 'utf8');

describe('the fetcher', () => {
  it('brings files over http, follows redirects, and names them as told', async () => {
    const uris = [
      { value: `${origin}/plain` },
      { value: `${origin}/moved`, output_file: 'a/b/renamed', executable: true },
      { value: `${origin}/big`, cache: true },
    ];
    expect(await fetchAll(uris)).toBeUndefined();
    expect([read('plain'), read('a/b/renamed')]).toEqual(['plain text', 'plain text']);
    expect(statSync(join(sandbox, 'a/b/renamed')).mode & 0o777).toBe(0o755);
    expect(statSync(join(sandbox, 'big')).size).toBe(5_000_000);
  });

  it('brings local files by URI, by path and by a path relative to the frameworks home', async () => {
    writeFileSync(join(home, 'local file'), 'local');
    const uris = [
      { value: `file://${home}/local file`, output_file: 'one' },
      { value: join(home, 'local file'), output_file: 'two' },
      { value: 'local file', output_file: 'three' },
    ];
    expect(await fetchAll(uris, { frameworksHome: home })).toBeUndefined();
    expect([read('one'), read('two'), read('three')]).toEqual(['local', 'local', 'local']);
  });

  it('says which URI failed and why, and leaves no half file', async () => {
    const failures: readonly [uri: string, why: string][] = [
      [`${origin}/missing`, 'HTTP status 404'],
      [`${origin}/loop`, 'redirects more than 10 times'],
      [`${origin}/to-file`, 'neither http nor https'],
      [`${origin}/cut`, 'aborted'],
      ['http://127.0.0.1:1/refused', 'ECONNREFUSED'],
      ['ftp://host/file', "scheme 'ftp' is not supported"],
      ['relative', '--frameworks_home'],
      ['/no/such/file', 'No such file'],
      [home, 'it is a directory'],
      ['http://nopath', 'names no file'],
      ['/tmp/a"b', 'illegal characters'],
    ];
    for (const [value, why] of failures) {
      const error = await fetchAll([{ value }]);
      expect(error).toContain(value);
      expect(error).toContain(why);
    }
    expect(readdirSync(sandbox)).toEqual([]);
  });

  it('gives up on a server that says nothing more', async () => {
    const options = { stallTimeoutMs: 50 };
    for (const path of ['silent', 'stalls']) {
      const error = await fetchAll([{ value: `${origin}/${path}` }], options);
      expect(error).toContain('no data for 0.05 seconds');
    }
  });

  it('unpacks archives by their names unless told not to', async () => {
    const source = join(home, 'content');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'inside'), 'unpacked');
    const archive = (name: string): string => join(home, name);
    for (const [name, flag] of [
      ['a.tar', ''],
      ['a.tgz', 'z'],
      ['a.tar.bz2', 'j'],
      ['a.txz', 'J'],
    ]) {
      execFileSync('tar', [`-c${flag}f`, archive(name!), '-C', source, 'inside']);
      expect(await fetchAll([{ value: archive(name!) }])).toBeUndefined();
      expect(read('inside')).toBe('unpacked');
      rmSync(join(sandbox, 'inside'));
    }
    expect(await fetchAll([{ value: archive('a.tar'), extract: false }])).toBeUndefined();
    expect(await fetchAll([{ value: archive('a.tar'), executable: true }])).toBeUndefined();
    expect(existsSync(join(sandbox, 'inside'))).toBe(false);
    writeFileSync(archive('text.gz'), gzipSync('was small'));
    expect(await fetchAll([{ value: archive('text.gz') }])).toBeUndefined();
    expect(read('text')).toBe('was small');
    const python = 'import sys,zipfile; zipfile.ZipFile(sys.argv[1],"w").writestr("zipped","zip")';
    execFileSync('python3', ['-c', python, archive('a.zip')]);
    expect(await fetchAll([{ value: archive('a.zip') }])).toBeUndefined();
    expect(read('zipped')).toBe('zip');
    writeFileSync(archive('broken.tgz'), 'not an archive');
    expect(await fetchAll([{ value: archive('broken.tgz') }])).toContain('tar failed');
  });

  it('lets no archive write outside the sandbox', async () => {
    const python = `
import io, sys, tarfile
t = tarfile.open(sys.argv[1], 'w')
def add(name, data):
  i = tarfile.TarInfo(name); i.size = len(data); t.addfile(i, io.BytesIO(data))
def link(name, to):
  i = tarfile.TarInfo(name); i.type = tarfile.SYMTYPE; i.linkname = to; t.addfile(i)
add(sys.argv[2], b'x'); link('out', sys.argv[3]); add('out/through', b'x'); link('stdlink', sys.argv[3])
`;
    const outside = join(home, 'outside');
    mkdirSync(outside, { recursive: true });
    for (const member of ['../escaped', join(outside, 'absolute')]) {
      const path = join(home, 'evil.tar');
      execFileSync('python3', ['-c', python, path, member, outside]);
      await fetchAll([{ value: path }]);
      expect(readdirSync(outside)).toEqual([]);
      expect(existsSync(join(home, 'escaped'))).toBe(false);
    }
    rmSync(join(sandbox, 'out'), { recursive: true, force: true });
    symlinkSync(outside, join(sandbox, 'out'));
    const error = await fetchAll([{ value: `${origin}/plain`, output_file: 'out/file' }]);
    expect(error).toContain('is not a directory');
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe('the plan of a fetch', () => {
  it('keeps every target inside the sandbox, whatever the name', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '../x', '/x', 'a/../../b', 'a//b', '.'),
    );
    fc.assert(
      fc.property(names, names, (value, output) => {
        const plan = planFetch({ value: `/x/${value}`, output_file: output }, undefined);
        if (!plan.ok) return;
        expect(plan.value.target.length).toBeGreaterThan(0);
        for (const part of plan.value.target) {
          expect(part).not.toBe('');
          expect(part).not.toBe('.');
          expect(part).not.toBe('..');
          expect(part).not.toContain('/');
        }
      }),
    );
  });

  it('knows the archives of Mesos by their suffix', () => {
    const kinds = ['a.tar', 'a.tar.xz', 'a.tbz2', 'a.zip', 'a.gz', 'a.tar.gz', 'a.jar', 'gz'];
    expect(kinds.map(unpackingOf)).toEqual([
      'tar',
      'tar',
      'tar',
      'zip',
      'gzip',
      'tar',
      'none',
      'none',
    ]);
  });

  it('reads file URIs with and without a host', () => {
    const sourceOf = (value: string): unknown => {
      const plan = planFetch({ value }, undefined);
      return plan.ok ? plan.value.source : plan.error;
    };
    expect(sourceOf('file:///a/b')).toEqual({ kind: 'file', path: '/a/b' });
    expect(sourceOf('file://localhost/a/b')).toEqual({ kind: 'file', path: '/a/b' });
    expect(sourceOf('file://a/b')).toContain('must have an absolute path');
  });
});
