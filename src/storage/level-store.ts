/**
 * Key-value storage in a LevelDB directory: the engine that the replicated log of C++ Mesos uses,
 * taken from the library classic-level. The registrar of a master without ZooKeeper lives here.
 *
 * LevelDB appends each batch to a log and may be told to fsync it. All batches of one turn go in
 * one such write (see commit-queue.ts), so admitting a thousand agents costs a few fsyncs.
 */
import { mkdir } from 'node:fs/promises';

import { ClassicLevel } from 'classic-level';

import { failure, ok, type Result } from '../foundation/result.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Done, KeyValueStore, WriteOperation } from './key-value-store.ts';

type Database = ClassicLevel<string, Uint8Array>;

/** Entries fetched from LevelDB at a time; keeps the loop responsive while a big registry loads. */
const entriesPerRead = 1000;

export class LevelStore implements KeyValueStore {
  readonly #database: Database;
  readonly #directory: string;
  readonly #queue: CommitQueue<readonly WriteOperation[]>;
  #isClosed = false;

  private constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
    this.#queue = new CommitQueue({ commit: (batches) => this.#commit(batches) });
  }

  /** Opens the database in `directory`, which is made when absent. */
  static open(directory: string, done: (result: Result<LevelStore>) => void): void {
    void openDatabase(directory).then((opened) =>
      setImmediate(() => done(opened.ok ? ok(new LevelStore(opened.value, directory)) : opened)),
    );
  }

  write(batch: readonly WriteOperation[], done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    this.#queue.push(batch, done);
  }

  readAll(prefix: string, visit: (key: string, value: Uint8Array) => void, done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    // The empty batch commits after all earlier writes, so that the reader sees them.
    this.#queue.push([], (before) => {
      if (!before.ok) return done(before);
      this.#settle(this.#readEntries(prefix, visit), `Failed to read ${this.#directory}`, done);
    });
  }

  close(done: Done): void {
    if (this.#isClosed) return this.#refuse(done);
    this.#isClosed = true;
    this.#queue.push([], (flushed) => {
      this.#settle(this.#database.close(), `Failed to close ${this.#directory}`, (closed) =>
        done(flushed.ok ? closed : flushed),
      );
    });
  }

  async #commit(batches: readonly (readonly WriteOperation[])[]): Promise<Result<void>> {
    const operations = batches.flatMap((batch) => batch.map(toLevelOperation));
    if (operations.length === 0) return ok(undefined);
    try {
      await this.#database.batch(operations, { sync: true });
      return ok(undefined);
    } catch (error) {
      return failure(`Failed to write to ${this.#directory}: ${reasonOf(error)}`);
    }
  }

  async #readEntries(
    prefix: string,
    visit: (key: string, value: Uint8Array) => void,
  ): Promise<void> {
    const iterator = this.#database.iterator({ gte: prefix });
    try {
      for (;;) {
        const entries = await iterator.nextv(entriesPerRead);
        if (entries.length === 0) return;
        for (const [key, value] of entries) {
          if (!key.startsWith(prefix)) return;
          visit(key, value);
        }
      }
    } finally {
      await iterator.close();
    }
  }

  #settle(work: Promise<void>, what: string, done: Done): void {
    void work.then(
      () => setImmediate(() => done(ok(undefined))),
      (error: unknown) => setImmediate(() => done(failure(`${what}: ${reasonOf(error)}`))),
    );
  }

  #refuse(done: Done): void {
    setImmediate(() => done(failure(`The store in ${this.#directory} is closed`)));
  }
}

async function openDatabase(directory: string): Promise<Result<Database>> {
  try {
    await mkdir(directory, { recursive: true });
    const database: Database = new ClassicLevel(directory, { valueEncoding: 'view' });
    await database.open();
    return ok(database);
  } catch (error) {
    return failure(openFailure(directory, error));
  }
}

/** What to tell an operator whose database does not open, and the way out. */
function openFailure(directory: string, error: unknown): string {
  if (codeOf(error) === 'LEVEL_LOCKED') {
    return (
      `Failed to open ${directory}: another process holds its lock; ` +
      `stop that process or use another --work_dir`
    );
  }
  if (codeOf(error) === 'EACCES') {
    return (
      `Failed to open ${directory}: permission denied; ` +
      `run as the user that owns it or use another --work_dir`
    );
  }
  return `Failed to open ${directory}: ${reasonOf(error)}`;
}

/** classic-level wraps what LevelDB said in the `cause` of a general error. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}

function codeOf(error: unknown): string | undefined {
  return (rootOf(error) as { code?: string } | undefined)?.code;
}

function reasonOf(error: unknown): string {
  const root = rootOf(error);
  return root instanceof Error ? root.message : String(root);
}

function toLevelOperation(operation: WriteOperation) {
  return operation.kind === 'put'
    ? ({ type: 'put', key: operation.key, value: operation.value } as const)
    : ({ type: 'del', key: operation.key } as const);
}
