/** Files that come by FTP, and those that come by way of a proxy: servers on this machine, real sockets. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HeldDirectory, holding } from '../../foundation/directories/held-directory.ts';
import { Proxies } from '../../foundation/http/proxies.ts';
import { unwrap } from '../../foundation/result.ts';
import { FetcherCache } from './cache.ts';
import { Fetcher } from './fetcher.ts';
import type { FetcherOptions } from './fetcher.ts';
import { startFtpServer } from './test-support/ftp-server.ts';
import type { FtpServer } from './test-support/ftp-server.ts';
import { startProxy } from './test-support/proxy-server.ts';
import type { ProxyServer } from './test-support/proxy-server.ts';

let home: string;
let sandbox: string;
let count = 0;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'fetcher-far-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(() => {
  sandbox = join(home, `sandbox${count++}`);
  mkdirSync(sandbox);
});

const read = (name: string): string => readFileSync(join(sandbox, name), 'utf8');

/** Self-signed, of 127.0.0.1 and a host that is not there. */
function makeCertificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => join(home, name));
  const subject = ['-subj', '/CN=far.invalid', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const words = ['-newkey', 'rsa:2048', '-nodes', ...subject, '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...words, '-keyout', key!, '-out', cert!], {
    stdio: 'ignore',
  });
  return { key: readFileSync(key!), cert: readFileSync(cert!) };
}

/** Undefined: it came. */
async function fetchOne(
  value: string,
  options: FetcherOptions = {},
  { signal = new AbortController().signal, cache = false } = {},
): Promise<string | undefined> {
  const fetched = await holding(HeldDirectory.open(sandbox), (directory) =>
    new Fetcher(options).fetch({
      ...{ uris: [{ value, cache }], sandbox: directory, signal },
      note: () => Promise.resolve(),
    }),
  );
  return fetched.ok ? undefined : fetched.error;
}

describe('a file of an FTP server', () => {
  let server: FtpServer;
  let origin: string;
  beforeAll(async () => {
    const files = { 'dir/a file': 'by ftp', '/etc/file': 'from the root', endless: undefined };
    server = await startFtpServer(files, { password: 'p@ss' });
    origin = `127.0.0.1:${server.port}`;
  });
  afterAll(() => server.close());

  it('comes, with the login of the URI', async () => {
    expect(await fetchOne(`ftp://joe:p%40ss@${origin}/dir/a%20file`)).toBeUndefined();
    expect(read('a%20file')).toBe('by ftp');
    expect(server.heard).toEqual(expect.arrayContaining(['USER joe', 'PASS p@ss']));
    expect(await fetchOne(`ftp://joe:p%40ss@${origin}//etc/file`)).toBeUndefined();
    expect(read('file')).toBe('from the root');
  });

  it('goes by way of the cache', async () => {
    const cache = unwrap(
      await FetcherCache.open({ directory: join(home, 'cache'), capacityBytes: 1000 }, '--flag'),
    );
    const uri = `ftp://joe:p%40ss@${origin}/dir/a%20file`;
    expect(await fetchOne(uri, { cache }, { cache: true })).toBeUndefined();
    const transfers = server.heard.length;
    expect(await fetchOne(uri, { cache }, { cache: true })).toBeUndefined();
    expect([read('a%20file'), server.heard.length]).toEqual(['by ftp', transfers]);
  });

  it('does not come, and the reason is told', async () => {
    const missing = await fetchOne(`ftp://joe:p%40ss@${origin}/missing`);
    expect(missing).toContain('550 no such file missing');
    expect(await fetchOne(`ftp://${origin}/dir/file`)).toContain('530 no');
    expect(server.heard).toContain('USER anonymous');
    expect(await fetchOne('ftp://127.0.0.1:1/file')).toContain('ECONNREFUSED');
    const tricky = await fetchOne(`ftp://joe:p%40ss@${origin}/x%0d%0aDELE%20y`);
    expect(tricky).toContain('Malformed URI');
    expect(await fetchOne(`ftps://${origin}/file`)).toMatch(/Failed to fetch/);
    expect(readdirSync(sandbox)).toEqual([]);
  });

  it('is given up when nothing more comes, or when it is not wanted any more', async () => {
    const uri = `ftp://joe:p%40ss@${origin}/endless`;
    const stalled = await fetchOne(uri, { stallTimeoutMs: 50 });
    expect(stalled).toContain('no data for 0.05 seconds');
    const giving = new AbortController();
    const given = fetchOne(uri, {}, giving);
    setTimeout(() => giving.abort(), 20);
    expect(await given).toContain('abort');
    expect(readdirSync(sandbox)).toEqual([]);
  });
});

/** NODE_EXTRA_CA_CERTS, which Node reads at its start, decides whom to trust. */
it('a file of an FTP server that encrypts comes, if it can be trusted', async () => {
  const tls = makeCertificate();
  const server = await startFtpServer({ file: 'by ftps' }, { tls });
  const uri = `ftps://127.0.0.1:${server.port}/file`;
  expect(await fetchOne(uri)).toContain('self-signed certificate');
  const module = fileURLToPath(new URL('./ftp.ts', import.meta.url));
  const bundle = await rolldown({ input: module, platform: 'node', external: ['undici'] });
  const code = join(home, 'ftp');
  await bundle.write({ dir: code, format: 'esm' });
  writeFileSync(join(code, 'package.json'), '{"type":"module"}');
  const script =
    "import { downloadByFtp } from './ftp.js'; const signal = new AbortController().signal;" +
    'await downloadByFtp(process.argv[1], () => process.stdout, { stallTimeoutMs: 5000, signal });';
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, uri], {
    cwd: code,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(home, 'certificate.pem') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('by ftps');
  expect(server.heard).toContain('PROT P');
  server.close();
});

/** Of other people: installed with pip, if at all. */
const foreignProgram = `
import sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
authorizer = DummyAuthorizer()
authorizer.add_anonymous(sys.argv[1])
FTPHandler.authorizer = authorizer
server = FTPServer(('127.0.0.1', 0), FTPHandler)
print(server.socket.getsockname()[1], flush=True)
server.serve_forever()
`;

function hasForeignServer(): boolean {
  try {
    execFileSync('python3', ['-c', 'import pyftpdlib'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!hasForeignServer())(
  'a file of somebody else’s FTP server comes (needs pyftpdlib)',
  async () => {
    const size = 3_000_000;
    writeFileSync(join(home, 'big'), Buffer.alloc(size, 'f'));
    const server = spawn('python3', ['-c', foreignProgram, home], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    expect(await fetchOne(`ftp://127.0.0.1:${Number(port)}/big`)).toBeUndefined();
    expect(read('big')).toBe('f'.repeat(size));
    expect(await fetchOne(`ftp://127.0.0.1:${Number(port)}/none`)).toContain('550');
    server.kill('SIGKILL');
  },
);

describe('a file behind a proxy', () => {
  let server: Server;
  let proxy: ProxyServer;
  let port: number;
  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { Location: '/plain' }).end();
      else if (request.url === '/stalls') {
        response.writeHead(200, { 'Content-Length': 10 }).write('half');
      } else if (request.url === '/plain') response.end('by proxy');
      else response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    proxy = await startProxy(port);
  });
  afterEach(() => {
    proxy.close();
    server.closeAllConnections();
    server.close();
  });

  const through = (environment: Readonly<Record<string, string>>): FetcherOptions => ({
    proxies: new Proxies(environment),
    stallTimeoutMs: 500,
  });

  it('comes, redirects and all, whatever the name of the host', async () => {
    const options = through({ http_proxy: `joe:secret@127.0.0.1:${proxy.port}` });
    expect(await fetchOne('http://far.invalid/moved', options)).toBeUndefined();
    expect(read('moved')).toBe('by proxy');
    const login = 'as joe:secret';
    expect(proxy.asked).toEqual([
      `GET http://far.invalid/moved ${login}`,
      `GET http://far.invalid/plain ${login}`,
    ]);
  });

  it('comes without it where no_proxy says so, and where only https has one', async () => {
    const all = { http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: 'example.org,127.0.0.1' };
    expect(await fetchOne(`http://127.0.0.1:${port}/plain`, through(all))).toBeUndefined();
    const some = {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      HTTP_PROXY: 'http://127.0.0.1:1',
    };
    expect(await fetchOne(`http://127.0.0.1:${port}/plain`, through(some))).toBeUndefined();
    expect(proxy.asked).toEqual([]);
  });

  it('is asked for in a tunnel when it is secret', async () => {
    const { key, cert } = makeCertificate();
    const secret = createTlsServer({ key, cert }).listen(0, '127.0.0.1');
    await once(secret, 'listening');
    const tunnels = await startProxy((secret.address() as AddressInfo).port);
    const error = await fetchOne(
      'https://far.invalid/plain',
      through({ https_proxy: `http://127.0.0.1:${tunnels.port}` }),
    );
    // It was reached, and is not to be trusted.
    expect(error).toContain('self-signed certificate');
    expect(tunnels.asked).toEqual(['CONNECT far.invalid:443']);
    tunnels.close();
    secret.close();
  });

  it('does not come, and the reason is told', async () => {
    const options = through({ http_proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await fetchOne('http://far.invalid/none', options)).toContain('HTTP status 404');
    expect(await fetchOne('http://far.invalid/stalls', options)).toContain('no data for 0.5 s');
    const nobody = through({ all_proxy: '127.0.0.1:1' });
    expect(await fetchOne('http://far.invalid/none', nobody)).toMatch(/ECONNREFUSED.*proxy/u);
    expect(readdirSync(sandbox)).toEqual([]);
  });
});
