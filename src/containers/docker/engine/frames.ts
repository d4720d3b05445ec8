/**
 * Output of a container comes from the engine in frames: eight bytes (which stream, how long), then one
 * message. Read from a log, a message begins with its time. What has a terminal writes to that alone,
 * and comes as it is: from a log as lines, each with its time before it.
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

/** What the engine keeps as one message at most: of longer lines each part has its time before it. */
const mostMessageBytes = 16 * 1024;
/** "2026-01-01T00:00:00.000000000Z " */
const timeBytes = 31;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z $/u;
const newline = 0x0a;

/** Of a terminal, from a log. */
export class LineReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are whole by now. */
  push(chunk: Buffer): Result<readonly LogMessage[]> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: LogMessage[] = [];
    let at = 0;
    for (;;) {
      const end = endOfMessage(bytes, at);
      if (end === undefined) break;
      const stamp = bytes.toString('latin1', at, at + timeBytes);
      if (!time.test(stamp)) return failure('a line of the log of the container has no time');
      const payload = bytes.subarray(at + timeBytes, end);
      messages.push({ stream: 'stdout', timestamp: stamp.trimEnd(), bytes: payload });
      at = end;
    }
    if (bytes.length - at > timeBytes + mostFrameBytes) {
      return failure('a line of the log of the container does not end');
    }
    this.#rest = Buffer.from(bytes.subarray(at));
    return ok(messages);
  }
}

/** Undefined: the message is not whole yet. */
function endOfMessage(bytes: Buffer, at: number): number | undefined {
  const full = at + timeBytes + mostMessageBytes;
  const line = bytes.indexOf(newline, at);
  if (line >= 0 && line < full) return line + 1;
  const next = bytes.toString('latin1', full, full + timeBytes);
  if (next.length === timeBytes && time.test(next)) return full;
  return line < 0 ? undefined : line + 1;
}

/** Of a terminal, as it is written. */
export class RawReader {
  push(chunk: Buffer): Result<readonly LogMessage[]> {
    return ok([{ stream: 'stdout', timestamp: '', bytes: chunk }]);
  }
}
