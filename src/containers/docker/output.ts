/**
 * Brings what a container writes from the engine's log into `stdout` and `stderr` of the sandbox. The
 * log outlives the agent, so nothing is lost when the agent is restarted; how far it was copied is
 * written down each second, and what was copied after that is known by the size of the files.
 * (Others who write to them in that second may hide as many bytes from the copy.)
 *
 * With --log-driver=none there is no log: what is written while no agent is there is lost.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../foundation/log.ts';
import { holding } from '../../foundation/directories/held-directory.ts';
import { openSandbox } from '../sandbox-files.ts';
import { withLogs } from './log-files.ts';
import type { Files } from './log-files.ts';
import type { DockerEngine, LogMessage } from './engine/engine.ts';

/** Between two notes of how far it was copied; a crash in between is made good by file sizes. */
const noteMs = 1000;
/** After the engine broke off, or the disk was full. */
const retryMs = 500;
/** After the end of the container all of its output is there; an engine that hangs must not keep the end. */
const finishMs = 10_000;

const streams = ['stdout', 'stderr'] as const;
type Stream = (typeof streams)[number];

/** How far it was copied. */
interface Position {
  /** Of the last message taken; "" before the first. */
  readonly timestamp: string;
  /** Messages of that very time that were taken. */
  readonly count: number;
  /** Of the files. */
  readonly stdout: number;
  readonly stderr: number;
}

export interface OutputKind {
  /** False with --log-driver=none. */
  readonly hasLog: boolean;
  readonly hasTerminal: boolean;
}

export interface OutputParts {
  readonly engine: DockerEngine;
  readonly dockerId: string;
  /** --work_dir, absolute. */
  readonly workDirectory: string;
  /** The sandbox. */
  readonly directory: string;
  /** Where it is noted how far it was copied. */
  readonly notePath: string;
  readonly log: Log;
}

export class Output {
  readonly #parts: OutputParts;
  readonly #abort = new AbortController();
  #position: Position = { timestamp: '', count: 0, stdout: 0, stderr: 0 };
  /** Bytes that are in the files already. */
  #skip: Record<Stream, number> = { stdout: 0, stderr: 0 };
  #notedAtMs = 0;
  #hasEnded = false;
  #running: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(parts: OutputParts) {
    this.#parts = parts;
  }

  /** Before the container starts: what is in the files now is not its output. */
  async prepare(): Promise<void> {
    await this.#withFiles(async (files) => {
      const [stdout, stderr] = await Promise.all([sizeOf(files.stdout), sizeOf(files.stderr)]);
      this.#position = { timestamp: '', count: 0, stdout, stderr };
    });
    await this.#note();
  }

  /** `onAttached` of a container without a log: it may start now. */
  begin(kind: OutputKind, onAttached: () => void = () => undefined): void {
    this.#running ??= this.#run(kind, onAttached).catch((error: unknown) => {
      this.#parts.log.warning(`The output of ${this.#parts.dockerId} is lost: ${textOf(error)}`);
    });
  }

  /** Another agent process began to copy; does nothing when this one does so already. */
  async resume(kind: OutputKind): Promise<void> {
    // Of an orphan nobody knows the sandbox.
    if (this.#running !== undefined || this.#parts.directory === '') return;
    this.#position = (await this.#readNote()) ?? this.#position;
    this.begin(kind);
  }

  /** The container has ended: answered when all is copied, or when nobody can wait any longer. */
  async finish(): Promise<void> {
    this.#hasEnded = true;
    this.#wake();
    const patience = new AbortController();
    const late = pause(finishMs, undefined, { signal: patience.signal }).then(
      () => this.#abort.abort(),
      () => undefined,
    );
    await Promise.race([this.#running ?? Promise.resolve(), late]);
    patience.abort();
    await this.#running;
  }

  async #run({ hasLog, hasTerminal }: OutputKind, onAttached: () => void): Promise<void> {
    await this.#withFiles(async (files) => {
      await this.#align(files);
      if (hasLog) await this.#follow(files, hasTerminal);
      else await this.#attach(files, { hasTerminal, onAttached });
      await this.#note();
    });
  }

  /** Until a reading that began after the end of the container has come to its own end. */
  async #follow(files: Files, hasTerminal: boolean): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      const isLast = this.#hasEnded;
      const read = await this.#readOn(files, hasTerminal);
      if (read.ok && isLast) return;
      if (!read.ok) await this.#align(files);
      if (!this.#hasEnded || !read.ok) await this.#pause();
    }
  }

  #readOn(files: Files, hasTerminal: boolean): ReturnType<DockerEngine['readLogs']> {
    const { engine, dockerId } = this.#parts;
    const { timestamp, count } = this.#position;
    const since = timestamp === '' ? undefined : timestamp;
    let repeated = count;
    const options = { since, hasTerminal, signal: this.#abort.signal };
    return engine.readLogs(dockerId, options, async (messages) => {
      const news = messages.filter((message) => {
        if (repeated === 0 || message.timestamp !== since) return true;
        repeated--;
        return false;
      });
      if (news.length > 0) await this.#take(files, news);
    });
  }

  async #attach(
    files: Files,
    how: { readonly hasTerminal: boolean; readonly onAttached: () => void },
  ): Promise<void> {
    const { engine, dockerId, log } = this.#parts;
    const options = { ...how, signal: this.#abort.signal };
    const done = await engine.attach(dockerId, options, (messages) => this.#take(files, messages));
    how.onAttached();
    if (!done.ok) log.warning(`The output of ${dockerId} breaks off: ${done.error}`);
  }

  async #take(files: Files, messages: readonly LogMessage[]): Promise<void> {
    for (const stream of streams) {
      const mine = messages.filter((message) => message.stream === stream);
      const bytes = Buffer.concat(mine.map((message) => message.bytes));
      const skipped = Math.min(this.#skip[stream], bytes.length);
      this.#skip[stream] -= skipped;
      const rest = bytes.subarray(skipped);
      if (rest.length > 0) await files[stream].appendFile(rest);
      this.#position = { ...this.#position, [stream]: this.#position[stream] + bytes.length };
    }
    for (const { timestamp } of messages) {
      const count = timestamp === this.#position.timestamp ? this.#position.count + 1 : 1;
      this.#position = { ...this.#position, timestamp, count };
    }
    if (performance.now() - this.#notedAtMs > noteMs) await this.#note();
  }

  /** What is in the files beyond what was noted has been copied, too. */
  async #align(files: Files): Promise<void> {
    for (const stream of streams) {
      const size = await sizeOf(files[stream]);
      this.#skip[stream] = Math.max(0, size - this.#position[stream]);
    }
  }

  async #pause(): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => (this.#wake = resolve)),
      pause(retryMs, undefined, { ref: false }),
    ]);
  }

  async #withFiles(work: (files: Files) => Promise<void>): Promise<void> {
    const { workDirectory, directory } = this.#parts;
    await holding(openSandbox(workDirectory, directory), async (sandbox) => {
      await withLogs(sandbox, work);
    });
  }

  /** A note that cannot be written costs the next agent some lines that are there twice. */
  async #note(): Promise<void> {
    this.#notedAtMs = performance.now();
    const { notePath } = this.#parts;
    try {
      await writeFile(`${notePath}.new`, JSON.stringify(this.#position), { mode: 0o600 });
      await rename(`${notePath}.new`, notePath);
    } catch {
      // The directory is gone, or the disk is full.
    }
  }

  async #readNote(): Promise<Position | undefined> {
    try {
      const noted = JSON.parse(await readFile(this.#parts.notePath, 'utf8')) as Position;
      return typeof noted.timestamp === 'string' ? noted : undefined;
    } catch {
      return undefined;
    }
  }
}

async function sizeOf(file: FileHandle): Promise<number> {
  return (await file.stat()).size;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
