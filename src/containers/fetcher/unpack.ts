/**
 * Archives, unpacked by the system's tar and unzip: they know every dialect, detect the compression
 * themselves, and refuse members that would leave the directory. They run as the task's user, so an
 * archive can do nothing that the task could not.
 */
import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { openFetched, replaceFile } from '../sandbox-files.ts';
import type { Unpacking } from './fetch-plan.ts';

/** Of what a tool says on stderr; enough for the first complaints. */
const mostComplaintBytes = 1000;

export interface UnpackRequest {
  /** Names that lead from the sandbox to the archive. */
  readonly archive: readonly string[];
  /** The directory that the archive is in. */
  readonly folder: HeldDirectory;
  readonly sandbox: HeldDirectory;
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
}

/** The command line for an archive kind that a tool unpacks, in the sandbox. */
function toolFor(
  unpacking: 'tar' | 'zip',
  archive: readonly string[],
): readonly [file: string, ...words: string[]] {
  const path = `./${archive.join('/')}`;
  return unpacking === 'tar'
    ? ['tar', '--no-same-owner', '-xf', path]
    : ['unzip', '-q', '-o', path];
}

/** Runs a program as `owner` in the directory `cwd`; throws with its complaint when it fails. */
export function runAs(
  [file, ...words]: readonly [string, ...string[]],
  { owner, signal, cwd }: { owner: Owner | undefined; signal: AbortSignal; cwd: HeldDirectory },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
    const child = spawn(file, words, {
      ...owner,
      cwd: cwd.path,
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
  if (unpacking === 'gzip') return gunzip(request);
  await runAs(toolFor(unpacking, archive), { owner, signal, cwd: sandbox });
}

async function gunzip({ archive, folder, owner, signal }: UnpackRequest): Promise<void> {
  const name = archive.at(-1)!;
  const file = await openFetched(folder, name, owner);
  try {
    const target = name.slice(0, -'.gz'.length);
    const source = file.createReadStream({ autoClose: false });
    await replaceFile(folder, target, { mode: 0o644, owner }, (openSink) =>
      pipeline(source, createGunzip(), openSink(), { signal }),
    );
  } finally {
    await file.close();
  }
}
