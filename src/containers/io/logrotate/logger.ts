/** Starts the process that keeps the rotated logs of one container (main.ts). */
import { spawn } from 'node:child_process';
import { existsSync, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { HeldDirectory, Owner } from '../../../foundation/directories/held-directory.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import { letOutlive } from '../../cgroups/outliving.ts';
import { withNamedPipes } from '../pipes.ts';
import type { LoggerSettings } from './settings.ts';

export interface LogPipes {
  /** For the container. */
  readonly stdout: FileHandle;
  readonly stderr: FileHandle;
}

export interface LoggerStart {
  readonly settings: LoggerSettings;
  readonly sandbox: HeldDirectory;
  /** Whose the sandbox is: the process runs as that user. */
  readonly owner: Owner | undefined;
  /** An existing directory of the agent's own. */
  readonly below: string;
  readonly containerKey: string;
  readonly program: string | undefined;
}

/** Beside the bundled agent, or among the compiled modules. */
export function findLoggerProgram(): string | undefined {
  return ['./mesos-logrotate-logger.js', './main.js']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find((path) => existsSync(path));
}

export async function startLogger(start: LoggerStart): Promise<Result<LogPipes>> {
  const { settings, sandbox, owner, below, containerKey, program } = start;
  if (program === undefined) return failure('the program that rotates logs is not installed');
  return withNamedPipes(below, { names: ['stdout', 'stderr'], owner }, async (open) => {
    const { O_NONBLOCK, O_RDONLY, O_WRONLY } = fs.constants;
    const readers = [
      await open('stdout', O_RDONLY | O_NONBLOCK),
      await open('stderr', O_RDONLY | O_NONBLOCK),
    ];
    const stdout = await open('stdout', O_WRONLY);
    const stderr = await open('stderr', O_WRONLY);
    const child = spawn(process.execPath, [program, JSON.stringify(settings), containerKey], {
      cwd: sandbox.path,
      env: {},
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', ...readers.map(({ fd }) => fd)],
      ...(owner && { uid: owner.uid, gid: owner.gid }),
    });
    const fault = await new Promise<Error | undefined>((resolve) => {
      child.once('spawn', () => resolve(undefined)).once('error', resolve);
    });
    child.unref();
    if (child.pid !== undefined) await letOutlive(child.pid);
    for (const reader of readers) await reader.close();
    if (fault === undefined) return ok({ stdout, stderr });
    for (const writer of [stdout, stderr]) await writer.close();
    return failure(`cannot start what rotates its logs: ${fault.message}`);
  });
}
