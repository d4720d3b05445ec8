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

/** Throws with its complaint when it fails. */
export function runAs(
  [file, ...words]: readonly [string, ...string[]],
  { owner, signal, cwd, environment = plainEnvironment, stdout }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, {
      ...owner,
      cwd: cwd.path,
      env: environment,
      signal,
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    });
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
      if (code === 0) resolve(answer);
      else reject(new Error(`${file} failed: ${complaint.trim().slice(0, mostTextBytes)}`));
    });
  });
}
