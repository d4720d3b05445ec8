/**
 * Starts a container's supervisor and speaks with it until the task runs. The task's process exists
 * and tells its pid, then waits; it starts when it is told to go, so that isolators have their say
 * before its first instruction. When the agent dies in between, the task does not start.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import type { HeldDirectory } from '../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { supervisorScript } from './supervisor-script.ts';

/** A task that waits at the gate. */
export interface GatedTask {
  readonly pid: number;
  readonly supervisor: ChildProcess;
  /** Lets it run. */
  go(): void;
  /** Lets it exit without having run. */
  abandon(): void;
}

/** Its pid comes within milliseconds; a machine so loaded that it takes longer cannot run it. */
const gateTimeoutMs = 60_000;

/** Writes the script below the runtime directory; a changed script gets another name. */
export async function installScript(runtimeDirectory: string): Promise<string> {
  const digest = createHash('sha256').update(supervisorScript).digest('hex').slice(0, 12);
  const path = join(runtimeDirectory, `supervisor-${digest}.sh`);
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o755 });
  await writeFile(`${path}.new`, supervisorScript, { mode: 0o700 });
  await rename(`${path}.new`, path);
  return path;
}

/** What the supervisor's script knows the working directory of the task by. */
const directoryDescriptor = 5;

export interface SupervisorStart {
  readonly script: string;
  /** Shown by ps(1), for humans. */
  readonly containerKey: string;
  readonly runtimePath: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
  /** Where the command starts. */
  readonly start: HeldDirectory;
}

export async function startSupervisor(start: SupervisorStart): Promise<Result<GatedTask>> {
  const isLinux = process.platform === 'linux';
  const directory = isLinux ? `/proc/self/fd/${directoryDescriptor}` : start.start.shownPath;
  const log = await open(join(start.runtimePath, 'supervisor.log'), 'a', 0o600);
  try {
    const supervisor = spawn('/bin/sh', [start.script, 'supervise', start.containerKey], {
      cwd: start.runtimePath,
      env: { ...start.environment, AP_DIRECTORY: directory },
      detached: true,
      stdio: ['ignore', start.stdout.fd, log.fd, 'pipe', start.stderr.fd, start.start.descriptor],
    });
    supervisor.unref();
    return await waitAtGate(supervisor);
  } finally {
    await log.close();
  }
}

function waitAtGate(supervisor: ChildProcess): Promise<Result<GatedTask>> {
  const channel = supervisor.stdio[3] as Socket;
  return new Promise((resolve) => {
    let said = '';
    const settle = (result: Result<GatedTask>): void => {
      clearTimeout(timer);
      channel.removeAllListeners('data');
      if (!result.ok) channel.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => {
      settle(failure(`the container's first process did not appear within ${gateTimeoutMs} ms`));
    }, gateTimeoutMs);
    supervisor.once('error', (error) => settle(failure(`cannot start /bin/sh: ${error.message}`)));
    supervisor.once('exit', () => settle(failure("the container's supervisor ended unexpectedly")));
    channel.on('error', () => channel.destroy()); // the other end is gone; its exit says the rest
    channel.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      if (!said.endsWith('\n')) return;
      settle(
        ok({
          pid: Number(said),
          supervisor,
          go: () => channel.end('go\n', () => channel.destroy()),
          abandon: () => channel.destroy(),
        }),
      );
    });
  });
}
