/**
 * A program that is started again when it ends, as a supervisor does for masters: one that led and
 * leads no longer ends by itself.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type WriteStream, createWriteStream } from 'node:fs';

export interface KeptProcessOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it says goes there. */
  readonly outputFile: string;
  readonly onEnd: (how: string) => void;
}

const restartAfterMs = 1000;
const longestEndMs = 15_000;

export class KeptProcess {
  readonly #options: KeptProcessOptions;
  readonly #output: WriteStream;
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(options: KeptProcessOptions) {
    this.#options = options;
    this.#output = createWriteStream(options.outputFile, { flags: 'a', mode: 0o600 });
    this.#start();
  }

  get name(): string {
    return this.#options.name;
  }

  /** Undefined between an end and the next start. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child !== undefined) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      // One that was stopped by hand hears nothing else.
      child.kill('SIGCONT');
      const late = setTimeout(() => child.kill('SIGKILL'), longestEndMs);
      await ended;
      clearTimeout(late);
    }
    this.#output.end();
  }

  #start(): void {
    const { file, args, environment, onEnd } = this.#options;
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment },
      // Ctrl-C is for mesos-local, which then stops everything in order.
      detached: true,
    });
    this.#child = child;
    child.stdout.pipe(this.#output, { end: false });
    child.stderr.pipe(this.#output, { end: false });
    const ended = (how: string): void => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (this.#isStopping) return;
      onEnd(how);
      this.#restart = setTimeout(() => this.#start(), restartAfterMs);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (status, signal) => ended(signal ?? `status ${status}`));
  }
}
