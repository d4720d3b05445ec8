/**
 * Commands that run beside what a container runs (`docker exec`): checks, operators' sessions, and what is
 * nested in a Docker container. The engine cannot end them, so they are ended through the process
 * that it names. Debug containers do not outlive the agent; what is nested does, and how it ended is
 * asked of the engine, and written down, because the engine forgets it minutes later.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { holding } from '../../foundation/directories/held-directory.ts';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import type { WindowSize } from '../io/io.ts';
import type { Switchboard } from '../io/switchboard.ts';
import { sizeOf } from '../io/switchboards.ts';
import { openSandbox } from '../sandbox-files.ts';
import { boardOf } from './container-board.ts';
import { withLogs } from './log-files.ts';
import type { Files } from './log-files.ts';
import type { GatedProcess, StartRequest } from '../life/launcher.ts';
import type { ContainerRoot } from '../posix/process-tree.ts';
import type { DockerContainer } from './docker-container.ts';
import type { DockerEngine, ExecInspection, ExecSpec, LogMessage } from './engine/engine.ts';
import { findContainerProcess, killTree } from './processes.ts';

/** Until the engine knows the process of a command that it was told to start. */
const beginMs = 20_000;
const pollMs = 20;
/** Between two questions whether a command whose output goes on, or is nobody's, has ended. */
const lookMs = 1000;
/** After the end: readers take what is left, strays that hold the output are not waited for. */
const lingerMs = 5_000;
const sigkill = 9;

export interface Exec {
  readonly execId: string;
  readonly outer: DockerContainer;
  /** Where it is written down for the next agent process. */
  readonly runtimePath: string;
  process: ContainerRoot | undefined;
  exitCode: number | undefined;
  readonly abort: AbortController;
  /** Answered when it has ended. */
  ended: Promise<void>;
  /** Of a session. */
  board: Switchboard | undefined;
}

export interface ExecStart {
  readonly request: StartRequest;
  readonly outer: DockerContainer;
  readonly runtimePath: string;
  readonly workDirectory: string;
  /** --sandbox_directory */
  readonly sandboxDirectory: string;
}

function newExec(made: Pick<Exec, 'execId' | 'outer' | 'runtimePath'>): Exec {
  return {
    ...{ ...made, process: undefined, exitCode: undefined, board: undefined },
    ...{ abort: new AbortController(), ended: Promise.resolve() },
  };
}

export async function makeExec(engine: DockerEngine, start: ExecStart): Promise<Result<Exec>> {
  const { outer, runtimePath } = start;
  const spec = specOf(start);
  if (!spec.ok) return spec;
  const made = await engine.createExec(outer.dockerId, spec.value);
  if (!made.ok) return made;
  await writeFile(join(runtimePath, 'exec'), made.value);
  return ok(newExec({ execId: made.value, outer, runtimePath }));
}

function specOf(start: ExecStart): Result<ExecSpec> {
  const { command, prepared, places, record } = start.request;
  const { user } = command;
  const isCheck = record.isDebug && places.stdin === undefined;
  const argv = argvOf(command, isCheck);
  if (!argv.ok) return argv;
  const terminal = terminalOf(start);
  if (!terminal.ok) return terminal;
  const inner = record.isDebug ? undefined : innerDirectory(start);
  return ok({
    command: argv.value,
    environment: {
      ...prepared.environment,
      ...(inner !== undefined && { MESOS_SANDBOX: inner }),
    },
    // With --no-switch_user the wish counts for nothing.
    ...(user !== undefined && user === record.user && { user }),
    ...(inner !== undefined && { workingDirectory: inner }),
    ...(places.stdin !== undefined && { hasInput: true }),
    ...(terminal.value !== undefined && { terminal: terminal.value }),
  });
}

/**
 * @compat without a shell the first of the arguments is the program's name for itself, which the engine cannot be told;
 * of a check, as of all commands of Docker tasks, it is an argument.
 */
function argvOf(command: CommandInfo, isCheck: boolean): Result<readonly string[]> {
  const { value, shell = true, arguments: words = [] } = command;
  if (value === undefined) return failure('The command of a nested container has no value');
  if (shell) return ok(['/bin/sh', '-c', value]);
  return ok([value, ...(isCheck ? words : words.slice(1))]);
}

function terminalOf({ request: { container } }: ExecStart): Result<WindowSize | undefined> {
  return container?.tty_info === undefined ? ok(undefined) : sizeOf(container.tty_info);
}

/** Where the sandbox of what is nested is in the container: below that of its root. */
function innerDirectory({ request, outer, sandboxDirectory }: ExecStart): string | undefined {
  const { directory } = request.record;
  const isBelow = outer.directory !== '' && directory.startsWith(`${outer.directory}/`);
  return isBelow ? join(sandboxDirectory, directory.slice(outer.directory.length)) : undefined;
}

/** Waits for `go`. */
export function gateOf(engine: DockerEngine, exec: Exec, start: ExecStart): GatedProcess {
  return {
    get pid() {
      return exec.process?.pid;
    },
    // Of a session nothing is in files: it has somebody to speak with.
    go: () =>
      start.request.places.stdin === undefined
        ? beginExec(engine, exec, runExec(engine, exec, start))
        : beginSession(engine, exec, start),
    abandon: () => undefined,
  };
}

async function beginSession(
  engine: DockerEngine,
  exec: Exec,
  start: ExecStart,
): Promise<Result<void>> {
  const { execId } = exec;
  const terminal = terminalOf(start);
  if (!terminal.ok) return terminal;
  const size = terminal.value;
  const opened = await engine.openExec(execId, { hasTerminal: size !== undefined });
  if (!opened.ok) return opened;
  const resize = (wanted: WindowSize): Promise<Result<void>> => engine.resizeExec(execId, wanted);
  const board = boardOf(opened.value, size && resize);
  exec.board = board;
  const begun = await beginExec(engine, exec, new Promise((resolve) => board.onOver(resolve)));
  if (!begun.ok) board.close();
  // Not all engines and runtimes take it with the command.
  else if (size !== undefined && size.rows > 0 && size.columns > 0) await resize(size);
  return begun;
}

/** `output`: over when the command says no more; a failure says that it could not be run. */
async function beginExec(
  engine: DockerEngine,
  exec: Exec,
  output: Promise<Result<void> | void>,
): Promise<Result<void>> {
  let fault: string | undefined;
  const over = output.then(
    (done) => void (fault = done?.ok === false ? done.error : undefined),
    (error: unknown) => void (fault = error instanceof Error ? error.message : String(error)),
  );
  let isOver = false;
  void over.then(() => (isOver = true));
  exec.ended = awaitExecEnd(engine, exec, over);
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
  { execId, abort }: Exec,
  { request, workDirectory }: ExecStart,
): Promise<Result<void>> {
  return holding(openSandbox(workDirectory, request.record.directory), (sandbox) =>
    withLogs(sandbox, (files) =>
      engine.startExec(execId, abort.signal, (messages) => write(files, messages)),
    ),
  );
}

async function write(files: Files, messages: readonly LogMessage[]): Promise<void> {
  for (const { stream, bytes } of messages) await files[stream].appendFile(bytes);
}

/**
 * Its output ends a moment before the engine knows how it ended, or long after when others hold it. An
 * engine that was restarted knows nothing of it any more.
 */
async function awaitExecEnd(engine: DockerEngine, exec: Exec, over: Promise<void>): Promise<void> {
  let isOver = false;
  void over.then(() => (isOver = true));
  while (!exec.abort.signal.aborted) {
    const found = await engine.inspectExec(exec.execId);
    if (found.ok && found.value === undefined) return;
    if (found.ok && hasEnded(found.value!)) return learn(exec, found.value!.ExitCode!);
    if (!found.ok && exec.outer.end !== undefined) return;
    const isSoon = isOver && found.ok;
    await Promise.race([
      pause(isSoon ? pollMs : lookMs, undefined, { ref: false }),
      ...(isOver ? [] : [over]),
    ]);
  }
}

function hasEnded({ Running, ExitCode }: ExecInspection): boolean {
  return !Running && ExitCode !== null;
}

async function learn(exec: Exec, exitCode: number): Promise<void> {
  exec.exitCode = exitCode;
  // Without it the next agent process may not know; nothing else depends on it.
  await writeFile(join(exec.runtimePath, 'exit-code'), String(exitCode)).catch(() => undefined);
  const { board } = exec;
  if (board !== undefined) setTimeout(() => board.close(), lingerMs).unref();
}

export async function destroyExec({ process, abort, board }: Exec): Promise<void> {
  if (process !== undefined) return killTree(process, sigkill);
  abort.abort();
  board?.close();
}

export interface FoundExec {
  readonly execId: string;
  /** Undefined: the engine knows it, and will tell its end. */
  readonly exitCode: number | undefined;
  readonly pid: number;
  readonly isRunning: boolean;
}

/** What an earlier agent process began; undefined: it never did, or nothing is known of it. */
export async function findExec(
  engine: DockerEngine,
  runtimePath: string,
): Promise<FoundExec | undefined> {
  const execId = await readText(runtimePath, 'exec');
  if (execId === undefined) return undefined;
  const noted = /^\d+$/u.exec((await readText(runtimePath, 'exit-code')) ?? '');
  if (noted !== null) return { execId, exitCode: Number(noted[0]), pid: 0, isRunning: false };
  const found = await engine.inspectExec(execId);
  if (!found.ok || found.value === undefined) {
    return { execId, exitCode: undefined, pid: 0, isRunning: false };
  }
  const { Running, ExitCode, Pid } = found.value;
  if (!Running && ExitCode === null) return undefined;
  return { execId, exitCode: ExitCode ?? undefined, pid: Pid, isRunning: Running };
}

function readText(runtimePath: string, name: string): Promise<string | undefined> {
  return readFile(join(runtimePath, name), 'utf8').catch(() => undefined);
}

/** It runs on; what it says while no agent is there is lost, and then what it says at all. */
export function adoptExec(
  engine: DockerEngine,
  { execId, exitCode, pid, isRunning }: FoundExec,
  { outer, runtimePath }: Pick<Exec, 'outer' | 'runtimePath'>,
): Exec {
  const exec = newExec({ execId, outer, runtimePath });
  exec.exitCode = exitCode;
  if (!isRunning) return exec;
  exec.process = findContainerProcess(pid, outer.dockerId);
  exec.ended = awaitExecEnd(engine, exec, new Promise(() => undefined));
  return exec;
}

/** Ends what an earlier agent process began. */
export async function endLeftExec(
  engine: DockerEngine,
  runtimePath: string,
  dockerId: string,
): Promise<void> {
  const found = await findExec(engine, runtimePath);
  if (found?.isRunning !== true) return;
  const root = findContainerProcess(found.pid, dockerId);
  if (root !== undefined) await killTree(root, sigkill);
}
