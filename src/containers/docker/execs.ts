/**
 * Commands that run beside what a container runs (`docker exec`): debug containers, such as health
 * checks by command. The engine tells their ends only to who listens and cannot end them, so they are
 * ended through the process that it names. They do not outlive the agent.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { holding } from '../../foundation/directories/held-directory.ts';
import { openSandbox } from '../sandbox-files.ts';
import { withLogs } from './log-files.ts';
import type { Files } from './log-files.ts';
import type { GatedProcess, StartRequest } from '../life/launcher.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import type { DockerContainer } from './docker-container.ts';
import type { DockerEngine, LogMessage } from './engine/engine.ts';
import { findContainerProcess, killTree } from './processes.ts';

/** Until the engine knows the process of a command that it was told to start. */
const beginMs = 20_000;
const pollMs = 20;
const sigkill = 9;

export interface Exec {
  readonly execId: string;
  readonly outer: DockerContainer;
  process: ContainerRoot | undefined;
  exitCode: number | undefined;
  readonly abort: AbortController;
  /** Answered when it has ended. */
  ended: Promise<void>;
}

export interface ExecStart {
  readonly request: StartRequest;
  readonly outer: DockerContainer;
  /** Where it is written down for the next agent process. */
  readonly runtimePath: string;
  readonly workDirectory: string;
}

export async function makeExec(
  engine: DockerEngine,
  { request, outer, runtimePath }: ExecStart,
): Promise<Result<Exec>> {
  const { command, prepared } = request;
  const { value, arguments: words = [] } = command;
  const isShell = command.shell ?? true;
  if (value === undefined) return failure('The command of a debug container has no value');
  const argv = isShell ? ['/bin/sh', '-c', value] : [value, ...words];
  const spec = { command: argv, environment: prepared.environment };
  const made = await engine.createExec(outer.dockerId, spec);
  if (!made.ok) return made;
  await writeFile(join(runtimePath, 'exec'), made.value);
  return ok({
    ...{ execId: made.value, outer, process: undefined, exitCode: undefined },
    ...{ abort: new AbortController(), ended: Promise.resolve() },
  });
}

/** Waits for `go`. */
export function gateOf(engine: DockerEngine, exec: Exec, start: ExecStart): GatedProcess {
  return {
    get pid() {
      return exec.process?.pid;
    },
    go: () => beginExec(engine, exec, start),
    abandon: () => undefined,
  };
}

async function beginExec(
  engine: DockerEngine,
  exec: Exec,
  { request, workDirectory }: ExecStart,
): Promise<Result<void>> {
  let fault: string | undefined;
  let isOver = false;
  const { directory } = request.record;
  exec.ended = runExec(engine, exec, { workDirectory, directory })
    .then(
      (done) => void (fault = done.ok ? undefined : done.error),
      (error: unknown) => void (fault = error instanceof Error ? error.message : String(error)),
    )
    .then(() => void (isOver = true));
  const deadlineMs = performance.now() + beginMs;
  while (performance.now() < deadlineMs) {
    const found = await engine.inspectExec(exec.execId);
    if (!found.ok) return found;
    if (found.value !== undefined && found.value.Pid > 0) {
      exec.process = findContainerProcess(found.value.Pid, exec.outer.dockerId);
      return ok(undefined);
    }
    if (isOver) return fault === undefined ? ok(undefined) : failure(fault);
    await pause(pollMs);
  }
  exec.abort.abort();
  return failure(`the Docker Engine has not begun it in ${beginMs / 1000} s`);
}

async function runExec(
  engine: DockerEngine,
  exec: Exec,
  { workDirectory, directory }: { readonly workDirectory: string; readonly directory: string },
): Promise<Result<void>> {
  return holding(openSandbox(workDirectory, directory), async (sandbox) => {
    const { signal } = exec.abort;
    const done = await withLogs(sandbox, (files) =>
      engine.startExec(exec.execId, signal, (messages) => write(files, messages)),
    );
    await learnExitCode(engine, exec);
    return done;
  });
}

async function write(files: Files, messages: readonly LogMessage[]): Promise<void> {
  for (const { stream, bytes } of messages) await files[stream].appendFile(bytes);
}

/** Its output ends a moment before the engine knows how it ended. */
async function learnExitCode(engine: DockerEngine, exec: Exec): Promise<void> {
  const deadlineMs = performance.now() + beginMs;
  while (!exec.abort.signal.aborted && performance.now() < deadlineMs) {
    const found = await engine.inspectExec(exec.execId);
    if (!found.ok || found.value === undefined) return;
    const { Running, ExitCode } = found.value;
    if (!Running && ExitCode !== null) {
      exec.exitCode = ExitCode;
      return;
    }
    await pause(pollMs);
  }
}

export async function destroyExec({ process, abort }: Exec): Promise<void> {
  if (process === undefined) abort.abort();
  else await killTree(process, sigkill);
}

/** Ends what an earlier agent process began. */
export async function endLeftExec(
  engine: DockerEngine,
  runtimePath: string,
  dockerId: string,
): Promise<void> {
  const execId = await readFile(join(runtimePath, 'exec'), 'utf8').catch(() => undefined);
  if (execId === undefined) return;
  const found = await engine.inspectExec(execId);
  if (!found.ok || found.value?.Running !== true) return;
  const root = findContainerProcess(found.value.Pid, dockerId);
  if (root !== undefined) await killTree(root, sigkill);
}
