/**
 * Archives, unpacked by the system's tar and unzip: they know every dialect, detect the compression
 * themselves, and refuse members that would leave the directory. They run as the task's user, so an
 * archive can do nothing that the task could not.
 */
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { openFetched, replaceFile } from '../sandbox-files.ts';
import type { Unpacking } from './fetch-plan.ts';
import { runAs } from './run-as.ts';

export interface UnpackRequest {
  /** Names that lead from the sandbox to the archive. */
  readonly archive: readonly string[];
  /** The directory that the archive is in. */
  readonly folder: HeldDirectory;
  /** The archive as it would be called if it were unpacked where it came from. */
  readonly shownName: string;
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

export async function unpack(unpacking: Unpacking, request: UnpackRequest): Promise<void> {
  const { archive, sandbox, owner, signal } = request;
  if (unpacking === 'none') return;
  if (unpacking === 'gzip') return gunzip(request);
  await runAs(toolFor(unpacking, archive), { owner, signal, cwd: sandbox });
}

/** @compat Into the sandbox itself, wherever in it the file was put. */
async function gunzip({
  archive,
  folder,
  sandbox,
  shownName,
  ...request
}: UnpackRequest): Promise<void> {
  const { owner, signal } = request;
  const file = await openFetched(folder, archive.at(-1)!, owner);
  try {
    const target = shownName.slice(0, -'.gz'.length);
    const source = file.createReadStream({ autoClose: false });
    await replaceFile(sandbox, target, { mode: 0o644, owner }, (openSink) =>
      pipeline(source, createGunzip(), openSink(), { signal }),
    );
  } finally {
    await file.close();
  }
}
