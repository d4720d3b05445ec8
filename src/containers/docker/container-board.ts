/**
 * Attaching to what a container itself runs: the engine is its switchboard, each attachment a connection
 * to it, so that nothing is lost with the agent. Anybody may listen; only what has a terminal has an input.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type {
  AttachFault,
  Board,
  ContainerInput,
  OutputAttachment,
  OutputReader,
  WindowSize,
} from '../io/io.ts';
import { mostReaders, Switchboard } from '../io/switchboard.ts';
import type { InputPort } from '../io/switchboard.ts';
import type { DockerEngine, EngineStreams } from './engine/engine.ts';

export interface Attachable {
  readonly dockerId: string;
  readonly hasTerminal: boolean;
}

type Resize = (size: WindowSize) => Promise<Result<void>>;

/** `resize` is left out for what has no terminal. */
export function boardOf(streams: EngineStreams, resize: Resize | undefined): Switchboard {
  const { stdin, stdout, stderr } = streams;
  const sources = [{ name: 'stdout' as const, stream: stdout }];
  const input: InputPort = {
    write: (data, done) => {
      if (stdin.writable) stdin.write(data, done);
      else done(new Error('the container has closed its input'));
    },
    // The user of a terminal sends ^D.
    end: () => void (resize === undefined && stdin.end()),
    resize: (size) =>
      // @compat Mesos' words.
      resize?.(size) ?? failure('Unable to set the window size: Inappropriate ioctl for device'),
    destroy: () => streams.end(),
  };
  const more = stderr === undefined ? [] : [{ name: 'stderr' as const, stream: stderr }];
  return new Switchboard({ sources: [...sources, ...more], input, waits: true });
}

export class ContainerBoard implements Board {
  readonly #engine: DockerEngine;
  readonly #container: Attachable;
  #readerCount = 0;
  #isInputTaken = false;

  constructor(engine: DockerEngine, container: Attachable) {
    this.#engine = engine;
    this.#container = container;
  }

  async attachOutput(reader: OutputReader): Promise<Result<OutputAttachment, AttachFault>> {
    if (this.#readerCount >= mostReaders) {
      const text = `${mostReaders} readers are attached to this container already; try again later`;
      return failure({ kind: 'crowded', text });
    }
    this.#readerCount++;
    const board = await this.#open(false);
    if (!board.ok) {
      this.#readerCount--;
      return board;
    }
    board.value.onOver(() => void this.#readerCount--);
    const attached = board.value.addReader(reader);
    if (!attached.ok) return attached;
    const { value: attachment } = attached;
    return ok({
      hold: () => attachment.hold(),
      release: () => attachment.release(),
      close: () => {
        attachment.close();
        board.value.close();
      },
    });
  }

  async attachInput(): Promise<Result<ContainerInput, AttachFault>> {
    if (!this.#container.hasTerminal) {
      // @compat clients know a task without a terminal by these words.
      const text = 'I/O switchboard server was disabled for this container';
      return failure({ kind: 'none', text });
    }
    // @compat Mesos' words.
    const taken = { kind: 'taken', text: 'Multiple input connections are not allowed' } as const;
    if (this.#isInputTaken) return failure(taken);
    this.#isInputTaken = true;
    const board = await this.#open(true);
    if (!board.ok) {
      this.#isInputTaken = false;
      return board;
    }
    board.value.begin();
    board.value.onOver(() => (this.#isInputTaken = false));
    const input = board.value.takeInput();
    if (!input.ok) return input;
    return ok({ ...input.value, close: () => board.value.close() });
  }

  async #open(hasInput: boolean): Promise<Result<Switchboard, AttachFault>> {
    const { dockerId, hasTerminal } = this.#container;
    const opened = await this.#engine.open(dockerId, { hasTerminal, hasInput });
    if (!opened.ok) return failure({ kind: 'none', text: opened.error });
    const resize: Resize = (size) => this.#engine.resize(dockerId, size);
    return ok(boardOf(opened.value, hasTerminal ? resize : undefined));
  }
}
