/**
 * dvdcli, the program by which Mesos speaks with Docker's volume plugins: it prints where a volume is after
 * `mount`, and complains on standard error. Plugins may hang: a call that takes too long, or is not wanted any
 * more, is killed with all that it started, and is answered at once whatever still holds its pipes.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { awaitOldCalls } from '../old-calls.ts';
import type { OldCall } from '../old-calls.ts';
import type { DriverVolume, VolumeWish } from './volume-wishes.ts';

/** As in Mesos: a plugin may have to attach a disk over a network first. */
export const usualPatience: Patience = { mountMs: 120_000, unmountMs: 600_000 };
/** What an agent left behind may finish; the plugin goes on by itself in any case. */
const oldCallsPatienceMs = 10_000;
/** A path is a line; of complaints the first of this are enough. */
const mostOutputCharacters = 64 * 1024;
const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** By this the next agent finds calls that this one did not live to hear of. */
const markName = 'ALTIPLANO_DOCKER_VOLUMES';

const driverOption = '--volumedriver=';
/** Time for the last words of a dvdcli that has ended, when what it has started keeps the pipe open. */
const lastWordsMs = 1000;

export interface Patience {
  readonly mountMs: number;
  readonly unmountMs: number;
}

export interface CallFailure {
  /** `refused`: dvdcli itself said so. `unclear`: nobody knows how far it got. */
  readonly kind: 'refused' | 'unclear';
  readonly why: string;
}

export type Answer =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: CallFailure };

/** Undefined: this machine has none. */
export function findDvdcli(path = process.env['PATH'] ?? usualPath): string | undefined {
  const candidates = path.split(':').filter(isAbsolute);
  return candidates.map((folder) => join(folder, 'dvdcli')).find(isProgram);
}

/** Why an agent cannot have the isolator; a sentence that fits after "cannot be '…': ". */
export function findDvdcliFault(): string | undefined {
  if (findDvdcli() !== undefined) return undefined;
  return "isolator 'docker/volume' needs the program dvdcli, which is not in the PATH of the agent; install it (github.com/rexray/dvdcli)";
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export class Dvdcli {
  readonly #mark: string;
  readonly #patience: Patience;

  /** `owner`: whose calls these are, the directory of an agent's checkpoints. */
  constructor(owner: string, patience: Patience) {
    this.#mark = owner;
    this.#patience = patience;
  }

  /** The directory of the machine where the volume is to be found. */
  async mount({ volume, options }: VolumeWish, signal: AbortSignal | undefined): Promise<Answer> {
    const opts = [...options].map(([name, value]) => `--volumeopts=${name}=${value}`);
    const { mountMs: timeoutMs } = this.#patience;
    const called = await this.#call(['mount', ...namesOf(volume), ...opts], { timeoutMs, signal });
    if (!called.ok) return called;
    const path = called.value.trim();
    const fault = findPathFault(path);
    return fault === undefined ? { ok: true, value: path } : unclear(fault);
  }

  unmount(volume: DriverVolume): Promise<Answer> {
    const { unmountMs: timeoutMs } = this.#patience;
    return this.#call(['unmount', ...namesOf(volume)], { timeoutMs, signal: undefined });
  }

  /**
   * Done when no dvdcli that an earlier agent called for these checkpoints is at work any more. What one of them
   * has started for good, such as the daemon of a file system, is left alone.
   */
  awaitOldCalls(): Promise<readonly number[]> {
    const mark = `${markName}=${this.#mark}`;
    const isOurs = ({ variables, words }: OldCall): boolean =>
      variables.includes(mark) && words.some((word) => word.startsWith(driverOption));
    return awaitOldCalls(isOurs, oldCallsPatienceMs);
  }

  #call(
    words: readonly string[],
    limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  ): Promise<Answer> {
    const program = findDvdcli();
    if (program === undefined) return Promise.resolve(refused('there is no dvdcli any more'));
    if (limits.signal?.aborted === true)
      return Promise.resolve(refused('it is not wanted any more'));
    return execute([program, ...words], { ...process.env, [markName]: this.#mark }, limits);
  }
}

function namesOf({ driver, name }: DriverVolume): readonly string[] {
  return [`${driverOption}${driver}`, `--volumename=${name}`];
}

function findPathFault(path: string): string | undefined {
  if (path === '') return 'dvdcli does not say where it is';
  const isThere = isAbsolute(path) && statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (isThere === true) return undefined;
  return `dvdcli says that it is at '${path.slice(0, 1000)}', which is no directory of this machine`;
}

function refused(why: string): Answer {
  return { ok: false, error: { kind: 'refused', why } };
}

function unclear(why: string): Answer {
  return { ok: false, error: { kind: 'unclear', why } };
}

function execute(
  [program, ...words]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<Answer> {
  return new Promise((resolve) => {
    const said = { stdout: '', stderr: '' };
    // A group of its own, to be killed whole.
    const child = spawn(program, words, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
      resolve(answer);
    };
    const stop = (why: string): void => {
      killGroup(child.pid);
      settle(unclear(why));
    };
    const onAbort = (): void => stop('it is not wanted any more');
    const timer = setTimeout(() => stop(`dvdcli timed out in ${timeoutMs / 1000}secs`), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] = (said[name] + text).slice(0, mostOutputCharacters);
      });
    }
    child.once('error', (error) => settle(refused(`dvdcli cannot be run: ${error.message}`)));
    child.once('close', (code, how) => settle(answerOf(code, how, said)));
    child.once('exit', (code, how) => {
      setTimeout(() => settle(answerOf(code, how, said)), lastWordsMs).unref();
    });
  });
}

function answerOf(
  code: number | null,
  signal: NodeJS.Signals | null,
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
): Answer {
  if (code === 0) return { ok: true, value: stdout };
  const text = stderr.trim() === '' ? stdout.trim() : stderr.trim();
  if (code === null) return unclear(`dvdcli was ended by ${signal}: ${text}`);
  return refused(text === '' ? `dvdcli exited with status ${code}` : text);
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // They have ended meanwhile.
  }
}
