/** The two files of a sandbox that the output of its container goes to. */
import type { FileHandle } from 'node:fs/promises';
import type { HeldDirectory } from '../../foundation/directories/held-directory.ts';
import { openLog } from '../sandbox-files.ts';

export interface Files {
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
}

/** They are the container's user's, or made by the agent while it was launched. */
export async function withLogs<T>(
  sandbox: HeldDirectory,
  work: (files: Files) => Promise<T>,
): Promise<T> {
  const stdout = await openLog(sandbox, 'stdout', undefined);
  try {
    const stderr = await openLog(sandbox, 'stderr', undefined);
    try {
      return await work({ stdout, stderr });
    } finally {
      await stderr.close();
    }
  } finally {
    await stdout.close();
  }
}
