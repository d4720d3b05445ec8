/**
 * What a container's input and output look like to whoever attaches to it: an operator's session, or
 * somebody who looks in on a task with a terminal. Who has what is attached from outside goes through
 * a switchboard (switchboard.ts); all others write to files in their sandbox and cannot be attached to.
 */
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';

export type OutputName = 'stdout' | 'stderr';

export interface WindowSize {
  readonly rows: number;
  readonly columns: number;
}

/** The kernel keeps both numbers in 16 bits. */
export const mostRowsOrColumns = 65_535;

/** Hears what a container says, in order; nothing after `end`. */
export interface OutputReader {
  write(name: OutputName, data: Uint8Array): void;
  /** There will be no more. */
  end(): void;
}

export interface OutputAttachment {
  /** For readers that pace the container: it says no more until `release`. Once each, in turns. */
  hold(): void;
  release(): void;
  /** The reader hears nothing any more. */
  close(): void;
}

export interface ContainerInput {
  /** Answered when the container's side has taken it; a failure is for the user. */
  write(data: Uint8Array): Promise<Result<void>>;
  /** The container reads the end of its input. Does nothing to terminals: their users send ^D. */
  end(): Promise<void>;
  resize(size: WindowSize): Promise<Result<void>>;
  /** Others may attach. */
  close(): void;
  /** Calls back once when nothing more can come of it: the container's output is over. */
  onOver(callback: () => void): void;
}

export interface AttachFault {
  /** `none`: nothing can be attached to it; `taken`: somebody else is attached to its input. */
  readonly kind: 'none' | 'taken' | 'crowded';
  readonly text: string;
}

export interface AttachOptions {
  /** The container waits for this reader, and no other than that may be slow. */
  readonly paces: boolean;
}

/** One container's switchboard, wherever it is. */
export interface Board {
  attachOutput(
    reader: OutputReader,
    options: AttachOptions,
  ): Promise<Result<OutputAttachment, AttachFault>>;
  attachInput(): Promise<Result<ContainerInput, AttachFault>>;
}

/** All containers of an agent, for its API. */
export interface ContainerIo {
  findBoard(id: ContainerID): Board | undefined;
}
