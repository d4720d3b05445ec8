/**
 * Archives, unpacked by the system's tar and unzip: they know every dialect, detect the compression
 * themselves, and refuse members that would leave the directory. They run as the task's user, so an
 * archive can do nothing that the task could not.
 */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Unpacking } from './fetch-plan.ts';
import { replaceFile } from './sandbox-files.ts';
import type { Owner } from './sandbox-files.ts';

/** Of what a tool says on stderr; enough for the first complaints. */
const mostComplaintBytes = 1000;

export interface UnpackRequest {
  readonly archive: string;
  readonly sandbox: string;
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
}

/** The command line for an archive kind that a tool unpacks. */
export function toolFor(
  unpacking: 'tar' | 'zip',
  { archive, sandbox }: Pick<UnpackRequest, 'archive' | 'sandbox'>,
): readonly [file: string, ...words: string[]] {
  return unpacking === 'tar'
    ? ['tar', '--no-same-owner', '-C', sandbox, '-xf', archive]
    : ['unzip', '-q', '-o', '-d', sandbox, archive];
}

/** Runs a program as `owner`; throws with its complaint when it fails. */
export function runAs(
  [file, ...words]: readonly [string, ...string[]],
  { owner, signal, cwd }: { owner: Owner | undefined; signal: AbortSignal; cwd: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
    const child = spawn(file, words, {
      ...owner,
      cwd,
      env: environment,
      signal,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < mostComplaintBytes) complaint += chunk.toString();
    });
    child.on('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${file} failed: ${complaint.trim().slice(0, mostComplaintBytes)}`));
    });
  });
}

export async function unpack(unpacking: Unpacking, request: UnpackRequest): Promise<void> {
  const { archive, sandbox, owner, signal } = request;
  if (unpacking === 'none') return;
  if (unpacking !== 'gzip') {
    return runAs(toolFor(unpacking, request), { owner, signal, cwd: sandbox });
  }
  const target = archive.slice(0, -'.gz'.length);
  await replaceFile(target, { mode: 0o644, owner }, (openSink) =>
    pipeline(createReadStream(archive), createGunzip(), openSink(), { signal }),
  );
}
