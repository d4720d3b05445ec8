import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HeldDirectory } from '../foundation/directories/held-directory.ts';
import { HttpClient, HttpServer, type ClientResponse } from '../foundation/http/index.ts';
import { EndpointRouter } from '../manners/index.ts';
import { silentLog } from '../foundation/log.ts';
import { Files, mostReadBytes, registerFilesEndpoints } from './index.ts';
import { contentTypeOf, dispositionOf } from './content-type.ts';
import { modeText } from './file-mode.ts';
import { shownText } from './shown-text.ts';

const directory = mkdtempSync(join(tmpdir(), 'files-'));
const sandbox = join(directory, 'sandbox');
const mine = { action: 'ACCESS_SANDBOX' } as const;
const files = new Files({
  allows: (principal, { action }) => action === 'ACCESS_SANDBOX' || principal?.value === 'root',
});
const router = new EndpointRouter('slave(1)');
const server = new HttpServer({ router, log: silentLog });
const client = new HttpClient();
let base = '';

beforeAll(async () => {
  mkdirSync(join(sandbox, 'empty'), { recursive: true });
  writeFileSync(join(directory, 'secret'), 'secret');
  writeFileSync(join(sandbox, 'stdout'), 'started\n', { mode: 0o644 });
  writeFileSync(join(sandbox, 'big.txt'), Buffer.alloc(3 * mostReadBytes, 'x'));
  symlinkSync('stdout', join(sandbox, 'link'));
  symlinkSync('../secret', join(sandbox, 'escape'));
  symlinkSync('/etc', join(sandbox, 'etc'));
  symlinkSync('/nowhere', join(sandbox, 'dangling'));
  execFileSync('mkfifo', [join(sandbox, 'pipe')]);
  symlinkSync(sandbox, join(directory, 'latest'));
  files.attach('/frameworks/f/executors/e/runs/latest', {
    realPath: join(directory, 'latest'),
    demand: mine,
  });
  files.attach(sandbox, { realPath: sandbox, demand: mine });
  files.attach('/private', {
    realPath: join(directory, 'secret'),
    demand: { action: 'ACCESS_MESOS_LOG' },
  });
  registerFilesEndpoints(router, files);
  const address = await server.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  client.close();
  await server.close();
  rmSync(directory, { recursive: true });
});

async function get(path: string): Promise<ClientResponse> {
  const answer = await client.get(base + path);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

async function refusal(path: string): Promise<[number, string]> {
  const { status, body } = await get(path);
  return [status, body.toString()];
}

const virtual = '/frameworks/f/executors/e/runs/latest';

describe('/files/browse', () => {
  it('lists a directory by the path that was asked, sorted, with owners by name', async () => {
    const { status, headers, body } = await get(`/files/browse?path=${virtual}/`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    const entries = JSON.parse(body.toString()) as Record<string, unknown>[];
    expect(entries.map(({ path }) => path)).toEqual(
      ['big.txt', 'empty', 'escape', 'etc', 'link', 'pipe', 'stdout'].map((n) => `${virtual}/${n}`),
    );
    const stdout = entries.at(-1)!;
    expect(Object.keys(stdout)).toEqual(['gid', 'mode', 'mtime', 'nlink', 'path', 'size', 'uid']);
    expect(stdout).toMatchObject({ mode: '-rw-r--r--', nlink: 1, size: 8 });
    expect(body.toString()).toMatch(/"mtime":\d+\.0,/);
    if (process.getuid!() === 0) expect(stdout).toMatchObject({ uid: 'root', gid: 'root' });
    // Links show what they lead to, unless that is none of the sandbox's business.
    const modes = Object.fromEntries(
      entries.map(({ path, mode }) => [String(path).split('/').at(-1), String(mode)[0]]),
    );
    expect(modes).toMatchObject({ link: '-', etc: 'l', escape: 'l', empty: 'd', pipe: 'p' });
  });

  it('shows nothing of a directory that a link has been put in the place of', async () => {
    const open = HeldDirectory.open.bind(HeldDirectory);
    const inner = join(sandbox, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'passwd'), '');
    for (const request of ['browse?path=', 'read?offset=0&path=', 'download?path=']) {
      const spy = vi.spyOn(HeldDirectory, 'open').mockImplementation((path) => {
        renameSync(inner, `${inner}.away`);
        symlinkSync('/etc', inner);
        return open(path);
      });
      const path = request.startsWith('browse') ? inner : `${inner}/passwd`;
      const [status, body] = await refusal(`/files/${request}${path}`);
      spy.mockRestore();
      rmSync(inner);
      renameSync(`${inner}.away`, inner);
      expect([status, body]).toEqual([400, expect.stringContaining('leads out of the directory')]);
    }
    rmSync(inner, { recursive: true });
  });

  it('answers a file with an empty list, the unknown with an empty 404, no path with 400', async () => {
    expect(await refusal(`/files/browse?path=${virtual}/stdout`)).toEqual([200, '[]']);
    expect(await refusal('/files/browse?path=/nope')).toEqual([404, '']);
    expect(await refusal(`/files/browse?path=${virtual}/nope`)).toEqual([404, '']);
    expect(await refusal('/files/browse')).toEqual([400, "Expecting 'path=value' in query.\n"]);
    expect(await refusal('/files/browse?path=')).toEqual([
      400,
      "Expecting 'path=value' in query.\n",
    ]);
  });
});

describe('/files/read', () => {
  it('gives a part of the file, or its size for offset -1 and for none', async () => {
    const stdout = `/files/read?path=${sandbox}/stdout`;
    expect(await refusal(`${stdout}&offset=3`)).toEqual([200, '{"data":"rted\\n","offset":3}']);
    expect(await refusal(`${stdout}&offset=0&length=3`)).toEqual([
      200,
      '{"data":"sta","offset":0}',
    ]);
    expect(await refusal(`${stdout}&offset=-1`)).toEqual([200, '{"data":"","offset":8}']);
    expect(await refusal(stdout)).toEqual([200, '{"data":"","offset":8}']);
    expect(await refusal(`${stdout}&offset=99`)).toEqual([200, '{"data":"","offset":99}']);
    expect(await refusal(`/files/read.json?path=${sandbox}/link&offset=0&length=1`)).toEqual([
      200,
      '{"data":"s","offset":0}',
    ]);
  });

  it('gives at most sixteen pages at once', async () => {
    const { body } = await get(`/files/read?path=${sandbox}/big.txt&offset=10&length=1000000`);
    expect((JSON.parse(body.toString()) as { data: string }).data).toHaveLength(mostReadBytes);
  });

  it('refuses odd numbers, directories and pipes', async () => {
    const stdout = `/files/read?path=${sandbox}/stdout`;
    expect((await refusal(`${stdout}&offset=-2`))[0]).toBe(400);
    expect((await refusal(`${stdout}&offset=x`))[0]).toBe(400);
    expect((await refusal(`${stdout}&offset=0&length=-5`))[0]).toBe(400);
    expect(await refusal(`/files/read?path=${sandbox}&offset=0`)).toEqual([
      400,
      'Cannot read a directory.\n',
    ]);
    expect((await refusal(`/files/read?path=${sandbox}/pipe&offset=0`))[0]).toBe(400);
  });
});

describe('hostile paths', () => {
  it.each([
    `${virtual}/../secret`,
    `${virtual}/escape`,
    `${virtual}/etc/passwd`,
    `${virtual}/..%2f..%2fsecret`,
  ])('%s is refused with a sentence', async (path) => {
    for (const what of ['read', 'browse', 'download']) {
      const [status, body] = await refusal(`/files/${what}?path=${path}&offset=0`);
      expect(status).toBe(400);
      expect(body).toMatch(/^Path '.*' (must not contain '\.\.'|leads out of .*)\.\n$/);
    }
  });

  it('malformed escapes and zero bytes never reach a file', async () => {
    expect((await get(`/files/read?path=${virtual}/%zz`)).status).toBe(400);
    expect((await get(`/files/read?path=${virtual}/stdout%00`)).status).toBe(400);
    expect(await files.browse('/a\0b')).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  });
});

describe('/files/download', () => {
  it('streams the file with its name and type', async () => {
    const { status, headers, body } = await get(`/files/download?path=${virtual}/stdout`);
    expect([status, body.toString()]).toEqual([200, 'started\n']);
    expect(headers['content-disposition']).toBe('attachment; filename=stdout');
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-length']).toBe('8');
    const big = await get(`/files/download?path=${virtual}/big.txt`);
    expect(big.body).toHaveLength(3 * mostReadBytes);
    expect(big.headers['content-type']).toBe('text/plain');
  });

  it('answers the unknown with a body here, and refuses directories', async () => {
    expect(await refusal('/files/download?path=/nope')).toEqual([404, '404 Not Found.']);
    expect((await refusal(`/files/download?path=${virtual}`))[0]).toBe(400);
  });
});

describe('Files', () => {
  it('shows what is attached to whom it is meant for', async () => {
    expect(await files.read('/private', { offset: 0 })).toMatchObject({
      ok: false,
      error: {
        kind: 'unauthorized',
        message: 'ACCESS_MESOS_LOG is not allowed to nobody in particular.\n',
      },
    });
    const root = { value: 'root', claims: new Map<string, string>() };
    expect(await files.read('/private', { offset: 0 }, root)).toMatchObject({ ok: true });
  });

  it('refuses over HTTP what is not meant for everybody', async () => {
    const why = 'ACCESS_MESOS_LOG is not allowed to nobody in particular.\n';
    for (const endpoint of ['browse', 'read', 'download']) {
      expect(await refusal(`/files/${endpoint}?path=/private`)).toEqual([403, why]);
    }
  });

  it('/files/debug names virtual and real paths', async () => {
    const { body } = await get('/files/debug');
    expect(JSON.parse(body.toString())).toMatchObject({ [virtual]: join(directory, 'latest') });
  });
});

describe('texts', () => {
  it('modes read as ls writes them', () => {
    expect(modeText(33188)).toBe('-rw-r--r--');
    expect(modeText(0o041777)).toBe('drwxrwxrwt');
    expect(modeText(0o104755)).toBe('-rwsr-xr-x');
    expect(modeText(0o010600)).toBe('prw-------');
  });

  it('a character cut at the end of a page waits for the next one', () => {
    const bytes = Buffer.from('aé€😀');
    expect(shownText(bytes.subarray(0, 2))).toBe('a');
    expect(shownText(bytes.subarray(0, 5))).toBe('aé');
    expect(shownText(bytes.subarray(0, 9))).toBe('aé€');
    expect(shownText(bytes)).toBe('aé€😀');
    expect(shownText(bytes.subarray(1, 2))).toBe('\ufffd');
  });

  it('file names cannot break out of their header', () => {
    expect(dispositionOf('/x/a b"c\r\nd')).toBe(
      `attachment; filename="a b_c__d"; filename*=UTF-8''a%20b%22c%0D%0Ad`,
    );
    expect(contentTypeOf('/x/run.TXT')).toBe('text/plain');
  });
});
