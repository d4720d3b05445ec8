/**
 * A witness beside a store: the number of the last commit that is known to be durable. LevelDB takes
 * the end of its log for where a crash cut it off; only somebody outside can tell that more was
 * there.
 *
 * Invariant: the witness never knows of a commit that is not on the disk, because it is told
 * afterwards. It may know too little (a crash just after a commit), which costs nothing but its
 * sharpness for that moment; so nobody waits for it, and it is not synced but for its creation.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { failure, ok, type Result } from '../foundation/result.ts';
import { damageText } from './damage.ts';
import { digestOf } from './digest.ts';
import type { Done } from './key-value-store.ts';

export interface CommitWitness {
  /** Undefined before the first `create`. */
  readonly lastCommit: number | undefined;
  /** From here on a missing witness is damage; `done` when that is durable. */
  create(done: Done): void;
  note(commit: number): void;
  /** Finishes what was noted. */
  close(done: () => void): void;
}

/**
 * For stores in memory, which know of no commit; and for those that lose none that they answered, which
 * is said by a number to begin with: 0, no loss can be told.
 */
export class MemoryWitness implements CommitWitness {
  lastCommit: number | undefined;

  constructor(lastCommit?: 0) {
    this.lastCommit = lastCommit;
  }

  create(done: Done): void {
    this.lastCommit = 0;
    done(ok(undefined));
  }

  note(commit: number): void {
    this.lastCommit = commit;
  }

  close(done: () => void): void {
    done();
  }
}

/** One line, overwritten in place and far smaller than a sector: it is never half written. */
export class FileWitness implements CommitWitness {
  readonly #path: string;
  readonly lastCommit: number | undefined;
  #file: FileHandle | undefined;
  #isBusy = false;
  #waiting: number | undefined;
  #onIdle: (() => void) | undefined;

  private constructor(path: string, read: { file: FileHandle; lastCommit: number } | undefined) {
    this.#path = path;
    this.#file = read?.file;
    this.lastCommit = read?.lastCommit;
  }

  /** Reads what `path` says, if it is there. */
  static async open(path: string): Promise<Result<FileWitness>> {
    try {
      const file = await open(path, 'r+');
      const text = await file.readFile('utf8');
      const lastCommit = parseLine(text);
      if (lastCommit !== undefined) return ok(new FileWitness(path, { file, lastCommit }));
      await file.close();
      return failure(damageText(path, 'it is not the number of a commit with its checksum'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return ok(new FileWitness(path, undefined));
      }
      return failure(`Failed to read ${path}: ${String(error)}`);
    }
  }

  create(done: Done): void {
    void this.#create().then(
      () => setImmediate(() => done(ok(undefined))),
      (error: unknown) =>
        setImmediate(() => done(failure(`Failed to write ${this.#path}: ${String(error)}`))),
    );
  }

  note(commit: number): void {
    this.#waiting = commit;
    if (!this.#isBusy) this.#writeWaiting();
  }

  close(done: () => void): void {
    this.#onIdle = () => {
      if (this.#file === undefined) done();
      else void this.#file.close().then(done, done);
    };
    if (!this.#isBusy) this.#onIdle();
  }

  async #create(): Promise<void> {
    this.#file = await open(this.#path, 'w+');
    await this.#file.write(lineOf(0), 0);
    await this.#file.sync();
  }

  #writeWaiting(): void {
    const commit = this.#waiting;
    if (commit === undefined || this.#file === undefined) {
      this.#isBusy = false;
      this.#onIdle?.();
      return;
    }
    this.#waiting = undefined;
    this.#isBusy = true;
    // A witness that cannot write knows too little, as after a crash; the store itself goes on.
    void this.#file
      .write(lineOf(commit), 0)
      .catch(() => undefined)
      .then(() => this.#writeWaiting());
  }
}

/** Wide enough for every safe integer, so that lines overwrite each other whole. */
const numberWidth = 16;
const purpose = 'the last durable commit';

function lineOf(commit: number): string {
  const number = String(commit).padStart(numberWidth, '0');
  return `${number} ${digestOf(purpose, Buffer.from(number)).toString(16).padStart(12, '0')}\n`;
}

function parseLine(text: string): number | undefined {
  const commit = Number(text.slice(0, numberWidth));
  return Number.isSafeInteger(commit) && lineOf(commit) === text ? commit : undefined;
}
