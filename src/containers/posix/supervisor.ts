/**
 * Starts a container's supervisor and speaks with it until the task runs. The task's process exists
 * and tells its pid, then waits; it starts when it is told to go, so that isolators have their say
 * before its first instruction. When the agent dies in between, the task does not start.
 *
 * That it has started is written down by the task itself (the file `went`), and a launch is over
 * only when that is done: whatever the agent says of the container is then true for the next agent.
 */
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Places } from '../life/launcher.ts';
import { startProcess } from '../process-starter.ts';
import type { PipeEnd, StartedProcess } from '../process-starter.ts';

/** A task that waits at the gate. */
export interface GatedTask {
  readonly pid: number;
  readonly supervisor: StartedProcess;
  /** Lets it run; false: it ended, or time was up, before it said that it does. */
  go(): Promise<boolean>;
  /** Lets it exit without having run. */
  abandon(): void;
}

/** It answers within milliseconds; a machine so loaded that it takes longer cannot run it. */
const gateTimeoutMs = 60_000;

/** Writes the script below the runtime directory, once; a changed script gets another name. */
export async function installScript(
  runtimeDirectory: string,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<string> {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(runtimeDirectory, `${name}-${digest}.sh`);
  // A full disk does not matter to an agent that has been here before.
  if ((await readFile(path, 'utf8').catch(() => '')) === text) return path;
  await mkdir(runtimeDirectory, { recursive: true, mode: 0o755 });
  await writeFile(`${path}.new`, text, { mode: 0o700 });
  await rename(`${path}.new`, path);
  return path;
}

/** Over it the task's process says its pid, waits to be told to go, and says that it does. */
const channelDescriptor = 3;
/** What the supervisor's script knows the working directory of the task by. */
const directoryDescriptor = 5;

export interface SupervisorStart {
  readonly script: string;
  /** Shown by ps(1), for humans. */
  readonly containerKey: string;
  readonly runtimePath: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly places: Places;
}

export async function startSupervisor(start: SupervisorStart): Promise<Result<GatedTask>> {
  const isLinux = process.platform === 'linux';
  const { stdin, stdout, stderr, start: home, terminal } = start.places;
  const directory = isLinux ? `/proc/self/fd/${directoryDescriptor}` : home.shownPath;
  const own = { AP_DIRECTORY: directory, ...(terminal !== undefined && { AP_TERMINAL: '--ctty' }) };
  const log = await open(join(start.runtimePath, 'supervisor.log'), 'a', 0o600);
  try {
    await log.write('\n'); // a block to write to: by what is said here a signal is told from an exit
    const supervisor = startProcess('/bin/sh', [start.script, 'supervise', start.containerKey], {
      cwd: start.runtimePath,
      env: { ...start.environment, ...own },
      detached: true,
      stdio: [stdin?.fd ?? 'ignore', stdout.fd, log.fd, 'pipe', stderr.fd, home.descriptor],
    });
    const begun = await supervisor.begun;
    if (!begun.ok) return failure(`cannot start /bin/sh: ${begun.error}`);
    return await waitAtGate(supervisor);
  } finally {
    await log.close();
  }
}

async function waitAtGate(supervisor: StartedProcess): Promise<Result<GatedTask>> {
  const channel = supervisor.pipe(channelDescriptor);
  const said = await nextLine(supervisor, channel);
  if (!said.ok) {
    channel.destroy();
    return said;
  }
  return ok({
    pid: Number(said.value),
    supervisor,
    go: async () => {
      channel.write(Buffer.from('go\n'));
      const answer = await nextLine(supervisor, channel);
      channel.destroy();
      return answer.ok;
    },
    abandon: () => channel.destroy(),
  });
}

/** The next that the task's process says; a failure when it or its supervisor cannot say more. */
function nextLine(supervisor: StartedProcess, channel: PipeEnd): Promise<Result<string>> {
  return new Promise((resolve) => {
    let said = '';
    const settle = (result: Result<string>): void => {
      clearTimeout(timer);
      channel.read(undefined);
      supervisor.off('exit', onExit);
      resolve(result);
    };
    const onExit = (): void => settle(failure("the container's supervisor ended unexpectedly"));
    const timer = setTimeout(() => {
      settle(failure(`the container's first process did not answer within ${gateTimeoutMs} ms`));
    }, gateTimeoutMs);
    supervisor.once('exit', onExit);
    if (supervisor.hasEnded) setImmediate(onExit);
    channel.read({
      data: (bytes) => {
        said += bytes.toString('latin1');
        if (said.endsWith('\n')) settle(ok(said.trimEnd()));
      },
    });
  });
}
