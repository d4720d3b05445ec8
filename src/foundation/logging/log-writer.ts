/**
 * Where log lines go: a file descriptor behind a small buffer. Lines of one turn of the event loop
 * are written together; with --logbufsecs they may wait longer. The log must never stop the
 * process: when a full disk, or a pipe that nobody reads, does not take the lines, the oldest are
 * dropped and counted, and the count is written once lines are taken again.
 */
import { closeSync, writeSync } from 'node:fs';

/** Beyond this, lines are written at once, whatever --logbufsecs says: a burst stays small. */
const flushAboveLength = 64 * 1024;
/** What may wait for a pipe that takes nothing: minutes of a usual log, little memory. */
const mostPendingLength = 1024 * 1024;

export type WriteText = (fd: number, bytes: Uint8Array) => number;

export class LogWriter {
  readonly #fd: number;
  readonly #write: WriteText;
  #pending: string[] = [];
  #pendingLength = 0;
  #droppedLines = 0;
  /** After a write that was not taken, the next try waits for this much more. */
  #flushAtLength = flushAboveLength;

  constructor(fd: number, write: WriteText = writeSync) {
    this.#fd = fd;
    this.#write = write;
  }

  /** Takes a line (with its newline). */
  append(line: string): void {
    this.#pending.push(line);
    this.#pendingLength += line.length;
    if (this.#pendingLength >= this.#flushAtLength) this.flush();
  }

  /** Writes what is pending; what is not taken stays pending, within its bound. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const note = this.#droppedLines > 0 ? `[${this.#droppedLines} log lines were dropped]\n` : '';
    const bytes = Buffer.from(note + this.#pending.join(''));
    const writtenBytes = this.#writeAll(bytes);
    if (writtenBytes >= note.length) this.#droppedLines = 0;
    if (writtenBytes === bytes.length) {
      this.#pending = [];
      this.#pendingLength = 0;
    } else {
      this.#keepRest(bytes.subarray(Math.max(writtenBytes, note.length)).toString());
    }
    this.#flushAtLength = this.#pendingLength + flushAboveLength;
  }

  close(): void {
    this.flush();
    try {
      closeSync(this.#fd);
    } catch {
      // Closing is the last thing done with this file; there is nobody left to tell.
    }
  }

  /** Returns how many bytes were taken. */
  #writeAll(bytes: Uint8Array): number {
    let writtenBytes = 0;
    try {
      while (writtenBytes < bytes.length) {
        writtenBytes += this.#write(this.#fd, bytes.subarray(writtenBytes));
      }
    } catch {
      // EAGAIN, ENOSPC, EPIPE: the next flush tries again; see the comment of the file.
    }
    return writtenBytes;
  }

  #keepRest(rest: string): void {
    this.#pending = [rest];
    this.#pendingLength = rest.length;
    if (rest.length <= mostPendingLength) return;
    const cutAt = rest.indexOf('\n', rest.length - mostPendingLength / 2) + 1;
    this.#droppedLines += rest.slice(0, cutAt).split('\n').length - 1;
    this.#pending = [rest.slice(cutAt)];
    this.#pendingLength = rest.length - cutAt;
  }
}
