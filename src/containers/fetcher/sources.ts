/**
 * The ways in which the bytes of a URI come: into the sandbox, or into a file of the cache. Files of
 * this machine and what the Hadoop client knows are read by processes of the task's user, who may not
 * be allowed to read all that the agent can.
 */
import { promises as fs, createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { openFetched, replaceFile, writeNewFile } from '../sandbox-files.ts';
import type { OpenSink } from '../sandbox-files.ts';
import type { Proxies } from '../../foundation/http/proxies.ts';
import { contentLength, download } from './download.ts';
import type { DownloadOptions } from './download.ts';
import type { FetchSource } from './fetch-plan.ts';
import { copyToLocal, hadoopSize } from './hadoop.ts';
import type { HadoopRun } from './hadoop.ts';
import { downloadByFtp, sizeByFtp } from './ftp.ts';
import { runAs } from './run-as.ts';

export interface SourceSettings {
  readonly stallTimeoutMs: number;
  readonly hadoopHome: string | undefined;
  readonly proxies: Proxies | undefined;
}

/** Where a fetched file comes to lie. */
export interface Target {
  readonly folder: HeldDirectory;
  readonly name: string;
  readonly mode: number;
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
}

export class Source {
  readonly #source: FetchSource;
  readonly #settings: SourceSettings;

  constructor(source: FetchSource, settings: SourceSettings) {
    this.#source = source;
    this.#settings = settings;
  }

  /** Into the sandbox. */
  async bring({ folder, name, mode, owner, signal }: Target): Promise<void> {
    const source = this.#source;
    switch (source.kind) {
      case 'file':
        await runAs(copyCommand(source.path, name, mode), { owner, signal, cwd: folder });
        return;
      case 'hadoop':
        await fs.rm(folder.at(name), { force: true });
        await copyToLocal(source.uri, name, this.#hadoopRun({ folder, owner, signal }));
        await runAs(['/bin/chmod', mode.toString(8), `./${name}`], { owner, signal, cwd: folder });
        return;
      case 'http':
      case 'ftp':
        await replaceFile(folder, name, { mode, owner }, (openSink) =>
          transfer(source, openSink, { ...this.#settings, signal }),
        );
    }
  }

  /** Into a new file of the agent's; `target` is a place in the sandbox that may be used on the way. */
  async bringTo(path: string, target: Target): Promise<void> {
    const source = this.#source;
    const { folder, name, owner, signal } = target;
    switch (source.kind) {
      case 'file':
        return readTo(path, source.path, target);
      case 'hadoop':
        try {
          await this.bring(target);
          const file = await openFetched(folder, name, owner);
          const stream = file.createReadStream();
          await writeNewFile(path, (openSink) => pipeline(stream, openSink(), { signal }));
        } finally {
          await fs.rm(folder.at(name), { force: true });
        }
        return;
      case 'http':
      case 'ftp':
        await writeNewFile(path, (openSink) =>
          transfer(source, openSink, { ...this.#settings, signal }),
        );
    }
  }

  /** How many bytes it will be. Throws when nobody can say. */
  async measure({ folder, owner, signal }: Omit<Target, 'name' | 'mode'>): Promise<number> {
    const source = this.#source;
    switch (source.kind) {
      case 'file':
        return (await fs.stat(source.path)).size;
      case 'hadoop':
        return hadoopSize(source.uri, this.#hadoopRun({ folder, owner, signal }));
      case 'http':
        return contentLength(source.url, { ...this.#settings, signal });
      case 'ftp':
        return sizeByFtp(source.url, { ...this.#settings, signal });
    }
  }

  #hadoopRun({ folder, owner, signal }: Omit<Target, 'name' | 'mode'>): HadoopRun {
    return { home: this.#settings.hadoopHome, owner, signal, cwd: folder };
  }
}

function transfer(
  { kind, url }: Extract<FetchSource, { readonly kind: 'http' | 'ftp' }>,
  openSink: OpenSink,
  options: DownloadOptions,
): Promise<void> {
  return kind === 'ftp' ? downloadByFtp(url, openSink, options) : download(url, openSink, options);
}

/** From a file of the agent's. */
export async function copyInto(
  { folder, name, mode, owner, signal }: Target,
  path: string,
): Promise<void> {
  await replaceFile(folder, name, { mode, owner }, (openSink) =>
    pipeline(createReadStream(path, { highWaterMark: copiedAtOnceBytes }), openSink(), { signal }),
  );
}

/** Larger than the default, so that a large file takes few turns of the event loop. */
const copiedAtOnceBytes = 1024 * 1024;

/** Lets the task's user read what is written to a file that it cannot open. */
async function readTo(
  path: string,
  from: string,
  { folder, owner, signal }: Target,
): Promise<void> {
  const file = await fs.open(path, 'wx', 0o600);
  try {
    const script = `${refuseDirectory}exec cat <"$1"`;
    const command = ['/bin/sh', '-c', script, 'sh', from] as const;
    await runAs(command, { owner, signal, cwd: folder, stdout: file.fd });
  } finally {
    await file.close();
  }
}

const refuseDirectory = 'if [ -d "$1" ]; then echo "it is a directory" >&2; exit 1; fi; ';

/** To be run in the directory that `name` is in. */
function copyCommand(from: string, name: string, mode: number): readonly [string, ...string[]] {
  const keepExecutable = 'if [ -x "$1" ]; then set -- "$1" "$2" 755; fi; ';
  const copy = 'exec <"$1" && rm -f -- "$2" && cat >"$2" && chmod "$3" -- "$2"';
  const script = refuseDirectory + keepExecutable + copy;
  return ['/bin/sh', '-c', script, 'sh', from, `./${name}`, mode.toString(8)];
}
