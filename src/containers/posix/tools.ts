/**
 * Finds which helper programs this machine has, once, when the containerizer starts: the launcher
 * works on any Unix, better with util-linux.
 */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import type { SessionMode, Tools } from './launch-plan.ts';

async function findExecutable(candidates: readonly string[]): Promise<string | undefined> {
  for (const path of candidates) {
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not here; the next candidate may be.
    }
  }
  return undefined;
}

/** Whether `setsid <options> true` works. */
function canSetsid(options: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('setsid', [...options, 'true'], (error) => resolve(error === null));
  });
}

async function findSessionMode(): Promise<SessionMode> {
  if (await canSetsid(['-f', '-w'])) return 'wait';
  return (await canSetsid([])) ? 'plain' : 'none';
}

export async function probeTools(): Promise<Tools> {
  const [session, perl, setpriv] = await Promise.all([
    findSessionMode(),
    findExecutable(['/usr/bin/perl', '/usr/local/bin/perl']),
    findExecutable(['/usr/bin/setpriv', '/bin/setpriv']),
  ]);
  return { session, perl, setpriv };
}
