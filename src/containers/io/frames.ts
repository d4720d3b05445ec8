/**
 * What an agent and the switchboard process of a container say to each other: frames of one letter,
 * a length and that many bytes. Both are ours and of one user, but either may be of another version,
 * or killed within a frame: what makes no sense ends the connection.
 */
import { assert } from '../../foundation/result.ts';

/**
 * From the agent: `o` attach to the output, `p` the same and the container waits for the reader,
 * `i` attach to the input, `w` watch, `q` end; then, on an input, `d` data, `e` its end, `s` the size of the window.
 * From the process: `k` done, `n` not done (why), `1` and `2` output, `x` it is over.
 */
export type FrameType = 'o' | 'p' | 'i' | 'w' | 'q' | 'd' | 'e' | 's' | 'k' | 'n' | '1' | '2' | 'x';

export interface Frame {
  readonly type: FrameType;
  readonly bytes: Buffer;
}

const headBytes = 5;
/** What is longer is cut into several before it is sent. */
export const mostFrameBytes = 64 * 1024;
const types = new Set<string>('opiwqdesknx12');

export function frameOf(type: FrameType, bytes: Uint8Array | string = ''): Buffer {
  const body = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  assert(body.length <= mostFrameBytes, 'frames are cut before they are sent');
  const frame = Buffer.allocUnsafe(headBytes + body.length);
  frame.write(type, 0, 'latin1');
  frame.writeUInt32BE(body.length, 1);
  frame.set(body, headBytes);
  return frame;
}

/** Data of any length as frames. */
export function* dataFrames(type: FrameType, data: Uint8Array): Iterable<Buffer> {
  for (let at = 0; at < data.length; at += mostFrameBytes) {
    yield frameOf(type, data.subarray(at, at + mostFrameBytes));
  }
}

export class FrameDecoder {
  #rest: Buffer = Buffer.alloc(0);

  /** Undefined: this is none of ours, and nothing that follows can be trusted. */
  push(chunk: Uint8Array): readonly Frame[] | undefined {
    this.#rest = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= headBytes) {
      const type = this.#rest.toString('latin1', 0, 1);
      const length = this.#rest.readUInt32BE(1);
      if (!types.has(type) || length > mostFrameBytes) return undefined;
      const end = headBytes + length;
      if (this.#rest.length < end) break;
      frames.push({ type: type as FrameType, bytes: this.#rest.subarray(headBytes, end) });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}
