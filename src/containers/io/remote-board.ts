/**
 * The agent's side of a switchboard that is a process of its own: every attachment is a connection to
 * its socket. The agent keeps nothing of it, so that the next agent process can attach as well.
 */
import { constants, existsSync, promises as fs } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { assert, failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { dataFrames, FrameDecoder, frameOf } from './frames.ts';
import type { Frame, FrameType } from './frames.ts';
import type {
  AttachFault,
  AttachOptions,
  Board,
  ContainerInput,
  OutputAttachment,
  OutputReader,
  WindowSize,
} from './io.ts';
import { sizeBytes } from './server.ts';

/** In the directory of the switchboard. */
export const socketName = 'io.sock';
/** What the socket is called when the switchboard has ended because the container's output was over. */
export const overMark = 'over';

/** One that does not answer stands still; then it goes on later, or never. */
const endTimeoutMs = 5_000;

const unreachable: AttachFault = { kind: 'none', text: 'I/O switchboard has shutdown' };

/** A path that is short enough for a socket, whatever the directory's is. */
async function connectIn(directory: string): Promise<Socket> {
  const { O_DIRECTORY, O_RDONLY } = constants;
  const handle = await fs.open(directory, O_RDONLY | O_DIRECTORY);
  try {
    const start = process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : directory;
    return await new Promise((resolve, reject) => {
      const socket = connect(join(start, socketName));
      socket.once('error', reject).once('connect', () => {
        socket.off('error', reject).on('error', () => socket.destroy());
        resolve(socket);
      });
    });
  } finally {
    await handle.close();
  }
}

interface Listener {
  /** What comes after the attachment was granted; may be called before its caller knows of that. */
  onFrame(frame: Frame): void;
  onClose(): void;
}

/** Connects and says what for; a failure says why not. */
async function open(
  directory: string,
  type: FrameType,
  listener: Listener,
): Promise<Result<Socket, AttachFault>> {
  const socket = await connectIn(directory).catch(() => undefined);
  if (socket === undefined) return failure(unreachable);
  return new Promise((resolve) => {
    const decoder = new FrameDecoder();
    let isGranted = false;
    const settle = (fault: AttachFault): void => {
      socket.destroy();
      if (!isGranted) resolve(failure(fault));
    };
    const begin = (frame: Frame): void => {
      if (frame.type !== 'k') return settle(frame.type === 'n' ? readFault(frame) : unreachable);
      isGranted = true;
      resolve(ok(socket));
    };
    socket.on('data', (chunk: Buffer) => {
      const frames = decoder.push(chunk);
      if (frames === undefined) return settle(unreachable);
      for (const frame of frames) {
        if (isGranted) listener.onFrame(frame);
        else begin(frame);
      }
    });
    socket.on('close', () => {
      if (isGranted) listener.onClose();
      else settle(unreachable);
    });
    socket.write(frameOf(type));
  });
}

function readFault({ bytes }: Frame): AttachFault {
  try {
    return JSON.parse(bytes.toString()) as AttachFault;
  } catch {
    return unreachable;
  }
}

export class RemoteBoard implements Board {
  readonly #directory: string;

  /** The switchboard's working directory. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  async attachOutput(
    reader: OutputReader,
    { paces }: AttachOptions,
  ): Promise<Result<OutputAttachment, AttachFault>> {
    let isOver = false;
    const end = (): void => {
      if (!isOver) reader.end();
      isOver = true;
    };
    const opened = await open(this.#directory, paces ? 'p' : 'o', {
      onFrame: ({ type, bytes }) => {
        if (isOver) return;
        if (type === '1') reader.write('stdout', bytes);
        else if (type === '2') reader.write('stderr', bytes);
        else if (type === 'x') end();
      },
      onClose: end,
    });
    if (!opened.ok) return opened;
    const socket = opened.value;
    return ok({
      hold: () => void socket.pause(),
      release: () => void socket.resume(),
      close: () => {
        isOver = true;
        socket.destroy();
      },
    });
  }

  async attachInput(): Promise<Result<ContainerInput, AttachFault>> {
    const input = new RemoteInput();
    const opened = await open(this.#directory, 'i', input);
    if (!opened.ok) return opened;
    input.begin(opened.value);
    return ok(input);
  }

  /**
   * Calls back once: did the container's output end, or is the switchboard gone before that? That of a
   * short command may have ended before it could be asked.
   */
  async watch(onEnd: (end: 'over' | 'lost') => void): Promise<void> {
    const socket = await connectIn(this.#directory).catch(() => undefined);
    if (socket === undefined) return onEnd(this.#lastWord());
    let end: 'over' | undefined;
    const decoder = new FrameDecoder();
    socket.on('data', (chunk: Buffer) => {
      if (decoder.push(chunk)?.some(({ type }) => type === 'x') === true) end = 'over';
    });
    socket.on('close', () => onEnd(end ?? this.#lastWord()));
    socket.write(frameOf('w'));
  }

  /** Of one that is gone. */
  #lastWord(): 'over' | 'lost' {
    return existsSync(join(this.#directory, overMark)) ? 'over' : 'lost';
  }
}

/** Ends the switchboard in this directory, if there is one; fulfilled when it knows. */
export async function endSwitchboard(directory: string): Promise<void> {
  const socket = await connectIn(directory).catch(() => undefined);
  if (socket === undefined) return;
  await new Promise<void>((resolve) => {
    socket.setTimeout(endTimeoutMs, () => socket.destroy());
    socket.on('close', () => resolve()).resume();
    socket.write(frameOf('q'));
  });
}

/** One thing at a time is asked of the switchboard, and answered before the next. */
class RemoteInput implements ContainerInput, Listener {
  #socket: Socket | undefined;
  #answer: ((result: Result<void>) => void) | undefined;
  #isOver = false;
  readonly #overCallbacks: (() => void)[] = [];

  begin(socket: Socket): void {
    this.#socket = socket;
  }

  onFrame({ type, bytes }: Frame): void {
    if (type === 'x') return this.onClose();
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(type === 'k' ? ok(undefined) : failure(bytes.toString()));
  }

  onClose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#answer?.(failure(unreachable.text));
    this.#answer = undefined;
    for (const callback of this.#overCallbacks.splice(0)) callback();
  }

  #ask(frame: Buffer): Promise<Result<void>> {
    const socket = this.#socket;
    if (this.#isOver || socket === undefined) return Promise.resolve(failure(unreachable.text));
    assert(this.#answer === undefined, 'one thing at a time is asked of a switchboard');
    return new Promise((resolve) => {
      this.#answer = resolve;
      socket.write(frame);
    });
  }

  async write(data: Uint8Array): Promise<Result<void>> {
    for (const frame of dataFrames('d', data)) {
      const written = await this.#ask(frame);
      if (!written.ok) return written;
    }
    return ok(undefined);
  }

  async end(): Promise<void> {
    await this.#ask(frameOf('e'));
  }

  resize(size: WindowSize): Promise<Result<void>> {
    return this.#ask(frameOf('s', sizeBytes(size)));
  }

  close(): void {
    this.#socket?.destroy();
  }

  onOver(callback: () => void): void {
    if (this.#isOver) setImmediate(callback);
    else this.#overCallbacks.push(callback);
  }
}
