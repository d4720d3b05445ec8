/**
 * A connection that the engine has handed over: what is written to it a command reads, what comes is its
 * output, of a terminal as it is, else in frames, taken apart here. Nothing is read before somebody reads.
 */
import { PassThrough } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { EngineStreams } from './engine.ts';
import { FrameReader } from './frames.ts';

export function streamsOf(socket: Duplex, hasTerminal: boolean): EngineStreams {
  socket.on('error', () => socket.destroy()); // its end is what counts
  const end = (): void => void socket.destroy();
  if (hasTerminal) return { stdin: socket, stdout: socket, end };
  const outputs = { stdout: new PassThrough(), stderr: new PassThrough() };
  const finish = (): void => {
    outputs.stdout.end();
    outputs.stderr.end();
  };
  socket.on('end', finish).on('close', finish);
  const reader = new FrameReader({ hasTimes: false });
  socket.on('data', (chunk: Buffer) => {
    const messages = reader.push(chunk);
    if (!messages.ok) return end();
    for (const { stream, bytes } of messages.value) {
      if (!outputs[stream].write(bytes)) hold(socket, outputs[stream]);
    }
  });
  return { stdin: socket, ...outputs, end };
}

/** Until what came is taken. */
function hold(socket: Duplex, output: PassThrough): void {
  socket.pause();
  output.once('drain', () => socket.resume());
}
