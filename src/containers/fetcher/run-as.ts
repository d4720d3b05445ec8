/** Programs that do a part of a fetch as the task's user, with nothing of the agent's environment. */
import { spawn } from 'node:child_process';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';

/** Of what a program says; enough for the first complaints, and for any answer that is wanted. */
const mostTextBytes = 1000;

const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };

export interface RunOptions {
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
  readonly cwd: HeldDirectory;
  readonly environment?: Readonly<Record<string, string>>;
  /** A descriptor to write to. Absent: what it writes is returned. */
  readonly stdout?: number;
}

/**
 * Throws with its complaint when it fails. Answered when nothing of it writes any more, also when it is
 * not wanted any more: it leads a process group of its own, of which all are killed then.
 */
export function runAs(
  [file, ...words]: readonly [string, ...string[]],
  { owner, signal, cwd, environment = plainEnvironment, stdout }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error(`${file} is not wanted any more`));
    const child = spawn(file, words, {
      ...owner,
      cwd: cwd.path,
      env: environment,
      detached: true,
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    });
    const stop = (): void => killGroup(child.pid);
    signal.addEventListener('abort', stop, { once: true });
    let answer = '';
    let complaint = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (answer.length < mostTextBytes) answer += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaint.length < mostTextBytes) complaint += chunk.toString();
    });
    child.on('error', (error) => reject(new Error(`cannot run ${file}: ${error.message}`)));
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (code === 0) resolve(answer);
      else reject(new Error(`${file} failed: ${complaint.trim().slice(0, mostTextBytes)}`));
    });
  });
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
