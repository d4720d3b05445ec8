/**
 * A switchboard behind a socket: each connection is one attachment, which its first frame names. Only
 * the user of the agent can connect. A connection that lags behind is cut, unless the container waits for it.
 */
import type { Socket } from 'node:net';
import { dataFrames, FrameDecoder, frameOf } from './frames.ts';
import type { Frame, FrameType } from './frames.ts';
import type { ContainerInput, OutputAttachment, WindowSize } from './io.ts';
import { mostRowsOrColumns } from './io.ts';
import type { Switchboard } from './switchboard.ts';

/** What waits for one agent's connection: it reads at once, or it stands still. */
const mostQueuedBytes = 4 * 1024 * 1024;

export function serveConnection(board: Switchboard, socket: Socket): void {
  const decoder = new FrameDecoder();
  let onFrame: ((frame: Frame) => void) | undefined;
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const frames = decoder.push(chunk);
    if (frames === undefined) {
      socket.destroy();
      return;
    }
    for (const frame of frames) {
      if (onFrame === undefined) onFrame = begin(board, socket, frame.type);
      else onFrame(frame);
    }
  });
}

type OnFrame = (frame: Frame) => void;
const nothingFollows: OnFrame = () => undefined;

const openings: Partial<Record<FrameType, (board: Switchboard, socket: Socket) => OnFrame>> = {
  o: (board, socket) => attachOutput(board, socket, false),
  p: (board, socket) => attachOutput(board, socket, true),
  i: attachInput,
  w: (board, socket) => {
    board.onOver(() => void socket.end(frameOf('x')));
    return nothingFollows;
  },
  q: (board, socket) => {
    board.close();
    socket.end(frameOf('k'));
    return nothingFollows;
  },
};

function begin(board: Switchboard, socket: Socket, type: FrameType): OnFrame {
  const opening = openings[type];
  if (opening !== undefined) return opening(board, socket);
  socket.destroy();
  return nothingFollows;
}

function attachOutput(board: Switchboard, socket: Socket, paces: boolean): OnFrame {
  const attached = board.addReader({
    write: (name, data) => {
      const type = name === 'stdout' ? '1' : '2';
      for (const frame of dataFrames(type, data)) socket.write(frame);
      if (paces && socket.writableNeedDrain) hold();
      else if (socket.writableLength > mostQueuedBytes) socket.destroy();
    },
    end: () => void socket.end(frameOf('x')),
  });
  if (!attached.ok) return refuse(socket, attached.error);
  const attachment: OutputAttachment = attached.value;
  const hold = (): void => attachment.hold();
  socket.on('drain', () => attachment.release());
  socket.on('close', () => attachment.close());
  socket.write(frameOf('k'));
  return nothingFollows;
}

function refuse(socket: Socket, fault: object): OnFrame {
  socket.end(frameOf('n', JSON.stringify(fault)));
  return nothingFollows;
}

function attachInput(board: Switchboard, socket: Socket): OnFrame {
  const taken = board.takeInput();
  if (!taken.ok) return refuse(socket, taken.error);
  const input = taken.value;
  socket.on('close', () => input.close());
  input.onOver(() => void socket.end(frameOf('x')));
  socket.write(frameOf('k'));
  return (frame) => takeInputFrame(input, socket, frame);
}

/** Each is answered: the agent sends the next when it has heard of the last. */
function takeInputFrame(input: ContainerInput, socket: Socket, { type, bytes }: Frame): void {
  const answer = (done: { ok: true } | { ok: false; error: string }): void => {
    socket.write(done.ok ? frameOf('k') : frameOf('n', done.error));
  };
  if (type === 'd') return void input.write(bytes).then(answer);
  if (type === 'e') return void input.end().then(() => answer({ ok: true }));
  const size = type === 's' ? readSize(bytes) : undefined;
  if (size === undefined) socket.destroy();
  else void input.resize(size).then(answer);
}

export function sizeBytes({ rows, columns }: WindowSize): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(Math.min(rows, mostRowsOrColumns), 0);
  bytes.writeUInt16BE(Math.min(columns, mostRowsOrColumns), 2);
  return bytes;
}

function readSize(bytes: Buffer): WindowSize | undefined {
  if (bytes.length !== 4) return undefined;
  return { rows: bytes.readUInt16BE(0), columns: bytes.readUInt16BE(2) };
}
