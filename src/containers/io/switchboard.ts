/**
 * The switchboard of one container: hands what it says to all who are attached, and what one of them
 * says to it. It lives in the agent for sessions by pipes, which end with the agent, and in a process
 * of its own (main.ts) for terminals, which must outlive it.
 *
 * What always holds: output is handed on in order, and to nobody before somebody has asked for it when
 * it `waits`; a reader that paces makes the container wait, any other never does; one at a time has
 * the input; all is over when every source has ended, or when `close` says so.
 */
import type { Readable } from 'node:stream';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  AttachFault,
  AttachOptions,
  Board,
  ContainerInput,
  OutputAttachment,
  OutputName,
  OutputReader,
  WindowSize,
} from './io.ts';

/** Readers of one container; one more is refused: each gets a copy of everything. */
export const mostReaders = 32;

/** The container's end of its input. */
export interface InputPort {
  write(data: Uint8Array, done: (error: Error | null | undefined) => void): void;
  end(): void;
  resize(size: WindowSize): Result<void> | Promise<Result<void>>;
  destroy(): void;
}

export interface SwitchboardParts {
  readonly sources: readonly { readonly name: OutputName; readonly stream: Readable }[];
  readonly input: InputPort;
  /** Nothing is read before the first reader is there: of a short command nothing is lost. */
  readonly waits: boolean;
}

export class Switchboard implements Board {
  readonly #parts: SwitchboardParts;
  readonly #readers = new Set<OutputReader>();
  readonly #overCallbacks: (() => void)[] = [];
  #openSources: number;
  #holds = 0;
  #hasBegun = false;
  #isInputTaken = false;
  #isOver = false;

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
    this.#openSources = parts.sources.length;
    // A source that ends with nothing said does so whether or not anybody reads it.
    for (const { stream } of parts.sources) this.#watch(stream);
    if (!parts.waits) this.begin();
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Does nothing when it has begun. */
  begin(): void {
    if (this.#hasBegun || this.#isOver) return;
    this.#hasBegun = true;
    for (const { name, stream } of this.#parts.sources) this.#listen(name, stream);
  }

  #watch(stream: Readable): void {
    let hasEnded = false;
    const onEnd = (): void => {
      if (hasEnded) return;
      hasEnded = true;
      this.#openSources--;
      if (this.#openSources === 0) this.#finish();
    };
    // A terminal that everybody has closed ends by EIO.
    stream.on('end', onEnd).on('error', onEnd).on('close', onEnd);
  }

  #listen(name: OutputName, stream: Readable): void {
    stream.on('data', (data: Buffer) => {
      for (const reader of this.#readers) reader.write(name, data);
    });
    if (this.#holds > 0) stream.pause();
  }

  attachOutput(
    reader: OutputReader,
    _options?: AttachOptions,
  ): Promise<Result<OutputAttachment, AttachFault>> {
    return Promise.resolve(this.addReader(reader));
  }

  addReader(reader: OutputReader): Result<OutputAttachment, AttachFault> {
    if (this.#readers.size >= mostReaders) {
      const text = `${mostReaders} readers are attached to this container already; try again later`;
      return failure({ kind: 'crowded', text });
    }
    if (this.#isOver) {
      setImmediate(() => reader.end());
      return ok({ hold: () => undefined, release: () => undefined, close: () => undefined });
    }
    this.#readers.add(reader);
    let isHolding = false;
    const release = (): void => {
      if (isHolding) this.#release();
      isHolding = false;
    };
    setImmediate(() => this.begin());
    return ok({
      hold: () => {
        if (!isHolding) this.#hold();
        isHolding = true;
      },
      release,
      close: () => {
        this.#readers.delete(reader);
        release();
      },
    });
  }

  #hold(): void {
    this.#holds++;
    for (const { stream } of this.#parts.sources) stream.pause();
  }

  #release(): void {
    this.#holds--;
    if (this.#holds > 0 || !this.#hasBegun) return;
    for (const { stream } of this.#parts.sources) stream.resume();
  }

  attachInput(): Promise<Result<ContainerInput, AttachFault>> {
    return Promise.resolve(this.takeInput());
  }

  takeInput(): Result<ContainerInput, AttachFault> {
    if (this.#isInputTaken) {
      // @compat Mesos' words.
      return failure({ kind: 'taken', text: 'Multiple input connections are not allowed' });
    }
    this.#isInputTaken = true;
    let isMine = true;
    const { input } = this.#parts;
    return ok({
      write: (data) => this.#write(data),
      end: () => Promise.resolve(input.end()),
      resize: (size) => Promise.resolve(input.resize(size)),
      close: () => {
        if (isMine) this.#isInputTaken = false;
        isMine = false;
      },
      onOver: (callback) => this.onOver(callback),
    });
  }

  #write(data: Uint8Array): Promise<Result<void>> {
    return new Promise((resolve) => {
      this.#parts.input.write(data, (error) => {
        if (error === null || error === undefined) return resolve(ok(undefined));
        resolve(failure(`Failed writing to stdin: ${error.message}`));
      });
    });
  }

  onOver(callback: () => void): void {
    if (this.#isOver) setImmediate(callback);
    else this.#overCallbacks.push(callback);
  }

  /** The container has ended; whatever still holds its output is not waited for. */
  close(): void {
    for (const { stream } of this.#parts.sources) stream.destroy();
    this.#finish();
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#parts.input.destroy();
    const readers = [...this.#readers];
    this.#readers.clear();
    for (const reader of readers) reader.end();
    for (const callback of this.#overCallbacks.splice(0)) callback();
  }
}
