/** Static files from outside: a real listener, asked byte by byte and with curl. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '../../log.ts';
import { unwrap } from '../../result.ts';
import { Router } from '../router.ts';
import { HttpServer } from '../server.ts';
import { bundleSource, directorySource, hasHashedName, serveStatic } from './index.ts';

const directory = mkdtempSync(join(tmpdir(), 'static-'));
const root = join(directory, 'pages');
const page = '<!DOCTYPE html><title>é</title>';
const script = 'let one = 1;\n'.repeat(1000);
const modified = new Date('2026-11-20T23:38:00Z');

const files: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': page,
  'docs/index.html': '<title>docs</title>',
  'assets/app-B1x9aZ_c.js': script,
  'assets/app-B1x9aZ_c.js.br': brotliCompressSync(script),
  'assets/app-B1x9aZ_c.js.gz': gzipSync(script),
  'assets/only.css': 'a{}',
  'assets/only.css.gz': gzipSync('a{}'),
  'picture.png': Buffer.from([0x89, 0x50]),
  'digits.txt': '0123456789',
  'unknown.zzz': 'z',
  'empty.txt': '',
  '.env': 'secret',
  '.git/config': 'secret',
};

const options = {
  contentSecurityPolicy: "default-src 'self'",
  isHashed: hasHashedName,
} as const;

let server: HttpServer;
let base = '';

beforeAll(async () => {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), bytes);
    utimesSync(join(root, path), modified, modified);
  }
  writeFileSync(join(directory, 'secret.txt'), 'secret');
  symlinkSync('../secret.txt', join(root, 'out.txt'));
  symlinkSync('/etc', join(root, 'etc'));
  symlinkSync('.env', join(root, 'env.txt'));
  symlinkSync('..', join(root, 'docs', 'loop'));
  symlinkSync('digits.txt', join(root, 'inside.txt'));
  const inMemory = new Map(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)] as const),
  );
  const onDisk = unwrap(await directorySource(root));
  const router = new Router();
  router.on('GET', '/disk/*path', serveStatic(onDisk, options));
  router.on(
    'GET',
    '/memory/*path',
    serveStatic(bundleSource(inMemory, modified.getTime()), options),
  );
  router.on('GET', '/app/*path', serveStatic(onDisk, { ...options, fallback: 'index.html' }));
  server = new HttpServer({ router, log: silentLog });
  base = `http://127.0.0.1:${(await server.listen(0, '127.0.0.1')).port}`;
});

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** fetch() asks for all codings that it knows and undoes them; here the bytes count. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const init = { method, headers: { 'Accept-Encoding': 'identity', ...headers } };
  const response = await fetch(base + path, init);
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body } satisfies Answer;
}

const text = async (path: string, headers = {}): Promise<string> => {
  const { status, body } = await ask(path, headers);
  return `${status} ${body.toString()}`;
};

describe.each(['/disk', '/memory'])('files at %s', (at) => {
  it('have types, validators and the rules for browsers', async () => {
    const { status, headers, body } = await ask(`${at}/index.html`);
    expect([status, body.toString()]).toEqual([200, page]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(page)),
      'cache-control': 'no-cache',
      'last-modified': 'Fri, 20 Nov 2026 23:38:00 GMT',
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    expect(headers.get('vary')).toBeNull();
    const typeOf = async (name: string) => (await ask(`${at}/${name}`)).headers.get('content-type');
    expect(await typeOf('picture.png')).toBe('image/png');
    expect(await typeOf('assets/only.css')).toBe('text/css; charset=utf-8');
    expect(await typeOf('assets/app-B1x9aZ_c.js')).toBe('text/javascript; charset=utf-8');
    expect(await typeOf('unknown.zzz')).toBe('application/octet-stream');
    expect((await ask(`${at}/picture.png`)).body).toEqual(files['picture.png']);
    expect(await text(`${at}/empty.txt`)).toBe('200 ');
  });

  it('are pages of their directories', async () => {
    expect(await text(at)).toBe(`200 ${page}`);
    expect(await text(`${at}/`)).toBe(`200 ${page}`);
    expect(await text(`${at}/docs/`)).toBe('200 <title>docs</title>');
    expect(await text(`${at}/docs`)).toMatch(/^404/);
    expect(await text(`${at}/assets/`)).toMatch(/^404/);
  });

  it('with a hash in their names are never asked for again', async () => {
    const { headers } = await ask(`${at}/assets/app-B1x9aZ_c.js`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('are not sent to whoever has them', async () => {
    const first = await ask(`${at}/digits.txt`);
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^"[^"]+"$/);
    // What browsers say; fetch() here would say no-cache, which asks for the bytes.
    const usual = { 'Cache-Control': 'max-age=0' };
    for (const has of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"other", W/${etag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': 'Fri, 20 Nov 2026 23:38:00 GMT' },
    ]) {
      const { status, headers, body } = await ask(`${at}/digits.txt`, { ...usual, ...has });
      expect([status, body.length, headers.get('etag')]).toEqual([304, 0, etag]);
      expect(headers.get('content-length')).toBeNull();
      expect(headers.get('content-security-policy')).not.toBeNull();
    }
    const other = { ...usual, 'If-None-Match': '"x"' };
    expect((await ask(`${at}/digits.txt`, other)).status).toBe(200);
    const older = { ...usual, 'If-Modified-Since': 'Thu, 19 Nov 2026 23:38:00 GMT' };
    expect((await ask(`${at}/digits.txt`, older)).status).toBe(200);
  });

  it('can be had in pieces', async () => {
    const piece = async (range: string, more = {}) => {
      const { status, headers, body } = await ask(`${at}/digits.txt`, { Range: range, ...more });
      return [status, body.toString(), headers.get('content-range')];
    };
    expect(await piece('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
    expect(await piece('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await piece('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10']);
    expect(await piece('bytes=0-99')).toEqual([206, '0123456789', 'bytes 0-9/10']);
    expect(await piece('bytes=10-')).toEqual([416, 'The file has 10 bytes', 'bytes */10']);
    // Several, and what is none.
    for (const range of ['bytes=0-1,5-6', 'bytes=x', 'lines=1-2', 'bytes=4-2x']) {
      expect((await piece(range))[0], range).not.toBe(206);
    }
    const { headers } = await ask(`${at}/digits.txt`);
    const [etag, date] = [headers.get('etag')!, headers.get('last-modified')!];
    expect((await piece('bytes=2-4', { 'If-Range': etag }))[0]).toBe(206);
    expect((await piece('bytes=2-4', { 'If-Range': date }))[0]).toBe(206);
    expect((await piece('bytes=2-4', { 'If-Range': '"old"' }))[0]).toBe(200);
  });

  it('are sent as they were compressed ahead, each form under a tag of its own', async () => {
    const path = `${at}/assets/app-B1x9aZ_c.js`;
    // curl shows what is on the wire.
    const coded = (accept: string, ...args: string[]): Promise<Buffer> =>
      run(['-H', `Accept-Encoding: ${accept}`, ...args], path);
    expect(brotliDecompressSync(await coded('gzip, br')).toString()).toBe(script);
    expect(gunzipSync(await coded('gzip')).toString()).toBe(script);
    expect((await coded('deflate, br;q=0')).toString()).toBe(script);
    const head = (await coded('br', '-I')).toString();
    expect(head).toMatch(/^Content-Encoding: br\r$/m);
    expect(head).toMatch(/^Vary: Accept-Encoding\r$/m);
    expect(head).toMatch(/^Content-Type: text\/javascript; charset=utf-8\r$/m);
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (accept) => {
        const answer = (await coded(accept, '-I')).toString();
        return /^ETag: (.*)\r$/m.exec(answer)?.[1];
      }),
    );
    expect(new Set(tags).size).toBe(3);
    expect((await run(['-H', 'Accept-Encoding: br'], `${at}/assets/only.css`)).toString()).toBe(
      'a{}',
    );
    // The forms are no files of their own.
    expect(await text(`${path}.br`)).toMatch(/^404/);
  });

  it('answer HEAD like GET without the bytes, and no other method', async () => {
    const { status, headers, body } = await ask(`${at}/digits.txt`, {}, 'HEAD');
    expect([status, body.length, headers.get('content-length')]).toEqual([200, 0, '10']);
    const { status: refused, headers: said } = await ask(`${at}/digits.txt`, {}, 'POST');
    expect([refused, said.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    '/.env',
    '/.git/config',
    '/nosuch.js',
    '/docs/../digits.txt/x',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f.env',
    '//digits.txt',
    '/digits.txt/',
    '/constructor',
    '/__proto__',
  ])('do not include %s', async (path) => {
    const answer = await run(['--path-as-is', '-o', '-', '-w', ' %{http_code}'], at + path);
    expect(answer.toString()).toBe('404 Not Found. 404');
  });
});

/** A process of its own, because the server is in this one. */
function run(args: readonly string[], path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    execFile('curl', ['-sS', ...args, base + path], { encoding: 'buffer' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
}

describe('a directory', () => {
  it('shows no link that leads out, nor one to what is hidden; links within are files', async () => {
    for (const path of ['out.txt', 'etc/passwd', 'env.txt', 'docs/loop/digits.txt']) {
      expect(await text(`/disk/${path}`), path).toMatch(/^404/);
    }
    expect(await text('/disk/inside.txt')).toBe('200 0123456789');
  });

  it('serves what a file has become, and says when it is gone', async () => {
    const path = join(root, 'changing.txt');
    writeFileSync(path, 'first');
    const source = unwrap(await directorySource(root));
    const file = await source.find('changing.txt')!.open(undefined);
    writeFileSync(path, 'second one');
    const later = await source.find('changing.txt')!.open(undefined);
    expect([file!.sizeBytes, later!.sizeBytes]).toEqual([5, 10]);
    expect(later!.etag).not.toBe(file!.etag);
    rmSync(path);
    expect(await source.find('changing.txt')!.open(undefined)).toBeUndefined();
    symlinkSync('../secret.txt', path);
    expect(await source.find('changing.txt')!.open(undefined)).toBeUndefined();
    rmSync(path);
  });

  it('that is not there is refused', async () => {
    expect(await directorySource(join(directory, 'nosuch'))).toMatchObject({ ok: false });
  });
});

describe('an application of one page', () => {
  it('is its page at whatever path it makes up, and 404 for files', async () => {
    const html = { Accept: 'text/html,*/*;q=0.8' };
    expect(await text('/app/deep/link', html)).toBe(`200 ${page}`);
    expect(await text('/app/deep/', html)).toBe(`200 ${page}`);
    expect(await text('/app/nosuch.js', html)).toMatch(/^404/);
    expect(await text('/app/api', { Accept: 'application/json' })).toMatch(/^404/);
    const { headers } = await ask('/app/deep/link', html);
    expect(headers.get('cache-control')).toBe('no-cache');
  });
});

describe('names with a hash', () => {
  it.each([
    'app-B1x9aZ_c.js',
    'index-D-3k_aQz.css',
    'main.3f2a9c0e.css',
    'chunk.0a1b2c3d4e5f6a7b8c9d.js',
    'logo-4XW2QKZT.svg',
  ])('%s', (name) => expect(hasHashedName(`assets/${name}`)).toBe(true));

  it.each([
    'index.html',
    'app.js',
    'some-component.js',
    'jquery-3.7.1.min.js',
    'app-Release2.js',
    'lib-MyChart2.js',
    'report-20261120.html',
    'facade-deadbeef.js',
    'bootstrap.bundle.min.js',
  ])('not %s', (name) => expect(hasHashedName(name)).toBe(false));
});
