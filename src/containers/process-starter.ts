/**
 * Starts processes from a thread of its own. A start stops the thread that asks for it until the new process
 * has had a processor and begun its program: 3 ms of an agent of usual size, many times that on a busy machine;
 * the agent's event loop must not stand still for that. What is known of the process comes back by events.
 *
 * What always holds: an event is told in the order in which it happened, and `begun` before any other. What is
 * given to a process as a descriptor must stay open until `begun`. If the thread dies, so does the agent,
 * which then takes over all that runs.
 */
import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import { assert, failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { wordsToOutlive } from './cgroups/outliving.ts';

export interface StartOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In a session of its own, as all that shall outlive the agent. */
  readonly detached: true;
  /** A descriptor of the agent, nothing, or a pipe (see `pipe`). */
  readonly stdio: readonly (number | 'ignore' | 'pipe')[];
}

/** From the thread. */
type Told =
  | { readonly id: number; readonly kind: 'begun'; readonly pid: number }
  | { readonly id: number; readonly kind: 'failed'; readonly text: string }
  | { readonly id: number; readonly kind: 'ended'; readonly code: number | null }
  | { readonly id: number; readonly kind: 'data'; readonly fd: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'closed'; readonly fd: number };

const threadScript = String.raw`
const { parentPort } = require('node:worker_threads');
const { spawn } = require('node:child_process');
const pipes = new Map();

function start({ id, file, words, options }) {
  const tell = (kind, more) => parentPort.postMessage({ id, kind, ...more });
  let child;
  try {
    child = spawn(file, words, options);
  } catch (error) {
    return tell('failed', { text: error.message });
  }
  if (child.pid !== undefined) tell('begun', { pid: child.pid });
  child.on('error', (error) => tell('failed', { text: error.message }));
  child.on('exit', (code) => tell('ended', { code }));
  for (const [fd, stream] of child.stdio.entries()) {
    if (stream === null) continue;
    const key = id + ' ' + fd;
    pipes.set(key, stream);
    stream.on('error', () => stream.destroy()); // the other end is gone; its exit says the rest
    stream.on('data', (bytes) => tell('data', { fd, bytes }));
    stream.on('close', () => pipes.delete(key) && tell('closed', { fd }));
  }
}

const takes = {
  start,
  write: ({ id, fd, bytes }) => pipes.get(id + ' ' + fd)?.write(bytes),
  end: ({ id, fd, bytes }) => pipes.get(id + ' ' + fd)?.end(bytes),
  destroy: ({ id, fd }) => pipes.get(id + ' ' + fd)?.destroy(),
};
parentPort.on('message', (asked) => void takes[asked.kind](asked));
`;

/** It holds next to nothing; what Node takes for granted costs more memory than all else of it. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };

type Ask = (kind: 'write' | 'end' | 'destroy', bytes?: Uint8Array) => void;

export interface PipeReader {
  data(bytes: Buffer): void;
  close?(): void;
}

/** All that is said here are a few lines; whoever says more without being read is not heard. */
const mostUnreadBytes = 64 * 1024;

/** The agent's end of a pipe. What is said before somebody reads is kept for who comes first. */
export class PipeEnd {
  readonly #ask: Ask;
  #reader: PipeReader | undefined;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  #isClosed = false;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** One reads at a time; undefined: nobody does. */
  read(reader: PipeReader | undefined): void {
    this.#reader = reader;
    if (reader === undefined) return;
    this.#unreadBytes = 0;
    for (const bytes of this.#unread.splice(0)) reader.data(bytes);
    if (this.#isClosed) reader.close?.();
  }

  write(bytes: Uint8Array): void {
    this.#ask('write', bytes);
  }

  end(bytes: Uint8Array): void {
    this.#ask('end', bytes);
  }

  destroy(): void {
    this.#ask('destroy');
  }

  takeData(bytes: Buffer): void {
    if (this.#reader !== undefined) return this.#reader.data(bytes);
    this.#unread.push(bytes);
    this.#unreadBytes += bytes.length;
    if (this.#unreadBytes > mostUnreadBytes) this.destroy();
  }

  takeClose(): void {
    this.#isClosed = true;
    this.#reader?.close?.();
  }
}

export class StartedProcess extends EventEmitter<{ exit: [] }> {
  /** A failure says why it could not be started. */
  readonly begun: Promise<Result<{ readonly pid: number }>>;
  hasEnded = false;
  /** What it exited with, if it did. */
  exitCode: number | null = null;
  readonly #pipes: ReadonlyMap<number, PipeEnd>;
  readonly #open: Set<number>;
  #answer!: (result: Result<{ readonly pid: number }>) => void;

  constructor(pipes: ReadonlyMap<number, PipeEnd>) {
    super();
    this.#pipes = pipes;
    this.#open = new Set(pipes.keys());
    this.begun = new Promise((resolve) => (this.#answer = resolve));
  }

  /** The agent's end of a descriptor that is a pipe. */
  pipe(fd: number): PipeEnd {
    const pipe = this.#pipes.get(fd);
    assert(pipe !== undefined, 'the descriptor is a pipe');
    return pipe;
  }

  /** True: nothing more will be told. */
  take(told: Told): boolean {
    switch (told.kind) {
      case 'begun':
        this.#answer(ok({ pid: told.pid }));
        break;
      case 'failed':
        this.#answer(failure(told.text));
        this.#end();
        return true;
      case 'data':
        this.#pipes.get(told.fd)?.takeData(Buffer.from(told.bytes));
        break;
      case 'closed':
        this.#open.delete(told.fd);
        this.#pipes.get(told.fd)?.takeClose();
        break;
      case 'ended':
        this.exitCode = told.code;
        this.#end();
    }
    return this.hasEnded && this.#open.size === 0;
  }

  #end(): void {
    this.hasEnded = true;
    this.emit('exit');
  }
}

class ProcessStarter {
  readonly #thread = new Worker(threadScript, {
    ...{ eval: true, execArgv: [], env: {}, resourceLimits },
    name: 'process starter',
  });
  readonly #processes = new Map<number, StartedProcess>();
  #lastId = 0;

  constructor() {
    this.#thread.unref();
    this.#thread.on('message', (told: Told) => {
      if (this.#processes.get(told.id)?.take(told) === true) this.#processes.delete(told.id);
    });
  }

  start(file: string, words: readonly string[], options: StartOptions): StartedProcess {
    const id = ++this.#lastId;
    const pipes = new Map<number, PipeEnd>();
    for (const [fd, what] of options.stdio.entries()) {
      if (what !== 'pipe') continue;
      const ask: Ask = (kind, bytes) => this.#thread.postMessage({ id, fd, kind, bytes });
      pipes.set(fd, new PipeEnd(ask));
    }
    const started = new StartedProcess(pipes);
    this.#processes.set(id, started);
    this.#thread.postMessage({ id, kind: 'start', file, words, options });
    return started;
  }
}

/** One for all: a thread costs some megabytes. */
let starter: ProcessStarter | undefined;

/** To be called before anybody waits for the agent: a thread takes tens of milliseconds to make. */
export function makeStarter(): void {
  starter ??= new ProcessStarter();
}

export function startProcess(
  file: string,
  words: readonly string[],
  options: StartOptions,
): StartedProcess {
  makeStarter();
  const [first, ...rest] = wordsToOutlive([file, ...words]);
  return starter!.start(first!, rest, options);
}
