/**
 * Starts a container's first process: conmon, which stays and writes down how that process ends, and
 * below it the OCI runtime's `create`, which makes cgroups and namespaces and leaves a process that waits.
 * `letGo` is the runtime's `start`.
 *
 * conmon lives in a mount namespace where the root of the container is made: of an image, or of the
 * machine's file system, bound a second time (a runtime cannot take "/" for one). So nothing that is mounted
 * for a container is ever to be seen on the machine, or left when all of it has been killed.
 */
import { readFile, type FileHandle } from 'node:fs/promises';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Places } from '../life/launcher.ts';
import { startProcess } from '../process-starter.ts';
import type { StartedProcess } from '../process-starter.ts';
import { preparingScript } from './preparing-script.ts';
import type { LinuxTools } from './requirements.ts';

/** It answers within a tenth of a second; a machine so loaded that it takes longer cannot run it. */
export const runtimeTimeoutMs = 60_000;
/** What is left to it of that when the container is not wanted any more; it takes milliseconds. */
const abandonedTimeoutMs = 2_000;
/** What conmon says of the creation is a line; a runtime's complaint in it may be long. */
const mostAnswerBytes = 64 * 1024;
const answerDescriptor = 3;
/** Of the runtime itself. */
const complaintDescriptor = 2;
/** What the preparing script reads. */
const inputDescriptor = 4;

export interface RuntimeCall {
  readonly tools: LinuxTools;
  /** The container's name for the runtime. */
  readonly name: string;
  /** --root of the runtime. */
  readonly stateDirectory: string;
  readonly timeoutMs: number;
}

export interface ConmonStart extends RuntimeCall {
  /** Runtime directory of the container: bundle, pid files, exit file. */
  readonly runtimePath: string;
  /** An empty directory, the same for all containers. */
  readonly rootfs: string;
  readonly places: Places;
  /** Orders for preparing-script.ts, and what it reads. */
  readonly orders: readonly string[];
  readonly input: Uint8Array;
  /** Of whose mount namespace this one is to be a copy; undefined: of the agent's. */
  readonly namespaceOf: number | undefined;
  readonly abandoned: AbortSignal;
}

/** The pid of the process that waits; a failure says in the runtime's words why there is none. */
export async function createContainer(start: ConmonStart): Promise<Result<number>> {
  const { tools, rootfs, runtimePath, orders, input, namespaceOf } = start;
  const { stdin, stdout, stderr, terminal } = start.places;
  const enter =
    namespaceOf === undefined ? [] : [tools.nsenter, `--mount=/proc/${namespaceOf}/ns/mnt`, '--'];
  const [program, ...words] = [
    ...[...enter, tools.unshare, '--mount', '--propagation', 'slave'],
    ...['/bin/sh', '-c', preparingScript, 'sh', runtimePath, rootfs, ...orders],
    ...[tools.conmon, ...conmonWords(start)],
  ];
  const giveBack = await rememberOwners([stdin, stdout, stderr]);
  const conmon = startProcess(program!, words, {
    cwd: runtimePath,
    env: {
      PATH: process.env['PATH'],
      _OCI_SYNCPIPE: String(answerDescriptor),
      LIBMOUNT_FORCE_MOUNT2: 'always', // newer ones take no long lists of layers otherwise
    },
    detached: true,
    // The task opens a terminal by itself, see init-script.ts.
    stdio:
      terminal === undefined
        ? [stdin?.fd ?? 'ignore', stdout.fd, stderr.fd, 'pipe', 'pipe']
        : ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  // What it could not read it complains of itself.
  conmon.pipe(inputDescriptor).end(input);
  const begun = await conmon.begun;
  const answer = begun.ok ? await answerOf(conmon, start) : '';
  if (answer === undefined) return failure(lateText('make', start));
  const pid = findPid(answer);
  if (pid !== undefined) {
    await giveBack();
    return ok(pid);
  }
  const why = await lastComplaint(runtimePath);
  return failure(
    `the OCI runtime cannot make the container: ${why === '' ? 'it, or conmon, ended without a word' : why}`,
  );
}

/**
 * The runtime gives what the container reads and writes to the user of its first process, which is root; a
 * task of another user could not open its own /dev/stdout then. Called before the gate is opened.
 */
async function rememberOwners(
  handles: readonly (FileHandle | undefined)[],
): Promise<() => Promise<void>> {
  const owned = await Promise.all(
    handles
      .filter((handle) => handle !== undefined)
      .map(async (handle) => ({
        handle,
        before: await handle.stat(),
      })),
  );
  return async () => {
    for (const { handle, before } of owned) {
      const { uid } = await handle.stat();
      if (uid !== before.uid) await handle.chown(before.uid, before.gid);
    }
  };
}

function conmonWords(start: ConmonStart): readonly string[] {
  const { tools, name, runtimePath, stateDirectory } = start;
  return [
    ...['--api-version', '1', '--cid', name, '--cuuid', name, '--name', name],
    ...['--runtime', tools.runtime, '--bundle', runtimePath],
    ...[
      '--container-pidfile',
      `${runtimePath}/pid`,
      '--conmon-pidfile',
      `${runtimePath}/conmon.pid`,
    ],
    // The exit file is named after the container.
    ...['--exit-dir', `${runtimePath}/exits`, '--persist-dir', `${runtimePath}/conmon`],
    ...['--socket-dir-path', `${runtimePath}/conmon`, '--full-attach', '--log-path', 'passthrough'],
    ...['--root', stateDirectory, ...complaints(runtimePath)].flatMap((word) => [
      '--runtime-arg',
      word,
    ]),
  ];
}

/** Where the runtime writes down what is wrong; conmon hands on nothing of that. */
function complaints(runtimePath: string): readonly string[] {
  return ['--log', `${runtimePath}/runtime.log`, '--log-format', 'json'];
}

/** The last that it wrote; "" when it wrote nothing. */
async function lastComplaint(runtimePath: string): Promise<string> {
  const text = await readFile(`${runtimePath}/runtime.log`, 'utf8').catch(() => '');
  try {
    return (JSON.parse(text.trim().split('\n').at(-1)!) as { readonly msg?: string }).msg ?? '';
  } catch {
    return text.trim();
  }
}

function lateText(what: string, { timeoutMs }: RuntimeCall): string {
  return `the OCI runtime did not ${what} the container within ${timeoutMs / 1000} s`;
}

/** All that it says until it closes the pipe; "" also when it could not be started, undefined when that is not awaited any more. */
function answerOf(
  conmon: StartedProcess,
  { abandoned, timeoutMs }: ConmonStart,
): Promise<string | undefined> {
  const pipe = conmon.pipe(answerDescriptor);
  return new Promise((resolve) => {
    let said = '';
    const settle = (answer: string | undefined): void => {
      clearTimeout(timer);
      abandoned.removeEventListener('abort', giveUp);
      pipe.read(undefined);
      pipe.destroy();
      resolve(answer);
    };
    const giveUp = (): void => settle(undefined);
    const timer = setTimeout(giveUp, timeoutMs);
    abandoned.addEventListener('abort', giveUp);
    if (abandoned.aborted) giveUp();
    pipe.read({
      data: (bytes) => {
        said += bytes.toString('utf8');
        if (said.endsWith('\n') || said.length > mostAnswerBytes) settle(said);
      },
      close: () => settle(said),
    });
  });
}

/** Undefined when conmon has no pid to tell. */
function findPid(said: string): number | undefined {
  try {
    const { data } = JSON.parse(said) as { readonly data?: number };
    return data !== undefined && data > 0 ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Lets the process that waits go on; a failure says why it may not. */
export async function letGo(
  call: RuntimeCall & Pick<ConmonStart, 'abandoned'>,
): Promise<Result<void>> {
  const words = ['--root', call.stateDirectory, 'start', call.name];
  const runtime = startProcess(call.tools.runtime, words, {
    ...{ cwd: '/', env: { ...process.env }, detached: true },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const begun = await runtime.begun;
  if (!begun.ok) return failure(`the OCI runtime cannot start the container: ${begun.error}`);
  const complaint = await complaintOf(runtime, begun.value.pid, call);
  if (complaint === undefined) return failure(lateText('start', call));
  if (runtime.exitCode === 0) return ok(undefined);
  return failure(`the OCI runtime cannot start the container: ${complaint.trim()}`);
}

/** What it complained of when it ended; undefined when it had to be killed. */
function complaintOf(
  runtime: StartedProcess,
  pid: number,
  { timeoutMs, abandoned }: Pick<ConmonStart, 'timeoutMs' | 'abandoned'>,
): Promise<string | undefined> {
  const pipe = runtime.pipe(complaintDescriptor);
  return new Promise((resolve) => {
    let [said, isClosed, isLate] = ['', false, false];
    const kill = (): void => {
      isLate = true;
      killGroup(pid);
      pipe.destroy();
    };
    let timer = setTimeout(kill, timeoutMs);
    const hasten = (): void => {
      clearTimeout(timer);
      timer = setTimeout(kill, Math.min(abandonedTimeoutMs, timeoutMs));
    };
    abandoned.addEventListener('abort', hasten, { once: true });
    if (abandoned.aborted) hasten();
    const settle = (): void => {
      if (!isClosed || !runtime.hasEnded) return;
      clearTimeout(timer);
      abandoned.removeEventListener('abort', hasten);
      resolve(isLate ? undefined : said);
    };
    pipe.read({
      data: (bytes) => {
        if (said.length < mostAnswerBytes) said += bytes.toString('utf8');
      },
      close: () => {
        isClosed = true;
        settle();
      },
    });
    runtime.once('exit', settle);
    settle();
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
