/**
 * Simple discovery: the address of an image is --appc_simple_discovery_uri_prefix with the name of its file behind it, as
 * it stands. What comes from elsewhere is put into a file of the store; a file of this machine is read where it lies.
 */
import { join } from 'node:path';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Writable } from 'node:stream';
import { codeOf, HeldDirectory, holding } from '../../../foundation/directories/held-directory.ts';
import type { Proxies } from '../../../foundation/http/proxies.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { download } from '../../fetcher/download.ts';
import { copyToLocal } from '../../fetcher/hadoop.ts';
import { fileNameOf } from './wish.ts';
import type { AppcWish } from './wish.ts';

export interface DiscoverySettings {
  /** --appc_simple_discovery_uri_prefix */
  readonly prefix: string;
  /** --fetcher_stall_timeout */
  readonly stallTimeoutMs: number;
  /** --hadoop_home */
  readonly hadoopHome: string | undefined;
  readonly proxies: Proxies;
}

/** Whole distributions have a hundredth of it: whoever sends more means harm. */
const mostAciBytes = 64 * 1024 ** 3;
/** Nobody stops it: what was asked for is of use to the next who asks. */
const { signal } = new AbortController();

/** A failure is a sentence that fits after "cannot be '…': ". */
export function findPrefixFault(prefix: string): string | undefined {
  if (prefix.startsWith('/') || /^(?:https?|hdfs|file):\/\//u.test(prefix)) return undefined;
  return 'it must begin with http://, https://, hdfs://, file:/// or /';
}

export class SimpleDiscovery {
  readonly #settings: DiscoverySettings;

  constructor(settings: DiscoverySettings) {
    this.#settings = settings;
  }

  get prefix(): string {
    return this.#settings.prefix;
  }

  addressOf(wish: AppcWish): string {
    return `${this.prefix}${fileNameOf(wish)}`;
  }

  /** Where the archive can be read: in `directory`, or where it is. `mostBytes`: it may not have more. */
  async bring(
    wish: AppcWish,
    directory: string,
    mostBytes = mostAciBytes,
  ): Promise<Result<string>> {
    const address = this.addressOf(wish);
    try {
      const path = await this.#bring(address, directory, mostBytes);
      const file = await stat(path);
      if (!file.isFile()) return failure('it is no file');
      return file.size <= mostBytes ? ok(path) : failure(tooLong(mostBytes));
    } catch (error) {
      if (codeOf(error) === 'ENOENT' && /^(?:file:\/)?\//u.test(address)) {
        return failure('there is no such file');
      }
      return failure((error as Error).message);
    }
  }

  async #bring(address: string, directory: string, mostBytes: number): Promise<string> {
    if (address.startsWith('/')) return address;
    if (address.startsWith('file:')) return fileURLToPath(address);
    const name = 'image.aci';
    const path = join(directory, name);
    if (address.startsWith('hdfs:')) {
      const home = this.#settings.hadoopHome;
      await holding(HeldDirectory.open(directory), (cwd) =>
        copyToLocal(address, name, { home, owner: undefined, signal, cwd }),
      );
      return path;
    }
    const file = await open(path, 'wx', 0o600);
    try {
      const openSink = (): Writable => boundedSink(file, mostBytes);
      await download(address, openSink, { ...this.#settings, signal });
    } finally {
      await file.close();
    }
    return path;
  }
}

function boundedSink(file: FileHandle, mostBytes: number): Writable {
  let size = 0;
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      if (size > mostBytes) return done(new Error(tooLong(mostBytes)));
      file.appendFile(chunk).then(() => done(), done);
    },
  });
}

function tooLong(mostBytes: number): string {
  return `it has more than ${mostBytes} bytes`;
}
