/**
 * Starts a container's first process: conmon, which stays and writes down how that process ends, and
 * below it the OCI runtime's `create`, which makes cgroups and namespaces and leaves a process that waits.
 * `letGo` is the runtime's `start`.
 *
 * conmon lives in a mount namespace where the root of the container is made: of an image, or of the
 * machine's file system, bound a second time (a runtime cannot take "/" for one). So nothing that is mounted
 * for a container is ever to be seen on the machine, or left when all of it has been killed.
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Places } from '../life/launcher.ts';
import { preparingScript } from './preparing-script.ts';
import type { LinuxTools } from './requirements.ts';

/** It answers within a tenth of a second; a machine so loaded that it takes longer cannot run it. */
const createTimeoutMs = 60_000;
/** What conmon says of the creation is a line; a runtime's complaint in it may be long. */
const mostAnswerBytes = 64 * 1024;
const answerDescriptor = 3;
/** What the preparing script reads. */
const inputDescriptor = 4;

export interface ConmonStart {
  readonly tools: LinuxTools;
  /** The container's name for the runtime. */
  readonly name: string;
  /** Runtime directory of the container: bundle, pid files, exit file. */
  readonly runtimePath: string;
  /** --root of the runtime. */
  readonly stateDirectory: string;
  /** An empty directory, the same for all containers. */
  readonly rootfs: string;
  readonly places: Places;
  /** Orders for preparing-script.ts, and what it reads. */
  readonly orders: readonly string[];
  readonly input: Uint8Array;
  /** Of whose mount namespace this one is to be a copy; undefined: of the agent's. */
  readonly namespaceOf: number | undefined;
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
  const conmon = spawn(program!, words, {
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
  const written = conmon.stdio[inputDescriptor] as Writable;
  written.on('error', () => undefined); // what it could not read it complains of itself
  written.end(input);
  conmon.unref();
  const pid = findPid(await answerOf(conmon));
  if (pid !== undefined) return ok(pid);
  const why = await lastComplaint(runtimePath);
  return failure(
    `the OCI runtime cannot make the container: ${why === '' ? 'it, or conmon, ended without a word' : why}`,
  );
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

/** All that it says until it closes the pipe; "" also when it could not be started, or not in time. */
function answerOf(conmon: ChildProcess): Promise<string> {
  const pipe = conmon.stdio[answerDescriptor] as Readable;
  return new Promise((resolve) => {
    let said = '';
    const settle = (): void => {
      clearTimeout(timer);
      pipe.destroy();
      resolve(said);
    };
    const timer = setTimeout(settle, createTimeoutMs);
    conmon.once('error', settle);
    pipe.once('error', settle).once('end', settle);
    pipe.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (said.endsWith('\n') || said.length > mostAnswerBytes) settle();
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
export function letGo(
  tools: LinuxTools,
  { name, stateDirectory }: Pick<ConmonStart, 'name' | 'stateDirectory'>,
): Promise<Result<void>> {
  const words = ['--root', stateDirectory, 'start', name];
  return new Promise((resolve) => {
    execFile(tools.runtime, words, { timeout: createTimeoutMs }, (error, _stdout, stderr) => {
      if (error === null) resolve(ok(undefined));
      else resolve(failure(`the OCI runtime cannot start the container: ${stderr.trim()}`));
    });
  });
}
