/** Starts the process that holds the terminal of a container (main.ts). */
import { spawn } from 'node:child_process';
import { existsSync, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { letOutlive } from '../cgroups/outliving.ts';
import type { WindowSize } from './io.ts';

export interface TerminalRequest {
  readonly size: WindowSize;
  /** The output is held back until somebody is attached. */
  readonly waits: boolean;
  /** It is written to the sandbox's stdout as well. */
  readonly logs: boolean;
}

export interface TerminalStart {
  readonly request: TerminalRequest;
  /** Path of the program; see `findProgram`. */
  readonly program: string;
  /** Shown by ps(1), for humans. */
  readonly containerKey: string;
  /** An existing directory of its own. */
  readonly directory: string;
  /** The sandbox's stdout. */
  readonly log: FileHandle | undefined;
}

export interface StartedTerminal {
  /** "/dev/pts/3" */
  readonly path: string;
  /** The container has it open, or never will. */
  readonly release: () => void;
}

/** It answers within a tenth of a second; a machine so loaded that it takes longer cannot use it. */
const startTimeoutMs = 60_000;
/** A path of a terminal. */
const mostAnswerCharacters = 256;

/** Where the program is: beside the bundled agent, or among the compiled modules. */
export function findProgram(): string | undefined {
  return ['./mesos-io-switchboard.js', './main.js']
    .map((name) => fileURLToPath(new URL(name, import.meta.url)))
    .find((path) => existsSync(path));
}

export async function startTerminal(start: TerminalStart): Promise<Result<StartedTerminal>> {
  const { request, program, containerKey, directory, log } = start;
  const complaints = await fs.open(`${directory}/log`, 'a', 0o600);
  try {
    const child = spawn(process.execPath, [program, JSON.stringify(request), containerKey], {
      cwd: directory,
      env: { PATH: process.env['PATH'] },
      detached: true,
      stdio: ['ignore', log === undefined ? 'ignore' : log.fd, complaints.fd, 'pipe'],
    });
    child.unref();
    if (child.pid !== undefined) void letOutlive(child.pid);
    const channel = child.stdio[3] as Socket;
    channel.on('error', () => channel.destroy());
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const settle = (): void => {
        clearTimeout(timer);
        resolve(text.trim());
      };
      const timer = setTimeout(settle, startTimeoutMs);
      child.once('error', settle);
      channel.once('close', settle).on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        if (text.endsWith('\n') || text.length > mostAnswerCharacters) settle();
      });
    });
    if (/^\/dev\/[\w/]+$/u.test(said)) {
      return ok({ path: said, release: () => void channel.destroy() });
    }
    child.kill('SIGKILL');
    channel.destroy();
    const why = await fs.readFile(`${directory}/log`, 'utf8').catch(() => '');
    return failure(`cannot make a terminal: ${firstComplaint(why)}`);
  } finally {
    await complaints.close();
  }
}

/** Of what Node prints when a program breaks, the line that says why. */
function firstComplaint(text: string): string {
  const lines = text.split('\n');
  return lines.find((line) => /^\w*Error\b/u.test(line)) ?? 'its process ended without a word';
}
