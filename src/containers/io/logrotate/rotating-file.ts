/**
 * A log that never becomes larger than it may: before a write that would not fit the file is renamed to
 * name.1, that one to name.2, and the oldest is removed. What cannot be written is lost, not waited for.
 *
 * It works in the sandbox of a task that may do anything there, so it runs as the task's user, follows
 * no link, and writes to plain files alone.
 */
import { closeSync, constants, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Rotation } from './settings.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

export class RotatingFile {
  readonly #name: string;
  readonly #rotation: Rotation;
  #fd: number | undefined;
  #bytes = 0;

  /** In the working directory of the process. */
  constructor(name: string, rotation: Rotation) {
    this.#name = name;
    this.#rotation = rotation;
  }

  write(data: Uint8Array): void {
    const { mostBytes } = this.#rotation;
    for (let at = 0; at < data.length;) {
      if (!this.#hasRoom(Math.min(data.length - at, mostBytes))) return;
      const piece = data.subarray(at, at + mostBytes - this.#bytes);
      try {
        const written = writeSync(this.#fd!, piece);
        this.#bytes += written;
        at += written;
      } catch {
        return; // the disk is full, or over its quota
      }
    }
  }

  /** Room for so much, or, when the task keeps its files from being renamed, for some of it. */
  #hasRoom(wantedBytes: number): boolean {
    if (!this.#open()) return false;
    if (this.#bytes + wantedBytes <= this.#rotation.mostBytes) return true;
    this.#rotate();
    return this.#open() && this.#bytes < this.#rotation.mostBytes;
  }

  #open(): boolean {
    if (this.#fd !== undefined) return true;
    try {
      const flags = O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_WRONLY;
      const fd = openSync(this.#name, flags, 0o644);
      const stats = fstatSync(fd);
      if (!stats.isFile()) {
        closeSync(fd);
        return false;
      }
      this.#fd = fd;
      this.#bytes = stats.size;
      return true;
    } catch {
      return false;
    }
  }

  #rotate(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    const { keeps } = this.#rotation;
    const nameOf = (age: number): string => (age === 0 ? this.#name : `${this.#name}.${age}`);
    attempt(() => rmSync(nameOf(keeps), { force: true }));
    for (let age = keeps - 1; age >= 0; age--) {
      attempt(() => renameSync(nameOf(age), nameOf(age + 1)));
    }
  }
}

/** There may be none yet, or the task may have put something else in its place. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Whether there is room is looked at afterwards.
  }
}
