/**
 * Output of a container comes from the engine in frames: eight bytes (which stream, how long), then one
 * message. Read from a log, a message begins with its time.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { LogMessage } from './engine.ts';

const headerBytes = 8;
/** The engine cuts lines at 16 KiB; far above that somebody speaks another language. */
const mostFrameBytes = 16 * 1024 * 1024;
const space = 0x20;

export class FrameReader {
  readonly #hasTimes: boolean;
  #rest: Buffer = Buffer.alloc(0);

  constructor({ hasTimes }: { readonly hasTimes: boolean }) {
    this.#hasTimes = hasTimes;
  }

  /** The messages that are whole by now. */
  push(chunk: Buffer): Result<readonly LogMessage[]> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: LogMessage[] = [];
    let at = 0;
    while (bytes.length - at >= headerBytes) {
      const kind = bytes[at]!;
      const length = bytes.readUInt32BE(at + 4);
      if (kind > 3 || length > mostFrameBytes) {
        return failure('the output of the container is not in frames; does it have a terminal?');
      }
      const end = at + headerBytes + length;
      if (end > bytes.length) break;
      messages.push(this.#message(kind, bytes.subarray(at + headerBytes, end)));
      at = end;
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return ok(messages);
  }

  #message(kind: number, payload: Buffer): LogMessage {
    const stream = kind === 2 || kind === 3 ? 'stderr' : 'stdout';
    const cut = this.#hasTimes ? payload.indexOf(space) : -1;
    if (cut < 0) return { stream, timestamp: '', bytes: payload };
    const timestamp = payload.toString('latin1', 0, cut);
    return { stream, timestamp, bytes: payload.subarray(cut + 1) };
  }
}
