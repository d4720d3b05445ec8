/**
 * Files of FTP servers (ftp, and ftps: encrypted from the first byte), each by a connection of its own. As with
 * curl the path begins where the login leads to, and `//` or `%2F` behind the host at the root; without a name in the
 * URI the login is that of nobody in particular.
 */
import type { Writable } from 'node:stream';
import type { Client } from 'basic-ftp';
import type { DownloadOptions } from './download.ts';
import { stallText } from './download.ts';

const ftpPort = 21;
const ftpsPort = 990;
/** Who logs in as nobody says at least what it is. */
const anonymous = { user: 'anonymous', password: 'altiplano-fetcher@' };

/** Undefined: it cannot be asked for. Names with control characters would be further commands. */
export function ftpPathOf(address: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(address).pathname.slice(1));
    // eslint-disable-next-line no-control-regex
    return path === '' || path.endsWith('/') || /[\u0000-\u001f\u007f]/u.test(path)
      ? undefined
      : path;
  } catch {
    return undefined;
  }
}

/** Throws with a text that says why not. */
export function downloadByFtp(
  address: string,
  openSink: () => Writable,
  options: DownloadOptions,
): Promise<void> {
  return connected(address, options, async (client, path) => {
    await client.downloadTo(openSink(), path);
  });
}

export function sizeByFtp(address: string, options: DownloadOptions): Promise<number> {
  return connected(address, options, (client, path) => client.size(path));
}

async function connected<T>(
  address: string,
  { stallTimeoutMs, signal }: DownloadOptions,
  work: (client: Client, path: string) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const { Client } = await import('basic-ftp');
  const client = new Client(stallTimeoutMs);
  const giveUp = (): void => client.close();
  signal.addEventListener('abort', giveUp);
  try {
    await client.access(accessOf(new URL(address)));
    return await work(client, ftpPathOf(address)!);
  } catch (error) {
    signal.throwIfAborted();
    throw isTimeout(error) ? new Error(stallText(stallTimeoutMs), { cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', giveUp);
    client.close();
  }
}

function accessOf({ protocol, hostname, port, username, password }: URL): object {
  const isEncrypted = protocol === 'ftps:';
  const standard = isEncrypted ? ftpsPort : ftpPort;
  const login =
    username === ''
      ? anonymous
      : { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: port === '' ? standard : Number(port),
    ...login,
    ...(isEncrypted && { secure: 'implicit' as const }),
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Timeout');
}
