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
import { unwrap } from '../../foundation/result.ts';
import { FetcherCache } from './cache.ts';
import { planFetch, unpackingOf } from './fetch-plan.ts';
import { Fetcher } from './fetcher.ts';
import type { FetchRequest, FetcherOptions } from './fetcher.ts';

let home: string;
let sandbox: string;
let server: Server;
let origin: string;
let count = 0;
/** Paths that the server was asked for the content of. */
const asked: string[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fetcher-'));
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (request.method === 'GET') asked.push(path);
    if (path === '/moved') response.writeHead(302, { Location: '/plain' }).end();
    else if (path === '/loop') response.writeHead(302, { Location: '/loop' }).end();
    else if (path === '/to-file') response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
    else if (path === '/plain') response.end('plain text');
    else if (path === '/sized') response.writeHead(200, { 'Content-Length': 5 }).end('sized');
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
  noted = '';
  asked.length = 0;
});

/** What was written to stderr. */
let noted = '';

async function fetchAll(
  uris: readonly CommandInfo_URI[],
  options: FetcherOptions = {},
  more: Partial<FetchRequest> = {},
): Promise<string | undefined> {
  const { signal } = new AbortController();
  const note = (text: string): Promise<void> => {
    noted += text;
    return Promise.resolve();
  };
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
    writeFileSync(join(home, 'program'), 'run me', { mode: 0o755 });
    const uris = [
      { value: join(home, 'program') },
      { value: `file://${home}/local file`, output_file: 'one' },
      { value: join(home, 'local file'), output_file: 'two' },
      { value: 'local file', output_file: 'three' },
    ];
    expect(await fetchAll(uris, { frameworksHome: home })).toBeUndefined();
    expect([read('one'), read('two'), read('three')]).toEqual(['local', 'local', 'local']);
    const modeOf = (name: string): number => statSync(join(sandbox, name)).mode & 0o777;
    expect([modeOf('program'), modeOf('one')]).toEqual([0o755, 0o644]);
  });

  it('says which URI failed and why, and leaves no half file', async () => {
    const failures: readonly [uri: string, why: string][] = [
      [`${origin}/missing`, 'HTTP status 404'],
      [`${origin}/loop`, 'redirects more than 10 times'],
      [`${origin}/to-file`, 'neither http nor https'],
      [`${origin}/cut`, 'aborted'],
      ['http://127.0.0.1:1/refused', 'ECONNREFUSED'],
      ['ftp://127.0.0.1:1/refused', 'ECONNREFUSED'],
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

async function aCache(capacityBytes = 1_000_000): Promise<FetcherCache> {
  const directory = join(home, `cache${count}`);
  return unwrap(await FetcherCache.open({ directory, capacityBytes }, '--flag'));
}

describe('the fetcher with a cache', () => {
  it('asks the server once for what several tasks want', async () => {
    const options = { cache: await aCache() };
    const uris = [
      { value: `${origin}/sized`, cache: true },
      { value: `${origin}/sized`, cache: true, output_file: 'tools/again', executable: true },
    ];
    expect(await fetchAll(uris, options)).toBeUndefined();
    expect([read('sized'), read('tools/again')]).toEqual(['sized', 'sized']);
    expect(statSync(join(sandbox, 'tools/again')).mode & 0o777).toBe(0o755);
    expect(asked).toEqual(['/sized']);
    expect(options.cache.usedBytes).toBe(5);
    expect(noted).toMatch(/^I\d{4} [\d:.]+ +\d+ \S+\] Fetching '.*\/sized'/u);
  });

  it('goes past the cache for what nobody knows the size of, or what does not fit', async () => {
    const options = { cache: await aCache(10) };
    writeFileSync(join(home, 'large'), 'x'.repeat(11));
    const uris = [
      { value: `${origin}/big`, cache: true },
      { value: join(home, 'large'), cache: true },
    ];
    expect(await fetchAll(uris, options)).toBeUndefined();
    expect(read('large')).toHaveLength(11);
    expect(noted).toContain('its size is not known: the server does not tell a Content-Length');
    expect(noted).toContain('its 11 bytes do not fit');
    expect(options.cache.usedBytes).toBe(0);
  });

  it('leaves of a cached archive only what was in it', async () => {
    const options = { cache: await aCache() };
    writeFileSync(join(home, 'inside'), 'unpacked');
    execFileSync('tar', ['-czf', join(home, 'c.tgz'), '-C', home, 'inside']);
    writeFileSync(join(home, 'c.gz'), gzipSync('was small'));
    for (const name of ['c.tgz', 'c.gz']) {
      expect(await fetchAll([{ value: join(home, name), cache: true }], options)).toBeUndefined();
    }
    expect(readdirSync(sandbox).toSorted()).toEqual(['c', 'inside']);
    expect([read('c'), read('inside')]).toEqual(['was small', 'unpacked']);
  });

  it('fails with the reason of whoever brings it, and keeps nothing', async () => {
    const options = { cache: await aCache() };
    const value = join(home, 'gone');
    writeFileSync(join(home, 'secret'), 'x');
    expect(await fetchAll([{ value, cache: true }], options)).toContain('No such file');
    const error = await fetchAll([{ value: `${origin}/cut`, cache: true }], options);
    expect(error).toContain(`Failed to fetch '${origin}/cut'`);
    expect(options.cache.usedBytes).toBe(0);
    expect(readdirSync(sandbox)).toEqual([]);
  });
});

describe('the Hadoop client', () => {
  /** A pretend client that knows what is in a directory. */
  function installHadoop(): string {
    const hadoopHome = join(home, `hadoop${count}`);
    mkdirSync(join(hadoopHome, 'bin'), { recursive: true });
    const script = `#!/bin/sh
[ "$HADOOP_HOME" = '${hadoopHome}' ] || exit 9
from="${home}/\${3#hdfs://name/}"
[ -z "$MESOS_WORK_DIR" ] || exit 8
case "$2" in
  -copyToLocal) if [ -e "$from" ]; then cp "$from" "$4"; else echo "no $3" >&2; exit 1; fi ;;
  -du) [ -e "$from" ] && echo "$(wc -c <"$from") 30 $3" ;;
esac`;
    writeFileSync(join(hadoopHome, 'bin', 'hadoop'), script, { mode: 0o755 });
    return hadoopHome;
  }

  it('brings what only it knows, through the cache too', async () => {
    const options = { hadoopHome: installHadoop(), cache: await aCache() };
    writeFileSync(join(home, 'stored'), 'from afar');
    const value = 'hdfs://name/stored';
    const uris = [
      { value, executable: true },
      { value, cache: true, output_file: 'a/cached' },
    ];
    expect(await fetchAll(uris, options)).toBeUndefined();
    expect([read('stored'), read('a/cached')]).toEqual(['from afar', 'from afar']);
    expect(statSync(join(sandbox, 'stored')).mode & 0o777).toBe(0o755);
    expect(options.cache.usedBytes).toBe(9);
    expect(readdirSync(join(sandbox, 'a'))).toEqual(['cached']);
  });

  it('is told of when it complains, or is not there', async () => {
    const value = 'hdfs://name/missing';
    const complaint = await fetchAll([{ value }], { hadoopHome: installHadoop() });
    expect(complaint).toContain('no hdfs://name/missing');
    const absent = await fetchAll([{ value }], { hadoopHome: '/nowhere' });
    expect(absent).toContain("there is none at '/nowhere/bin/hadoop' (--hadoop_home)");
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
